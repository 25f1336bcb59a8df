"""One run: what it asks with, its lists and its targets, from the first question to the last."""

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from repcheck.app.environment import Environment, rfc3339
from repcheck.app.run.asking import Asking
from repcheck.app.run.canary import Canary, Witness, denies_everything, of_nobody
from repcheck.app.run.collect import NAMED, Gathering
from repcheck.app.run.plan import RunPlan
from repcheck.app.run.progress import Progress, Watch
from repcheck.app.run.seen import Ending, SeenRun
from repcheck.app.sweep.job import AskedList, ZoneResult
from repcheck.lists.health import points_of
from repcheck.lists.names import asked_as
from repcheck.model.sources import SourceSetting
from repcheck.model.targets import Target

if TYPE_CHECKING:
    from repcheck.app.run.sources import Sources
    from repcheck.app.sweep.sweeping import AskedZone
    from repcheck.model.said import SourceSeen


class Run(SeenRun):
    """A run under way: add targets within ``under_way``; afterwards read ``sight`` and ``findings``.

    ``end`` may be called from a signal handler: what is known is then reported.

    ``targets``  takes targets in; knows what their records say
    ``asker``    for further questions of the use case
    ``stopped``  set once the run is to end early, for threads
    ``ending``   how it was ended early; None when it was not
    """

    def __init__(self, plan: RunPlan, asking: Asking, environment: Environment) -> None:
        self.asker = Witness(asking.asker)
        self.stopped = threading.Event()
        self.ending: Ending | None = None
        self._plan = plan
        self._asking = asking
        self._environment = environment
        over = self.stopped.is_set
        self._sweep = asking.sweep(self.asker, over)
        self._sweep.heard = self._heard
        self._sources: Sources | None = None
        self.targets = Gathering(plan, self.asker, self, over)
        self._watch = Watch(self.zones, environment.monotonic)
        self.canary = Canary()
        self._started, self._begun = environment.now(), environment.monotonic()

    @property
    def progress(self) -> Progress:
        """How far it is, and what it waits for."""
        return self._watch.look()

    @property
    def started(self) -> str:
        """When it began."""
        return rfc3339(self._started)

    @property
    def seconds(self) -> float:
        """Since it began."""
        return round(self._environment.monotonic() - self._begun, 3)

    def end(self, ending: Ending) -> None:
        """End the run early: open questions end as timed out."""
        if self.ending is None:
            self.ending = ending
            self.stopped.set()
            self.asker.give_up()
            self._asking.give_up()

    def add(self, targets: Iterable[Target]) -> None:
        """Ask lists and sources about these targets; see Gathering, which finds them."""
        targets = tuple(targets)
        self._sweep.add(targets)
        if self._plan.sources:
            self._over_http(self._plan.sources).add(targets)
        self._heard([target.value for target in targets if NAMED in target.origin])

    def adding(self, targets: Sequence[Target]) -> Iterator[Callable[[], None]]:
        """The same in steps, list by list."""
        yield from self._sweep.adding(targets)
        if self._plan.sources:
            yield partial(self._over_http(self._plan.sources).add, targets)

    def _heard(self, names: Sequence[str]) -> None:
        """Ask whose the networks of these are, while the lists are still asked."""
        known = (self.targets.known(name) for name in names)
        wanted = [target for target in known if target is not None and target.is_address]
        sources = self._plan.sources
        if sources is None and any(target.special is None for target in wanted):
            from repcheck.catalog.sources import usual_sources

            sources = usual_sources()
        if sources and wanted:
            self._over_http(sources).add_listed(wanted)

    def _over_http(self, settings: Sequence[SourceSetting]) -> "Sources":
        """What is asked over HTTP, made when it is first needed: its modules cost time to load."""
        if self._sources is not None:
            return self._sources
        from repcheck.app.run.sources import Sources

        self._sources = Sources(
            settings,
            self._asking.over_http(),
            self.asker,
            self._environment,
            polite=self._asking.polite,
            any_address=self._plan.any_address,
        )
        return self._sources

    @asynccontextmanager
    async def under_way(self, targets: Iterable[Target] = ()) -> AsyncIterator[None]:
        """Ask about these targets and what is added within; all is answered at the end."""
        self._started, self._begun = self._environment.now(), self._environment.monotonic()
        if self._plan.timeout is not None:
            self._end_in(self._plan.timeout)
        targets = tuple(targets)
        self._stock_up(targets)
        try:
            self._sweep.start()
            nobodys = of_nobody(self._environment.token())
            invented = asyncio.ensure_future(self._asking.asker.ask(nobodys))
            await self.targets.add_all(targets)
            yield
            await self.targets.finish()
            await self._sweep.finish()
            if self._sources is not None:
                await self._sources.finish()
            denies = not self._found and not self.silent and await self._denied()
            self.canary = Canary(invented=await invented, denies=denies)
        finally:
            await self._asking.close(self.zones)

    def _end_in(self, seconds: float) -> None:
        """End the run in time: what its targets took to be read is part of it."""
        spent = 0.0 if self._plan.begun is None else self._begun - self._plan.begun
        if spent < seconds:
            asyncio.get_running_loop().call_later(seconds - spent, self.end, "timeout")
        else:
            self.end("timeout")

    def _stock_up(self, targets: Iterable[Target]) -> None:
        """Reserve the day's questions to all lists in one step; more is asked for as it is needed."""
        kinds = Counter(asked_as(target.kind) for target in targets)
        self._asking.quota.stock_up(
            {
                asked.entry.id: (
                    asked.entry,
                    len(points_of(asked.entry)) + sum(kinds[kind] for kind in asked.entry.asks),
                )
                for asked in self._asking.lists
                if asked.zone is not None
            }
        )

    # -- what was seen

    @property
    def _found(self) -> bool:
        """Whether anything that exists was found at all."""
        return self.asker.found or any(zone.found for zone in self.zones)

    async def _denied(self) -> bool:
        points = [point.answer for result in self.results().values() for point in result.points]
        return await denies_everything(self._asking.asker, points)

    @property
    def silent(self) -> bool:
        """Nothing at all answered: the network's or the resolver's fault, not the lists'."""
        return self.asker.traffic.in_vain

    @property
    def direct(self) -> bool:
        """See SeenRun."""
        return self._asking.direct

    @property
    def queries(self) -> int:
        """Questions sent."""
        return self.asker.traffic.sent

    @property
    def lists(self) -> Sequence[AskedList]:
        """See SeenRun."""
        return self._asking.lists

    @property
    def zones(self) -> "Sequence[AskedZone]":
        """All that are asked."""
        return self._sweep.zones

    def results(self) -> Mapping[str, ZoneResult]:
        """See SeenRun."""
        return self._sweep.results()

    def sources(self) -> "Sequence[SourceSeen]":
        """See SeenRun."""
        return () if self._sources is None else self._sources.seen()

    def budgets(self) -> Mapping[str, datetime]:
        """See SeenRun."""
        return self._asking.quota.free_again
