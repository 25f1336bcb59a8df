"""Sections on the lists themselves: which could not be checked and why; and every answer, on demand."""

from repcheck.model.observations import ListHealth, State, UnknownReason
from repcheck.model.report import Report, TargetReport
from repcheck.render.layout import Row
from repcheck.render.page import Page
from repcheck.render.tally import ListTally, list_tallies
from repcheck.render.text.brief.fold import some
from repcheck.render.text.brief.unchecked import unchecked_section
from repcheck.words.reasons import remedy_of
from repcheck.words.text import count

_SAW_LIMIT = 200
_TEXT_LIMIT = 120
_MOST_TARGETS = 6
_ODD_NAMED = 4
_CODES_NAMED = 4


def unknown_section(report: Report, page: Page) -> list[str]:
    """Lists that gave no answer to believe, as on the short screen; with -v also each reason in full."""
    lines = unchecked_section(report, page)
    if not lines:
        return []
    by_reason: dict[UnknownReason, list[ListTally]] = {}
    for tally in list_tallies(report):
        for reason in tally.reasons:
            by_reason.setdefault(reason, []).append(tally)
    saw = {health.list: said for health in report.lists if (said := _saw(health))}
    for reason, hit in sorted(by_reason.items(), key=lambda entry: -len(entry[1])):
        if page.verbose:
            lines += ["", *_in_full(reason, hit, page)]
        if reason is UnknownReason.UNEXPECTED_ANSWER:
            lines += _odd_answers(report, page)
        if page.verbose:
            lines += _seen(hit, saw, page)
    return lines


def _in_full(reason: UnknownReason, hit: list[ListTally], page: Page) -> list[str]:
    """The lists that one reason met, and its sentences, after the word that JSON has for it."""
    subject = "The list" if len(hit) == 1 else "Each of these"
    lines = page.lines(", ".join(_named(tally, reason) for tally in hit), first="  ", rest="  ")
    said = f"{reason}: {remedy_of(reason, subject=subject)}"
    return lines + page.lines(said, first="    ", rest="    ")


def _saw(health: ListHealth) -> str:
    """What was seen of a list that is not believed, or not about every kind of target."""
    if not health.usable:
        return health.saw
    return "; ".join(f"{kind.kind}: {kind.saw}" for kind in health.unproved)


def _odd_answers(report: Report, page: Page) -> list[str]:
    """Which targets a list that is well answered with what its catalog entry does not know."""
    usable = {health.list for health in report.lists if health.usable}
    odd = [
        f"{target.target.value} on {seen.list}: {', '.join(seen.codes[:_CODES_NAMED])}"
        for target in report.targets
        for seen in target.observations
        if seen.reason is UnknownReason.UNEXPECTED_ANSWER and seen.codes and seen.list in usable
    ]
    if not odd:
        return []
    more = len(odd) - _ODD_NAMED
    said = "; ".join(page.clean(one, _SAW_LIMIT) for one in odd[:_ODD_NAMED])
    said += f" and {count(more, 'answer')} more" if more > 0 else ""
    return page.lines(f"not a code that the catalog knows: {said}", first="    ", rest="      ")


def _named(tally: ListTally, reason: UnknownReason) -> str:
    """The list's name, with a count where the reason did not meet all of its targets alike."""
    number = tally.reasons[reason]
    if number == tally.asked:
        return tally.list
    return f"{tally.list} ({number:,} of {count(tally.asked, 'target')})"


def _seen(hit: list[ListTally], saw: dict[str, str], page: Page) -> list[str]:
    lines: list[str] = []
    for tally in hit:
        if tally.list in saw:
            said = page.clean(saw[tally.list], _SAW_LIMIT)
            lines += page.lines(f"{tally.list}: {said}", first="    seen: ", rest="      ")
    return lines


def clean_section(report: Report, page: Page) -> list[str]:
    """Which lists said clean, targets with the same ones together; only when more is asked for (-v).

    A report that keeps no clean observations knows their number alone, and then nothing is shown.
    """
    if not page.verbose:
        return []
    targets: dict[tuple[str, ...], list[str]] = {}
    for found in report.targets:
        lists = tuple(seen.list for seen in found.observations if seen.state is State.CLEAN)
        if lists:
            targets.setdefault(lists, []).append(found.target.value)
    if not targets:
        return []
    lines = page.heading("NOT LISTED ON")
    for lists, values in targets.items():
        whom = some(values, len(values) if page.verbose > 1 else _MOST_TARGETS)
        lines += page.lines(f"{whom}: {', '.join(lists)}", first="  ", rest="    ")
    return lines


def answers_section(report: Report, page: Page) -> list[str]:
    """Every (target, list) pair; only when all of them were asked for (-vv)."""
    asked = [target for target in report.targets if target.observations]
    if page.verbose < 2 or not asked:
        return []
    lines = page.heading("ALL ANSWERS")
    for target in asked:
        lines += [*page.lines(target.target.value), *_answers(target, page)]
    return lines


def _answers(target: TargetReport, page: Page) -> list[str]:
    rows = []
    for seen in target.observations:
        state = seen.state if seen.reason is None else f"{State.UNKNOWN}: {seen.reason}"
        took = "" if seen.rtt_ms is None else f"{seen.rtt_ms:.0f} ms"
        rows.append(Row((seen.list, state, took, page.clean(", ".join(seen.codes), _TEXT_LIMIT))))
    return page.table(("LIST", "STATE", "TOOK", "CODES"), rows)
