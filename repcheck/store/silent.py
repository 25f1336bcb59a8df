"""How the monitor found the lists, for any run: a small file, as a run must not pay for the database.

It is a copy of what the monitor's memory says, written after each pass; without it runs only take longer.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from repcheck.errors import StoreUnavailable
from repcheck.store.files import read_whole, replace_whole
from repcheck.store.places import state_place

_NAME = "silent-lists.json"
_MOST = 1 << 20
#: What a pass saw longer ago says nothing of today.
_LASTS = timedelta(days=1)


class SilenceWaits(msgspec.Struct, frozen=True):
    """Seconds by the ids of lists: to wait for those that may be dead; that answers of the others take."""

    waits: dict[str, float] = {}
    usual: dict[str, float] = {}


class _Silent(msgspec.Struct, frozen=True):
    at: datetime
    lists: dict[str, float]
    usual: dict[str, float] = {}


def keep_silent_lists(
    folder: Path, waits: Mapping[str, float], now: datetime, usual: Mapping[str, float] | None = None
) -> None:
    """Write down how long to wait for lists. The caller holds the monitor's lock.

    Raises StoreUnavailable.
    """
    replace_whole(folder / _NAME, msgspec.json.encode(_Silent(now, dict(waits), dict(usual or {}))))


def silent_lists(folder: Path | None, environ: Mapping[str, str], now: datetime) -> SilenceWaits:
    """What is remembered; nothing when nothing is known or can be read.

    ``folder``  None: the usual one
    """
    try:
        data = read_whole((state_place(environ) if folder is None else folder) / _NAME, _MOST)
        found = None if data is None else msgspec.json.decode(data, type=_Silent)
    except (StoreUnavailable, msgspec.DecodeError):
        return SilenceWaits()
    if found is None or not timedelta() <= now - found.at <= _LASTS:
        return SilenceWaits()
    return SilenceWaits(_positive(found.lists), _positive(found.usual))


def _positive(seconds: Mapping[str, float]) -> dict[str, float]:
    return {name: each for name, each in seconds.items() if each > 0}
