"""The first page: how things stand, what changed, what it costs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from repcheck.app.memory.status import status
from repcheck.model.watch.monitor import Memory
from repcheck.model.watch.outbox import BounceHour
from repcheck.model.watch.remembered import Extent, Status
from repcheck.model.watch.wall import CauseHours, Footprint, ListSeen, Overview
from repcheck.model.watch.watching import WatchPlan
from repcheck.store.ports import StateStore

#: How far back "what changed" and the costs of causes look.
SPAN = timedelta(days=7)
#: Passes that show how a list answers.
PASSES = 10


def overview(
    store: StateStore, plan: WatchPlan, waits: Mapping[str, str], footprint: Footprint, now: datetime
) -> Overview:
    """All of the page. Raises StoreUnavailable.

    ``waits``  how long a list takes after asking, by its id
    """
    unsettled = footprint.unsettled
    seen = lists_seen(store, footprint, unsettled)
    silent = [one for one in seen if one.silent_at]
    told = [one for one in store.changes(since=now - SPAN) if not one.silent]
    return Overview(
        status=status(store, plan, waits, now, extent=footprint.extent, unsettled=unsettled),
        unsettled=unsettled,
        watched=footprint.watched,
        changes=sorted(told, key=lambda one: one.at, reverse=True),
        causes=by_cause(store.bounce_hours(now - SPAN)),
        lists=silent,
        answered=sum(1 for one in seen if one.passes and not one.silent_at),
        span=SPAN,
        domains=footprint.domains,
    )


def lists_seen(store: StateStore, footprint: Footprint, unsettled: Iterable[Memory]) -> tuple[ListSeen, ...]:
    """Each list that is watched, by its id. What only an earlier configuration asked is left out."""
    watched: dict[str, int] = {}
    for lists, times in Counter(one.lists for one in footprint.watched).items():
        for list_id in lists:
            watched[list_id] = watched.get(list_id, 0) + times
    listed, unheard = dict.fromkeys(watched, 0), dict.fromkeys(watched, 0)
    for memory in unsettled:
        if memory.pair.list not in watched:
            continue
        if memory.standing is not None:
            listed[memory.pair.list] += 1
        if memory.unknown_since is not None or not memory.known:
            unheard[memory.pair.list] += 1
    passes = store.list_passes(PASSES)
    return tuple(
        ListSeen(
            list=one,
            passes=tuple(passes.get(one, ())),
            listed=listed[one],
            unheard=unheard[one],
            watched=watched[one],
        )
        for one in sorted(watched)
    )


def by_cause(hours: Sequence[BounceHour]) -> tuple[CauseHours, ...]:
    """Bounces by their cause, the costliest first."""
    found: dict[str, list[BounceHour]] = {}
    for one in sorted(hours, key=lambda each: each.hour):
        found.setdefault(one.cause, []).append(one)
    made = (CauseHours(cause=cause, hours=tuple(own)) for cause, own in found.items())
    return tuple(sorted(made, key=lambda one: (-one.total, one.cause)))


def last_pass(store: StateStore, plan: WatchPlan, now: datetime) -> Status:
    """How old the last pass is, and nothing else: for pages about one thing. Raises StoreUnavailable."""
    return status(store, plan, {}, now, targets=(), extent=Extent(), unsettled=())
