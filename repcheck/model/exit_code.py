"""How a run ends, as the shell sees it."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The one table of exit codes. It lies alone, so that `repcheck --help` loads none of the vocabulary."""

    OK = 0
    FOUND = 1
    USAGE = 2
    UNDECIDED = 3
    INTERRUPTED = 130
