"""The sheet of mail records: an item a finding, a part in order, and an answer of a list."""

from collections.abc import Iterator

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity
from repcheck.model.published.domain import DomainReport, DomainsReport
from repcheck.model.records import PartState
from repcheck.model.report import Finding, TargetReport
from repcheck.model.targets import Target, TargetKind
from repcheck.render.page import Page
from repcheck.render.sheet.findings import finding_item, is_unknown
from repcheck.render.sheet.pairs import Pairs
from repcheck.render.sheet.sheet import Figure, Item, ItemResult, Level, Sheet
from repcheck.render.text.headline import ended_words
from repcheck.words.states import part_words
from repcheck.words.text import count, joined

_TEXT = 400


def domains_sheet(report: DomainsReport) -> Sheet:
    """The sheet of ``report``; addresses in records are there to be published, so none is hidden."""
    page = Page(width=80, colour=False, verbose=1, show_addresses=True)
    pairs = Pairs(page, report.lists)
    items = [item for domain in report.domains for item in _domain(domain, page, pairs)]
    items += [finding_item(finding, page, ItemResult.NOTE) for finding in report.findings]
    problems = [item for item in items if item.found is ItemResult.PROBLEM]
    unknown = sum(item.found is ItemResult.UNKNOWN for item in items)
    return Sheet(
        command="domain",
        headline=page.clean(_headline(report, problems, unknown)),
        level=_level(report, problems),
        exit_code=int(report.exit_code),
        started=report.started,
        seconds=report.seconds,
        items=tuple(items),
        numbers=(
            Figure("problems", len(problems)),
            Figure("unknown", unknown, len(items)),
            Figure("time", round(report.seconds, 3), unit="s"),
        ),
        ended=report.interrupted,
        undecided=report.exit_code is ExitCode.UNDECIDED,
        facts=(
            ("domains", str(len(report.domains))),
            ("problems", str(len(problems))),
            ("unknown", str(unknown)),
        ),
    )


def _headline(report: DomainsReport, problems: list[Item], unknown: int) -> str:
    whose = joined([domain.domain for domain in report.domains])
    found = count(len(problems), "problem") if problems else "no problem found"
    early = "" if report.interrupted is None else f"INCOMPLETE ({ended_words(report.interrupted)}): "
    return f"{early}{whose}: {found}" + (f"; {count(unknown, 'answer')} unknown" if unknown else "") + "."


def _level(report: DomainsReport, problems: list[Item]) -> Level:
    worst = max((item.severity.rank for item in problems if item.severity is not None), default=-1)
    if report.exit_code is ExitCode.FOUND:
        return "critical" if worst >= Severity.HIGH.rank else "warning"
    if report.interrupted is not None or report.exit_code is ExitCode.UNDECIDED:
        return "warning" if problems else "unknown"
    return "ok"


def _domain(domain: DomainReport, page: Page, pairs: Pairs) -> Iterator[Item]:
    for finding in findings_of(domain):
        yield _finding(finding, domain, page)
    for part in domain.parts:
        if part.name == "lists" or part.state is PartState.NOT_ASKED:
            continue  # answers of lists are items of their own
        known = part.state is not PartState.UNKNOWN
        if part.findings and (known or any(is_unknown(finding) for finding in part.findings)):
            continue
        yield Item(
            domain.domain,
            f"part/{part.name}",
            ItemResult.FINE if known else ItemResult.UNKNOWN,
            name=part_words(part.name),
            what=page.clean(part.shown if known else f"unknown: {part.shown}", _TEXT),
            reason=part.state.value if known else "no_answer",
            group=domain.domain,
        )
    name = Target(value=domain.domain, kind=TargetKind.DOMAIN, group=domain.domain)
    yield from pairs.items(TargetReport(target=name, observations=domain.observations))
    for sender in domain.senders:
        kind = TargetKind.IPV6 if ":" in sender.address else TargetKind.IPV4
        address = Target(value=sender.address, kind=kind, group=domain.domain)
        yield from pairs.items(TargetReport(target=address, observations=sender.observations))


def findings_of(domain: DomainReport) -> list[Finding]:
    """Each finding once, whether it stands with its part, with the domain or with both.

    Those of listings are left out: each answer of a list is shown as such.
    """
    once: dict[tuple[str, str], Finding] = {}
    for finding in (*(each for part in domain.parts for each in part.findings), *domain.findings):
        once.setdefault((finding.id, finding.says), finding)
    return [finding for finding in once.values() if finding.id != "listed"]


def _finding(finding: Finding, domain: DomainReport, page: Page) -> Item:
    faulty = finding.severity.rank >= Severity.MEDIUM.rank
    found = ItemResult.PROBLEM if faulty else ItemResult.NOTE
    return finding_item(finding, page, found, about=domain.domain, group=domain.domain)
