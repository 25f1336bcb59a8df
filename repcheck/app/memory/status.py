"""The state as the last pass left it, with how much that is worth now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from repcheck.advice.waits import longest
from repcheck.app.memory.muting import holding
from repcheck.app.memory.sights import sights
from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.observations import Severity
from repcheck.model.watch.monitor import Memory, Pair
from repcheck.model.watch.outbox import Mute, Pass, Request
from repcheck.model.watch.remembered import Age, Extent, StandingListing, Status
from repcheck.model.watch.sights import SeenFrom
from repcheck.model.watch.watching import WatchPlan
from repcheck.monitor import retry
from repcheck.store.ports import StateStore

#: Passes from which the usual time between two is taken.
_PASSES = 10
#: A clock may be corrected by so much without anybody having set it back.
_SLACK = timedelta(minutes=5)


def status(
    store: StateStore,
    plan: WatchPlan,
    waits: Mapping[str, str],
    now: datetime,
    targets: Collection[str] | None = None,
    extent: Extent | None = None,
    unsettled: Sequence[Memory] | None = None,
) -> Status:
    """What is known without asking anyone.

    ``plan``     has the ``fail_on`` of the groups
    ``waits``    how long a list takes after asking, by its id, in its operator's words
    ``targets``  only these; None: all
    ``extent``, ``unsettled``  what the store says of these targets, where it is known; None: it is asked
    """
    passes = store.passes(_PASSES)
    every = usual_distance(passes, plan.every)
    memories = store.unsettled(targets) if unsettled is None else unsettled
    mutes = [one for one in holding(store, now) if targets is None or one.target in targets]
    vantages, outbox = store.vantages(), store.outbox()
    listed = [one for one in memories if one.standing is not None]
    about = _About(mutes, store.requests(), waits, plan, now, sights(store, listed, vantages))
    return Status(
        at=now,
        age=_age(passes, every, now),
        every=every,
        last=passes[0] if passes else None,
        extent=store.extent(targets) if extent is None else extent,
        listings=_in_order(map(about.listing, listed)),
        unheard=tuple(sorted(one.pair for one in memories if one.is_unheard)),
        mutes=tuple(sorted(mutes, key=lambda one: (one.until, one.target, one.list or ""))),
        waiting=sum(map(retry.waits, outbox)),
        lost=sum(retry.was_lost(one, now) for one in outbox),
        vantages=tuple(vantages) if len(vantages) > 1 else (),
    )


def usual_waits(catalog: Catalog) -> dict[str, str]:
    """How long lists take after asking, by id; those of which it is known.

    A list that says it for its sublists alone takes as long as the slowest of them.
    """
    known = ((entry.id, _usual_wait(entry)) for entry in catalog.lists)
    return {list_id: wait for list_id, wait in known if wait is not None}


def _usual_wait(entry: ReputationList) -> str | None:
    if entry.delisting is not None and entry.delisting.wait is not None:
        return entry.delisting.wait
    ways = (sublist.delisting for sublist in entry.sublists)
    return longest(way.wait for way in ways if way is not None and way.wait is not None)


def usual_distance(passes: Sequence[Pass], planned: timedelta) -> timedelta:
    """The median time between the begins of passes (newest first); with fewer than three, what is planned."""
    if len(passes) < 3:
        return planned
    distances = [
        abs((later.started - earlier.started).total_seconds()) for later, earlier in pairwise(passes)
    ]
    return timedelta(seconds=median(distances))


def _age(passes: Sequence[Pass], every: timedelta, now: datetime) -> Age:
    if not passes:
        return Age.NONE
    age = now - passes[0].started
    if age < -_SLACK:
        return Age.AHEAD
    return Age.STALE if age > 2 * every + timedelta(seconds=passes[0].seconds) else Age.FRESH


class _About:
    """What is known of a listing beside its state."""

    def __init__(
        self,
        mutes: Iterable[Mute],
        requests: Iterable[Request],
        waits: Mapping[str, str],
        plan: WatchPlan,
        now: datetime,
        seen_from: Mapping[Pair, tuple[SeenFrom, ...]],
    ) -> None:
        self._seen_from = seen_from
        self._mutes: dict[str, list[Mute]] = {}
        for one in mutes:
            self._mutes.setdefault(one.target, []).append(one)
        self._requests = {Pair(one.target, one.list): one for one in requests}
        self._waits = waits
        self._fail_on = {group.group: group.fail_on for group in plan.groups}
        self._now = now

    def listing(self, memory: Memory) -> StandingListing:
        """The listing that this memory holds."""
        standing, pair = memory.standing, memory.pair
        assert standing is not None
        muted = self._muted(pair)
        least = self._fail_on.get(memory.group or "", Severity.LOW)
        asked = self._requests.get(pair)
        if asked is not None and memory.since is not None and asked.asked < memory.since:
            asked = None  # it was about an earlier listing
        return StandingListing(
            pair=pair,
            group=memory.group,
            standing=standing,
            since=memory.since,
            muted=muted,
            asked=asked,
            usual=self._waits.get(pair.list),
            unknown_since=memory.unknown_since,
            flapping=memory.flapping_since is not None,
            counts=muted is None and least is not None and standing.severity.rank >= least.rank,
            seen_from=self._seen_from.get(pair, ()),
        )

    def _muted(self, pair: Pair) -> Mute | None:
        held = [one for one in self._mutes.get(pair.target, ()) if one.list in (None, pair.list)]
        return max(held, key=lambda one: one.until, default=None)


def _in_order(listings: Iterable[StandingListing]) -> tuple[StandingListing, ...]:
    return tuple(
        sorted(listings, key=lambda one: (one.muted is not None, -one.standing.severity.rank, one.pair))
    )
