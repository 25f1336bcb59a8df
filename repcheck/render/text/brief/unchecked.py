"""What could not be checked: a line for each list with its severity and the remedy."""

from repcheck.model.observations import ListHealth, UnknownReason
from repcheck.model.report import Report
from repcheck.render.layout import Row
from repcheck.render.page import Page, severity_style
from repcheck.render.tally import ListTally, list_tallies
from repcheck.words.reasons import short_remedy
from repcheck.words.text import and_more, count

HEADING = "COULD NOT BE CHECKED (unknown, not clean)"
#: More lists than this are grouped by reason and severity, not one by one, unless more is asked for.
_MOST_LISTS = 8
_NAMES = 4


def unchecked_section(report: Report, page: Page) -> list[str]:
    """Never left out: what could not be asked or believed, the worst first."""
    hit = [tally for tally in list_tallies(report) if tally.reasons]
    if not hit:
        return []
    lines = page.heading(HEADING)
    health = {one.list: one for one in report.lists}
    if len(hit) > _MOST_LISTS and not page.verbose:
        return lines + page.columns(_by_reason(hit, health))
    hit.sort(key=lambda tally: -health[tally.list].severity.rank)
    return lines + page.columns([_row(tally, health[tally.list]) for tally in hit])


def _main_reason(tally: ListTally) -> UnknownReason:
    return max(tally.reasons, key=lambda reason: tally.reasons[reason])


def _row(tally: ListTally, health: ListHealth) -> Row:
    said = short_remedy(_main_reason(tally), key=health.key, register=health.register)
    number = sum(tally.reasons.values())
    if number < tally.asked:
        said += f" ({number:,} of {count(tally.asked, 'target')})"
    styles = (severity_style(health.severity), "", "")
    return Row((health.severity.value, tally.list, said), styles=styles)


def _by_reason(hit: list[ListTally], health: dict[str, ListHealth]) -> list[Row]:
    """One line for each reason (and key): its worst severity, the lists it met, the remedy."""
    groups: dict[tuple[UnknownReason, str | None, str | None], list[ListTally]] = {}
    for tally in hit:
        reason, one = _main_reason(tally), health[tally.list]
        keyed = reason is UnknownReason.KEY_MISSING
        groups.setdefault((reason, one.key if keyed else None, one.register if keyed else None), []).append(
            tally
        )
    rows = []
    for (reason, key, register), tallies in groups.items():
        tallies.sort(key=lambda tally: -health[tally.list].severity.rank)
        worst = health[tallies[0].list].severity
        names = and_more([tally.list for tally in tallies], _NAMES)
        remedy = short_remedy(reason, key=key, register=register)
        rows.append((worst.rank, Row((worst.value, names, remedy), styles=(severity_style(worst), "", ""))))
    return [row for _, row in sorted(rows, key=lambda one: -one[0])]
