"""What is watched, read once a pass: it is the same for all who look until the next one."""

import threading
from collections.abc import Sequence

from repcheck.model.watch.outbox import Pass
from repcheck.model.watch.remembered import Extent
from repcheck.model.watch.wall import Footprint, Watched
from repcheck.store.ports import StateStore


class Footprints:
    """The newest footprint; any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[Pass | None, Footprint] | None = None

    def of(self, store: StateStore) -> Footprint:
        """What is watched now. Raises StoreUnavailable."""
        last = next(iter(store.passes(1)), None)
        with self._lock:
            if self._kept is None or self._kept[0] != last:
                self._kept = (last, _read(store, last))
            return self._kept[1]


def _read(store: StateStore, last: Pass | None) -> Footprint:
    watched = store.watched()
    return Footprint(
        at=None if last is None else last.started,
        watched=watched,
        unsettled=store.unsettled(),
        extent=_extent(watched),
    )


def _extent(watched: Sequence[Watched]) -> Extent:
    lists = {list_id for ids in {one.lists for one in watched} for list_id in ids}
    return Extent(len(watched), len(lists), sum(len(one.lists) for one in watched))
