"""Keeping what a run learns, and writing it down when it is over."""

from collections.abc import Mapping, Sequence

import msgspec

from repcheck._version import __version__
from repcheck.app.bounces.own_keys import OwnKeys
from repcheck.app.check.check import Checked
from repcheck.app.domain.inspect import Inspected
from repcheck.app.environment import Environment
from repcheck.app.evidence.document import SCHEMA, Asked, Bounces, Evidence, Inspection, Recorded, Zone
from repcheck.app.run.run import Run
from repcheck.app.run.seen import SeenRun
from repcheck.app.sweep.zone import ZoneAsking
from repcheck.dns import Asker
from repcheck.dns.around import AskerAround
from repcheck.dns.asker import without_keys
from repcheck.http.mta_sts import FetchPolicy
from repcheck.model.catalog import Catalog
from repcheck.model.dns import Answer, Question
from repcheck.model.published.domain import DomainsReport
from repcheck.model.report import Report
from repcheck.records.tls import PolicyFetch


class RecordingAsker(AskerAround):
    """An Asker around another one that remembers what names outside of lists were answered.

    What lists answer is remembered by those who ask them.
    """

    def __init__(self, inner: Asker) -> None:
        super().__init__(inner)
        self.answers: dict[Question, Answer] = {}

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        answer = await super().ask(question)
        lower = Question(question.name.lower(), question.rdtype)
        self.answers.setdefault(lower, without_keys(lower, answer))
        return answer


class RecordingFetch:
    """A FetchPolicy around another one that remembers what came."""

    def __init__(self, inner: FetchPolicy) -> None:
        self._inner = inner
        self.policies: dict[str, PolicyFetch] = {}

    async def __call__(self, domain: str, addresses: Sequence[str]) -> PolicyFetch:
        """See FetchPolicy."""
        found = self.policies[domain] = await self._inner(domain, addresses)
        return found


def evidence_of(
    checked: Checked,
    report: Report,
    asker: RecordingAsker,
    environment: Environment,
    *,
    plan_only: bool = False,
) -> Evidence:
    """All that ``report`` was made of; ``checked`` is a run that has just asked, with ``asker``.

    ``plan_only``  it was asked as ``repcheck delist``
    """
    request, bounced = checked.request, checked.bounced
    asked = Asked(
        command="delist" if plan_only else "check",
        targets=request.targets,
        lists=tuple(entry.id for entry in request.lists),
        expand=tuple(sorted(request.expand)),
        of_a_range=request.of_a_range,
        any_address=request.any_address,
        fail_on=request.fail_on,
        min_coverage=request.min_coverage,
        required=request.required,
        flags=request.flags,
    )
    kept = None
    if bounced.kept is not None and bounced.intake is not None:
        kept = Bounces(
            records=tuple(bounced.kept),
            intake=bounced.intake,
            now=bounced.now,
            unused_name=bounced.unused_name,
            received=bounced.received,
        )
    evidence = _evidence(checked.run, report, request.catalog, asked, asker, bounces=kept)
    return _cleaned(evidence, environment)


def domain_evidence_of(
    inspected: Inspected,
    report: DomainsReport,
    asker: RecordingAsker,
    policies: Mapping[str, PolicyFetch] | None,
    environment: Environment,
) -> Evidence:
    """The same of ``repcheck domain``. ``policies``: as fetched, by domain; None: none was to be."""
    request = inspected.request
    asked = Asked(
        command="domain",
        targets=(),
        lists=tuple(entry.id for entry in request.lists),
        expand=(),
        of_a_range=request.of_a_range,
        any_address=request.any_address,
        fail_on=request.fail_on,
        min_coverage=request.min_coverage,
        required=None,
        flags="",
    )
    inspection = Inspection(
        domains=request.domains,
        ips=request.ips,
        selectors=request.selectors,
        helo=request.helo,
        random_label=request.random_label,
        now=inspected.now,
        policies=None if policies is None else dict(policies),
    )
    evidence = _evidence(inspected.run, report, request.catalog, asked, asker, inspection=inspection)
    return _cleaned(evidence, environment)


def _evidence(
    run: SeenRun,
    report: Report | DomainsReport,
    catalog: Catalog,
    asked: Asked,
    asker: RecordingAsker,
    *,
    bounces: Bounces | None = None,
    inspection: Inspection | None = None,
) -> Evidence:
    assert isinstance(run, Run)
    secret = {zone.job.zone.lower() for zone in run.zones if zone.job.key is not None}
    return Evidence(
        schema=SCHEMA,
        version=__version__,
        started=report.started,
        seconds=report.seconds,
        ending=report.interrupted,
        asked=asked,
        catalog=catalog,
        # What workers asked has no evidence of its own: --save-evidence does not go with --cluster.
        zones=tuple(_zone(zone) for zone in run.zones if isinstance(zone, ZoneAsking)),
        answers=tuple(
            Recorded(question.name, question.rdtype, answer)
            for question, answer in asker.answers.items()
            if not any(question.name.endswith(zone) for zone in secret)
        ),
        looks=tuple(run.targets.made),
        bounces=bounces,
        canary=run.canary,
        unanswered=run.silent,
        queries=run.queries,
        budgets=run.budgets(),
        sources=tuple(run.sources()),
        inspection=inspection,
        direct=run.direct,
    )


def _cleaned(evidence: Evidence, environment: Environment) -> Evidence:
    """With the keys of its catalog masked wherever they stand."""
    keys = OwnKeys.of(evidence.catalog, environment)
    return msgspec.convert(keys.cleaned(msgspec.to_builtins(evidence)), Evidence)


def _zone(asking: ZoneAsking) -> Zone:
    result = asking.result()
    return Zone(
        zone=asking.job.lists[0].shown,
        lists=tuple(asked.entry.id for asked in asking.job.lists),
        keyed=asking.job.key is not None and result.route == "dns",
        points=dict(asking.told),
        refused=None if asking.told else {name: dict(kinds) for name, kinds in asking.health.items()},
        answers=dict(result.answers),
        texts=dict(result.texts),
        withheld=tuple(sorted(result.withheld)),
        deferred=tuple(sorted(result.deferred)),
        doubts={
            owner: {name: dict(kinds) for name, kinds in health.items()}
            for owner, health in result.doubts.items()
        },
        changed=dict(result.changed),
        disagreements=result.disagreements,
        route=result.route,
    )
