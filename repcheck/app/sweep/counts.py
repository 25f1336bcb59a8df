"""Counts over the pairs of a run, and what a report keeps of them: target by target, never all at once."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import msgspec

from repcheck.model.dns import Outcome
from repcheck.model.observations import ASIDE, Observation, Severity, State, UnknownReason

_CLEAN = State.CLEAN


class PairCounts:
    """What the exit code and the health of the lists are made of.

    ``asked``    pairs by list
    ``unknown``  those of them that ended unknown
    ``aside``    those that were not meant to be asked, by list: a key is missing, or they were deferred
    ``worst``    the worst severity of all listings; None without one
    ``lost``     pairs that there were not, by list: addresses that could not be looked up
    """

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self._aside: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self._worst: Severity | None = None
        self._again: Sequence[Observation] = ()
        self._decides = True
        self._times = 0

    @property
    def asked(self) -> Counter[str]:
        """Pairs by list."""
        self._settle()
        return self._asked

    @property
    def unknown(self) -> Counter[str]:
        """Those of them that ended unknown."""
        self._settle()
        return self._unknown

    @property
    def aside(self) -> Counter[str]:
        """Those that were not meant to be asked."""
        self._settle()
        return self._aside

    @property
    def worst(self) -> Severity | None:
        """The worst severity of all listings; None without one."""
        self._settle()
        return self._worst

    def add(self, observations: Sequence[Observation], *, decides: bool = True) -> None:
        """Count the observations of one target. ``decides``: whether its listings count for the exit code."""
        if observations is not self._again or decides is not self._decides:
            self._settle()
            self._again, self._decides = observations, decides
        self._times += 1

    def lose(self, names: int, lists: Iterable[str]) -> None:
        """Count one unanswered pair with each of these lists for each name without known addresses.

        How many addresses it has nobody knows; but who asked about it was not answered.
        """
        if names:
            self.lost.update(dict.fromkeys(lists, names))

    def _settle(self) -> None:
        """Count the last observations, as often as they came: many targets may share them."""
        times, self._times = self._times, 0
        if not times:
            return
        names = [seen.list for seen in self._again]
        if times == 1:
            self._asked.update(names)
        else:
            for name in names:
                self._asked[name] += times
        # Nearly all are clean.
        for seen in [seen for seen in self._again if seen.state is not _CLEAN]:
            if seen.state is State.UNKNOWN:
                self._unknown[seen.list] += times
                if seen.reason in ASIDE:
                    self._aside[seen.list] += times
            elif (
                self._decides
                and seen.severity is not None
                and (self._worst is None or seen.severity.rank > self._worst.rank)
            ):
                self._worst = seen.severity

    def answered(self, list_id: str) -> int:
        """Pairs of a list that ended listed or clean."""
        return self.asked[list_id] - self.unknown[list_id]

    @property
    def coverage(self) -> float:
        """Share of the pairs that ended listed or clean, 0 to 1; 0 of none.

        Lists that need a key which the user does not have were not meant to be asked, and deferred pairs
        cost little mail: they are reported, but not counted.
        """
        lost = sum(names for list_id, names in self.lost.items() if not self.aside[list_id])
        counted = self.asked.total() - self.aside.total() + lost
        return (self.asked.total() - self.unknown.total()) / counted if counted else 0.0

    def coverage_of(self, lists: Collection[str]) -> float:
        """The same of these lists alone, all of whose pairs count: the user wants them. 0 of none."""
        asked = sum(self.asked[name] + self.lost[name] for name in lists)
        return sum(self.answered(name) for name in lists) / asked if asked else 0.0


class Compacted:
    """Keeps what says something: listings, remarks of allow lists and scores, and what is unknown."""

    def __init__(self) -> None:
        self._shared: dict[tuple[str, UnknownReason, Outcome | None], Observation] = {}
        self._again: Sequence[Observation] = ()
        self._kept: tuple[Observation, ...] = ()

    def of(self, observations: Sequence[Observation]) -> tuple[Observation, ...]:
        """The observations of one target without the plain clean ones."""
        if observations is self._again:
            return self._kept
        self._again = observations
        self._kept = tuple(
            [self._lean(seen) for seen in observations if seen.state is not State.CLEAN or seen.sublists]
        )
        return self._kept

    def _lean(self, seen: Observation) -> Observation:
        """Unknown pairs of one list that differ in their time alone are one value: there may be very many."""
        if seen.reason is None or seen.codes:
            return seen
        key = (seen.list, seen.reason, seen.outcome)
        shared = self._shared.get(key)
        if shared is None:
            shared = self._shared[key] = msgspec.structs.replace(seen, ttl=None, rtt_ms=None)
        return shared
