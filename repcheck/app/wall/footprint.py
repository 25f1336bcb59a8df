"""What is watched, read once a pass: it is the same for all who look until the next one, or a check now."""

import threading
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from repcheck.model.watch.outbox import Pass
from repcheck.model.watch.remembered import Extent
from repcheck.model.watch.wall import Footprint, Watched
from repcheck.monitor.domains import badness
from repcheck.store.ports import StateStore

#: What changes with it.
Key: TypeAlias = tuple[Pass | None, datetime | None]


class Footprints:
    """The newest footprint; any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[Key, Footprint] | None = None

    def of(self, store: StateStore) -> Footprint:
        """What is watched now. Raises StoreUnavailable."""
        last = next(iter(store.passes(1)), None)
        key = (last, store.last_look())
        with self._lock:
            if self._kept is None or self._kept[0] != key:
                self._kept = (key, _read(store, last))
            return self._kept[1]


def _read(store: StateStore, last: Pass | None) -> Footprint:
    watched = store.watched()
    return Footprint(
        at=None if last is None else last.started,
        watched=watched,
        unsettled=store.unsettled(),
        extent=_extent(watched),
        domains=sorted(store.domains(), key=badness),
    )


def _extent(watched: Sequence[Watched]) -> Extent:
    lists = {list_id for ids in {one.lists for one in watched} for list_id in ids}
    return Extent(len(watched), len(lists), sum(len(one.lists) for one in watched))
