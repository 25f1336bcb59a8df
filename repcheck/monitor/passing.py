"""One pass over all pairs: from what is remembered and seen to what is recorded and said. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.watch.monitor import Change, ChangeKind, Memory, MonitorPolicy, Pair, Sighting
from repcheck.model.watch.outbox import Mute
from repcheck.model.watch.sights import SeenFrom
from repcheck.model.watch.vantages import Vantage, VantageView
from repcheck.monitor.machine import at_rest, caught_up, closed, first_sight, step, unknown_too_long
from repcheck.monitor.vantages import Deaf, Standpoint, Vantages

#: Nobody said where it is made from: there is one vantage.
_NOWHERE = Standpoint()


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What the store holds before the pass.

    ``mutes``     those that have ended, too: what was muted is caught up on afterwards
    ``vantages``  that have asked so far; ``views`` of those of them that differ
    """

    memories: Mapping[Pair, Memory]
    mutes: Sequence[Mute] = ()
    policy: MonitorPolicy = MonitorPolicy()
    vantages: Sequence[Vantage] = ()
    views: Mapping[Pair, Sequence[VantageView]] = {}


class ChangeToTell(msgspec.Struct, frozen=True, kw_only=True):
    """A change to report. ``peak`` is the worst of its incident; ``since`` when the listing began."""

    change: Change
    peak: Severity
    since: datetime | None = None


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """A listing that stands after the pass. ``muted`` until when; None: nobody muted it.

    ``seen_from``  what it is from each vantage, where they differ
    """

    memory: Memory
    severity: Severity
    muted: datetime | None = None
    seen_from: tuple[SeenFrom, ...] = ()


class Silent(msgspec.Struct, frozen=True, kw_only=True):
    """A pair that has been unknown for too long, reported once; or was, and has been heard again."""

    pair: Pair
    since: datetime
    reason: UnknownReason | None


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be stored in one transaction, and what is to be said after it.

    ``baseline``  nothing was remembered before: one summary instead of changes
    ``memories``  those that differ from before
    ``gone``      pairs that are watched no longer
    ``changes``   all, the silent ones too
    ``told``      the changes to report, in the order of ``changes``
    ``first``     listings of pairs that were not watched before; they are in ``changes``, silent
    ``heard``     pairs that were ``silent`` in an earlier pass, and had an answer in this one
    ``ended``     ids of mutes that end because what they muted is over
    ``views``     those that differ from before; ``agreed`` (pair, vantage) of those that it has ended
    ``vantage``   where the pass was made from; None: nothing can be said from there, as it heard nothing
    ``deaf_to``   lists that this vantage has had no answer from for too long, while others had
    ``others``    names of those that still ask, too; ``forgotten`` of those of which nothing is kept any more
    """

    at: datetime
    baseline: bool
    memories: tuple[Memory, ...]
    gone: tuple[Pair, ...]
    changes: tuple[Change, ...]
    told: tuple[ChangeToTell, ...]
    first: tuple[ChangeToTell, ...]
    open: tuple[Open, ...]
    silent: tuple[Silent, ...]
    heard: tuple[Silent, ...]
    ended: tuple[int, ...]
    views: tuple[VantageView, ...] = ()
    agreed: tuple[tuple[Pair, str], ...] = ()
    vantage: Vantage | None = None
    deaf_to: tuple[Deaf, ...] = ()
    others: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()


def one_pass(
    past: Past,
    sightings: Sequence[Sighting],
    now: datetime,
    *,
    kept: Collection[str] | None = (),
    stand: Standpoint = _NOWHERE,
) -> Passed:
    """The pass.

    ``kept``   targets that are watched although this pass did not see them: their pairs stay as they are.
               None: all, as nobody knows what of the watched is missing
    ``stand``  where it is made from
    """
    work = _Work(past, now, stand)
    if not stand.heard and work.others:
        # A place that hears nothing says nothing, as long as there is another one.
        sightings, kept = (), None
    for seen in sightings:
        work.see(seen)
    seen_pairs = {seen.pair for seen in sightings}
    for pair, memory in past.memories.items():
        if pair in seen_pairs:
            continue
        if kept is not None and pair.target not in kept:
            work.close(memory)
        else:
            work.leave(memory)
    return work.done()


class _Work:
    """A pass under way."""

    def __init__(self, past: Past, now: datetime, stand: Standpoint) -> None:
        self._past = past
        self._vantages = Vantages(stand, past.vantages, past.views, now)
        self._now = now
        # What differs from the past, which may be hundreds of thousands of pairs: they are not copied.
        self._new: dict[Pair, Memory] = {}
        self._gone: dict[Pair, None] = {}
        self._changes: list[Change] = []
        self._told: list[ChangeToTell] = []
        self._first: list[ChangeToTell] = []
        self._silent: list[Silent] = []
        self._heard: list[Silent] = []
        self._mutes = _Mutes(past.mutes, now)

    @property
    def others(self) -> tuple[str, ...]:
        """Names of the other vantages that still ask."""
        return self._vantages.others

    def see(self, seen: Sighting) -> None:
        """One sighting: what it makes of the pair, and whether that is said."""
        before = self._past.memories.get(seen.pair)
        if before is None:
            self._begin(seen)
            return
        plain = self._vantages.plain(before)
        if plain and _is_calm(before, seen, self._now - self._past.policy.day):
            return
        after, changes = self._step(before, seen)
        if self._mutes.until(seen.pair) is not None and not _over(before, after):
            after, changes = _muted(before, after, changes)
        elif not any(not change.silent for change in changes) and after.flapping_since is None:
            # Whatever kept still until now (a mute) has ended: what it left behind is reported.
            after, late = caught_up(after, self._now, "not reported before: it was muted")
            changes = (*changes, *late)
        if unknown_too_long(after, self._now, self._past.policy) and after.unknown_since is not None:
            self._silent.append(Silent(pair=after.pair, since=after.unknown_since, reason=seen.reason))
            after = msgspec.structs.replace(after, unknown_told=True)
        if before.unknown_told and before.unknown_since is not None and after.unknown_since is None:
            self._heard.append(Silent(pair=after.pair, since=before.unknown_since, reason=None))
        self._new[seen.pair] = after
        self._vantages.settle(before, after, seen)
        self._say(before, after, changes)

    def _step(self, before: Memory, seen: Sighting) -> tuple[Memory, tuple[Change, ...]]:
        """What the sighting makes of the pair, with what other vantages hold of it."""
        joint = self._vantages.joint(before, seen)
        if joint is None:
            return at_rest(before, seen.group, self._now, self._past.policy)
        after, changes = step(before, joint, self._now, self._past.policy)
        aged = self._vantages.ended_by_age(before) if before.standing and after.standing is None else None
        if aged is None:
            return after, changes
        return after, tuple(
            msgspec.structs.replace(change, reason=change.reason or aged) for change in changes
        )

    def leave(self, memory: Memory) -> None:
        """A pair stays as it is, unseen."""
        self._vantages.unseen(memory)

    def _begin(self, seen: Sighting) -> None:
        after, changes = first_sight(seen, self._now)
        self._new[seen.pair] = after
        self._vantages.settle(None, after, seen)
        self._changes += changes
        self._first += (_told(change, after, after) for change in changes)

    def close(self, memory: Memory) -> None:
        """Nobody watches this pair any more."""
        self._gone[memory.pair] = None
        change = closed(memory, self._now)
        if change is None:
            return
        if memory.told is None or self._mutes.until(memory.pair) is not None:
            change = msgspec.structs.replace(change, silent=True)
        self._say(memory, memory, (change,))

    def _say(self, before: Memory, after: Memory, changes: Sequence[Change]) -> None:
        sights = self._vantages.told(after) if changes else ()
        for one in changes:
            change = msgspec.structs.replace(one, seen_from=sights) if sights else one
            self._changes.append(change)
            if not change.silent:
                self._told.append(_told(change, before, after))

    def done(self) -> Passed:
        """All of it."""
        past = self._past.memories
        views, agreed = self._vantages.changed()
        return Passed(
            at=self._now,
            baseline=not past and bool(self._new),
            memories=tuple(memory for pair, memory in self._new.items() if memory != past.get(pair)),
            gone=tuple(self._gone),
            changes=tuple(self._changes),
            told=tuple(self._told),
            first=tuple(self._first),
            open=tuple(self._open(memory) for memory in self._listed()),
            silent=tuple(self._silent),
            heard=tuple(self._heard),
            ended=self._mutes.over(past.values(), self._listed()),
            views=views,
            agreed=agreed,
            vantage=self._vantages.here,
            deaf_to=self._vantages.deaf_to(self._past.policy.unknown_after),
            others=self._vantages.others,
            forgotten=self._vantages.forgotten,
        )

    def _listed(self) -> Iterator[Memory]:
        """What is listed after the pass."""
        for pair, memory in self._past.memories.items():
            after = self._new.get(pair, memory)
            if after.standing is not None and pair not in self._gone:
                yield after
        yield from (
            memory
            for pair, memory in self._new.items()
            if pair not in self._past.memories and memory.standing is not None
        )

    def _open(self, memory: Memory) -> Open:
        assert memory.standing is not None
        muted = self._mutes.until(memory.pair)
        told = self._vantages.told(memory)
        return Open(memory=memory, severity=memory.standing.severity, muted=muted, seen_from=told)


def _is_calm(before: Memory, seen: Sighting, yesterday: datetime) -> bool:
    """Whether the pair is as it was and nothing of it waits: then there is nothing to do."""
    return (
        before.known
        and before.pending is None
        and before.unknown_since is None
        and before.flapping_since is None
        and before.group == seen.group
        and before.told == before.standing
        and (not before.changed or before.changed[0] > yesterday)
        and seen.state is not State.UNKNOWN
        and (seen.standing == before.standing if seen.state is State.LISTED else before.standing is None)
    )


def _over(before: Memory, after: Memory) -> bool:
    """The listing that was reported has ended: that ends the mute, and is news."""
    return before.standing is not None and after.standing is None and before.told is not None


def _muted(before: Memory, after: Memory, changes: tuple[Change, ...]) -> tuple[Memory, tuple[Change, ...]]:
    """The same, recorded and reported to nobody; the last report stays, so that it can be caught up on."""
    hushed = tuple(
        change if change.silent else msgspec.structs.replace(change, silent=True) for change in changes
    )
    return msgspec.structs.replace(after, told=before.told), hushed


def _told(change: Change, before: Memory, after: Memory) -> ChangeToTell:
    peaks = [memory.peak for memory in (before, after) if memory.peak is not None]
    peak = max((*peaks, change.severity), key=lambda severity: severity.rank)
    cleared = change.to in (ChangeKind.CLEAN, ChangeKind.CLOSED)
    return ChangeToTell(change=change, peak=peak, since=before.since if cleared else after.since)


class _Mutes:
    """The mutes that hold now."""

    def __init__(self, mutes: Iterable[Mute], now: datetime) -> None:
        self._by_target: dict[str, list[Mute]] = {}
        for mute in mutes:
            if mute.ended is None and mute.since <= now < mute.until:
                self._by_target.setdefault(mute.target, []).append(mute)

    def until(self, pair: Pair) -> datetime | None:
        """When the last one that holds this pair ends; None: none holds it."""
        holding = self._by_target.get(pair.target, ())
        return max((mute.until for mute in holding if mute.list in (None, pair.list)), default=None)

    def over(self, past: Iterable[Memory], now: Iterable[Memory]) -> tuple[int, ...]:
        """Those that held a listing, and hold none any more."""
        if not self._by_target:
            return ()
        before, after = self._listed(past), self._listed(now)
        return tuple(sorted(before - after))

    def _listed(self, memories: Iterable[Memory]) -> set[int]:
        listed: dict[str, set[str]] = {}
        for memory in memories:
            pair = memory.pair
            if memory.standing is not None and pair.target in self._by_target:
                listed.setdefault(pair.target, set()).add(pair.list)
        return {
            mute.id
            for target, lists in listed.items()
            for mute in self._by_target[target]
            if mute.list is None or mute.list in lists
        }


def answered(sightings: Sequence[Sighting], lost: int = 0) -> float:
    """The share of pairs that ended listed or clean; 1 when there was nothing to ask.

    ``lost``  pairs of addresses that could not be looked up, which count as unanswered
    """
    if not sightings:
        return 1.0
    return sum(1 for seen in sightings if seen.state is not State.UNKNOWN) / (len(sightings) + lost)
