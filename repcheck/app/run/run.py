"""One run: what it asks with, its lists and its targets, from the first question to the last."""

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Literal

from repcheck.app.environment import Environment, rfc3339
from repcheck.app.run.asking import Asking
from repcheck.app.run.canary import DENIES, NETWORK_DOWN, Canary, Witness, denies_everything
from repcheck.app.run.collect import Gathering
from repcheck.app.run.findings import (
    disagreement_findings,
    resolver_findings,
    run_findings,
    strip_findings,
)
from repcheck.app.run.plan import RunPlan
from repcheck.app.run.progress import Progress, Watch
from repcheck.app.sweep.observe import Sight
from repcheck.app.sweep.sweep import Sweep
from repcheck.lists.health import Verdict, points_of
from repcheck.lists.names import asked_as
from repcheck.model.dns import Outcome, Question
from repcheck.model.observations import ListHealth
from repcheck.model.report import Finding
from repcheck.model.targets import Target
from repcheck.targets.names import registered_domain

Ending = Literal["interrupt", "timeout"]


class Run:
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
        self._sweep = Sweep(self.asker, asking.lists, registered_domain, asking.routes, asking.politeness)
        self.targets = Gathering(plan, self.asker, self._sweep, self.stopped.is_set)
        self._watch = Watch(self._sweep.zones, environment.monotonic)
        self._canary = Canary()
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

    @asynccontextmanager
    async def under_way(self, targets: Iterable[Target] = ()) -> AsyncIterator[None]:
        """Ask about these targets and what is added within; all is answered at the end."""
        self._started, self._begun = self._environment.now(), self._environment.monotonic()
        if self._plan.timeout is not None:
            asyncio.get_running_loop().call_later(self._plan.timeout, self.end, "timeout")
        targets = tuple(targets)
        self._stock_up(targets)
        try:
            self._sweep.start()
            nobodys = Question(f"repcheck-{self._environment.token()}.invalid")
            invented = asyncio.ensure_future(self._asking.asker.ask(nobodys))
            self.targets.add(targets)
            yield
            await self.targets.finish()
            await self._sweep.finish()
            denies = not self._found and not self.silent and await self._denied()
            self._canary = Canary(invented=await invented, denies=denies)
        finally:
            await self._asking.close(self._sweep.zones)

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
        return self.asker.found or any(zone.found for zone in self._sweep.zones)

    async def _denied(self) -> bool:
        points = [point.answer for result in self._sweep.results().values() for point in result.points]
        return await denies_everything(self._asking.asker, points)

    @property
    def silent(self) -> bool:
        """Nothing at all answered: the network's or the resolver's fault, not the lists'."""
        return self.asker.traffic.in_vain

    @property
    def blind(self) -> Verdict | None:
        """Why nothing that this run saw can be believed; None when it can."""
        return DENIES if self._canary.denies else NETWORK_DOWN if self.silent else None

    @property
    def queries(self) -> int:
        """Questions sent."""
        return self.asker.traffic.sent

    def _emptied(self) -> list[str]:
        """Lists whose test points are names that are there, but without an address (NODATA)."""
        return [
            list_id
            for list_id, result in self._sweep.results().items()
            if any(point.answer.outcome is Outcome.NODATA for point in result.points)
            and not any(point.answer.records for point in result.points)
        ]

    def sight(self) -> Sight:
        """What the lists said."""
        return Sight(self._asking.lists, self._sweep.results(), registered_domain, self.blind)

    def findings(self, health: Iterable[ListHealth]) -> tuple[Finding, ...]:
        """What is wrong with the run itself: the network, the resolver, the day's budgets."""
        health = tuple(health)
        # That no list was to be asked needs no telling.
        any_pair = not self._asking.lists or any(entry.asked for entry in health)
        return (
            *run_findings(network_down=self.silent, denies=self._canary.denies, any_pair=any_pair),
            *(() if self._canary.denies else resolver_findings(self._canary.invented, health)),
            *(() if self.blind else strip_findings(self._emptied(), health)),
            *self._asking.quota.findings(),
            *disagreement_findings(self._sweep.disagreements),
        )
