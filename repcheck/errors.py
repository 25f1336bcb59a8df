"""All errors of repcheck, in one tree.

    RepcheckError               exit code
      BadInput                  2    what the user gave cannot be used; one line, with its place
        BadTarget                    a target, or a line of a targets file
        BadOption                    the value of an option, or options that exclude each other
        BadCatalog                   a catalog or configuration file: all its mistakes
        SecretMissing                the place of a secret, env:NAME or file:/path, holds none
        UnreadableFile               a file that is not there, may not be read, or is of another kind
        UnwritableFile               a file that something was to go to
        Unreachable                  the server of a mailbox or URL: no answer, or a refusal
      StoreUnavailable          2    the directory of state or cache, or a file in it
        StoreMissing                 no pass has made the memory of the monitor yet
        StoreBusy                    another process holds its lock for too long
          PassUnderWay               another machine is doing a pass on the same store
      OutputLost                74   a result is there and cannot be written: standard output is closed, a
                                     disk is full
        ReaderGone              141  the program that read our output has ended

    Errors that are dealt with where they arise, and never reach the user as such:
      LeftToDriver                   a piece of work that no worker can do; the driver does it
      DriverLost                     a worker cannot ask its driver any more; its piece is asked again
      CannotUnpack                   a packed source; it becomes an UnreadableFile or a warning
      MacroError                     SPF text of a stranger; it becomes a verdict
      TcpFailed                      a question over TCP; it becomes an outcome

``repcheck/cli/main.py`` turns each kind into one line and its exit code. Anything else that is raised is
a fault of repcheck itself (exit code 70). An outcome (listed, clean, unknown with its reason) is a value,
never an exception.
"""

from typing import Generic, TypeVar

T = TypeVar("T")


def in_one_line(text: str) -> str:
    """``text`` with a space for each line end: the name of a file may hold one, and must not begin a line."""
    return text if text.isprintable() else " ".join(text.splitlines())


class RepcheckError(Exception):
    """Root of all errors that repcheck raises on purpose.

    ``what`` is wrong, in one line, or each of several things in one; ``where`` is "targets.txt:7",
    "--resolver" or a path, or empty.
    """

    def __init__(self, what: str | tuple[str, ...], where: str = "") -> None:
        self.what: str = "\n".join(map(in_one_line, (what,) if isinstance(what, str) else what))
        super().__init__(f"{in_one_line(where)}: {self.what}" if where else self.what)
        self.where = where


class BadInput(RepcheckError):  # noqa: N818 - what is bad is the input
    """What the user gave cannot be used."""


class BadTarget(BadInput):
    """A target that is not an address, range or domain, or a range that is too large."""


class BadOption(BadInput):
    """A malformed value of an option, or a combination that means nothing."""


class BadCatalog(BadInput):
    """One or more mistakes in a catalog; ``mistakes`` has a line for each, with file, line and field."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes


class SecretMissing(BadInput):
    """The place of a secret that the configuration names holds none now."""


class UnreadableFile(BadInput):
    """A file that is not there, may not be read, or is not of the kind that was wanted."""


class UnwritableFile(BadInput):
    """A file that something is to go to, or a disk that is full; a result that is made is OutputLost."""


class Unreachable(BadInput):
    """A mailbox or URL whose server does not answer, cannot be trusted, or refuses."""


class StoreUnavailable(RepcheckError):  # noqa: N818 - named for what the caller has to do without
    """State or cache cannot be used; ``where`` is the path or the variable that names it."""


class StoreMissing(StoreUnavailable):
    """No pass has made the memory of the monitor yet."""


class StoreBusy(StoreUnavailable):
    """Another process holds the lock for longer than the wait that was allowed."""


class PassUnderWay(StoreBusy):
    """Another machine is doing a pass on the same store."""


class OutputLost(RepcheckError):  # noqa: N818 - what is lost is the output
    """A result cannot be written, to standard output or to the file that was named for it."""


class ReaderGone(OutputLost):
    """The pipe that standard output leads to has no reader any more: it has seen enough."""


class CannotUnpack(RepcheckError):  # noqa: N818 - it says what the matter is
    """A packed source that nothing here can unpack, with what is missing."""


class MacroError(RepcheckError):
    """Text that is not an SPF macro string, or one that may not stand here (RFC 7208 section 7)."""


class LeftToDriver(RepcheckError):  # noqa: N818 - it says who does it
    """A worker of a cluster cannot read this: its driver does."""


class DriverLost(RepcheckError):  # noqa: N818 - it says who is lost
    """A worker of a cluster cannot ask its driver any more what it may ask."""


class TcpFailed(RepcheckError, Generic[T]):  # noqa: N818 - an outcome in transit
    """No answer over TCP: ``outcome`` is ``timeout`` or ``malformed``."""

    def __init__(self, outcome: T) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome
