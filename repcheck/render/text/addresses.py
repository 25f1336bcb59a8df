"""The addresses of a domain as a table: SPF, reverse name and lists of each; and which lists said nothing."""

from repcheck.model.observations import ListHealth, State, UnknownReason
from repcheck.model.published.domain import DomainReport, DomainsReport, SendingAddress
from repcheck.model.records import ReverseName
from repcheck.render.layout import RED, YELLOW, Row
from repcheck.render.page import Page
from repcheck.render.text.brief.unchecked import HEADING
from repcheck.words.reasons import remedy_of
from repcheck.words.records import reverse_name_cell
from repcheck.words.text import count

#: Addresses that are shown unless more is asked for.
_MOST = 12
_LISTS_NAMED = 4
_SILENT_NAMED = 6
_NAME = 60
#: Findings that say which addresses were not looked at: said aloud beside those that were.
LEFT_OUT = ("range_sampled", "range_not_expanded", "expansion_cut", "address_not_asked")


def addresses_section(report: DomainReport, unusable: frozenset[str], page: Page) -> list[str]:
    """Those with a fault first; what was left out is said below. ``unusable`` lists are shown elsewhere."""
    lines = []
    if report.senders:
        ranked = sorted(report.senders, key=_trouble)
        shown = ranked if page.verbose else ranked[:_MOST]
        rows = [_row(sender, report.domain, unusable, page) for sender in shown]
        headers = ("address", "from", "SPF", "reverse name", "lists")
        lines = ["", *page.table(headers, rows)]
        if len(shown) < len(ranked):
            left = len(ranked) - len(shown)
            more = f"{count(left, 'more address', 'more addresses')}, no worse fault (-v)"
            lines += page.lines(more, first="  ", rest="  ")
    for finding in report.findings:
        if finding.id in LEFT_OUT:
            lines += page.lines(f"{finding.says} {finding.remedy or ''}", first="  ", rest="    ")
    return lines


def _trouble(sender: SendingAddress) -> tuple[int, bool, bool]:
    worst = max((seen.severity.rank for seen in sender.observations if seen.severity), default=-1)
    return -worst, not sender.sends, sender.reverse.status is ReverseName.CONFIRMED


def _row(sender: SendingAddress, domain: str, unusable: frozenset[str], page: Page) -> Row:
    lists, style = _lists(sender, unusable)
    spf = "-" if sender.verdict is None else str(sender.verdict.result)
    cells = (sender.address, _way(sender.origin, domain), spf, _reverse(sender, page), lists)
    return Row(tuple(page.clean(cell) for cell in cells), styles=("", "", "", "", style))


def _way(origin: str, domain: str) -> str:
    """Without the domain that all of them are of, and of a path its end."""
    word, _, path = origin.partition(f" of {domain}")
    return path.removeprefix(" via ").rpartition(", ")[2] or word


def _reverse(sender: SendingAddress, page: Page) -> str:
    reverse = sender.reverse
    if reverse.status is not ReverseName.CONFIRMED:
        return reverse_name_cell(reverse.status)
    name = page.clean(reverse.names[0], _NAME)
    return f"{name} ({sender.generic})" if sender.generic else name


def _lists(sender: SendingAddress, unusable: frozenset[str]) -> tuple[str, str]:
    if not sender.observations:
        return "not asked", ""
    seen = [one for one in sender.observations if one.list not in unusable]
    listed = [one.list for one in seen if one.state is State.LISTED]
    unknown = sum(one.state is State.UNKNOWN for one in seen)
    more = len(listed) - _LISTS_NAMED
    said = "listed: " + ", ".join(listed[:_LISTS_NAMED]) + (f" and {more} more" if more > 0 else "")
    if not listed:
        clean = len(seen) - unknown
        if not clean:
            return "unknown", YELLOW  # of no list is anything known: "clean" would be the wrong word
        said = f"clean on {clean}"
    return said + (f", {unknown} unknown" if unknown else ""), RED if listed else ""


def silent_section(report: DomainsReport, page: Page) -> list[str]:
    """Lists that gave no answer to believe, by reason."""
    by_reason: dict[UnknownReason, list[ListHealth]] = {}
    for health in report.lists:
        if health.reason is not None:
            by_reason.setdefault(health.reason, []).append(health)
    lines = []
    for reason, hit in sorted(by_reason.items(), key=lambda entry: -len(entry[1])):
        names = ", ".join(health.list for health in hit[: None if page.verbose else _SILENT_NAMED])
        more = len(hit) - _SILENT_NAMED
        said = names if page.verbose or more <= 0 else f"{names} and {more} more"
        lines += page.lines(f"unknown ({reason}): {said}", first="  ", rest="    ", style=YELLOW)
        if page.verbose:
            subject = "The list" if len(hit) == 1 else "Each of these"
            lines += page.lines(remedy_of(reason, subject=subject), first="    ", rest="    ", style=YELLOW)
    if not lines:
        return []
    return [*page.heading(HEADING), *lines, ""]
