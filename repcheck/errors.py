"""Errors of repcheck.

    RepcheckError
      BadInput            the user gave something that cannot be used: one line, exit code 2
        BadTarget         a target, or a line of a targets file
        BadOption         a value of a command-line option
        BadCatalog        a catalog or configuration file
        UnreadableFile    a file that is not there or may not be read

An outcome (listed, clean, unknown with its reason) is a value, never an exception.
"""


class RepcheckError(Exception):
    """Root of all errors that repcheck raises on purpose."""


class BadInput(RepcheckError):  # noqa: N818 - what is bad is the input
    """``what`` is wrong, in one line; ``where`` is "targets.txt:7" or "--resolver", or empty."""

    def __init__(self, what: str, where: str = "") -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.what = what
        self.where = where


class BadTarget(BadInput):
    """A target that is no address, range or domain, or a range that is too large."""


class BadOption(BadInput):
    """A malformed value of an option."""


class BadCatalog(BadInput):
    """One or more mistakes in a catalog; ``mistakes`` has a line for each, with file, line and field."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class UnreadableFile(BadInput):
    """A file that is not there, may not be read, or is no text."""
