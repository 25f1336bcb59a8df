"""Asking lists about targets: health, pairs and listing texts, all under way at once."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence

from repcheck.app.routes import Routes
from repcheck.app.zone_sweep import UNANSWERED, AskedList, Manners, ZoneSweep
from repcheck.dns import Asker
from repcheck.lists.health import Verdict
from repcheck.lists.judge import Judge
from repcheck.lists.names import applies, owner_name
from repcheck.model.catalog import ReputationList
from repcheck.model.observations import ListHealth, Observation, State, UnknownReason
from repcheck.model.targets import Target

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
        self._zones: dict[str, ZoneSweep] = {}
        self._of_list: dict[str, ZoneSweep] = {}
        for asked in lists:
            if asked.zone is not None:
                name = asked.zone.lower()
                zone = self._zones.get(name)
                if zone is None:
                    zone = self._zones[name] = ZoneSweep(asked.zone, asker, routes, manners)
                zone.read_by(asked)
                self._of_list[asked.entry.id] = zone
        self._tasks: list[asyncio.Task[None]] = []
        self._owners: dict[tuple[str, str], str] = {}
        self.total = 0
        self._down = False

    # -- asking

    def start(self) -> None:
        """Send the test points of every list: the first questions of a run."""
        for zone in self._zones.values():
            self._spawn(zone.probe())

    def add(self, targets: Iterable[Target]) -> None:
        """Ask every list that applies about these targets."""
        batch = tuple(targets)
        for zone in self._zones.values():
            owners = self._new_owners(zone, batch)
            if owners:
                self.total += len(owners)
                self._spawn(zone.ask(owners))

    async def finish(self) -> None:
        """Wait for all answers and the texts of what is listed."""
        while self._tasks:
            tasks, self._tasks = self._tasks, []
            await asyncio.gather(*tasks)
        # Silence of everything is the network's or the resolver's, not the lists'.
        self._down = bool(self._zones) and self._asker.traffic.received == 0

    def _spawn(self, work: "asyncio._CoroutineLike[None]") -> None:
        self._tasks.append(asyncio.get_running_loop().create_task(work))

    def _new_owners(self, zone: ZoneSweep, targets: Sequence[Target]) -> list[str]:
        owners: dict[str, None] = {}
        for asked in zone.lists:
            for target in targets:
                if applies(asked.entry, target):
                    owner = self._owner(asked.entry, target)
                    if owner not in zone.answers:
                        owners[owner] = None
        zone.answers.update(dict.fromkeys(owners, UNANSWERED))
        return list(owners)

    def _owner(self, entry: ReputationList, target: Target) -> str:
        form = "" if target.is_address else entry.domain_form
        key = (target.value, form)
        owner = self._owners.get(key)
        if owner is None:
            registered = self._registered(target.value) if form == "registered" else ""
            owner = self._owners[key] = owner_name(entry, target, registered)
        return owner

    # -- telling

    @property
    def done(self) -> int:
        """Pairs that have their answer."""
        return sum(zone.done for zone in self._zones.values())

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
        for target in targets:
            yield tuple(
                self._observe(asked, zone, judge, target)
                for asked, zone, judge in told
                if applies(asked.entry, target)
            )

    def _observe(self, asked: AskedList, zone: ZoneSweep | None, judge: Judge, target: Target) -> Observation:
        if zone is None:
            return judge.not_asked(UnknownReason.KEY_MISSING)
        owner = self._owner(asked.entry, target)
        if owner in zone.withheld:
            return judge.not_asked(UnknownReason.BUDGET_SPENT)
        return judge.observe(zone.answers.get(owner, UNANSWERED), zone.texts.get(owner))

    def health(self, observed: Iterable[Sequence[Observation]]) -> tuple[ListHealth, ...]:
        """What is known of each list, with its counts over these observations."""
        asked: dict[str, int] = {}
        answered: dict[str, int] = {}
        for observations in observed:
            for seen in observations:
                asked[seen.list] = asked.get(seen.list, 0) + 1
                if seen.state is not State.UNKNOWN:
                    answered[seen.list] = answered.get(seen.list, 0) + 1
        return tuple(
            self._health_of(one, asked.get(one.entry.id, 0), answered.get(one.entry.id, 0))
            for one in self._lists
        )

    def _health_of(self, asked: AskedList, count: int, answered: int) -> ListHealth:
        verdict = self._verdict(asked)
        return ListHealth(
            list=asked.entry.id,
            zone=asked.shown,
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
        return Judge(asked.entry, asked.shown, self._verdict(asked).reason)
