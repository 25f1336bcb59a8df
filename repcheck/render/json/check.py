"""The JSON document of a report, as values: what ``json`` encodes and the schema describes.

Observations, causes, steps and findings have the document's shape already and are taken as they
are; only what differs has a type here.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from repcheck.model.baseline import Accepted, Compared, Standing
from repcheck.model.bounces import Category, RecordKind
from repcheck.model.causes import Cause, Step
from repcheck.model.exit_code import ExitCode
from repcheck.model.explained import Explained
from repcheck.model.mail.hygiene import RefusalIncident
from repcheck.model.mail.read_counts import Intake
from repcheck.model.mail.received import Received
from repcheck.model.observations import ListHealth, Route, Severity, UnknownReason
from repcheck.model.report import Finding, Report
from repcheck.model.sources import SourceHealth
from repcheck.render.json.targets import GroupDocument, TargetDocument, group_documents
from repcheck.render.tally import tally_of
from repcheck.render.view import Schema

#: Of one domain that receivers report.
_SOURCES_AT_MOST = 100


class Covered(msgspec.Struct, frozen=True):
    """Pairs of the lists of one severity: to be asked, and answered."""

    asked: int
    answered: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """``asked`` counts (target, list) pairs; ``coverage`` is their answered share, null when none."""

    targets: int
    lists: int
    asked: int
    listed: int
    clean: int
    unknown: int
    queries: int
    coverage: float | None
    coverage_by_severity: dict[Severity, Covered]
    listed_targets: int
    usable_lists: int
    worst: Severity | None
    reasons: dict[UnknownReason, int]


class ListDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One list; ``health`` is "ok" or the reason's word."""

    list: str
    zone: str
    name: str
    severity: Severity
    health: str
    reason: UnknownReason | None
    saw: str | None
    asked: int
    answered: int
    route: Route


class ReadDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What was read for the bounce records. ``stored`` is there only where stored ones were."""

    files: int
    unreadable: int
    mails: int
    log_lines: int
    events: int
    replies: int
    reports: int
    stored: int | UnsetType = UNSET


class BouncesDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over the bounce records. ``hard`` and ``soft`` are failures, as far as the reports say.

    ``suppressed``  mail that the mailing service did not even send: no failure, in no category
    ``sent``  deliveries that were tried as the logs tell; null when no log was read
    ``read``  null when nothing was read, as for a pasted text
    ``backscatter``  bounces of mail that was never the user's, which are in no other count
    """

    records: int
    hard: int
    soft: int
    suppressed: int
    sender_blocked: int
    recipients: int
    kinds: dict[RecordKind, int]
    categories: dict[Category, int]
    sent: int | None
    read: ReadDocument | None
    backscatter: int
    incidents: tuple[RefusalIncident, ...]


class StandingDocument(msgspec.Struct, frozen=True):
    """One listing beside a baseline; ``change`` says what is worse or has expired, null: nothing."""

    target: str
    list: str
    standing: Standing
    change: str | None


class BaselineDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A run beside a baseline; see ``repcheck.model.baseline.Compared``."""

    file: str
    listings: tuple[StandingDocument, ...]
    gone: tuple[Accepted, ...]
    unseen: tuple[Accepted, ...]
    ending: tuple[Accepted, ...]


class CheckDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The whole document; ``incomplete`` is true when the run did not end by itself.

    ``explanations``  what each outcome of a pasted text means; left out unless one was pasted to be explained
    ``received``  what receivers report, added up, of each domain the 100 addresses with most failures; left
                  out unless a report was read
    ``baseline``  how the listings stand to what was accepted; left out without a baseline
    """

    schema: Schema
    version: str
    started: str
    seconds: float
    exit_code: ExitCode
    incomplete: bool
    interrupted: Literal["interrupt", "timeout"] | None
    summary: Summary
    targets: tuple[TargetDocument, ...]
    groups: tuple[GroupDocument, ...]
    lists: tuple[ListDocument, ...]
    bounces: BouncesDocument | None
    explanations: tuple[Explained, ...] | UnsetType
    received: Received | UnsetType
    causes: tuple[Cause, ...]
    plan: tuple[Step, ...]
    findings: tuple[Finding, ...]
    sources: tuple[SourceHealth, ...]
    baseline: BaselineDocument | UnsetType


def has_records(schema: Schema) -> bool:
    """Whether documents of this schema tell the records of targets."""
    return schema == "repcheck.check/1"


def around_targets(report: Report, version: str, *, schema: Schema) -> CheckDocument:
    """The document of ``report`` without its targets, which may be more than memory should hold."""
    return CheckDocument(
        schema=schema,
        version=version,
        started=report.started,
        seconds=round(report.seconds, 3),
        exit_code=report.exit_code,
        incomplete=report.interrupted is not None,
        interrupted=report.interrupted,
        summary=summary_document(report),
        targets=(),
        groups=group_documents(report.targets),
        lists=tuple(list_document(health) for health in report.lists),
        bounces=bounces_document(report),
        explanations=report.explained or UNSET,
        received=_received(report.received),
        causes=report.causes,
        plan=report.plan,
        findings=report.findings,
        sources=report.sources,
        baseline=UNSET if report.compared is None else _beside(report.compared),
    )


def _beside(compared: Compared) -> BaselineDocument:
    return BaselineDocument(
        file=compared.file,
        listings=tuple(
            StandingDocument(target, list_, standing, compared.changes.get((target, list_)))
            for (target, list_), standing in compared.standings.items()
        ),
        gone=compared.gone,
        unseen=compared.unseen,
        ending=compared.ending,
    )


def _received(received: Received) -> Received | UnsetType:
    if not received:
        return UNSET
    domains = [
        msgspec.structs.replace(
            domain,
            sources=domain.sources[:_SOURCES_AT_MOST],
            uncounted=domain.uncounted + sum(one.messages for one in domain.sources[_SOURCES_AT_MOST:]),
        )
        for domain in received.domains
    ]
    return msgspec.structs.replace(received, domains=tuple(domains))


def bounces_document(report: Report) -> BouncesDocument | None:
    """The counts over the records, and over what was read for them; None without any."""
    bounced, intake = report.bounced, report.intake
    if bounced is None:
        return None
    kinds: Counter[RecordKind] = Counter()
    categories: Counter[Category] = Counter()
    hard: Counter[bool | None] = Counter()
    blocked = suppressed = 0
    for record, number, _ in bounced.alike:
        kinds[record.kind] += number
        if record.suppressed:
            suppressed += number
            continue
        categories[record.category] += number
        hard[record.hard] += number if record.kind == "bounce" else 0
        blocked += number if record.sender_blocked is True else 0
    return BouncesDocument(
        records=bounced.records,
        hard=hard[True],
        soft=hard[False],
        suppressed=suppressed,
        sender_blocked=blocked,
        recipients=len(bounced.recipients),
        kinds=dict(kinds.most_common()),
        categories=dict(categories.most_common()),
        sent=None if intake is None else intake.sent,
        read=None if intake is None else read_document(intake),
        backscatter=report.backscatter.records,
        incidents=report.incidents,
    )


def read_document(intake: Intake) -> ReadDocument:
    """What was read, in numbers."""
    return ReadDocument(
        files=intake.files,
        unreadable=intake.unreadable,
        mails=intake.mails,
        log_lines=intake.log_lines,
        events=intake.events,
        replies=intake.replies,
        reports=intake.reports,
        stored=intake.stored or UNSET,
    )


def summary_document(report: Report) -> Summary:
    """The counts over ``report``."""
    tally = tally_of(report)
    return Summary(
        targets=tally.targets,
        lists=len(report.lists),
        asked=tally.asked,
        listed=tally.listed,
        clean=tally.clean,
        unknown=tally.unknown,
        queries=report.queries,
        coverage=tally.coverage,
        coverage_by_severity=_by_severity(report.lists),
        listed_targets=tally.listed_targets,
        usable_lists=sum(1 for health in report.lists if health.usable),
        worst=tally.worst,
        reasons=tally.reasons,
    )


def _by_severity(lists: Iterable[ListHealth]) -> dict[Severity, Covered]:
    """The worst severity first; only those of lists that were to be asked about something."""
    found: dict[Severity, Covered] = {}
    for severity in Severity:
        of_it = [health for health in lists if health.severity is severity and health.asked]
        if of_it:
            asked, answered = (
                sum(health.asked for health in of_it),
                sum(health.answered for health in of_it),
            )
            found[severity] = Covered(asked, answered)
    return found


def list_document(health: ListHealth) -> ListDocument:
    """A list with what its test points say."""
    return ListDocument(
        list=health.list,
        zone=health.zone,
        name=health.name or health.list,
        severity=health.severity,
        health="ok" if health.usable else health.reason or UnknownReason.LIST_UNHEALTHY,
        reason=health.reason,
        saw=health.saw or None,
        asked=health.asked,
        answered=health.answered,
        route=health.route,
    )
