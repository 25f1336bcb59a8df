"""Turns in the pace of a list, shared by all runs of the user: several at once keep the pace of one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from repcheck.store.files import locked, read_whole, replace_whole
from repcheck.store.quota import MARGIN, even_pause

#: Seconds to wait for other processes; each holds the lock for one small write.
WAIT = 1.0
_MOST_BYTES = 1024 * 1024
#: Seconds ahead that a turn may lie; more than that was written by a clock that has been set back.
_FAR = 3600.0
#: Turns of one list that are kept: a higher rate is none that needs a book.
_MOST_TURNS = 1000


class _PaceFile(msgspec.Struct, forbid_unknown_fields=True):
    """The file. ``turns``: the last turns of each list, in seconds of Unix time and in their order."""

    format: Literal["repcheck.pace/1"] = "repcheck.pace/1"
    turns: dict[str, list[float]] = {}


class PaceBook:
    """At most ``rate`` turns in any second (below one: so seldom), by all runs together.

    The book is ``pace.json`` in the state directory; a damaged one begins anew.
    """

    def __init__(self, directory: Path, now: Callable[[], datetime], *, wait: float = WAIT) -> None:
        self._path = directory / "pace.json"
        self._lock = directory / "pace.lock"
        self._now = now
        self._wait = wait

    def draw(self, list_id: str, rate: float, count: int, *, even: bool = False) -> tuple[float, ...]:
        """See ``PaceStore``."""
        with locked(self._lock, self._wait):
            content = read_whole(self._path, _MOST_BYTES)
            book = _read(content)
            now = self._now().timestamp()
            kept = min(_MOST_TURNS, max(1, int(rate)))
            pause = even_pause(rate) if even else 0.0
            window = kept * pause if even else MARGIN * max(1.0, 1.0 / rate)
            turns = [turn for turn in book.turns.get(list_id, ()) if turn < now + _FAR][-kept:]
            first = len(turns)
            for _ in range(count):
                after = [turns[-kept] + window] if len(turns) >= kept else []
                after += [turns[-1] + pause] if even and turns else []
                turns.append(max([now, *after]))
            book.turns[list_id] = turns[-kept:]
            replace_whole(self._path, msgspec.json.encode(book))
        return tuple(turn - now for turn in turns[first:])


def _read(content: bytes | None) -> _PaceFile:
    try:
        return _PaceFile() if content is None else msgspec.json.decode(content, type=_PaceFile)
    except ValueError:  # msgspec's own errors, and text that is not UTF-8
        return _PaceFile()
