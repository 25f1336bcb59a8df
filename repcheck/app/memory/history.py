"""What happened to pairs: since when, how often, how long, and a look at the last 90 days."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median

from repcheck.model.observations import State
from repcheck.model.watch.monitor import ENDED, Change, ChangeKind, Pair
from repcheck.model.watch.remembered import Day, History, Incident, PairHistory
from repcheck.model.watch.sights import SeenFrom
from repcheck.store.ports import StateStore

#: What one bar shows.
DAYS = 90
_DAY = timedelta(days=1)


def history(store: StateStore, targets: Sequence[str] | None, list_id: str | None, now: datetime) -> History:
    """The pairs that were ever listed, as far as the history is kept: of these targets and that list.

    ``targets``  None: all; ``list_id`` None: all
    """
    changes: dict[Pair, list[Change]] = {}
    if targets is None:
        found = store.changes(list_id=list_id)
    else:
        found = [change for each in targets for change in store.changes(target=each, list_id=list_id)]
    for change in found:
        changes.setdefault(change.pair, []).append(change)
    first = min((one.started for one in store.passes(1_000_000)), default=None)
    pairs = tuple(_of_pair(changes[pair], first, now) for pair in sorted(changes))
    told = {pair.target for pair in changes}
    unknown = (each for each in targets or () if each not in told and not store.extent((each,)).targets)
    return History(
        at=now,
        pairs=pairs,
        median=_median(one for each in pairs for one in each.incidents),
        unwatched=tuple(dict.fromkeys(unknown)),
        unheard=tuple(sorted(_unheard(store, targets, list_id))),
    )


def _unheard(store: StateStore, targets: Sequence[str] | None, list_id: str | None) -> set[str]:
    lists = {one.pair.list for one in store.unsettled(targets) if one.is_unheard}
    return lists if list_id is None else lists & {list_id}


def prune(store: StateStore, before: datetime) -> int:
    """Delete what is older; what is remembered of pairs, mutes and requests stay. Returns how many rows."""
    with store.writing() as writing:
        return writing.prune(before)


def incidents(changes: Iterable[Change]) -> tuple[Incident, ...]:
    """The listings in the changes of one pair, oldest first.

    A change says what became of the pair, so that one that says what is known already begins nothing:
    a pair that flapped has one more change when it is stable.
    """
    found: list[Incident] = []
    begin: datetime | None = None
    sights: tuple[SeenFrom, ...] = ()
    for change in changes:
        if change.to in ENDED:
            older = not found and begin is None and change.before is State.LISTED
            if begin is not None or older:
                left = change.to is ChangeKind.CLOSED
                found.append(Incident(begin=begin, end=change.at, left=left, seen_from=sights))
            begin, sights = None, ()
        elif begin is None and change.standing is not None:
            begin, sights = change.at, change.seen_from
    if begin is not None:
        found.append(Incident(begin=begin, seen_from=sights))
    return tuple(found)


def _of_pair(changes: Sequence[Change], first: datetime | None, now: datetime) -> PairHistory:
    found = incidents(changes)
    # Known clean before its first change: it was watched then, at most since the first pass that is kept.
    began = changes[0].at
    if changes[0].before is not State.UNKNOWN and first is not None:
        began = min(began, first)
    return PairHistory(
        pair=changes[-1].pair,
        group=changes[-1].group,
        incidents=found,
        median=_median(found),
        days=_days(found, began, now),
    )


def _median(found: Iterable[Incident]) -> timedelta | None:
    lasted = [one.end - one.begin for one in found if one.begin and one.end and not one.left]
    return timedelta(seconds=median(each.total_seconds() for each in lasted)) if lasted else None


def _days(found: Sequence[Incident], began: datetime, now: datetime) -> tuple[Day, ...]:
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return tuple(_day(found, began, today - back * _DAY) for back in range(DAYS - 1, -1, -1))


def _day(found: Sequence[Incident], began: datetime, day: datetime) -> Day:
    end = day + _DAY
    if any((one.begin is None or one.begin < end) and (one.end is None or one.end >= day) for one in found):
        return Day.LISTED
    return Day.NOT_LISTED if began < end else Day.NOT_WATCHED
