"""The main job: targets, lists, records and bounces of one run, to one report."""

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from typing import Literal

import msgspec

from repcheck.app.bounces.sources import Sources
from repcheck.app.check.request import CheckRequest
from repcheck.app.check.verdict import disagreement_findings, exit_code, resolver_findings, run_findings
from repcheck.app.environment import Environment, rfc3339
from repcheck.app.run.asking import Asking
from repcheck.app.run.gather import Gathering
from repcheck.app.run.progress import Progress, Watch
from repcheck.app.sweep.census import Census, Gist
from repcheck.app.sweep.sweep import Sweep
from repcheck.app.sweep.zone import AskedList
from repcheck.catalog.keys import asked_zone, find_key, masked_zone
from repcheck.dns import Asker
from repcheck.hygiene.sieve import Sieve
from repcheck.lists.names import asked_as
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.causes import Cause, Step
from repcheck.model.dns import Answer, Outcome, Question, Server
from repcheck.model.intake import Intake
from repcheck.model.observations import ListHealth
from repcheck.model.report import Finding, Report, TargetReport
from repcheck.records.reverse_findings import reverse_findings
from repcheck.targets.names import registered_domain

#: Test points of a list, as a rule.
_POINTS = 2

Ending = Literal["interrupt", "timeout"]

#: Takes each target's report as soon as it is made.
Tell = Callable[[TargetReport], None]

#: Further work of a run, under way beside all else: it may add targets.
Beside = Callable[[Gathering, Asker], Awaitable[None]]


class Run:
    """One run under way. ``end`` may be called from a signal handler: what is known is then reported.

    ``beside``  further work, see Beside
    """

    def __init__(
        self, request: CheckRequest, asking: Asking, environment: Environment, beside: Beside | None = None
    ) -> None:
        self._request = request
        self._beside = beside
        self._asker = asking.asker
        self._environment = environment
        self._asking = asking
        self._sweep = Sweep(asking.asker, asking.lists, registered_domain, asking.routes, asking.manners)
        self._gathering = Gathering(request, asking.asker, self._sweep)
        self._watch = Watch(self._sweep.zones, environment.monotonic)
        self._stop = threading.Event()
        self._ending: Ending | None = None
        self._canary = Answer(Outcome.TIMEOUT)
        self._bounces: Collection[BounceRecord] | None = None
        self._intake: Intake | None = None
        self._sieve = Sieve.of(request.catalog)
        self._started, self._begun = environment.now(), environment.monotonic()

    @property
    def progress(self) -> Progress:
        """How far it is, and what it waits for."""
        return self._watch.look()

    def end(self, ending: Ending) -> None:
        """End the run early: open questions end as timed out."""
        if self._ending is None:
            self._ending = ending
            self._stop.set()
            self._asker.give_up()

    async def ask(self) -> None:
        """Learn all that the report is made of. Raises BadInput when a bounce path cannot be read."""
        self._started, self._begun = self._environment.now(), self._environment.monotonic()
        if self._request.timeout is not None:
            asyncio.get_running_loop().call_later(self._request.timeout, self.end, "timeout")
        self._stock_up()
        try:
            self._bounces = await self._ask_and_read()
        finally:
            await self._asking.close(self._sweep.zones)

    def _stock_up(self) -> None:
        """Reserve the day's questions to all lists in one step; more is asked for as it is needed."""
        kinds = Counter(asked_as(target.kind) for target in self._request.targets)
        self._asking.ration.stock_up(
            {
                asked.entry.id: (asked.entry, _POINTS + sum(kinds[kind] for kind in asked.entry.asks))
                for asked in self._asking.lists
                if asked.zone is not None
            }
        )

    async def _ask_and_read(self) -> Collection[BounceRecord] | None:
        self._sweep.start()
        canary = asyncio.ensure_future(
            self._asking.asker.ask(Question(f"repcheck-{self._environment.token()}.invalid"))
        )
        self._gathering.add(self._request.targets)
        bounces = None
        if self._request.bounces is not None:
            bounces = await asyncio.to_thread(self._read, self._request.bounces)
            self._gathering.add_named(bounces)
        if self._beside is not None:
            await self._beside(self._gathering, self._asker)
        await self._gathering.finish()
        await self._sweep.finish()
        self._canary = await canary
        return bounces

    def _read(self, sources: Sources) -> Collection[BounceRecord]:
        from repcheck.app.bounces.reading import Reading
        from repcheck.store.kept import KeptRecords

        reading = Reading(sources, self._request.catalog, self._environment, self._stop)
        records = KeptRecords.of(self._sieve.ours(reading))
        self._intake = reading.intake
        return records

    def report(self, tell: Tell | None = None) -> Report:
        """What was learned, once ``ask`` has ended.

        ``tell`` is given each target as soon as its observations are made, with all of them,
        whatever the report itself keeps.
        """
        census = Census()
        targets = tuple(self._targets(census, tell))
        health = self._sweep.health(census)
        causes = _causes(self._bounces, targets, self._request.catalog)
        return Report(
            started=rfc3339(self._started),
            seconds=round(self._environment.monotonic() - self._begun, 3),
            exit_code=exit_code(
                census,
                fail_on=self._request.fail_on,
                min_coverage=self._request.min_coverage,
                interrupted=self._ending == "interrupt",
                asked_for_any=bool(targets),
            ),
            targets=targets,
            lists=health,
            bounces=self._bounces,
            intake=self._intake,
            incidents=self._sieve.incidents,
            backscatter=self._sieve.backscatter,
            causes=causes,
            plan=_plan(causes, targets, self._request.catalog, health),
            findings=(*self.own_findings(health), *self._record_findings()),
            queries=self._asker.traffic.sent,
            interrupted=self._ending,
        )

    def _targets(self, census: Census, tell: Tell | None) -> Iterator[TargetReport]:
        gathered = self._gathering
        # What a bounce claims is compared with clean observations too.
        gist = None if self._request.keep_clean or self._bounces else Gist()
        for target, observations in zip(gathered.targets, self._sweep.observe(gathered.targets), strict=True):
            census.add(observations)
            found = TargetReport(
                target=target,
                observations=observations,
                domain=gathered.domains.get(target.value),
                address=gathered.addresses.get(target.value),
            )
            if tell is not None:
                tell(found)
            if gist is not None:
                kept = gist.of(observations)
                clean = len(observations) - len(kept)
                found = msgspec.structs.replace(found, observations=kept, clean=clean)
            yield found

    def own_findings(self, health: Sequence[ListHealth]) -> tuple[Finding, ...]:
        """What is wrong with the run itself: the network, the resolver, the day's budgets."""
        # That no list was to be asked needs no telling.
        any_pair = not self._asking.lists or any(entry.asked for entry in health)
        return (
            *run_findings(network_down=self._sweep.network_down, any_pair=any_pair),
            *resolver_findings(self._canary, health),
            *self._asking.ration.findings(),
            *disagreement_findings(self._sweep.disagreements),
        )

    def _record_findings(self) -> Iterator[Finding]:
        gathered = self._gathering
        yield from gathered.findings
        if self._sweep.network_down:
            return  # nothing was learned of any record
        values = [target.value for target in gathered.targets]
        # In the order of the targets, whichever answer came first.
        known = {value: gathered.addresses[value] for value in values if value in gathered.addresses}
        yield from reverse_findings(known)
        for value in values:
            yield from gathered.record_findings.get(value, ())


def _causes(
    bounces: Collection[BounceRecord] | None, targets: Sequence[TargetReport], catalog: Catalog
) -> tuple[Cause, ...]:
    if not bounces:
        return ()
    from repcheck.causes.correlate import correlate

    return correlate(bounces, targets, catalog)


def _plan(
    causes: tuple[Cause, ...],
    targets: Sequence[TargetReport],
    catalog: Catalog,
    health: Sequence[ListHealth],
) -> tuple[Step, ...]:
    # A plan is about what is listed or named; without causes nothing else of a large run is looked at.
    told = targets if causes else [found for found in targets if _has_listing(found)]
    if not told:
        return ()
    from repcheck.plan.steps import make_plan

    return make_plan(causes, told, catalog, health)


def _has_listing(found: TargetReport) -> bool:
    return any(seen.severity is not None for seen in found.observations)


def asked_lists(lists: Sequence[ReputationList], environment: Environment) -> list[AskedList]:
    """The lists with their keys filled in. Raises BadInput for a key that cannot be used."""
    return [_asked(entry, environment) for entry in lists]


def _asked(entry: ReputationList, environment: Environment) -> AskedList:
    key = find_key(entry, environment.environ, environment.read_text)
    return AskedList(
        entry=entry,
        zone=asked_zone(entry, key),
        shown=masked_zone(entry, key),
        key=key,
        server=None if entry.server is None else Server.of(entry.server),
    )


async def check(
    request: CheckRequest,
    asking: Asking,
    environment: Environment,
    on_start: Callable[[Run], None] = lambda _: None,
    beside: Beside | None = None,
) -> Run:
    """The main job up to its report, which the run then makes without the event loop.

    ``on_start`` is given the run, to show its progress or to end it. ``beside``: see Run.
    """
    run = Run(request, asking, environment, beside)
    on_start(run)
    await run.ask()
    return run
