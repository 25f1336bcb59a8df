"""Asking lists about targets: health, pairs and listing texts, all under way at once."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from repcheck.app.sweep.job import AskedList, ZoneResult
from repcheck.app.sweep.points import Over, no
from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.routes import Routes
from repcheck.app.sweep.zone import ZoneAsking
from repcheck.dns import Asker
from repcheck.lists.names import applies, owner_name, plain_name
from repcheck.model.catalog import Asks, ReputationList
from repcheck.model.dns import Server
from repcheck.model.sources import Trouble, WebWay
from repcheck.model.targets import Target

if TYPE_CHECKING:
    from repcheck.app.sweep.second import SecondWay


class Sweep:
    """All pairs of a run. ``add`` targets as they become known, then ``finish``; then there are results.

    ``registered_domain``  the registered domain of a name
    ``heard``              set before anything is asked, is given the addresses on lists that the owner of a
                           network may have to leave, as soon as they are known
    ``second``             finds the second way to a list, or says why there is none; None: no list has one
    ``over``               whether the run is to end: it waits for nothing any more
    """

    def __init__(
        self,
        asker: Asker,
        lists: Sequence[AskedList],
        registered_domain: Callable[[str], str],
        routes: Routes,
        politeness: Politeness,
        second: Callable[[WebWay], "SecondWay | Trouble"] | None = None,
        over: Over = no,
    ) -> None:
        self.registered_domain = registered_domain
        self.heard: Callable[[Sequence[str]], None] = lambda _: None
        self.zones = tuple(_zones(asker, lists, routes, politeness, second, over))
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Send the test points of every list: the first questions of a run.

        Those of lists that may be dead go first: for their answers there is the least time.
        """
        for zone in sorted(self.zones, key=lambda zone: not zone.doubtful):
            self._spawn(zone.probe())

    def add(self, targets: Iterable[Target]) -> None:
        """Ask every list that applies about these targets."""
        for add in self.adding(tuple(targets)):
            add()

    def adding(self, targets: Sequence[Target]) -> Iterator[Callable[[], None]]:
        """The same, zone by zone: each step asks one of them."""
        batch = Batch(targets, self.registered_domain)
        for zone in self.zones:
            yield partial(self._ask, zone, batch)

    def _ask(self, zone: ZoneAsking, batch: "Batch") -> None:
        owners = zone.want(owner for asked in zone.job.lists for owner in batch.owners(asked.entry))
        if owners:
            self._spawn(self._asked(zone, owners))

    async def _asked(self, zone: ZoneAsking, owners: Sequence[str]) -> None:
        await zone.ask(owners)
        # Of very many, mostly none are listed; and of most lists the network's owner need not know.
        if any(asked.entry.for_owners for asked in zone.job.lists) and zone.listed:
            self.heard([plain_name(owner) for owner in owners if zone.is_listed(owner)])

    async def finish(self) -> None:
        """Wait for all answers and the texts of what is listed."""
        while self._tasks:
            tasks, self._tasks = self._tasks, []
            await asyncio.gather(*tasks)

    def _spawn(self, work: "asyncio._CoroutineLike[None]") -> None:
        self._tasks.append(asyncio.get_running_loop().create_task(work))

    def results(self) -> Mapping[str, ZoneResult]:
        """What was learned, by the id of each list that has a zone."""
        told = [(zone, zone.result()) for zone in self.zones]
        return {asked.entry.id: result for zone, result in told for asked in zone.job.lists}

    @property
    def disagreements(self) -> Iterator[tuple[str, str]]:
        """(list, where resolvers answered differently), for a person."""
        for zone in self.zones:
            for said in zone.disagreements:
                yield zone.job.lists[0].entry.id, said


def _zones(
    asker: Asker,
    lists: Sequence[AskedList],
    routes: Routes,
    politeness: Politeness,
    second: Callable[[WebWay], "SecondWay | Trouble"] | None,
    over: Over,
) -> Iterator[ZoneAsking]:
    """One for each zone that can be asked, by whatever way."""
    by_zone: dict[tuple[str, Server | None, WebWay | None], list[AskedList]] = {}
    for asked in lists:
        way = None if second is None else asked.entry.web
        if asked.zone is not None or way is not None:
            place = (asked.zone or asked.shown).lower()
            by_zone.setdefault((place, asked.server, way), []).append(asked)
    for (_, _, way), readers in by_zone.items():
        found = None if way is None or second is None else second(way)
        by_dns = readers[0].zone is not None and (way is None or way.setting.route != "wqs")
        if found is None or (isinstance(found, Trouble) and by_dns):
            yield ZoneAsking(readers, asker, routes, politeness, over)
        elif not isinstance(found, Trouble):
            from repcheck.app.sweep.second import TwoWays, keyed_by_web

            yield TwoWays(keyed_by_web(readers), asker, routes, politeness, found, over)


class Batch:
    """Targets with the owner names by which lists are asked about them, each made once."""

    def __init__(self, targets: Sequence[Target], registered_domain: Callable[[str], str]) -> None:
        self._targets = [target for target in targets if target.not_asked is None]
        self._registered = registered_domain
        self._made: dict[tuple[tuple[Asks, ...], str], list[str]] = {}
        self._known: dict[str, str] = {}

    def owners(self, entry: ReputationList) -> list[str]:
        """What this list is asked about."""
        key = (entry.asks, entry.domain_form)
        owners = self._made.get(key)
        if owners is None:
            owners = self._made[key] = [
                owner_name(entry, target, self._registered_once)
                for target in self._targets
                if applies(entry, target)
            ]
        return owners

    def _registered_once(self, name: str) -> str:
        """The public suffix list is asked once about a name, however many lists want its domain."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._registered(name)
        return found
