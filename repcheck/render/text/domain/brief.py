"""``repcheck domain`` on one screen: what to fix, what to improve, the records, what could not be checked."""

from collections.abc import Iterable, Sequence

from repcheck.model.observations import ListHealth, Severity, UnknownReason
from repcheck.model.published.domain import DomainReport, DomainsReport, Part
from repcheck.model.records import PartState
from repcheck.render.layout import BOLD, DIM, YELLOW, Row, painted
from repcheck.render.page import LEAST_WIDTH, Page, part_style, severity_style
from repcheck.render.text.addresses import LEFT_OUT
from repcheck.render.text.brief.unchecked import HEADING
from repcheck.render.text.domain.todo import NO_ANSWER, Todo, entries_of
from repcheck.render.text.headline import ended_words
from repcheck.words.reasons import short_remedy
from repcheck.words.states import part_state_words, part_words
from repcheck.words.text import and_more, count

_RECORDS = ("mx", "spf", "ptr", "dmarc")
_QUIET_WORDS = {
    PartState.ABSENT: "none",
    PartState.NOT_ASKED: "not asked",
    PartState.UNKNOWN: "unknown",
}
_LISTS = 4
_TOGETHER = 2
_TEXT = 600
#: Said of each list in its own line already.
_SAID_OF_LISTS = ("resolver_public",)


def render_domain_brief(report: DomainsReport, *, width: int, colour: bool) -> str:
    """``report`` as text that ends in a line end; at most a screen for one domain."""
    page = Page(width=max(width, LEAST_WIDTH), colour=colour, verbose=0, show_addresses=True)
    lines: list[str] = []
    for domain in report.domains:
        lines += [*_domain(domain, report, page), ""]
    lines += _unchecked(report, page)
    ended = "" if report.interrupted is None else f"Ended early ({report.interrupted}). "
    lines += page.lines(f"{ended}Each address, each receiver's demands, RFCs: -v", style=DIM)
    domains, queries = count(len(report.domains), "domain"), count(report.queries, "query", "queries")
    footer = f"{domains}, {queries}, {report.seconds:.1f} s; {report.started}"
    return "\n".join(line.rstrip() for line in [*lines, *page.lines(footer, style=DIM)]) + "\n"


def _domain(domain: DomainReport, report: DomainsReport, page: Page) -> list[str]:
    entries = entries_of(domain)
    fix = [entry for entry in entries if entry.severity.rank >= Severity.MEDIUM.rank]
    improve = [entry for entry in entries if entry.severity.rank < Severity.MEDIUM.rank]
    early = "" if report.interrupted is None else f"INCOMPLETE ({ended_words(report.interrupted)}): "
    answer = f"{domain.domain}: {_headline(domain, fix, improve)}"
    if any(finding.id == "domain_missing" for finding in domain.findings):
        answer = f"{domain.domain} does not exist."
    lines = page.lines(f"{early}{answer}", style=BOLD)
    unknown = _unknown_line(domain, report.lists)
    lines += page.lines(unknown, style=YELLOW) if unknown else []
    for title, part in (("FIX", fix), ("IMPROVE", improve)):
        if part:
            lines += ["", *page.heading(title), *_todo(part, page)]
    lines += ["", *page.heading("RECORDS"), *page.columns(_rows(domain.parts, page))]
    for finding in domain.findings:
        if finding.id in LEFT_OUT:
            lines += page.lines(finding.says, first="  ", rest="    ")
    return lines


def _headline(domain: DomainReport, fix: Sequence[Todo], improve: Sequence[Todo]) -> str:
    known = [part for part in domain.parts if part.state not in (PartState.UNKNOWN, PartState.NOT_ASKED)]
    if not fix and not known:
        return f"could not be checked: {domain.unchecked or NO_ANSWER}."
    partly = any(part.state is PartState.UNKNOWN and part.name != "dnssec" for part in domain.parts)
    none = "no fault found in what could be checked" if partly else "no fault found"
    said = count(len(fix), "fault") if fix else none
    if improve:
        said += f", {count(len(improve), 'smaller point')}"
    refused: dict[str, str] = {}
    for demand in domain.demands:
        if demand.met is False:
            refused.setdefault(demand.receiver, demand.why)
    if not refused:
        return f"{said}."
    *others, last = refused
    receivers = f"{', '.join(others)} and {last}" if others else last
    why = "; ".join(dict.fromkeys(refused.values()))
    return f"{said}. {receivers} would refuse its bulk mail: {why}."


def _unknown_line(domain: DomainReport, lists: Sequence[ListHealth]) -> str:
    said = []
    parts = [
        part_words(part.name)
        for part in domain.parts
        if part.state is PartState.UNKNOWN and part.name not in ("dnssec", "lists")
    ]
    if parts:
        said.append(f"{', '.join(parts)} could not be checked")
    silent = [health for health in lists if not health.usable]
    if silent:
        worst = max((health.severity for health in silent), key=lambda severity: severity.rank)
        named = [health.name or health.list for health in silent if health.severity is worst]
        lists_said = f"{len(silent)} of {count(len(lists), 'list')} could not be checked"
        said.append(f"{lists_said}; {worst}: {and_more(named, _LISTS)}")
    return f"UNKNOWN: {'; '.join(said)}." if said else ""


def _todo(entries: Iterable[Todo], page: Page) -> list[str]:
    lines: list[str] = []
    for entry in entries:
        word = entry.severity.value
        first, *rest = page.lines(page.clean(entry.says, _TEXT), first=" " * 12, rest=" " * 12)
        shown = painted(word, severity_style(entry.severity) if page.colour else "")
        lines += [f"  {shown}{' ' * (10 - len(word))}{first[12:]}", *rest]
        for step in entry.steps:
            lines += page.lines(page.clean(step, 2 * _TEXT), first=" " * 12 + "-> ", rest=" " * 15)
    return lines


def _rows(parts: Sequence[Part], page: Page) -> list[Row]:
    """The four that mail depends on, then what else is there; what is not, in a line for each state."""
    main = [part for name in _RECORDS for part in parts if part.name == name]
    others = [part for part in parts if part.name not in (*_RECORDS, "lists")]
    rows = [
        _row(part, page) for part in (*main, *(part for part in others if part.state not in _QUIET_WORDS))
    ]
    quiet = [part for state in _QUIET_WORDS for part in others if part.state is state]
    if quiet:
        first, *more = quiet
        named: dict[str, list[str]] = {}
        for part in more:
            named.setdefault(_QUIET_WORDS[part.state], []).append(part_words(part.name))
        rest = ". ".join(f"{', '.join(names)}: {said}" for said, names in named.items())
        style = ("", part_style(first.state), "")
        rows.append(Row((part_words(first.name), _QUIET_WORDS[first.state], rest), styles=style))
    return rows


def _row(part: Part, page: Page) -> Row:
    name = "PTR" if part.name == "ptr" else part_words(part.name)
    shown = part.shown
    if part.record is not None and part.name in ("spf", "dmarc"):
        shown = f"{part.shown}: {part.record}"
    return Row(
        (name, part_state_words(part.state), page.clean(shown, _TEXT)),
        styles=("", part_style(part.state), ""),
    )


def _partly(report: DomainsReport) -> list[Row]:
    """Lists that answered, but not every question."""
    reasons: dict[str, list[UnknownReason]] = {}
    for domain in report.domains:
        for seen in (
            *domain.observations,
            *(one for sender in domain.senders for one in sender.observations),
        ):
            if seen.reason is not None:
                reasons.setdefault(seen.list, []).append(seen.reason)
    rows = []
    for health in report.lists:
        if health.usable and health.list in reasons:
            missing = reasons[health.list]
            said = f"{short_remedy(missing[0], key=health.key)} ({len(missing)} of {health.asked} questions)"
            style = (severity_style(health.severity), "", "")
            rows.append(Row((health.severity.value, health.list, said), styles=style))
    return rows


def _of_lists(severity: Severity, names: Sequence[str], remedy: str) -> Row:
    return Row((severity.value, and_more(names, _LISTS), remedy), styles=(severity_style(severity), "", ""))


def _unchecked(report: DomainsReport, page: Page) -> list[str]:
    """Never left out: lists that gave no answer to believe, by reason; and what is wrong with the run."""
    groups: dict[tuple[Severity, str], list[str]] = {}
    for health in sorted(report.lists, key=lambda one: -one.severity.rank):
        if health.reason is not None:
            remedy = short_remedy(health.reason, key=health.key, register=health.register)
            groups.setdefault((health.severity, remedy), []).append(health.list)
    rows = _partly(report)
    together: list[Row] = []
    for severity in Severity:
        alike = {remedy: names for (worst, remedy), names in groups.items() if worst is severity}
        if (
            severity.rank < Severity.HIGH.rank and len(alike) == _TOGETHER
        ):  # two that matter little, in one line
            alike = {"; ".join(alike): [name for names in alike.values() for name in names]}
            together += [_of_lists(severity, names, remedy) for remedy, names in alike.items()]
            continue
        rows += [_of_lists(severity, names, remedy) for remedy, names in alike.items()]
    told = [finding for finding in report.findings if not rows or finding.id not in _SAID_OF_LISTS]
    if not rows and not together and not told:
        return []
    silent = bool(rows or together)
    lines = page.heading(HEADING if silent else "THIS RUN")
    lines += [*page.columns(rows), *page.columns(together)]
    for finding in told:
        remedy = f" {finding.remedy}" if finding.remedy else ""
        lines += page.lines(page.clean(f"{finding.says}{remedy}", 2 * _TEXT), first="  ", rest="  ")
    return lines
