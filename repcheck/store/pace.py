"""Turns in the pace of a list, shared by all runs of the user: several at once are no faster than one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from repcheck.store.files import locked, read_whole, replace_whole

#: Seconds to wait for other processes; each holds the lock for one small write.
WAIT = 1.0
_MOST_BYTES = 1024 * 1024
#: Seconds ahead that a turn may lie; more than that was written by a clock that has been set back.
_FAR = 3600.0


class _Book(msgspec.Struct, forbid_unknown_fields=True):
    """The file. ``free``: the moment of each list's next turn, in seconds of Unix time."""

    format: Literal["repcheck.pace/1"] = "repcheck.pace/1"
    free: dict[str, float] = {}


class PaceBook:
    """Turns are given out one after the other, at most a second's worth of them for the time before now.

    So a list that rests is asked a first burst, and then its rate, by all runs together. The book is
    ``pace.json`` in the state directory; a damaged one begins anew, without a burst.
    """

    def __init__(self, directory: Path, now: Callable[[], datetime], *, wait: float = WAIT) -> None:
        self._path = directory / "pace.json"
        self._lock = directory / "pace.lock"
        self._now = now
        self._wait = wait

    def draw(self, list_id: str, rate: float, count: int) -> tuple[float, ...]:
        """Seconds from now until each of ``count`` turns. Raises StoreUnavailable."""
        with locked(self._lock, self._wait):
            content = read_whole(self._path, _MOST_BYTES)
            book = _read(content)
            now = self._now().timestamp()
            rested = now - max(0.0, 1.0 - 1.0 / rate)
            free = book.free.get(list_id, rested if content is None or book.free else now)
            first = now if free > now + _FAR else max(free, rested)
            book.free[list_id] = first + count / rate
            replace_whole(self._path, msgspec.json.encode(book))
        return tuple(max(0.0, first + number / rate - now) for number in range(count))


def _read(content: bytes | None) -> _Book:
    try:
        return _Book() if content is None else msgspec.json.decode(content, type=_Book)
    except ValueError:  # msgspec's own errors, and text that is not UTF-8
        return _Book()
