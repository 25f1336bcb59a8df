"""The world as a use case sees it: clock, environment variables, files, a place for warnings."""

import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

_MOST_TEXT = 4096


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """Passed into every use case, so that a test can replace any part of the world.

    ``now``        the time of day, timezone-aware
    ``monotonic``  seconds that never run backwards
    ``environ``    environment variables
    ``token``      a word that nobody can guess, of letters and digits
    ``warn``       takes one line that the user should see beside the result
    """

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    environ: Mapping[str, str]
    token: Callable[[], str]
    warn: Callable[[str], None]

    def replaced(self, *, warn: Callable[[str], None]) -> "Environment":
        """The same world with another place for warnings."""
        return msgspec.structs.replace(self, warn=warn)

    def __repr__(self) -> str:
        return "Environment(...)"  # environment variables hold the keys of lists

    def read_text(self, path: str) -> str:
        """As the function of that name."""
        return read_text(path)


def read_text(path: str) -> str:
    """A small text file (a key), cut after 4096 characters. Raises OSError and UnicodeDecodeError."""
    with Path(path).open(encoding="utf-8") as file:
        return file.read(_MOST_TEXT)


def real_environment(environ: Mapping[str, str], warn: Callable[[str], None]) -> Environment:
    """The world as it is."""
    return Environment(
        now=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        environ=environ,
        token=lambda: os.urandom(8).hex(),
        warn=warn,
    )


def rfc3339(moment: datetime) -> str:
    """``2026-11-23T10:00:00Z``: UTC, whole seconds."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
