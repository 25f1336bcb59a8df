"""What is listed now, worst first; with groups, what it means for each owner before it."""

import msgspec

from repcheck.model.observations import Observation, Severity, State
from repcheck.model.report import Report, TargetReport
from repcheck.render.layout import Row
from repcheck.render.page import LEAST_LAST, Page, severity_style
from repcheck.render.tally import listed_of
from repcheck.render.text.brief.fold import folded, place, shortened
from repcheck.render.text.brief.owners import owners_section
from repcheck.words.text import count

_MOST_ROWS = 10
_NAME = 60
_ORIGINS = {"mx of ": "MX host", "spf of ": "by SPF", "named in a bounce": "named in a bounce"}


class _Listing(msgspec.Struct, frozen=True):
    """Targets that one list lists for the same reason."""

    severity: Severity
    list: str
    meaning: str
    targets: tuple[TargetReport, ...]


def listed_section(report: Report, page: Page) -> list[str]:
    """A line for each listing; equal listings of several targets share theirs."""
    listed = listed_of(report.targets)
    if not listed:
        return []
    listings = _listings(listed)
    lines = [*owners_section(report, page), *page.heading("LISTED NOW")]
    rows = [row for listing in listings for row in _rows(listing, page)]
    lines += _columns(rows[:_MOST_ROWS], page)
    if len(rows) > _MOST_ROWS:
        lines += page.lines(f"and {count(len(rows) - _MOST_ROWS, 'more line')} (-v)", first="  ", rest="  ")
    others = sum(1 for found in report.targets if found.asked) - len(listed)
    if others:
        said = f"{count(others, 'other target')}: not listed where it could be checked (-v)"
        lines += page.lines(said, first="  ", rest="  ")
    return lines


def _listings(listed: list[TargetReport]) -> list[_Listing]:
    grouped: dict[tuple[Severity, str, str], list[TargetReport]] = {}
    for found in listed:
        for seen in found.observations:
            if seen.state is State.LISTED:
                key = (seen.severity or Severity.INFO, seen.list, _meaning(seen))
                grouped.setdefault(key, []).append(found)
    made = [_Listing(*key, tuple(targets)) for key, targets in grouped.items()]
    return sorted(made, key=lambda one: (-one.severity.rank, place(one.targets[0].target.value)))


def _meaning(seen: Observation) -> str:
    said = "; ".join(hit.meaning or hit.name for hit in seen.sublists)
    return said or f"listed ({', '.join(seen.codes[:3])})"


def _rows(listing: _Listing, page: Page) -> list[Row]:
    origins = {found.target.value: _origin(found) for found in listing.targets}
    rows = []
    for shown in folded(origins):
        meaning = page.clean(listing.meaning)
        if origin := origins.get(shown, ""):
            meaning = f"{meaning}\n{origin}"
        cells = (listing.severity.value, shown, listing.list, meaning)
        rows.append(Row(cells, styles=(severity_style(listing.severity), "", "", "")))
    return rows


def _origin(found: TargetReport) -> str:
    way = found.target.origin[0] if found.target.origin else ""
    return next((f" ({words})" for start, words in _ORIGINS.items() if way.startswith(start)), "")


def _columns(rows: list[Row], page: Page) -> list[str]:
    """Each row on one line: the meaning gives way, the origin behind it stays."""
    widths = [min(max(len(row.cells[column]) for row in rows), _NAME) for column in range(3)]
    room = page.width - sum(widths) - 2 * len(widths) - 2
    if room < LEAST_LAST:  # then it stands below the others
        room = page.width - 4
    cut = []
    for row in rows:
        meaning, _, origin = row.cells[3].partition("\n")
        short = shortened(meaning, room - len(origin)) + origin
        cut.append(Row((*row.cells[:3], short), styles=row.styles))
    return page.columns(cut)
