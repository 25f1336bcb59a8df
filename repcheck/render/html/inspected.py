"""The page of ``repcheck domain``."""

from collections.abc import Iterator

from repcheck.model.published.domain import DomainReport, DomainsReport
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Target, TargetKind
from repcheck.render.html.cards import MOST_CARDS, of_domain, published
from repcheck.render.html.heat import of_targets
from repcheck.render.html.listings import list_names, listings
from repcheck.render.html.lists import list_rows, unknown_facts
from repcheck.render.html.marks import severity_mark
from repcheck.render.html.parts import Document, Fact, Note, Number
from repcheck.render.html.steps import Steps
from repcheck.render.html.veil import Veil, without_dots
from repcheck.render.html.verdict import verdict_of
from repcheck.render.moments import moment
from repcheck.render.page import Page
from repcheck.render.sheet.domain import domains_sheet
from repcheck.render.sheet.sheet import ItemResult
from repcheck.render.tally import list_tallies, tally_of
from repcheck.render.view import View
from repcheck.words.text import and_more, count


def inspected(report: DomainsReport, view: View) -> Document:
    """The page of ``report``; mail addresses in records are there to be published, so none is hidden."""
    asked = _as_check(report)
    page = Page(width=80, colour=False, verbose=1, show_addresses=True, kept=published(report))
    veil = Veil(
        page=page,
        public=view.public,
        plain=without_dots(found.target.value for found in asked.targets) if view.public else frozenset(),
    )
    sheet, tally = domains_sheet(report), tally_of(asked)
    rows, left = listings(asked, Steps((), veil), list_names(report.lists, veil), veil)
    unknown = sum(item.found is ItemResult.UNKNOWN for item in sheet.items)
    problems = sum(item.found is ItemResult.PROBLEM for item in sheet.items)
    list_table, lists_fine = list_rows(report.lists, list_tallies(asked), veil)
    cards = tuple(of_domain(one, veil) for one in report.domains[:MOST_CARDS])
    more = len(report.domains) - len(cards)
    return Document(
        title="Mail records",
        command="domain",
        version=view.version,
        public=view.public,
        verdict=verdict_of(sheet, _unknown(unknown), veil),
        numbers=(
            Number(
                f"{problems:,}", "problem" if problems == 1 else "problems", "high" if problems else "none"
            ),
            Number(f"{unknown:,}", "unknown", "unknown" if unknown else "none"),
        ),
        listings=rows if asked.targets else None,
        left=left,
        heat=of_targets(asked.targets, [one.list for one in report.lists], veil),
        cards=cards,
        cards_left=f"and {count(more, 'more domain')}" if more else "",
        notes=tuple(
            Note(mark=severity_mark(one.severity), says=veil.text(one.says), remedy=veil.text(one.remedy))
            for one in report.findings
        ),
        lists=list_table,
        lists_fine=lists_fine,
        coverage=(
            Fact(
                "answers of lists",
                f"{tally.listed:,} listed, {tally.clean:,} clean, {tally.unknown:,} unknown",
            ),
            *unknown_facts(tally.reasons),
        ),
        limits=(
            "What receivers would say is judged from the records alone; their own lists cannot be looked up.",
            *(("The run ended early: what it had not asked is unknown.",) if report.interrupted else ()),
        ),
        asked=(
            Fact("asked", f"{moment(report.started)}, in {report.seconds:,.1f} s"),
            Fact(
                count(len(report.domains), "domain"),
                and_more([veil.name(one.domain) for one in report.domains], 40),
            ),
            Fact(count(len(report.lists), "list"), f"{report.queries:,} DNS queries"),
            Fact("by", f"repcheck {view.version}"),
        ),
    )


def _unknown(unknown: int) -> str:
    return (
        f"{count(unknown, 'thing')} could not be asked or believed: unknown, not in order." if unknown else ""
    )


def _as_check(report: DomainsReport) -> Report:
    """The answers of lists as a check has them: of each domain, and of the addresses that send for it."""
    targets: dict[str, TargetReport] = {}
    for domain in report.domains:
        for found in _targets(domain):
            targets.setdefault(found.target.value, found)
    return Report(
        started=report.started,
        seconds=report.seconds,
        exit_code=report.exit_code,
        targets=tuple(targets.values()),
        lists=report.lists,
    )


def _targets(domain: DomainReport) -> Iterator[TargetReport]:
    if domain.observations:
        target = Target(value=domain.domain, kind=TargetKind.DOMAIN)
        yield TargetReport(target=target, observations=domain.observations)
    for sender in domain.senders:
        if sender.observations:
            kind = TargetKind.IPV6 if ":" in sender.address else TargetKind.IPV4
            target = Target(value=sender.address, kind=kind, origin=(sender.origin,))
            yield TargetReport(target=target, observations=sender.observations)
