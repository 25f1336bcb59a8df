"""Asking one zone: its test points, then all that is wanted of it, then the texts of what it lists."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from repcheck.app.sweep.compare import Comparison, server_of
from repcheck.app.sweep.job import UNANSWERED, AskedList, Healths, PointAnswer, ZoneJob, ZoneResult
from repcheck.app.sweep.points import Over, Points, believed, faults, in_the_end, no, proved
from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.proof import HANDFUL, Proof
from repcheck.app.sweep.routes import Routes, ZoneRoute, no_way
from repcheck.dns import Asker, Lane
from repcheck.dns.asker import Deliver
from repcheck.lists.codes import CodeReader
from repcheck.lists.health import Verdict, first_fault
from repcheck.lists.judge import lists_somebody
from repcheck.model.dns import Answer, Way
from repcheck.model.observations import UnknownReason

#: Characters of a TXT record that are kept.
_MAX_TEXT = 500


async def ask_zone(job: ZoneJob, asker: Asker, routes: Routes, politeness: Politeness) -> ZoneResult:
    """All of a job: its test points, its owners, the texts of what is listed."""
    zone = ZoneAsking(job.lists, asker, routes, politeness, no)
    zone.want(job.owners)
    await asyncio.gather(zone.probe(), zone.ask(job.owners))
    return zone.result()


class ZoneAsking:
    """A zone while it is asked; its job grows as targets become known.

    ``probe`` once, beside any number of ``want`` and ``ask``; then ``result``.
    """

    def __init__(
        self, lists: Sequence[AskedList], asker: Asker, routes: Routes, politeness: Politeness, over: Over
    ) -> None:
        self.job = ZoneJob(lists=tuple(lists))
        self.done = 0
        self._asker = asker
        self._routes = routes
        self._politeness = politeness
        self._plain_lane = politeness.lane(lists, self.job.zone)
        self._readers = [CodeReader(asked.entry) for asked in lists]
        self._points = Points(lists, self._readers, asker, over)
        self._health: Healths = {}
        self._answers: dict[str, Answer] = {}
        self._texts: dict[str, str] = {}
        self._withheld: set[str] = set()
        self._deferred: set[str] = set()
        self._entered: set[str] = set()  # owners with records of any kind: few of them all
        self._lane: Lane | None = None
        self._others: list[Lane] = []
        self._told: dict[str, PointAnswer] = {}
        self.disagreements: list[str] = []
        self._proof = Proof(self.pace, frugal=politeness.counts(lists))
        self._proved_at = 0.0
        self._reserved = False
        self._server_health: dict[str, Healths] = {}
        self._by_server: dict[str, list[str]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._routed = asyncio.Event()
        self._probed = asyncio.Event()

    # -- how far it is

    @property
    def total(self) -> int:
        """Questions about targets."""
        return len(self._answers)

    @property
    def left(self) -> int:
        """Questions about targets that may still be answered."""
        if self._routed.is_set() and self._lane is None:
            return 0
        return len(self._answers) - self.done - len(self._withheld) - len(self._deferred)

    @property
    def waits(self) -> bool:
        """Whether test points or questions about targets are open."""
        return not self._probed.is_set() or self.left > 0

    @property
    def doubtful(self) -> bool:
        """Whether its lists were dead in the last passes."""
        return self._plain_lane.dead_wait is not None

    @property
    def found(self) -> bool:
        """Whether anything was answered with a record, a test point or a target."""
        return bool(self._entered) or any(point.answer.records for point in self._told.values())

    @property
    def listed(self) -> int:
        """Targets that are listed so far; 0 until the test points have said that the zone may be believed."""
        if not self._probed.is_set():
            return 0
        return sum(1 for owner in self._entered if owner in self._answers and self.is_listed(owner))

    @property
    def pace(self) -> float | None:
        """Questions a second that this zone may be asked; None: as many as it answers."""
        return self._politeness.pace(self.job.lists[0].entry.limits)

    @property
    def distrusted(self) -> tuple[Lane, ...]:
        """The ways whose answers are worth nothing after this run: what they said must be forgotten."""
        good = believed(self._health) and not self._proof.changed and not self._proof.doubts
        return () if self._lane is None or good else (self._lane, *self._others)

    # -- health

    async def probe(self) -> None:
        """Find the way to the zone and ask its test points, before any other question."""
        route = await self._route()
        if not route.ways:
            self._health = self._points.refused(no_way(route, self.job.key))
        elif not (
            ways := route.ways[: self._allowed(len(self._points) * len(route.ways)) // len(self._points)]
        ):
            spent = "the day's questions to this list are used up"
            self._health = self._points.refused(Verdict(UnknownReason.BUDGET_SPENT, spent))
        elif len(ways) == 1:
            self._lane = self._lane_by(ways[0])
            self._routed.set()
            self._told = await self._points.ask(self._lane)
            self._health = self._points.judge(self._told)
        else:
            await self._choose(ways, compare=route.compare)
        self._server_health = dict.fromkeys(self._points.proving_servers(self._told), self._health)
        self._proved_at = asyncio.get_running_loop().time()
        self._routed.set()
        self._probed.set()

    async def _route(self) -> ZoneRoute:
        """One's own copy of the zone is asked where it lies, whatever way the other lists are asked."""
        if self.job.server is not None:
            return ZoneRoute((Way((self.job.server,)),))
        return await self._routes.to(self._asker, self.job.zone)

    def _lane_by(self, way: Way | None) -> Lane:
        return msgspec.structs.replace(self._plain_lane, way=way)

    async def _choose(self, ways: Sequence[Way | None], *, compare: bool) -> None:
        """Several resolvers: the first through which the lists are healthy is believed."""
        lanes = [self._lane_by(way) for way in ways]
        told = await asyncio.gather(*(self._points.ask(lane) for lane in lanes))
        seen = [self._points.judge(answers) for answers in told]
        bad = [faults(health) for health in seen]
        best = bad.index(min(bad))
        self._lane, self._told, self._health = lanes[best], told[best], seen[best]
        for lane, health, count in zip(lanes, seen, bad, strict=True):
            if count == 0 and lane is not self._lane and compare:
                self._others.append(lane)
            elif count > bad[best]:
                fault = next(fault for kinds in health.values() if (fault := first_fault(kinds)) is not None)
                used = server_of(self._lane)
                self.disagreements.append(f"{server_of(lane)}: {fault.reason}; {used} was used")

    # -- pairs

    def want(self, owners: Iterable[str]) -> list[str]:
        """Owners that are to be asked about: those that are new."""
        fresh = [owner for owner in dict.fromkeys(owners) if owner not in self._answers]
        self._answers.update(dict.fromkeys(fresh, UNANSWERED))
        return fresh

    async def ask(self, owners: Sequence[str]) -> None:
        """Ask about owners that ``want`` has given, then for the texts of those that are listed."""
        await self._routed.wait()
        if self._lane is None:
            return
        owners = self._granted(self._in_time(owners))
        await self._asker.ask_lane(self._lane, owners, self._receiver(self._lane))
        await self._probed.wait()
        await self._prove_servers(self._lane)
        for lane in self._others:
            await self._compare(lane, owners)
        await asyncio.gather(self._look_at_the_end(), self._ask_texts(self._lane, owners))

    def _in_time(self, owners: Sequence[str]) -> Sequence[str]:
        """As many of the owners as the run has the patience to wait for, by the pace of the zone."""
        most = self._politeness.in_time(self.job.lists)
        if most is None:
            return owners
        so_far = len(self._points) + len(self._answers) - len(owners)
        room = max(0, most - so_far)
        self._deferred.update(owners[room:])
        return owners[:room]

    def _granted(self, owners: Sequence[str]) -> Sequence[str]:
        """As many of the owners as the day allows; the test points of the end go before them."""
        so_far = len(self._answers) - len(owners)
        points = 0 if self._reserved or so_far + len(owners) <= HANDFUL else len(self._points)
        allowed = self._allowed(len(owners) + points)
        granted = max(allowed - points, min(allowed, HANDFUL - so_far, len(owners)), 0)
        self._reserved = self._reserved or (points > 0 and allowed - granted >= points)
        self._withheld.update(owners[granted:])
        return owners[:granted]

    def _allowed(self, wanted: int) -> int:
        return self._politeness.allowed(self.job.lists, wanted)

    def _receiver(self, lane: Lane) -> Deliver:
        several = lane.way is not None and len(lane.way.servers) > 1
        return self._deliver_by_server if several else self._deliver

    def _deliver(self, owner: str, answer: Answer) -> None:
        self._answers[owner] = answer
        self.done += 1
        if answer.records:
            self._entered.add(owner)
            due = self._proof.add_listed(owner)
        else:
            due = self._proof.add(owner)
        if due and self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look_again())

    def _deliver_by_server(self, owner: str, answer: Answer) -> None:
        if answer.server is not None and answer.rtt_ms is not None:  # not out of a former run
            self._by_server.setdefault(answer.server, []).append(owner)
        self._deliver(owner, answer)

    async def _ask_texts(self, lane: Lane, owners: Sequence[str]) -> None:
        listed = [owner for owner in owners if owner in self._entered and self.is_listed(owner)]
        if listed:
            told = listed[: self._allowed(len(listed))]
            await self._asker.ask_lane(lane, told, self._deliver_text, "TXT")

    def _deliver_text(self, owner: str, answer: Answer) -> None:
        if answer.records:
            told, key = " ".join(sorted(answer.records)), self.job.key
            # Masked before it is cut: half a key at the end would not be found.
            self._texts[owner] = (told if key is None else key.masked(told))[:_MAX_TEXT]

    def is_listed(self, owner: str) -> bool:
        """Whether it is known that a list there, which may be believed, lists this owner."""
        doubts = self._proof.doubts  # but for these, a list that ``_lists`` has asked is believed
        return self._lists(self._answers[owner]) and (owner not in doubts or believed(doubts[owner]))

    def _lists(self, answer: Answer) -> bool:
        """Whether a list that may be believed about some kind calls this a listing."""
        return bool(answer.records) and any(
            proved(self._health[asked.entry.id]) and lists_somebody(asked.entry, reader, answer)
            for asked, reader in zip(self.job.lists, self._readers, strict=True)
        )

    # -- proof

    async def _look_again(self) -> None:
        await self._probed.wait()
        await self._look()
        self._looking = None

    async def _look_at_the_end(self) -> None:
        if self._looking is not None:
            await self._looking
        async with self._one_at_a_time:
            seconds = asyncio.get_running_loop().time() - self._proved_at
            if self.left == 0 and believed(self._health) and self._proof.wanted(seconds):
                await self._look()

    async def _look(self) -> None:
        """Ask the test points again; what they do not prove is doubted."""
        assert self._lane is not None
        if not believed(self._health):
            return
        if self._reserved:
            self._reserved = False
        elif self._allowed(len(self._points)) < len(self._points):
            return
        taken, begun = self._proof.take(), asyncio.get_running_loop().time()
        # Behind a million questions of the same lane they would prove nothing until its end.
        lane = msgspec.structs.replace(self._lane, apart=True)
        now = self._points.judge(await self._points.ask(lane))
        self._proof.judge(taken, self._health, now)
        self._proved_at = begun

    async def _prove_servers(self, lane: Lane) -> None:
        """Each server that answered must itself have answered the test points."""
        by_server, self._by_server = self._by_server, {}
        for name, owners in by_server.items():
            if name not in self._server_health:
                self._server_health[name] = await self._health_at(lane, name)
            self._proof.doubt(owners, self._health, self._server_health[name])

    async def _health_at(self, lane: Lane, name: str) -> Healths:
        """What one of several servers answers to the test points."""
        assert lane.way is not None
        alone = tuple(server for server in lane.way.servers if str(server) == name)
        way = Way(alone, recursive=lane.way.recursive)
        return await self._prove(self._lane_by(way))

    async def _prove(self, lane: Lane) -> Healths:
        """What the test points say by another way, if there is a question left for each."""
        if self._allowed(len(self._points)) < len(self._points):
            spent = "no question was left to ask this server for its test entries"
            return self._points.refused(Verdict(UnknownReason.BUDGET_SPENT, spent))
        return self._points.judge(await self._points.ask(lane))

    async def _compare(self, lane: Lane, owners: Sequence[str]) -> None:
        """Ask the same of another resolver. A listing that one of them shows is a listing.

        A difference is reported, not averaged.
        """
        assert self._lane is not None
        comparison = Comparison(self._answers, self._lists)
        owners = owners[: self._allowed(len(owners))]
        await self._asker.ask_lane(lane, owners, comparison.receive)
        now = await self._prove(lane) if comparison.taken else {}
        if comparison.taken:
            self._entered.update(comparison.taken)
            self._proof.doubt(comparison.taken, self._health, now)
        self.disagreements += comparison.told(self._lane, lane)

    # -- result

    @property
    def health(self) -> Healths:
        """What the test points said at first of each list, or why they could not be asked."""
        return self._health

    @property
    def told(self) -> Mapping[str, PointAnswer]:
        """The answers to the test points by the way that was used, by point; empty when there was none."""
        return self._told

    def result(self) -> ZoneResult:
        """What was learned, once all is asked."""
        answers = self._answers
        if unasked := self._withheld | self._deferred:
            answers = {owner: answer for owner, answer in answers.items() if owner not in unasked}
        return ZoneResult(
            health=in_the_end(self._health, self._answers),
            answers=answers,
            texts=self._texts,
            withheld=frozenset(self._withheld),
            deferred=frozenset(self._deferred),
            doubts=self._proof.settled(),
            changed=self._proof.changed,
            points=tuple(self._told.values()),
            disagreements=tuple(self.disagreements),
        )
