"""The main job: targets, lists, records and bounces of one run, to one report."""

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from repcheck.app.bounces.sources import Sources
from repcheck.app.check.request import CheckRequest
from repcheck.app.check.verdict import exit_code
from repcheck.app.environment import Environment
from repcheck.app.run.asking import Asking
from repcheck.app.run.run import Run
from repcheck.app.sweep.counts import Compacted, PairCounts
from repcheck.app.sweep.observe import Sight
from repcheck.hygiene.own_mail import OwnMail
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.causes import Cause, Step
from repcheck.model.mail.read_counts import Intake
from repcheck.model.observations import ListHealth
from repcheck.model.report import Finding, Report, TargetReport
from repcheck.model.targets import Target, TargetKind
from repcheck.records.reverse.findings import reverse_findings

if TYPE_CHECKING:
    from repcheck.causes.shown import Seen

#: Takes each target's report as soon as it is made.
Tell = Callable[[TargetReport], None]


async def check(
    request: CheckRequest,
    asking: Asking,
    environment: Environment,
    on_start: Callable[[Run], None] = lambda _: None,
) -> "Checked":
    """The main job up to its report, which is then made without the event loop.

    ``on_start`` is given the run, to show its progress or to end it. Raises BadInput when a bounce
    path cannot be read.
    """
    run = Run(request.plan, asking, environment)
    on_start(run)
    read = _Read(request, environment, run)
    async with run.under_way(request.targets):
        if request.bounces is not None:
            records = await asyncio.to_thread(read.all, request.bounces)
            run.targets.add_named(records)
            await read.look_up(records, request.targets)
    return Checked(request, run, read)


class _Read:
    """The bounces of a run; ``records`` is None until some were read."""

    def __init__(self, request: CheckRequest, environment: Environment, run: Run) -> None:
        self._catalog = request.catalog
        self._environment = environment
        self._run = run
        self.own_mail = OwnMail.of(request.catalog)
        self.records: Collection[BounceRecord] | None = None
        self.intake: Intake | None = None
        self.seen: Seen | None = None

    def all(self, sources: Sources) -> Collection[BounceRecord]:
        """Read them, in a thread; ends early when the run does."""
        from repcheck.app.bounces.reading import Reading
        from repcheck.readers.spill import SpilledRecords

        reading = Reading(sources, self._catalog, self._environment, self._run.stopped)
        self.records = SpilledRecords.of(self.own_mail.ours(reading))
        self.intake = reading.intake
        return self.records

    async def look_up(self, records: Collection[BounceRecord], targets: Sequence[Target]) -> None:
        """What the records of those that sent say now, as far as the bounces show who did."""
        from repcheck.app.check.shown import looked_up
        from repcheck.causes.shown import wanted

        domains = {target.value for target in targets if target.kind is TargetKind.DOMAIN}
        found = await asyncio.to_thread(wanted, records, domains)
        now = int(self._environment.now().timestamp())
        self.seen = await looked_up(found, self._run.asker, now, f"repcheck-{self._environment.token()}")


class Checked:
    """A run that has ended, with what its report is made of."""

    def __init__(self, request: CheckRequest, run: Run, read: _Read) -> None:
        self._request = request
        self._run = run
        self._read = read

    def report(self, tell: Tell | None = None) -> Report:
        """What was learned.

        ``tell`` is given each target as soon as its observations are made, with all of them,
        whatever the report itself keeps.
        """
        counts, sight, run, read = PairCounts(), self._run.sight(), self._run, self._read
        targets = tuple(self._targets(sight, counts, tell))
        health = sight.health(counts)
        seen = None if run.blind is not None else read.seen
        causes = _causes(read.records, targets, self._request.catalog, seen, run.started)
        return Report(
            started=run.started,
            seconds=run.seconds,
            exit_code=exit_code(
                counts,
                fail_on=self._request.fail_on,
                min_coverage=self._request.min_coverage,
                interrupted=run.ending == "interrupt",
                asked_for_any=bool(targets),
            ),
            targets=targets,
            lists=health,
            bounces=read.records,
            intake=read.intake,
            incidents=read.own_mail.incidents,
            backscatter=read.own_mail.backscatter,
            causes=causes,
            plan=_plan(causes, targets, self._request, health),
            findings=(*run.findings(health), *self._record_findings()),
            queries=run.queries,
            interrupted=run.ending,
        )

    def _targets(self, sight: Sight, counts: PairCounts, tell: Tell | None) -> Iterator[TargetReport]:
        known = self._run.targets
        # What a bounce claims is compared with clean observations too.
        compacted = None if self._request.keep_clean or self._read.records else Compacted()
        blind = self._run.blind is not None
        for target, observations in zip(known.targets, sight.observe(known.targets), strict=True):
            counts.add(observations)
            found = TargetReport(
                target=target,
                observations=observations,
                domain=None if blind else known.domains.get(target.value),
                address=None if blind else known.addresses.get(target.value),
            )
            if tell is not None:
                tell(found)
            if compacted is not None:
                kept = compacted.of(observations)
                clean = len(observations) - len(kept)
                found = msgspec.structs.replace(found, observations=kept, clean=clean)
            yield found

    def _record_findings(self) -> Iterator[Finding]:
        known = self._run.targets
        if self._run.blind is not None:
            return  # nothing was learned of any record
        yield from known.findings
        values = [target.value for target in known.targets]
        # In the order of the targets, whichever answer came first.
        addresses = {value: known.addresses[value] for value in values if value in known.addresses}
        yield from reverse_findings(addresses)
        for value in values:
            yield from known.record_findings.get(value, ())


def _causes(
    bounces: Collection[BounceRecord] | None,
    targets: Sequence[TargetReport],
    catalog: Catalog,
    seen: "Seen | None",
    observed: str,
) -> tuple[Cause, ...]:
    if not bounces:
        return ()
    from repcheck.causes.correlate import correlate

    return correlate(bounces, targets, catalog, seen, observed)


def _plan(
    causes: tuple[Cause, ...],
    targets: Sequence[TargetReport],
    request: CheckRequest,
    health: Sequence[ListHealth],
) -> tuple[Step, ...]:
    # A plan is about what is listed or named; without causes nothing else of a large run is looked at.
    told = targets if causes else [found for found in targets if _has_listing(found)]
    if not told:
        return ()
    from repcheck.advice.steps import make_plan

    return make_plan(causes, told, request.catalog, health, request.flags)


def _has_listing(found: TargetReport) -> bool:
    return any(seen.severity is not None for seen in found.observations)
