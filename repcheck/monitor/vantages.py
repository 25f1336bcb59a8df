"""Several vantages and one state: what all of them together say of a pair, and who differs. Pure.

The common state of a pair is what all vantages agree on; one that differs has a view of its own. A listing
stands as long as one vantage that still asks sees it, so a pass elsewhere neither ends nor confirms it; an
answer that one vantage could not have leaves the pair known while another has one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from repcheck.model.observations import State, UnknownReason
from repcheck.model.watch.monitor import ListedAs, Memory, Pair, Sighting
from repcheck.model.watch.sights import SeenFrom
from repcheck.model.watch.vantages import Vantage, VantageView
from repcheck.monitor.sights import agreeing, heard_at, seen_from
from repcheck.words.text import and_more

_FEW = 3


class Standpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where a pass is made from.

    ``name``   None: nobody said; then there is one vantage, and nothing is kept of it
    ``every``  the time between passes there
    ``whole``  the pass looks at all that is watched
    ``heard``  False: it heard nothing that can be believed
    """

    name: str | None = None
    every: timedelta = timedelta(hours=1)
    whole: bool = True
    heard: bool = True


class Deaf(msgspec.Struct, frozen=True, kw_only=True):
    """A list that one vantage gets no answer from: about ``pairs`` pairs, since the first of them."""

    list: str
    pairs: int
    since: datetime
    reason: UnknownReason | None


class Vantages:
    """The vantages of a pass, and what each of them holds.

    ``known``  those of the store, as they were before the pass; ``views`` of the store, by pairs
    """

    def __init__(
        self,
        stand: Standpoint,
        known: Iterable[Vantage],
        views: Mapping[Pair, Sequence[VantageView]],
        now: datetime,
    ) -> None:
        by_name = {one.name: one for one in known}
        self._name = stand.name or ""
        here = by_name.pop(self._name, None)
        # What agreed so long ago is not known to have agreed since: it comes back as a new one.
        self._before = here if here is not None and here.asks(now) else None
        self._now = now
        self._others = tuple(one for one in by_name.values() if one.asks(now) and stand.name is not None)
        self._away = tuple(one for one in by_name.values() if not one.asks(now))
        self._views = views
        self._whole = stand.whole and stand.heard
        self._new: dict[tuple[Pair, str], VantageView] = {}
        self._gone: dict[tuple[Pair, str], None] = {}
        #: None: nothing was ever heard here, or nobody said where it is.
        self.here = _after(stand, self._before, now) if stand.name and stand.heard else here

    @property
    def others(self) -> tuple[str, ...]:
        """Names of the others that still ask."""
        return tuple(one.name for one in self._others)

    @property
    def all(self) -> tuple[Vantage, ...]:
        """Those that are known after the pass."""
        here = () if self.here is None else (self.here,)
        return (*here, *self._others, *(one for one in self._away if not one.forgotten(self._now)))

    @property
    def forgotten(self) -> tuple[str, ...]:
        """Those of which nothing is kept any more."""
        return tuple(one.name for one in self._away if one.forgotten(self._now))

    def plain(self, memory: Memory) -> bool:
        """Whether nobody holds anything else of the pair, as is the rule.

        A vantage that has no answer holds what it saw before.
        """
        if self._spelt_out:
            return False
        return all(
            view.vantage != self._name and view.reason is not None and view.standing == memory.standing
            for view in self._views.get(memory.pair, ())
        )

    @property
    def _agreed(self) -> bool:
        """Whether this vantage held the common state wherever it has no view."""
        return self._before is not None and self._before.complete

    @property
    def _spelt_out(self) -> bool:
        """Whether all that this vantage sees is kept, as it has never looked at everything."""
        return self.here is not None and not self.here.complete

    # -- what a sighting amounts to

    def joint(self, memory: Memory, seen: Sighting) -> Sighting | None:
        """The sighting with what others hold of the pair; None: it says nothing new of it."""
        words = self._words(memory) if self._others else ()
        if not words:
            return seen
        if seen.state is State.UNKNOWN:
            return None if any(map(_speaks, words)) else seen
        others = _union(word.standing for word in words)
        own = (seen.standing or ListedAs()) if seen.state is State.LISTED else None
        whole = _union((own, others))
        if whole is not None and whole == others != own and _adds(whole, memory.standing):
            return None  # what others alone see, this one neither confirms nor denies
        agreeing = sum(1 for word in words if _speaks(word) and word.standing == whole)
        state = State.CLEAN if whole is None else State.LISTED
        return msgspec.structs.replace(seen, state=state, standing=whole, agreeing=agreeing)

    def _words(self, memory: Memory) -> tuple[VantageView, ...]:
        """The last word of each other vantage that has one which still counts."""
        own = {view.vantage: view for view in self._views.get(memory.pair, ())}
        words = ((one, own.get(one.name) or agreeing(one, memory, self._now)) for one in self._others)
        return tuple(
            word
            for one, word in words
            if word is not None and word.heard is not None and self._now - word.heard <= one.holds
        )

    def ended_by_age(self, memory: Memory) -> str | None:
        """What is to be said of those that saw the listing last, and ask no more; None: there is nobody."""
        own = {view.vantage: view for view in self._views.get(memory.pair, ())}
        words = [
            own.get(one.name) or agreeing(one, memory, self._now) for one in (*self._others, *self._away)
        ]
        old = [
            f"{word.vantage} (last heard {word.heard:%Y-%m-%d %H:%M} UTC)"
            for word in words
            if word is not None and word.standing is not None and _since(word, memory)
        ]
        return f"no answer for too long from where it was listed: {and_more(old, _FEW)}" if old else None

    # -- who differs after it

    def settle(self, before: Memory | None, after: Memory, seen: Sighting) -> None:
        """Note what the pass leaves of the views of a pair. ``seen`` is what this vantage itself saw."""
        own = {view.vantage: view for view in self._views.get(after.pair, ())}
        mine = own.pop(self._name, None)
        if self.here is None:
            return
        alone = not self._others and not self._spelt_out
        if alone and mine is None and self._agreed and seen.state is State.UNKNOWN:
            return  # that is the common state; what else it saw must be known to another one that joins
        self._keep(mine, self._view_of(before, after, seen, mine))
        changed = before is None or _is_other(before, after)
        for one in self._others if changed else ():
            view = own.get(one.name)
            if view is None and one.complete:
                self._keep(None, self._late(one, before or Memory(pair=after.pair)))
            elif view is not None and one.complete and _is_common(view, after):
                self._drop(view)

    def _late(self, one: Vantage, before: Memory) -> VantageView:
        """The word of a vantage that agreed so far: it differs if it has asked since the change began.

        If not, nobody knows what it sees now.
        """
        began = self._now if before.pending is None else before.pending.first
        answered = before.known and before.unknown_since is None
        return VantageView(
            pair=before.pair,
            vantage=one.name,
            standing=before.standing,
            known=before.known,
            since=self._now,
            heard=heard_at(one, before),
            due=one.at < began or not answered,
        )

    def _view_of(
        self, before: Memory | None, after: Memory, seen: Sighting, mine: VantageView | None
    ) -> VantageView | None:
        """What this vantage sees, unless it is the common state and need not be kept."""
        if seen.state is State.UNKNOWN:
            was = mine
            if was is None and self._before is not None and before is not None:
                was = agreeing(self._before, before, self._now)
            blank = VantageView(pair=after.pair, vantage=self._name, known=False, since=self._now)
            view = msgspec.structs.replace(was or blank, reason=seen.reason)
        else:
            standing = (seen.standing or ListedAs()) if seen.state is State.LISTED else None
            view = VantageView(pair=after.pair, vantage=self._name, standing=standing, since=self._now,
                        heard=self._now)  # fmt: skip
            if not self._spelt_out and _is_common(view, after):
                return None
        since = mine.since if mine is not None and _goes_on(mine, view) else self._now
        return msgspec.structs.replace(view, since=since, due=False)

    def unseen(self, memory: Memory) -> None:
        """Note that this pass over everything had no look at a pair that stays: its last word grows old."""
        views = self._views.get(memory.pair, ())
        if not self._whole or any(view.vantage == self._name for view in views):
            return
        if not self._others and self._agreed:
            return
        before = None if self._before is None else agreeing(self._before, memory, self._now)
        blank = VantageView(pair=memory.pair, vantage=self._name, known=False, since=self._now, due=True)
        self._keep(None, before or blank)

    def _keep(self, old: VantageView | None, view: VantageView | None) -> None:
        if view is None:
            self._drop(old)
        elif view != old:
            self._new[view.pair, view.vantage] = view

    def _drop(self, view: VantageView | None) -> None:
        if view is not None:
            self._gone[view.pair, view.vantage] = None

    def changed(self) -> tuple[tuple[VantageView, ...], tuple[tuple[Pair, str], ...]]:
        """The views that the pass has made or changed, and (pair, vantage) of those that it has ended."""
        return tuple(self._new.values()), tuple(self._gone)

    def deaf_to(self, after: timedelta) -> tuple[Deaf, ...]:
        """The lists that have not answered here for so long about some pairs, while others had an answer."""
        found: dict[str, list[VantageView]] = {}
        for pair, views in self._views.items() if self._others else ():
            kept = {(pair, view.vantage): view for view in views}.get((pair, self._name))
            view = self._new.get((pair, self._name), kept)
            if view is None or view.reason is None or (pair, self._name) in self._gone:
                continue
            if self._now - view.since >= after:
                found.setdefault(pair.list, []).append(view)
        return tuple(
            Deaf(list=name, pairs=len(some), since=min(one.since for one in some), reason=some[0].reason)
            for name, some in sorted(found.items())
        )

    def told(self, memory: Memory) -> tuple[SeenFrom, ...]:
        """See ``seen_from``: of a pair after the pass."""
        pair = memory.pair
        views = {view.vantage: view for view in self._views.get(pair, ())}
        for one in self.all:
            if (pair, one.name) in self._gone:
                views.pop(one.name, None)
            if (new := self._new.get((pair, one.name))) is not None:
                views[one.name] = new
        return seen_from(memory, views.values(), self.all, self._now)


def _is_other(before: Memory, after: Memory) -> bool:
    """Whether who agreed before may not agree now."""
    answered = after.known and (not before.known or before.unknown_since is not None)
    return before.standing != after.standing or (answered and after.unknown_since is None)


def _after(stand: Standpoint, before: Vantage | None, now: datetime) -> Vantage:
    """The vantage after a pass that heard something."""
    was = before is not None and before.complete
    # Of what a partial pass leaves out it has heard no later than before.
    at = before.at if before is not None and was and not stand.whole else now
    return Vantage(name=stand.name or "", at=at, every=stand.every, complete=stand.whole or was)


def _since(word: VantageView, memory: Memory) -> bool:
    """Whether it was heard while the state of the pair was what it is."""
    return word.heard is not None and (memory.since is None or word.heard >= memory.since)


def _speaks(word: VantageView) -> bool:
    """Whether the last answer there was a real one, and to the question as it stands."""
    return word.known and not word.due and word.reason is None


def _goes_on(mine: VantageView, view: VantageView) -> bool:
    """Whether a view differs as it did before. Why it is unknown may change."""
    same = mine.standing == view.standing and (mine.reason is None) == (view.reason is None)
    return same and not mine.due


def _is_common(view: VantageView, memory: Memory) -> bool:
    return memory.known and _speaks(view) and view.standing == memory.standing


def _adds(standing: ListedAs, known: ListedAs | None) -> bool:
    """Whether the listing is more than what is known of it."""
    worse = known is None or standing.severity.rank > known.severity.rank
    return worse or not set(standing.sublists) <= set(known.sublists if known is not None else ())


def _union(standings: Iterable[ListedAs | None]) -> ListedAs | None:
    """All of the listings as one: every sublist, and the worst severity; None: nobody lists it."""
    found = [one for one in standings if one is not None]
    if not found:
        return None
    sublists = tuple(sorted({name for one in found for name in one.sublists}))
    worst = max((one.severity for one in found), key=lambda severity: severity.rank)
    return ListedAs(sublists=sublists, severity=worst)
