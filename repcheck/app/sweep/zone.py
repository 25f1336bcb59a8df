"""Asking one zone: its test points, then all that is wanted of it, then the texts of what it lists."""

import asyncio
from collections.abc import Callable, Sequence
from functools import cached_property

import msgspec

from repcheck.app.sweep.routes import Route, Routes
from repcheck.dns import Asker, Lane
from repcheck.lists.codes import CodeReader
from repcheck.lists.health import Probe, Verdict, failure_reason, judge_health
from repcheck.lists.judge import Judge
from repcheck.lists.names import point_name
from repcheck.model.catalog import Limits, ReputationList
from repcheck.model.dns import Answer, Outcome, Server, Way
from repcheck.model.observations import UnknownReason
from repcheck.model.secret import Secret

UNANSWERED = Answer(Outcome.TIMEOUT)
#: Characters of a TXT record that are kept.
_MAX_TEXT = 500

#: Asked how many questions to a list may go out today: (list, wanted) -> granted.
Allowance = Callable[[ReputationList, int], int]


class AskedList(msgspec.Struct, frozen=True, kw_only=True):
    """A list as this run asks it.

    ``zone``    with the key in it: never shown, logged or stored; None when a key is missing
    ``shown``   the zone as it may be shown
    ``key``     the key in ``zone``, to be masked in what the list answers; None when there is none
    ``server``  the only server that is asked, one's own copy of the zone; None: as all lists are
    """

    entry: ReputationList
    zone: str | None
    shown: str
    key: Secret | None = None
    server: Server | None = None


class Manners(msgspec.Struct, frozen=True):
    """How polite a run is. ``polite`` False: one's own mirrors, asked without limits."""

    polite: bool
    allowance: Allowance

    def pace(self, limits: Limits) -> float | None:
        """Questions a second that a list may be asked; None: as many as it answers."""
        return limits.per_second if self.polite else None


class ZoneSweep:
    """One zone and the lists that read it (several lists may share a zone: it is asked once).

    ``answers`` and ``texts`` are by owner name: the reversed address, host or registered domain
    that stands before the zone. ``withheld`` are owners that the day's budget did not allow.
    """

    def __init__(
        self, zone: str, asker: Asker, routes: Routes, manners: Manners, server: Server | None = None
    ) -> None:
        self.lists: list[AskedList] = []
        self.verdicts: list[Verdict] = []
        self.answers: dict[str, Answer] = {}
        self.texts: dict[str, str] = {}
        self.withheld: set[str] = set()
        self.disagreements: list[str] = []
        self.done = 0
        self._entered: set[str] = set()  # owners with records of any kind: few of them all
        self._zone = zone
        self._key: Secret | None = None
        self._server = server
        self._asker = asker
        self._routes = routes
        self._manners = manners
        self._readers: list[CodeReader] = []
        self._lane: Lane | None = None
        self._others: list[Lane] = []
        self._points: dict[Lane, tuple[tuple[Answer, float], ...]] = {}
        self._routed = asyncio.Event()
        self._probed = asyncio.Event()

    def read_by(self, asked: AskedList) -> None:
        """One more list that reads this zone."""
        self.lists.append(asked)
        self._key = asked.key
        self._readers.append(CodeReader(asked.entry))

    def reader_of(self, asked: AskedList) -> CodeReader:
        """What reads the answers of a list of this zone, and remembers what it has read."""
        return self._readers[self.lists.index(asked)]

    def verdict_of(self, asked: AskedList) -> Verdict:
        """What the test points say of a list of this zone."""
        verdict = self.verdicts[self.lists.index(asked)]
        heard = any(answer.outcome is not Outcome.TIMEOUT for answer in self.answers.values())
        if verdict.reason is UnknownReason.LIST_DEAD and heard:
            saw = "it answered at first, but not for its test entries"
            return Verdict(UnknownReason.TIMEOUT, saw)
        return verdict

    @property
    def point_answers(self) -> tuple[tuple[Answer, float], ...]:
        """What the test points were answered by the way that is used, and the seconds until then.

        The seconds are those of a mail server that asks: lost tries count. Empty when there was no way.
        """
        return () if self._lane is None else self._points.get(self._lane, ())

    @property
    def left(self) -> int:
        """Questions about targets that may still be answered."""
        if self._routed.is_set() and self._lane is None:
            return 0
        return len(self.answers) - self.done - len(self.withheld)

    @property
    def waits(self) -> bool:
        """Whether test points or questions about targets are open."""
        return not self._probed.is_set() or self.left > 0

    @property
    def pace(self) -> float | None:
        """Questions a second that this zone may be asked; None: as many as it answers."""
        return self._manners.pace(self.lists[0].entry.limits)

    @property
    def distrusted(self) -> tuple[Lane, ...]:
        """The ways whose answers are worth nothing after this run: what they told must be forgotten."""
        if self._lane is None or all(verdict.reason is None for verdict in self.verdicts):
            return ()
        return (self._lane, *self._others)

    # -- health

    async def probe(self) -> None:
        """Find the way to the zone and ask its test points, before any other question."""
        route = await self._route()
        points = list(dict.fromkeys(point for asked in self.lists for point in _points(asked)))
        if not route.ways:
            self._refuse(_no_way(route, self._key))
        elif self._allowed(len(points)) < len(points):
            spent = "the day's questions to this list are used up"
            self._refuse(Verdict(UnknownReason.BUDGET_SPENT, spent))
        elif len(route.ways) == 1:
            self._lane = self._lane_by(route.ways[0])
            self._routed.set()
            self.verdicts = await self._ask_points(self._lane, points)
        else:
            await self._compare_ways(route, points)
        self._routed.set()
        self._probed.set()

    async def _route(self) -> Route:
        """One's own copy of the zone is asked where it lies, whatever way the other lists are asked."""
        if self._server is not None:
            return Route((Way((self._server,)),))
        return await self._routes.to(self._asker, self._zone)

    def _lane_by(self, way: Way | None) -> Lane:
        return Lane(self._zone, way, self.pace)

    def _refuse(self, verdict: Verdict) -> None:
        self.verdicts = [verdict] * len(self.lists)

    async def _compare_ways(self, route: Route, points: Sequence[str]) -> None:
        """Several resolvers: the first through which the lists are healthy is believed."""
        lanes = [self._lane_by(way) for way in route.ways]
        seen = await asyncio.gather(*(self._ask_points(lane, points) for lane in lanes))
        faults = [sum(verdict.reason is not None for verdict in verdicts) for verdicts in seen]
        best = faults.index(min(faults))
        self._lane, self.verdicts = lanes[best], seen[best]
        for lane, verdicts, fault in zip(lanes, seen, faults, strict=True):
            if fault == 0 and lane is not self._lane and route.compare:
                self._others.append(lane)
            elif fault > faults[best]:
                reason = next(verdict.reason for verdict in verdicts if verdict.reason is not None)
                self.disagreements.append(f"{_server(lane)}: {reason}; {_server(self._lane)} was used")

    async def _ask_points(self, lane: Lane, points: Sequence[str]) -> list[Verdict]:
        names = {point_name(point): point for point in points}
        answers: dict[str, Answer] = {}
        took: dict[str, float] = {}
        loop = asyncio.get_running_loop()
        begun = loop.time()

        def deliver(owner: str, answer: Answer) -> None:
            answers[names[owner]] = answer
            took[names[owner]] = loop.time() - begun

        await self._asker.ask_lane(lane, names, deliver, fresh=True)
        self._points[lane] = tuple((answers[point], took[point]) for point in points)
        return [
            self._doubting_key(
                judge_health(
                    reader,
                    [Probe(point, answers[point]) for point in asked.entry.test_points.listed],
                    [Probe(point, answers[point]) for point in asked.entry.test_points.not_listed],
                )
            )
            for asked, reader in zip(self.lists, self._readers, strict=True)
        ]

    def _doubting_key(self, verdict: Verdict) -> Verdict:
        """A key that is not accepted shows in nothing but that the list has no entry at all."""
        if self._key is None or verdict.reason is not UnknownReason.LIST_UNHEALTHY:
            return verdict
        return Verdict(UnknownReason.KEY_INVALID, f"{verdict.saw}, as when a key is not accepted")

    # -- pairs

    async def ask(self, owners: Sequence[str]) -> None:
        """Ask about these owners, then for the texts of those that are listed."""
        await self._routed.wait()
        if self._lane is None:
            return
        granted = self._allowed(len(owners))
        self.withheld.update(owners[granted:])
        owners = owners[:granted]
        await self._asker.ask_lane(self._lane, owners, self._deliver)
        await self._probed.wait()
        for lane in self._others:
            await self._compare(lane, owners)
        listed = [
            owner for owner in owners if owner in self._entered and self._is_listed(self.answers[owner])
        ]
        if listed:
            told = listed[: self._allowed(len(listed))]
            await self._asker.ask_lane(self._lane, told, self._deliver_text, "TXT")

    def _allowed(self, wanted: int) -> int:
        if not self._manners.polite or not wanted:
            return wanted
        return min(self._manners.allowance(asked.entry, wanted) for asked in self.lists)

    def _deliver(self, owner: str, answer: Answer) -> None:
        self.answers[owner] = answer
        self.done += 1
        if answer.records:
            self._entered.add(owner)

    def _deliver_text(self, owner: str, answer: Answer) -> None:
        if answer.records:
            told = " ".join(answer.records)
            # Masked before it is cut: half a key at the end would not be found.
            self.texts[owner] = (told if self._key is None else self._key.masked(told))[:_MAX_TEXT]

    def _is_listed(self, answer: Answer) -> bool:
        return bool(answer.records) and any(judge.is_listing(answer) for judge in self._judges)

    @cached_property
    def _judges(self) -> list[Judge]:
        """Once the test points are judged."""
        return [
            Judge(asked.entry, asked.shown, verdict.reason, reader)
            for asked, verdict, reader in zip(self.lists, self.verdicts, self._readers, strict=True)
        ]

    async def _compare(self, lane: Lane, owners: Sequence[str]) -> None:
        """Ask the same of another resolver. A listing that one of them shows is a listing.

        Where they differ that is told, not averaged.
        """
        assert self._lane is not None
        only_here = only_there = 0

        def deliver(owner: str, answer: Answer) -> None:
            nonlocal only_here, only_there
            here, there = self._is_listed(self.answers[owner]), self._is_listed(answer)
            if there and not here:
                only_there += self.answers[owner].absent
                self.answers[owner] = answer
                self._entered.add(owner)
            elif here and answer.absent:
                only_here += 1

        await self._asker.ask_lane(lane, owners, deliver)
        for count, lists, denies in ((only_here, self._lane, lane), (only_there, lane, self._lane)):
            if count:
                says = f"{_server(lists)} lists {count} that {_server(denies)} calls not listed"
                self.disagreements.append(says)


def _points(asked: AskedList) -> tuple[str, ...]:
    return asked.entry.test_points.listed + asked.entry.test_points.not_listed


def _server(lane: Lane) -> str:
    return str(lane.way.servers[0]) if lane.way is not None else "the resolver"


def _no_way(route: Route, key: Secret | None) -> Verdict:
    why = route.why if key is None else key.masked(route.why)
    reason = failure_reason(route.outcome) if route.outcome.failed else UnknownReason.LIST_DEAD
    return Verdict(reason, why)
