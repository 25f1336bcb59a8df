"""A zone with a second way: the list is asked over HTTPS where the DNS says nothing that can be believed."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import msgspec

from repcheck.app.sweep.job import AskedList, Healths, PointAnswer, ZoneResult
from repcheck.app.sweep.points import Over, Points, no, proved
from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.routes import Routes
from repcheck.app.sweep.zone import ZoneAsking
from repcheck.dns import Asker
from repcheck.lists.codes import CodeReader
from repcheck.lists.health import Verdict, first_fault, points_of
from repcheck.lists.names import plain_name
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import UnknownReason
from repcheck.model.sources import Trouble

#: Faults of the list or the user's budget, which another way would not cure.
_KEPT = frozenset({UnknownReason.BUDGET_SPENT, UnknownReason.DEFERRED})
#: What is wrong with one question alone; all else is wrong with every further one, too.
_OF_ONE = frozenset({UnknownReason.UNEXPECTED_ANSWER})
_ODD = Answer(Outcome.MALFORMED)


class SecondWay(Protocol):
    """Asks one list by another way than the DNS.

    ``only``  the DNS is not asked at all
    """

    only: bool

    def allowed(self, wanted: int) -> int:
        """How many of these questions the day still has; they count as sent."""
        ...

    async def lookup(self, what: str) -> Answer | Trouble:
        """What the list says of an address, as it is written, or a domain; as its zone would have."""
        ...


class TwoWays(ZoneAsking):
    """A zone that is asked by the DNS, and over HTTPS if its test points there say that it must be.

    By either way the list first proves itself by its test points, and a pair has one answer: a listing counts
    once, whatever way it came.
    """

    def __init__(
        self,
        lists: Sequence[AskedList],
        asker: Asker,
        routes: Routes,
        politeness: Politeness,
        way: SecondWay,
        over: Over = no,
    ) -> None:
        super().__init__(lists, asker, routes, politeness, over)
        self._way = way
        self._by_web = way.only
        self._decided = asyncio.Event()
        # A key of this way is accepted or refused in words: silence says nothing of it.
        keyless = [msgspec.structs.replace(asked, key=None) for asked in lists]
        self._web_points = Points(keyless, [CodeReader(asked.entry) for asked in lists], asker)
        self._failed: dict[str, Trouble] = {}
        self._end: Trouble | None = None

    @property
    def left(self) -> int:
        """See ZoneAsking."""
        if not self._by_web:
            return super().left
        return len(self._answers) - self.done - len(self._withheld)

    @property
    def waits(self) -> bool:
        """See ZoneAsking."""
        return not self._decided.is_set() or self.left > 0

    async def probe(self) -> None:
        """See ZoneAsking."""
        if self._way.only:
            self._routed.set()
        else:
            await super().probe()
            self._by_web = _gives_way(self._health)
        if self._by_web:
            self._lane = None
            await self._probe_web()
        self._probed.set()
        self._decided.set()

    async def ask(self, owners: Sequence[str]) -> None:
        """See ZoneAsking. Until the test points have decided for a way, no target is asked about."""
        await self._decided.wait()
        if not self._by_web:
            await super().ask(owners)
            return
        granted = self._way.allowed(len(owners))
        self._withheld.update(owners[granted:])
        for owner in owners[:granted]:
            await self._ask_web(owner)

    async def _probe_web(self) -> None:
        before, self._told = self._health, {}
        told: dict[str, PointAnswer] = {}
        odd: Trouble | None = None
        points = tuple(dict.fromkeys(p for asked in self.job.lists for p in points_of(asked.entry)))
        begun = asyncio.get_running_loop().time()
        if self._way.allowed(len(points)) < len(points):
            self._end = Trouble(UnknownReason.BUDGET_SPENT, "the day's questions to it are used up")
        for point in points if self._end is None else ():
            got = await self._way.lookup(point.lower())
            if isinstance(got, Trouble):
                odd = got
                if got.reason not in _OF_ONE:
                    self._end = got
                    break
                got = _ODD  # which spoils its kind alone: a service may not take IPv6 addresses
            told[point] = PointAnswer(got, asyncio.get_running_loop().time() - begun)
        if odd is not None and all(answer.answer is _ODD for answer in told.values()):
            self._end = odd
        if self._end is None:
            self._told, self._health = told, self._web_points.judge(told)
            return
        fault = None if not before else next(filter(None, map(first_fault, before.values())), None)
        also = "" if fault is None else f"; by DNS: {fault.saw}"
        self._health = self._points.refused(Verdict(self._end.reason, f"by HTTPS: {self._end.saw}{also}"))

    async def _ask_web(self, owner: str) -> None:
        got = self._end or await self._way.lookup(plain_name(owner))
        self.done += 1
        if isinstance(got, Trouble):
            self._failed[owner] = got
            # A key that is refused now is refused for all; so nobody waits for each of a thousand.
            self._end = self._end or (None if got.reason in _OF_ONE else got)
            return
        self._answers[owner] = got
        if got.records:
            self._entered.add(owner)

    def result(self) -> ZoneResult:
        """See ZoneAsking."""
        found = super().result()
        if not self._by_web:
            return found
        made = {
            trouble: _doubt(self._health, Verdict(trouble.reason, f"by HTTPS: {trouble.saw}"))
            for trouble in set(self._failed.values())
        }
        doubts = {owner: made[trouble] for owner, trouble in self._failed.items()}
        return msgspec.structs.replace(found, health=self._health, doubts=doubts, route="wqs")


def _gives_way(health: Healths) -> bool:
    """Whether the DNS proves no list of the zone for any kind, and another way may."""
    faults = [verdict.reason for kinds in health.values() for verdict in kinds.values()]
    return not any(proved(kinds) for kinds in health.values()) and not any(
        reason in _KEPT for reason in faults
    )


def _doubt(health: Healths, verdict: Verdict) -> Healths:
    """This verdict where the list was believed; what was wrong before stays."""
    return {
        name: {kind: seen if seen.reason is not None else verdict for kind, seen in kinds.items()}
        for name, kinds in health.items()
    }


def keyed_by_web(lists: Sequence[AskedList]) -> tuple[AskedList, ...]:
    """Lists without a key for their zone, under the zone as it is shown: the DNS is never asked for it."""
    return tuple(msgspec.structs.replace(asked, zone=asked.zone or asked.shown) for asked in lists)
