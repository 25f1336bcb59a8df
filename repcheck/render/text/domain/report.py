"""``repcheck domain`` for people: what is wrong, worst first, then a line for each part and each receiver."""

from repcheck.model.observations import Severity
from repcheck.model.published.domain import Demand, DomainReport, DomainsReport, Part
from repcheck.model.records import PartState
from repcheck.model.report import Finding
from repcheck.render.layout import BOLD, DIM, RED, Row
from repcheck.render.page import LEAST_WIDTH, Page, part_style, severity_style
from repcheck.render.text.addresses import LEFT_OUT, addresses_section, silent_section
from repcheck.render.text.domain.todo import NO_ANSWER, where
from repcheck.words.states import part_state_words, part_words
from repcheck.words.text import count

#: States that come of no answer at all.
_NOTHING_KNOWN = (PartState.UNKNOWN, PartState.NOT_ASKED)
_TEXT = 600
_SHOWN = 200


def render_domain_text(report: DomainsReport, *, width: int, colour: bool, verbose: int) -> str:
    """``report`` in full, with a line end. Notes and satisfied demands are for ``verbose``."""
    page = Page(width=max(width, LEAST_WIDTH), colour=colour, verbose=verbose, show_addresses=True)
    unusable = frozenset(health.list for health in report.lists if not health.usable)
    lines: list[str] = []
    for domain in report.domains:
        lines += [*_domain(domain, unusable, page), ""]
    lines += silent_section(report, page)
    if report.findings:
        lines += page.heading("About this run")
        lines += [line for finding in report.findings for line in _finding(finding, page)] + [""]
    ended = "" if report.interrupted is None else f"ended early ({report.interrupted}); "
    footer = (
        f"{ended}{count(len(report.domains), 'domain')}, {count(report.queries, 'query', 'queries')}, "
        f"{report.seconds:.1f} s; {report.started}"
    )
    return "\n".join(line.rstrip() for line in [*lines, *page.lines(footer, style=DIM)]) + "\n"


def _domain(report: DomainReport, unusable: frozenset[str], page: Page) -> list[str]:
    findings = [finding for finding in report.findings if finding.id not in LEFT_OUT]
    told = [finding for finding in findings if page.verbose or finding.severity is not Severity.INFO]
    lines = page.lines(f"{report.domain}: {_headline(report)}", style=BOLD)
    for finding in told:
        lines += _finding(finding, page)
    lines += [
        "",
        *page.table(("part", "state", "what is there"), [_part(part, page) for part in report.parts]),
    ]
    lines += addresses_section(report, unusable, page)
    lines += ["", *page.lines("Would they take bulk mail from it?", first="  ", style=BOLD)]
    lines += _receivers(report.demands, page)
    notes = len(findings) - len(told)
    if notes:
        lines += ["", *page.lines(f"{count(notes, 'note')} more (-v shows them)", first="  ", style=DIM)]
    return lines


def _headline(report: DomainReport) -> str:
    serious = [finding for finding in report.findings if finding.severity.rank >= Severity.MEDIUM.rank]
    unknown = [
        part_words(part.name)
        for part in report.parts
        if part.state is PartState.UNKNOWN and part.name != "dnssec"
    ]
    said = count(len(serious), "fault") if serious else "no fault found"
    if not serious and all(part.state in _NOTHING_KNOWN for part in report.parts):
        return f"could not be checked: {report.unchecked or NO_ANSWER}"
    return said + (f"; {', '.join(unknown)} could not be checked" if unknown else "")


def _finding(finding: Finding, page: Page) -> list[str]:
    style = severity_style(finding.severity)
    says = page.clean(f"{finding.says}{where(finding)}", _TEXT)
    lines = page.lines(f"{finding.severity}: {says}", first="  ", rest="    ", style=style)
    if finding.remedy is None:
        return lines
    return lines + page.lines(page.clean(finding.remedy, 2 * _TEXT), first="    ", rest="    ")


def _part(part: Part, page: Page) -> Row:
    style = part_style(part.state)
    shown = page.clean(part.shown, _SHOWN)
    return Row((part_words(part.name), part_state_words(part.state), shown), styles=("", style, ""))


def _receivers(demands: tuple[Demand, ...], page: Page) -> list[str]:
    """One line a receiver: what it would refuse, and what cannot be seen from outside."""
    rows = []
    for receiver in dict.fromkeys(demand.receiver for demand in demands):
        theirs = [demand for demand in demands if demand.receiver == receiver]
        failed = [demand for demand in theirs if demand.met is False]
        hidden = [demand.what for demand in theirs if demand.met is None]
        why = "; ".join(_failed(demand) for demand in failed)
        if not failed:
            why = (
                f"cannot be seen from outside: {', '.join(hidden)}"
                if hidden
                else "all that it asks for is there"
            )
        verdict = "no" if failed else "unknown" if hidden else "yes"
        rows.append(Row((receiver, verdict, page.clean(why, _TEXT)), styles=("", RED if failed else "", "")))
        rows += [_demand(demand, page) for demand in theirs] if page.verbose else []
    return page.table(("receiver", "takes it", "why"), rows)


def _failed(demand: Demand) -> str:
    codes = f" ({', '.join(demand.codes[:2])})" if demand.codes else ""
    return f"lacks {demand.what}: {demand.why}{codes}"


def _demand(demand: Demand, page: Page) -> Row:
    met = {True: "yes", False: "no", None: "unknown"}[demand.met]
    notes = [f"since {demand.since}"] if demand.since else []
    notes += [f"says {', '.join(demand.codes)}"] if demand.codes else []
    more = f" ({'; '.join(notes)})" if notes else ""
    said = f"{demand.what}: {demand.why}{more}"
    return Row(("", met, page.clean(said, _TEXT)))
