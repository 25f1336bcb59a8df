"""A run beside a baseline: what fails and why, what is accepted, what can be taken out."""

from repcheck.model.baseline import Accepted, Compared, Pair, Standing
from repcheck.model.observations import Observation, State, severity_of
from repcheck.model.report import Report
from repcheck.model.targets import Target
from repcheck.render.layout import Row
from repcheck.render.page import Page, severity_style
from repcheck.words.text import and_more, count

#: Lines of the table, and names in a sentence; the rest is counted.
_ROWS = 20
_NAMED = 5


def baseline_section(report: Report, page: Page) -> list[str]:
    """Empty without a baseline."""
    compared = report.compared
    if compared is None:
        return []
    rows = _failing(report, compared, page)
    lines = page.heading(f"BASELINE {compared.file}")
    lines += page.columns(rows[: _ROWS if page.verbose == 0 else None])
    if page.verbose == 0 and len(rows) > _ROWS:
        lines += page.lines(f"and {len(rows) - _ROWS} more (-v)", first="  ", rest="  ")
    for sentence in _sentences(compared):
        lines += page.lines(sentence, first="  ", rest="  ")
    return lines


def _failing(report: Report, compared: Compared, page: Page) -> list[Row]:
    found = [
        (found.target, seen)
        for found in report.targets
        for seen in found.observations
        if seen.state is State.LISTED and compared.fails(found.target.value, seen.list)
    ]
    found.sort(key=lambda each: -severity_of(each[1]).rank)
    return [_row(target, seen, compared, page) for target, seen in found]


def _row(target: Target, seen: Observation, compared: Compared, page: Page) -> Row:
    pair: Pair = (target.value, seen.list)
    severity = severity_of(seen)
    said = [compared.changes[pair]] if pair in compared.changes else []
    if target.place is not None:
        said.append(f"({target.place.file}:{target.place.line})")
    cells = (
        compared.standings.get(pair, Standing.NEW).value,
        severity.value,
        target.shown or target.value,
        seen.list,
        page.clean(" ".join(said)),
    )
    return Row(cells, styles=("", severity_style(severity), "", "", ""))


def _sentences(compared: Compared) -> list[str]:
    said = []
    accepted = [pair for pair, standing in compared.standings.items() if standing is Standing.ACCEPTED]
    if accepted:
        said.append(f"{count(len(accepted), 'listing is', 'listings are')} accepted: {_names(accepted)}.")
    if compared.ending:
        first = min(compared.ending, key=lambda each: each.until)
        ends = f"{count(len(compared.ending), 'acceptance ends', 'acceptances end')} soon, the first on"
        said.append(f"{ends} {first.until}: {_named(compared.ending)}.")
    if compared.gone:
        said.append(f"No longer listed: {_named(compared.gone)}. --update-baseline takes them out.")
    if compared.unseen:
        said.append(f"Could not be asked, so neither there nor gone: {_named(compared.unseen)}.")
    if compared.elsewhere:
        others = count(compared.elsewhere, "accepted listing is", "accepted listings are")
        said.append(f"{others} of targets or lists that were not asked about.")
    if not said and not compared.standings:
        return ["Nothing is listed, and nothing is accepted."]
    return said


def _named(entries: tuple[Accepted, ...]) -> str:
    return _names([entry.pair for entry in entries])


def _names(pairs: list[Pair]) -> str:
    return and_more([f"{target} on {list_}" for target, list_ in pairs], _NAMED)
