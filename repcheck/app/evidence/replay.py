"""The report of a recorded run made again: the same rules over what was answered then. Nothing is asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from repcheck.app.check.check import Bounced, Checked
from repcheck.app.check.request import CheckRequest
from repcheck.app.domain.inspect import DomainRequest, Inspected, ask_domains
from repcheck.app.evidence.document import Evidence, Zone
from repcheck.app.run.collect import Gathering
from repcheck.app.run.plan import RunPlan
from repcheck.app.run.seen import SeenRun
from repcheck.app.sweep.job import UNANSWERED, AskedList, Healths, ZoneResult
from repcheck.app.sweep.points import Points, in_the_end
from repcheck.catalog.keys import masked_zone
from repcheck.dns import Lane
from repcheck.dns.asker import Deliver, Traffic
from repcheck.lists.codes import CodeReader
from repcheck.lists.health import Verdict
from repcheck.model.catalog import ReputationList
from repcheck.model.dns import Answer, Question, RecordType
from repcheck.model.observations import UnknownReason
from repcheck.model.published.domain import DomainsReport
from repcheck.model.said import SourceSeen
from repcheck.model.secret import MASK, Secret
from repcheck.model.targets import Target
from repcheck.records.tls import PolicyFetch

_MISSING = Verdict(UnknownReason.LIST_UNHEALTHY, "the evidence lacks an answer to its test entries")


class RecordedAsker:
    """Answers what was asked then as it was answered then; all else has no answer, and is unknown."""

    def __init__(self, answers: Mapping[tuple[str, RecordType], Answer]) -> None:
        self.traffic = Traffic()
        self._answers = answers

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        return self._answers.get((question.name.lower(), question.rdtype), UNANSWERED)

    async def ask_lane(
        self,
        lane: Lane,  # noqa: ARG002
        owners: Iterable[str],
        deliver: Deliver,
        rdtype: RecordType = "A",  # noqa: ARG002
        *,
        fresh: bool = False,  # noqa: ARG002
    ) -> None:
        """See Asker: no list is asked again."""
        for owner in owners:
            deliver(owner, UNANSWERED)

    def give_up(self) -> None:
        """See Asker."""

    async def close(self) -> None:
        """See Asker."""


class _Nobody:
    def add(self, targets: Iterable[Target]) -> None:
        """What lists said of these is in the evidence."""

    def adding(self, _: Sequence[Target]) -> Iterator[Callable[[], None]]:
        """As ``add``: there is nothing to do."""
        return iter(())


class ReplayedRun(SeenRun):
    """A recorded run, as one that has just ended."""

    def __init__(
        self, evidence: Evidence, lists: Sequence[ReputationList], plan: RunPlan, asker: RecordedAsker
    ) -> None:
        self._evidence = evidence
        self.targets = Gathering(plan, asker, _Nobody())
        self.canary = evidence.canary
        self.ending = evidence.ending
        self._lists = _asked_lists(evidence, lists)
        self._results = _results(evidence, self._lists)

    @property
    def started(self) -> str:
        """See SeenRun."""
        return self._evidence.started

    @property
    def seconds(self) -> float:
        """See SeenRun."""
        return self._evidence.seconds

    @property
    def queries(self) -> int:
        """See SeenRun."""
        return self._evidence.queries

    @property
    def direct(self) -> bool:
        """See SeenRun."""
        return self._evidence.direct

    @property
    def silent(self) -> bool:
        """See SeenRun."""
        return self._evidence.unanswered

    @property
    def lists(self) -> Sequence[AskedList]:
        """See SeenRun."""
        return self._lists

    def results(self) -> Mapping[str, ZoneResult]:
        """See SeenRun."""
        return self._results

    def sources(self) -> Sequence[SourceSeen]:
        """See SeenRun."""
        return self._evidence.sources

    def budgets(self) -> Mapping[str, datetime]:
        """See SeenRun."""
        return self._evidence.budgets


async def replay(evidence: Evidence, *, keep_clean: bool = True) -> Checked:
    """The recorded run up to its report. ``keep_clean``: see CheckRequest."""
    asked = evidence.asked
    request = CheckRequest(
        targets=asked.targets,
        catalog=evidence.catalog,
        lists=_chosen(evidence),
        expand=frozenset(asked.expand),
        of_a_range=asked.of_a_range,
        any_address=asked.any_address,
        fail_on=asked.fail_on,
        min_coverage=asked.min_coverage,
        required=asked.required,
        keep_clean=keep_clean,
        flags=asked.flags,
    )
    asker = _recorded(evidence)
    run = ReplayedRun(evidence, request.lists, request.plan, asker)
    bounced = Bounced(request)
    if evidence.bounces is not None:
        bounced.sort(evidence.bounces.records)
        bounced.intake, bounced.received = evidence.bounces.intake, evidence.bounces.received
        bounced.now, bounced.unused_name = evidence.bounces.now, evidence.bounces.unused_name
    await run.targets.retrace(asked.targets, evidence.looks, bounced.samples(), bounced.received)
    if evidence.bounces is not None:
        await bounced.look_up(asked.targets, asker)
    return Checked(request, run, bounced)


async def replay_domains(evidence: Evidence) -> DomainsReport:
    """The report of a recorded run of ``repcheck domain``; ``inspection`` must be there."""
    asked, inspection = evidence.asked, evidence.inspection
    assert inspection is not None
    request = DomainRequest(
        domains=inspection.domains,
        catalog=evidence.catalog,
        lists=_chosen(evidence),
        ips=inspection.ips,
        selectors=inspection.selectors,
        helo=inspection.helo,
        random_label=inspection.random_label,
        of_a_range=asked.of_a_range,
        any_address=asked.any_address,
        fail_on=asked.fail_on,
        min_coverage=asked.min_coverage,
    )
    asker = _recorded(evidence)
    run = ReplayedRun(evidence, request.lists, request.plan, asker)
    fetch = None if inspection.policies is None else _RecordedFetch(inspection.policies)
    found = await ask_domains(request, run.targets, asker, fetch, inspection.now)
    await run.targets.finish()
    return Inspected(request=request, run=run, asked=found, now=inspection.now).report()


class _RecordedFetch:
    def __init__(self, policies: Mapping[str, PolicyFetch]) -> None:
        self._policies = policies

    async def __call__(self, domain: str, addresses: Sequence[str]) -> PolicyFetch:  # noqa: ARG002
        return self._policies.get(domain, PolicyFetch(failure="the evidence does not hold it"))


def _chosen(evidence: Evidence) -> tuple[ReputationList, ...]:
    lists = {entry.id: entry for entry in evidence.catalog.lists}
    return tuple(lists[name] for name in evidence.asked.lists)


def _recorded(evidence: Evidence) -> RecordedAsker:
    return RecordedAsker({(one.name, one.rdtype): one.answer for one in evidence.answers})


def _asked_lists(evidence: Evidence, lists: Sequence[ReputationList]) -> tuple[AskedList, ...]:
    """The lists as they were asked; of a list without a zone a key was missing."""
    zones = {name: zone for zone in evidence.zones for name in zone.lists}
    found = []
    for entry in lists:
        zone = zones.get(entry.id)
        shown = masked_zone(entry) if zone is None else zone.zone
        keyed = zone is not None and zone.keyed
        key = Secret(MASK) if keyed else None
        found.append(AskedList(entry=entry, zone=None if zone is None else shown, shown=shown, key=key))
    return tuple(found)


def _results(evidence: Evidence, lists: Sequence[AskedList]) -> dict[str, ZoneResult]:
    asked = {one.entry.id: one for one in lists}
    found: dict[str, ZoneResult] = {}
    for zone in evidence.zones:
        readers = [asked[name] for name in zone.lists if name in asked]
        result = _result(zone, readers)
        found |= dict.fromkeys((one.entry.id for one in readers), result)
    return found


def _result(zone: Zone, lists: Sequence[AskedList]) -> ZoneResult:
    withheld = frozenset(zone.withheld)
    return ZoneResult(
        health=in_the_end(_health(zone, lists), zone.answers),
        answers=zone.answers,
        texts=zone.texts,
        withheld=withheld,
        deferred=frozenset(zone.deferred),
        doubts=zone.doubts,
        changed=zone.changed,
        points=tuple(zone.points.values()),
        disagreements=zone.disagreements,
        route=zone.route,
    )


def _health(zone: Zone, lists: Sequence[AskedList]) -> Healths:
    """Judged again from the test points; where one has no answer, the list proves nothing."""
    points = Points(lists, [CodeReader(one.entry) for one in lists], RecordedAsker({}))
    if not zone.points:
        refused = points.refused(_MISSING)
        return {name: (zone.refused or {}).get(name, refused[name]) for name in refused}
    try:
        return points.judge(zone.points)
    except KeyError:
        return points.refused(_MISSING)
