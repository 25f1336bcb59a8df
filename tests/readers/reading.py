"""Reading sources in tests: all that they hold, what was warned of, and what was counted."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from repcheck.model.mail.read_counts import Intake
from repcheck.model.mail.received import Received
from repcheck.readers.formats import Item, ReadRequest, read_items
from repcheck.readers.tally import IntakeTally

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)


class Read(NamedTuple):
    items: list[Item]
    warnings: list[str]
    intake: Intake


def read(*paths: Path | str, stdin: bytes = b"", kind: str | None = None) -> Read:
    return read_with_reports(*paths, stdin=stdin, kind=kind)[0]


def read_with_reports(
    *paths: Path | str, stdin: bytes = b"", kind: str | None = None
) -> tuple[Read, Received]:
    warnings: list[str] = []
    tally = IntakeTally(warnings.append)
    request = ReadRequest(now=NOW, kind=kind)
    items = list(read_items([str(path) for path in paths], request, tally, io.BytesIO(stdin)))
    return Read(items, warnings, tally.intake), tally.received.received


class Endless:
    """A source that repeats itself until so many bytes have come."""

    def __init__(self, piece: bytes, size: int) -> None:
        self._piece = piece
        self._left = size

    def read(self, size: int, /) -> bytes:
        size = min(size, self._left)
        self._left -= size
        return (self._piece * (size // len(self._piece) + 1))[:size]


class Dribbling:
    """A pipe that gives a few bytes at a time."""

    def __init__(self, data: bytes, most: int = 7) -> None:
        self._data = data
        self._most = most

    def read(self, size: int, /) -> bytes:
        size = min(size, self._most)
        given, self._data = self._data[:size], self._data[size:]
        return given
