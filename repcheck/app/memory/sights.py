"""What pairs are from each vantage, where vantages differ."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from repcheck.model.watch.monitor import Memory, Pair
from repcheck.model.watch.sights import SeenFrom
from repcheck.model.watch.vantages import Vantage
from repcheck.monitor.sights import seen_from
from repcheck.store.ports import StateStore

#: More targets than that are not named one by one.
_NAMED = 500


def sights(
    store: StateStore, memories: Iterable[Memory], vantages: Sequence[Vantage]
) -> Mapping[Pair, tuple[SeenFrom, ...]]:
    """Those of these pairs that differ by vantage."""
    wanted = {memory.pair: memory for memory in memories}
    if not wanted or len(vantages) < 2:
        return {}
    targets = {pair.target for pair in wanted}
    views = store.views(targets if len(targets) <= _NAMED else None)
    now = newest(store, vantages)
    found = {
        pair: seen_from(wanted[pair], some, vantages, now) for pair, some in views.items() if pair in wanted
    }
    return {pair: told for pair, told in found.items() if told}


def newest(store: StateStore, vantages: Iterable[Vantage]) -> datetime:
    """When something was looked at last; there is a vantage. A partial pass leaves ``at`` of its vantage."""
    return max((*(one.at for one in vantages), *(one.started for one in store.passes(1))))
