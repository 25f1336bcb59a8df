"""The first lines: the verdict, and how much of the question has no answer."""

from collections import Counter

from repcheck.model.baseline import Standing
from repcheck.model.exit_code import ExitCode
from repcheck.model.mail.bounces_read import BouncesRead
from repcheck.model.observations import ListHealth, Severity, State
from repcheck.model.report import Report
from repcheck.render.layout import BOLD, YELLOW
from repcheck.render.page import Page
from repcheck.render.tally import list_tallies, listed_of
from repcheck.render.text.headline import answer_words, coverage_gaps, prefix
from repcheck.render.text.intake import nothing_bounced
from repcheck.words.text import and_more, count

#: Names of lists that matter most, written out in the second line.
_MOST_NAMED = 3


def verdict_lines(report: Report, page: Page) -> list[str]:
    """One or two lines that answer, and one that says what is unknown."""
    lines = page.lines(f"{prefix(report)}{_beside_baseline(report)}{_answer(report)}", style=BOLD)
    unknown = unknown_line(report)
    return lines + (page.lines(unknown, style=YELLOW) if unknown else [])


def _beside_baseline(report: Report) -> str:
    """What fails the run beside its baseline, or that nothing does; empty without one, or undecided."""
    compared = report.compared
    if compared is None or report.exit_code is ExitCode.UNDECIDED:
        return ""
    failing = [
        compared.standings.get((found.target.value, seen.list), Standing.NEW)
        for found in report.targets
        for seen in found.observations
        if seen.state is State.LISTED and compared.fails(found.target.value, seen.list)
    ]
    if not failing:
        return "Nothing new since the baseline. "
    number = count(len(failing), "listing is", "listings are")
    new = all(standing is Standing.NEW for standing in failing)
    return f"{number} {'new since' if new else 'not covered by'} the baseline. "


def _answer(report: Report) -> str:
    bounced = _bounced(report)
    if not report.targets and report.bounced is not None:
        return bounced or nothing_bounced(report)
    answer = answer_words(report)
    if bounced is None:
        return f"{answer}."
    listed = len(listed_of(report.targets))
    if listed and _blocked(report) and report.exit_code is not ExitCode.UNDECIDED:
        targets = count(len(report.targets), "target")
        verb = "is" if listed == 1 else "are"
        return f"Your mail is blocked: {listed:,} of {targets} {verb} listed; {_say_so(report)}."
    return f"{answer}. {bounced}"


def _blocked(report: Report) -> int:
    return 0 if report.bounced is None else report.bounced.blocked


def _say_so(report: Report) -> str:
    blocked = _blocked(report)
    read = count(0 if report.bounced is None else report.bounced.records, "bounce")
    return f"{blocked:,} of {read} {'says' if blocked == 1 else 'say'} so"


def _bounced(report: Report) -> str | None:
    """What the bounces say, in one sentence; None when none were read."""
    bounced = report.bounced
    if bounced is None:
        return None
    if not bounced.records:
        return nothing_bounced(report)
    blocked = bounced.blocked
    read = count(bounced.records, "bounce")
    counted = "" if report.targets else _hard_and_soft(bounced)
    if not blocked:
        return f"{read} read{counted}: none of them says that you are blocked."
    return f"{blocked:,} of {read}{counted} {'says' if blocked == 1 else 'say'} that you are blocked."


def _hard_and_soft(bounced: BouncesRead) -> str:
    """How many are final and how many not, as far as the reports say; only where bounces are the question."""
    failures: Counter[bool | None] = Counter()
    for record, number, _ in bounced.alike:
        failures[record.hard] += number if record.kind == "bounce" else 0
    parts = [
        f"{failures[hard]:,} {word}" for hard, word in ((True, "hard"), (False, "soft")) if failures[hard]
    ]
    return f" ({', '.join(parts)})" if parts else ""


def unknown_line(report: Report) -> str | None:
    """How many lists could not be checked, and the worst of them by name; None when all could."""
    tallies = list_tallies(report)
    silent = {tally.list for tally in tallies if not tally.answered}
    gaps = coverage_gaps(report)
    if not silent and not gaps:
        return None
    if silent and len(silent) == len(tallies):
        said = (
            f"none of {len(tallies)} lists could be checked"
            if len(tallies) > 1
            else "the one list could not be checked"
        )
    else:
        said = f"{len(silent)} of {count(len(tallies), 'list')} could not be checked" if silent else ""
    worst = _worst([health for health in report.lists if health.list in silent])
    parts = [part for part in (said + worst if said else "", *gaps) if part]
    return f"UNKNOWN: {'; '.join(parts)}."


def _worst(lists: list[ListHealth]) -> str:
    """The worst severity among these with the names of its lists; empty when none would cost much mail."""
    if not lists:
        return ""
    severity = max((health.severity for health in lists), key=lambda one: one.rank)
    if severity.rank < Severity.HIGH.rank:
        return ""
    names = tuple(health.name or health.list for health in lists if health.severity is severity)
    return f"; {severity}: {and_more(names, _MOST_NAMED)}"
