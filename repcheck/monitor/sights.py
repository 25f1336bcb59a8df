"""What a pair is from each vantage: those that differ have a view of their own, the others agree. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from repcheck.model.watch.monitor import Memory
from repcheck.model.watch.sights import SeenFrom, VantageState
from repcheck.model.watch.vantages import Vantage, VantageView

#: The order in which vantages are reported.
_TOLD = {sight: place for place, sight in enumerate(VantageState)}


def seen_from(
    memory: Memory, views: Iterable[VantageView], vantages: Sequence[Vantage], now: datetime
) -> tuple[SeenFrom, ...]:
    """The pair from each vantage, what is worst first; empty where those that still ask do not differ.

    ``now``  of the newest pass: a memory that nobody has filled for a week is old, but no less what was seen
    """
    own = {view.vantage: view for view in views}
    if not own:
        return ()
    told = [seen for one in vantages if (seen := _sight(one, memory, own.get(one.name), now)) is not None]
    if len({seen.state for seen in told} - {VantageState.DUE, VantageState.GONE}) < 2:
        return ()
    return tuple(sorted(told, key=lambda seen: (_TOLD[seen.state], seen.vantage)))


def _sight(one: Vantage, memory: Memory, view: VantageView | None, now: datetime) -> SeenFrom | None:
    word = view or agreeing(one, memory, now)
    if word is None:
        return None
    old = word.heard is not None and now - word.heard > one.holds
    if not one.asks(now) or (old and word.reason is None):
        return SeenFrom(vantage=one.name, state=VantageState.GONE, at=word.heard)
    if word.reason is not None:
        return SeenFrom(vantage=one.name, state=VantageState.UNKNOWN, at=word.heard, reason=word.reason)
    if word.due or not word.known:
        return SeenFrom(vantage=one.name, state=VantageState.DUE, at=word.heard)
    state = VantageState.CLEAN if word.standing is None else VantageState.LISTED
    return SeenFrom(vantage=one.name, state=state, at=word.heard)


def agreeing(one: Vantage, memory: Memory, now: datetime) -> VantageView | None:
    """The word of a vantage that has no view of its own; None: it has said nothing of the pair."""
    if not one.complete or not memory.known:
        return None
    return VantageView(
        pair=memory.pair,
        vantage=one.name,
        standing=memory.standing,
        since=now,
        heard=heard_at(one, memory),
        due=memory.unknown_since is not None,
    )


def heard_at(one: Vantage, memory: Memory) -> datetime | None:
    """When a vantage that agrees had its last answer; what is unknown it has not heard since then."""
    if not memory.known:
        return None
    return one.at if memory.unknown_since is None else min(one.at, memory.unknown_since)
