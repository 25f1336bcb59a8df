"""How a run ends that has no report: one line on stderr, and the exit code of sysexits.h or of a shell."""

import signal
import sys
from enum import IntEnum

from repcheck._version import __version__
from repcheck.errors import OutputLost, ReaderGone, RepcheckError
from repcheck.model.exit_code import ExitCode


class Ending(IntEnum):
    """Exit codes of a run that did not come to its answer; those with an answer are ``ExitCode``.

    None of them is 1, which a script reads as "listed".
    """

    #: EX_SOFTWARE: a fault of repcheck itself.
    SOFTWARE = 70
    #: EX_IOERR: standard output is closed or full.
    OUTPUT_LOST = 74
    #: EX_TEMPFAIL: a mail server that pipes a mail in is to try again; most others would make it bounce.
    TRY_AGAIN = 75
    #: 128 + SIGPIPE, as a shell reports a program whose reader has gone.
    READER_GONE = 141
    #: 128 + SIGTERM.
    TERMINATED = 143


class Terminated(SystemExit):
    """A supervisor asked the process to end; what is open is closed, and temporary files go."""


def end_in_good_order() -> None:
    """Let SIGTERM raise Terminated and SIGINT KeyboardInterrupt, unless the caller has them ignored."""

    def handle(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)  # the next one ends it at once
        raise Terminated(Ending.TERMINATED)

    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, handle)
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # as repcheck.__main__ has left it
        signal.signal(signal.SIGINT, signal.default_int_handler)


#: Characters of a line on stderr that are shown; a path has up to 4,096.
_LONGEST = 2000
#: The first kind that fits decides.
_CODES: tuple[tuple[type[RepcheckError], int], ...] = (
    (ReaderGone, Ending.READER_GONE),
    (OutputLost, Ending.OUTPUT_LOST),
    (RepcheckError, ExitCode.USAGE),
)


def code_of(error: RepcheckError) -> int:
    """The exit code of an error that was raised on purpose."""
    return next(code for kind, code in _CODES if isinstance(error, kind))


def complain(what: str) -> None:
    """Each line of ``what`` on stderr in the one form of all errors, as ``shown_line`` has it."""
    for line in what.split("\n"):
        _say(f"repcheck: error: {shown_line(line)}")


def shown_line(text: str) -> str:
    """What somebody typed or a file holds, in a message: safe for a terminal, without passwords and keys.

    It is not endless; of a long text the end stays, too: a reason stands behind the name of a file.
    """
    from repcheck.model.keys import mask_keys
    from repcheck.model.secret import without_password
    from repcheck.render.clean import for_terminal

    shown = for_terminal(mask_keys(without_password(text)))
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST // 2]} ... {shown[-_LONGEST // 2 :]}"


def tell(error: RepcheckError, *, one_line: bool = False) -> int:
    """Complain of an error that was raised on purpose; returns the exit code.

    ``one_line``  only the first of several mistakes is reported
    """
    if not isinstance(error, ReaderGone):  # who closed the pipe has seen enough
        said = str(error)
        complain(said.partition("\n")[0] if one_line else said)
    return code_of(error)


def tell_of_fault(error: BaseException, *, details: bool) -> int:
    """Complain of what nobody expected, with what to report; returns the exit code.

    The message of the error may quote what was read, so it stands in the ``details`` only.
    """
    if isinstance(error, OverflowError) and not _can_tell_the_time():
        complain("the clock of this machine stands beyond the year 2262, where Python cannot read it: set it")
        return ExitCode.USAGE
    import traceback

    from repcheck.render.clean import for_terminal

    complain(
        f"a fault of repcheck {__version__} itself: {type(error).__name__} at {_place(error)}; please report "
        "this line where you got repcheck from"
        + ("" if details else ", best with the details that -v prints")
    )
    if details:
        for part in traceback.format_exception(error):
            for line in part.rstrip("\n").splitlines():
                _say("  " + for_terminal(line))
    return Ending.SOFTWARE


def _can_tell_the_time() -> bool:
    """Whether the clock can be read: Python counts in nanoseconds of 63 bits, and begins with 1970."""
    import time

    try:
        time.time()
    except OverflowError:
        return False
    return True


def _place(error: BaseException) -> str:
    """``app/check.py:112``: the deepest line of ours that was being run."""
    import traceback
    from pathlib import Path

    package = Path(__file__).parent.parent
    place = "an unknown place"
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(package):
            place = f"{path.relative_to(package)}:{line}"
    return place


def _say(line: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
