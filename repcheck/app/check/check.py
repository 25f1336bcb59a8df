"""The main job: targets, lists, records and bounces of one run, to one report."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING

import msgspec

from repcheck.app.check.request import CheckRequest
from repcheck.app.check.sources import beside, beside_records, by_target, lists_of_sources, with_measures
from repcheck.app.check.verdict import exit_code
from repcheck.app.environment import Environment
from repcheck.app.run.asking import Asking
from repcheck.app.run.run import Run
from repcheck.app.run.seen import SeenRun
from repcheck.app.run.unreached import doubted_addresses
from repcheck.app.sweep.counts import Compacted, PairCounts
from repcheck.app.sweep.observe import Sight
from repcheck.dns import Asker
from repcheck.model.catalog import Catalog
from repcheck.model.mail.hygiene import Backscatter
from repcheck.model.mail.received import Received
from repcheck.model.observations import ListHealth
from repcheck.model.report import Finding, Report, TargetReport, unreached
from repcheck.model.targets import Target, TargetKind
from repcheck.records.reverse.findings import reverse_findings

if TYPE_CHECKING:
    from repcheck.app.bounces.judging.digest import BounceDigest
    from repcheck.app.bounces.reading import Reading
    from repcheck.causes.look_ups import LookedUp
    from repcheck.model.bounces import BounceRecord
    from repcheck.model.causes import Cause, Step
    from repcheck.model.mail.read_counts import Intake
    from repcheck.model.said import SourceSeen

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
    bounced = Bounced(request)
    async with run.under_way(request.targets):
        if request.bounces is not None:
            from repcheck.app.bounces.reading import Reading

            reading = Reading(request.bounces, request.catalog, environment, run.stopped)
            await asyncio.to_thread(bounced.take, reading, evidence=request.evidence)
            run.targets.add_named(bounced.samples(), bounced.received)
            bounced.now = int(environment.now().timestamp())
            bounced.unused_name = f"repcheck-{environment.token()}"
            await bounced.look_up(request.targets, run.asker)
    return Checked(request, run, bounced)


class Bounced:
    """The bounces of a run.

    ``read``     None until some were read
    ``kept``     what was read, other people's mail too, with recipients masked; None: it was not kept
    ``seen``     what the records of those that sent say now; None until they were looked up
    ``now``      the time of that, as a Unix time
    ``unused_name``  a name that nobody has, to tell by it whether every name is answered
    """

    def __init__(self, request: CheckRequest) -> None:
        self._request = request
        self.read: BounceDigest | None = None
        self.kept: Collection[BounceRecord] | None = None
        self.intake: Intake | None = None
        self.received = Received()
        self.seen: LookedUp | None = None
        self.now = 0
        self.unused_name = ""

    def take(self, reading: "Reading", *, evidence: bool) -> None:
        """Read them, in a thread; ends early when the run does."""
        if evidence:
            from repcheck.app.bounces.recipients import RecipientMask
            from repcheck.readers.spill import SpilledRecords

            self.kept = SpilledRecords.of(map(RecipientMask().masked, reading))
        if self.kept is None:
            reading.into(self._begun())
        else:
            self.sort(self.kept)
        self.intake, self.received = reading.intake, reading.received

    def sort(self, records: "Iterable[BounceRecord]") -> None:
        """Tell other people's mail apart."""
        self._begun().add_all(records)

    def _begun(self) -> "BounceDigest":
        from repcheck.app.bounces.judging.digest import BounceDigest

        grouped = any(target.group for target in self._request.targets)
        keep = self._request.keep_records
        self.read = BounceDigest(self._request.catalog, grouped=grouped, keep=keep)
        return self.read

    def samples(self) -> "Iterable[BounceRecord]":
        """Records, one of those each that say the same of the sender."""
        return () if self.read is None else self.read.samples()

    @property
    def any_read(self) -> bool:
        """Whether any bounce of the user's own mail was read."""
        return self.read is not None and self.read.digest.records > 0

    async def look_up(self, targets: Sequence[Target], asker: Asker) -> None:
        """What the records of those that sent say now, as far as the bounces show who did."""
        from repcheck.app.check.look_ups import looked_up
        from repcheck.causes.look_ups import wanted

        domains = {target.value for target in targets if target.kind is TargetKind.DOMAIN}
        found = await asyncio.to_thread(wanted, self.samples(), domains)
        if self.received:
            from repcheck.causes.reported import reported_pairs

            pairs = dict.fromkeys((*found.pairs, *reported_pairs(self.received)))
            found = msgspec.structs.replace(found, pairs=tuple(pairs))
        self.seen = await looked_up(found, asker, self.now, self.unused_name)


class Checked:
    """A run that has ended, or one that is replayed, with what its report is made of."""

    def __init__(self, request: CheckRequest, run: SeenRun, bounced: Bounced) -> None:
        self.request = request
        self.run = run
        self.bounced = bounced

    def report(self, tell: Tell | None = None) -> Report:
        """What was learned.

        ``tell`` is given each target as soon as its observations are made, with all of them,
        whatever the report itself keeps.
        """
        counts, sight, run, read = PairCounts(), self.run.sight(), self.run, self.bounced
        told = run.sources()
        targets = tuple(self._targets(sight, counts, tell))
        health = (*sight.health(counts), *lists_of_sources(told, counts))
        seen = None if run.blind is not None else read.seen
        causes = _causes(read.read, targets, self.request.catalog, seen, run.started)
        reported: tuple[Finding, ...] = ()
        if read.received:
            from repcheck.app.bounces.reported import with_reported

            causes, reported = with_reported(causes, read.received, targets, seen)
        records = tuple(self._record_findings())
        of_addresses = [entry.id for entry in self.request.lists if {"ipv4", "ipv6"} & {*entry.asks}]
        counts.lose(len(unreached(records, run.targets.targets)), of_addresses)
        measured = beside_records(told, records, run.targets.domains)
        causes = with_measures(causes, measured)
        return Report(
            started=run.started,
            seconds=run.seconds,
            exit_code=exit_code(
                counts,
                fail_on=self.request.fail_on,
                min_coverage=self.request.min_coverage,
                interrupted=run.ending == "interrupt",
                asked_for_any=bool(targets),
                required=self.request.required,
            ),
            targets=targets,
            lists=health,
            bounces=None if read.read is None else read.read.records,
            counted=None if read.read is None else read.read.digest.read,
            intake=read.intake,
            incidents=() if read.read is None else read.read.own_mail.incidents,
            backscatter=Backscatter() if read.read is None else read.read.own_mail.backscatter,
            causes=causes,
            plan=_plan(causes, targets, self.request, health, told),
            findings=(*run.findings(health), *measured, *records, *reported),
            received=read.received,
            sources=tuple(one.health for one in told),
            queries=run.queries,
            interrupted=run.ending,
        )

    def _targets(self, sight: Sight, counts: PairCounts, tell: Tell | None) -> Iterator[TargetReport]:
        known = self.run.targets
        # What a bounce claims is compared with clean observations too.
        compacted = None if self.request.keep_clean or self.bounced.any_read else Compacted()
        blind = self.run.blind is not None
        ordered = _in_order(known.targets)
        further = by_target(self.run.sources(), {entry.id for entry in self.request.lists})
        for target, seen in zip(ordered, sight.observe(ordered), strict=True):
            more = beside(seen, further[target.value]) if target.value in further else ()
            observations = (*seen, *more) if more else seen
            counts.add(observations, decides=not target.is_hearsay)
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
        known = self.run.targets
        if self.run.blind is not None:
            return  # nothing was learned of any record
        if self.run.canary.invents:
            yield from doubted_addresses(known.targets, known.domains, self.request.expand)
        yield from known.findings
        values = [target.value for target in _in_order(known.targets)]
        # In the order of the targets, whichever answer came first.
        addresses = {value: known.addresses[value] for value in values if value in known.addresses}
        yield from reverse_findings(addresses)
        for value in values:
            yield from known.record_findings.get(value, ())


def _in_order(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Those the user gave, as they came, then those found, whichever answer led to them first."""
    given: list[Target] = []
    found: list[Target] = []
    for target in targets:
        (given if target.is_given else found).append(target)
    return (*given, *sorted(found, key=_place))


def _place(target: Target) -> tuple[str, int, int, str]:
    """By where it was found, then IPv4 before IPv6 and by number."""
    if not target.is_address:
        return min(target.origin), 0, 0, target.value
    address = ip_address(target.value)
    return min(target.origin), address.version, int(address), target.value


def _causes(
    read: "BounceDigest | None",
    targets: Sequence[TargetReport],
    catalog: Catalog,
    seen: "LookedUp | None",
    observed: str,
) -> "tuple[Cause, ...]":
    if read is None or not read.digest.records:
        return ()
    from repcheck.causes.correlate import causes_of

    return causes_of(read.digest, targets, catalog, seen, observed)


def _plan(
    causes: "tuple[Cause, ...]",
    targets: Sequence[TargetReport],
    request: CheckRequest,
    health: Sequence[ListHealth],
    sources: "Sequence[SourceSeen]",
) -> "tuple[Step, ...]":
    # A plan is about what is listed or named; without causes nothing else of a large run is looked at.
    told = targets if causes else [found for found in targets if _has_listing(found)]
    if not told:
        return ()
    from repcheck.advice.steps import make_plan

    plan = make_plan(causes, told, request.catalog, health, request.flags)
    owners = [owner for source in sources for owner in source.said.owners]
    if not owners:
        return plan
    from repcheck.advice.owners import with_owners

    return with_owners(plan, owners)


def _has_listing(found: TargetReport) -> bool:
    return any(seen.severity is not None for seen in found.observations)
