"""One target, one list, one cause, one message: all that is remembered of it. None: nothing is."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from repcheck.app.memory.history import history
from repcheck.app.memory.sights import sights
from repcheck.app.memory.status import status
from repcheck.app.wall.overview import SPAN, by_cause, lists_seen
from repcheck.model.watch.monitor import Change, Memory
from repcheck.model.watch.remembered import Status
from repcheck.model.watch.wall import AlertPage, CauseHours, Footprint, ListPage, TargetPage
from repcheck.model.watch.watching import WatchPlan
from repcheck.store.ports import StateStore

#: How far back the bounces of a page go.
BOUNCES = timedelta(days=90)


def target_page(
    store: StateStore, plan: WatchPlan, waits: Mapping[str, str], target: str, now: datetime
) -> TargetPage | None:
    """All about one target that is watched or was. Raises StoreUnavailable."""
    memories = sorted(store.memories([target]).values(), key=_worst)
    changes = tuple(reversed(store.changes(target=target)))
    if not memories and not changes:
        return None
    return TargetPage(
        target=target,
        group=memories[0].group if memories else changes[0].group,
        memories=memories,
        status=status(store, plan, waits, now, [target]),
        history=history(store, [target], None, now),
        changes=changes,
        seen_from=sights(store, memories, store.vantages()),
    )


def list_page(
    store: StateStore,
    plan: WatchPlan,
    waits: Mapping[str, str],
    footprint: Footprint,
    list_id: str,
    now: datetime,
) -> ListPage | None:
    """All about one list that is watched or was. Raises StoreUnavailable."""
    seen = next(
        (one for one in lists_seen(store, footprint, footprint.unsettled) if one.list == list_id), None
    )
    changes = tuple(reversed(store.changes(list_id=list_id)))
    if seen is None:
        return None
    found = status(store, plan, waits, now, extent=footprint.extent, unsettled=footprint.unsettled)
    return ListPage(
        seen=seen,
        status=_only(found, list_id),
        history=history(store, None, list_id, now),
        changes=changes,
        causes=by_cause(store.bounce_hours(now - SPAN)),
    )


def cause_page(store: StateStore, cause: str, now: datetime) -> CauseHours | None:
    """The bounces of one cause. Raises StoreUnavailable."""
    return next((one for one in by_cause(store.bounce_hours(now - BOUNCES)) if one.cause == cause), None)


def alert_page(store: StateStore, name: str) -> AlertPage | None:
    """One message of the outbox, by its id. Raises StoreUnavailable."""
    message = next((one for one in store.outbox() if one.id == name), None)
    if message is None:
        return None
    begins = frozenset(message.about.split())
    return AlertPage(message=message, changes=_told(store, begins) if begins else ())


def _told(store: StateStore, begins: frozenset[str]) -> tuple[Change, ...]:
    lengths = {len(one) for one in begins}
    return tuple(one for one in store.changes() if any(one.key[:length] in begins for length in lengths))


def _only(found: Status, list_id: str) -> Status:
    return msgspec.structs.replace(
        found,
        listings=tuple(one for one in found.listings if one.pair.list == list_id),
        unheard=tuple(pair for pair in found.unheard if pair.list == list_id),
        mutes=tuple(one for one in found.mutes if one.list in (None, list_id)),
    )


def _worst(memory: Memory) -> tuple[int, bool, str]:
    rank = -1 if memory.standing is None else memory.standing.severity.rank
    unheard = memory.unknown_since is not None or not memory.known
    return -rank, not unheard, memory.pair.list
