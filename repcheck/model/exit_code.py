"""How a run ends, as the shell sees it. Alone, so that `repcheck --help` loads none of the vocabulary."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The one table of exit codes."""

    OK = 0
    FOUND = 1
    USAGE = 2
    UNDECIDED = 3
    INTERRUPTED = 130
