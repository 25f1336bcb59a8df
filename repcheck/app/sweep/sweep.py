"""Asking lists about targets: health, pairs and listing texts, all under way at once."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence

from repcheck.app.sweep.census import Census
from repcheck.app.sweep.routes import Routes
from repcheck.app.sweep.zone import UNANSWERED, AskedList, Manners, ZoneSweep
from repcheck.dns import Asker
from repcheck.lists.health import Verdict
from repcheck.lists.judge import Judge
from repcheck.lists.names import applies, asked_as, owner_name, reversed_address
from repcheck.model.catalog import Asks, ReputationList
from repcheck.model.dns import Server
from repcheck.model.observations import ListHealth, Observation, UnknownReason
from repcheck.model.targets import Target, TargetKind

_KEY_MISSING = Verdict(UnknownReason.KEY_MISSING, "a key is needed and none was found")
_NETWORK_DOWN = Verdict(UnknownReason.NETWORK_DOWN, "nothing at all answered in this run")


class Sweep:
    """All pairs of a run. ``add`` targets as they become known, then ``finish``, then ``observe``.

    ``registered_domain``  the registered domain of a name
    """

    def __init__(
        self,
        asker: Asker,
        lists: Sequence[AskedList],
        registered_domain: Callable[[str], str],
        routes: Routes,
        manners: Manners,
    ) -> None:
        self._asker = asker
        self._registered = registered_domain
        self._lists = list(lists)
        self._zones: dict[tuple[str, Server | None], ZoneSweep] = {}
        self._of_list: dict[str, ZoneSweep] = {}
        for asked in lists:
            if asked.zone is not None:
                key = (asked.zone.lower(), asked.server)
                zone = self._zones.get(key)
                if zone is None:
                    zone = ZoneSweep(asked.zone, asker, routes, manners, asked.server)
                    self._zones[key] = zone
                zone.read_by(asked)
                self._of_list[asked.entry.id] = zone
        self._tasks: list[asyncio.Task[None]] = []
        self._down = False

    # -- asking

    def start(self) -> None:
        """Send the test points of every list: the first questions of a run."""
        for zone in self._zones.values():
            self._spawn(zone.probe())

    def add(self, targets: Iterable[Target]) -> None:
        """Ask every list that applies about these targets."""
        batch = _Batch(tuple(targets), self._registered)
        for zone in self._zones.values():
            owners = dict.fromkeys(
                owner
                for asked in zone.lists
                for owner in batch.owners(asked.entry)
                if owner not in zone.answers
            )
            if owners:
                zone.answers.update(dict.fromkeys(owners, UNANSWERED))
                self._spawn(zone.ask(list(owners)))

    async def finish(self) -> None:
        """Wait for all answers and the texts of what is listed."""
        while self._tasks:
            tasks, self._tasks = self._tasks, []
            await asyncio.gather(*tasks)
        # Silence of everything is the network's or the resolver's, not the lists'.
        traffic = self._asker.traffic
        self._down = traffic.sent + traffic.unsent > 0 and traffic.received == 0

    def _spawn(self, work: "asyncio._CoroutineLike[None]") -> None:
        self._tasks.append(asyncio.get_running_loop().create_task(work))

    # -- telling

    @property
    def zones(self) -> tuple[ZoneSweep, ...]:
        """Each zone that is asked."""
        return tuple(self._zones.values())

    def zone_of(self, list_id: str) -> ZoneSweep | None:
        """The zone of a list; None when it has none without its key."""
        return self._of_list.get(list_id)

    @property
    def network_down(self) -> bool:
        """Nothing at all answered in this run."""
        return self._down

    @property
    def disagreements(self) -> Iterator[tuple[str, str]]:
        """(list, what resolvers told differently), for a person."""
        for zone in self._zones.values():
            for said in zone.disagreements:
                yield zone.lists[0].entry.id, said

    def observe(self, targets: Sequence[Target]) -> Iterator[tuple[Observation, ...]]:
        """For each target the observations of all lists that apply, in catalog order."""
        told = [(asked, self._of_list.get(asked.entry.id), self._judge(asked)) for asked in self._lists]
        by_kind = {kind: [row for row in told if asked_as(kind) in row[0].entry.asks] for kind in TargetKind}
        for target in targets:
            if target.not_asked is not None:
                yield ()
                continue
            owner = reversed_address(target.value) if target.is_address else None
            yield tuple(
                _observe(zone, judge, owner or owner_name(asked.entry, target, self._registered))
                for asked, zone, judge in by_kind[target.kind]
            )

    def health(self, census: Census) -> tuple[ListHealth, ...]:
        """What is known of each list, with its counts."""
        return tuple(
            self._health_of(one, census.asked[one.entry.id], census.answered(one.entry.id))
            for one in self._lists
        )

    def _health_of(self, asked: AskedList, count: int, answered: int) -> ListHealth:
        verdict = self._verdict(asked)
        return ListHealth(
            list=asked.entry.id,
            zone=asked.shown,
            name=asked.entry.name,
            severity=max(
                (asked.entry.severity, *(s.severity for s in asked.entry.sublists)),
                key=lambda severity: severity.rank,
            ),
            key=asked.entry.key,
            register=asked.entry.access.register,
            usable=verdict.reason is None,
            reason=verdict.reason,
            saw=verdict.saw,
            asked=count,
            answered=answered,
        )

    def _verdict(self, asked: AskedList) -> Verdict:
        zone = self._of_list.get(asked.entry.id)
        if zone is None:
            return _KEY_MISSING
        return _NETWORK_DOWN if self._down else zone.verdict_of(asked)

    def _judge(self, asked: AskedList) -> Judge:
        zone = self._of_list.get(asked.entry.id)
        reader = None if zone is None else zone.reader_of(asked)
        return Judge(asked.entry, asked.shown, self._verdict(asked).reason, reader)


class _Batch:
    """Targets with the owner names by which lists are asked about them, each made once."""

    def __init__(self, targets: Sequence[Target], registered_domain: Callable[[str], str]) -> None:
        self._targets = [target for target in targets if target.not_asked is None]
        self._registered = registered_domain
        self._made: dict[tuple[tuple[Asks, ...], str], list[str]] = {}

    def owners(self, entry: ReputationList) -> list[str]:
        """What this list is asked about."""
        key = (entry.asks, entry.domain_form)
        owners = self._made.get(key)
        if owners is None:
            owners = self._made[key] = [
                owner_name(entry, target, self._registered)
                for target in self._targets
                if applies(entry, target)
            ]
        return owners


def _observe(zone: ZoneSweep | None, judge: Judge, owner: str) -> Observation:
    if zone is None:
        return judge.not_asked(UnknownReason.KEY_MISSING)
    if zone.withheld and owner in zone.withheld:
        return judge.not_asked(UnknownReason.BUDGET_SPENT)
    return judge.observe(zone.answers.get(owner, UNANSWERED), zone.texts.get(owner))
