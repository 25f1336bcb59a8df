"""The state at a moment that has passed, replayed from the changes that are kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from repcheck.model.observations import State
from repcheck.model.watch.monitor import Change, ChangeKind, Memory, Pair
from repcheck.model.watch.wall import PastListing, PastState
from repcheck.store.ports import StateStore


def state_at(store: StateStore, at: datetime) -> PastState:
    """What was known at ``at``. Raises StoreUnavailable."""
    begin = min((one.started for one in store.passes(1_000_000)), default=None)
    if begin is None or at < begin:
        return PastState(at=at, begin=begin)
    return replayed(store.changes(), store.unsettled(), store.calm_since(at), begin, at)


def replayed(
    changes: Sequence[Change], unsettled: Iterable[Memory], calm: int, begin: datetime, at: datetime
) -> PastState:
    """The listings that stood at ``at``, and how many pairs of today may not have been known then.

    A pair is as its last change before ``at`` left it. One whose first change that is kept comes later was
    until then as that change says, which is why a listing older than the history is not lost.

    ``changes``    of all pairs, oldest first; ``unsettled`` what is remembered today and is not simply clean
    ``calm``       pairs that are clean today and whose state began after ``at``
    """
    before: dict[Pair, list[Change]] = {}
    after: dict[Pair, Change] = {}
    for one in changes:
        if one.at <= at:
            before.setdefault(one.pair, []).append(one)
        else:
            after.setdefault(one.pair, one)
    listed = [found for own in before.values() if (found := _standing(own)) is not None]
    for pair, first in after.items():
        if pair not in before and first.before is State.LISTED:
            listed.append(PastListing(pair=pair, group=first.group, severity=first.severity, since=None))
    first_known = (pair for pair, first in after.items() if pair not in before)
    unsure = calm + sum(after[pair].before is State.UNKNOWN for pair in first_known)
    for memory in unsettled:
        if memory.pair in before or memory.pair in after:
            continue
        if memory.standing is not None and memory.since is not None and memory.since <= at:
            listed.append(_remembered(memory))
        elif not memory.known or memory.since is None or memory.since > at:
            unsure += 1
    ranked = sorted(listed, key=lambda one: (-one.severity.rank, one.pair))
    return PastState(at=at, begin=begin, listed=ranked, unsure=unsure)


def _standing(changes: Sequence[Change]) -> PastListing | None:
    """The listing that these changes of a pair leave; None: it was not listed, or watched no more."""
    last = changes[-1]
    if last.standing is None or last.to is ChangeKind.CLOSED:
        return None
    since = last.at
    for one in reversed(changes):
        if one.standing is None or one.to is ChangeKind.CLOSED:
            break
        since = one.at
    older = changes[0].at == since and changes[0].before is State.LISTED
    return PastListing(
        pair=last.pair, group=last.group, severity=last.standing.severity, since=None if older else since
    )


def _remembered(memory: Memory) -> PastListing:
    assert memory.standing is not None
    return PastListing(
        pair=memory.pair, group=memory.group, severity=memory.standing.severity, since=memory.since
    )
