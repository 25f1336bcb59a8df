"""Why mail bounced: a line for each cause with what it cost, and one for what was not the sender's doing."""

from collections import Counter

from repcheck.model.bounces import Category
from repcheck.model.causes import Cause, Course, LiveState
from repcheck.model.report import Report
from repcheck.render.layout import RED
from repcheck.render.page import Page
from repcheck.render.text.causes import course_words, shares_words
from repcheck.words.states import category_words
from repcheck.words.text import count

_MOST_CAUSES = 7
_SENTENCE = 240
_MOST_GROUPS = 2

#: The next step where nothing else is to be done.
_REMOVE = "Addresses to take off your list: repcheck bounces FILES --hygiene"

#: What a recipient's side is the reason for.
_RECIPIENT = (
    Category.NONEXISTENT,
    Category.INACTIVE,
    Category.MAILBOX_FULL,
    Category.UNDELIVERABLE,
    Category.TOO_LARGE,
)


def why_section(report: Report, page: Page) -> list[str]:
    """The causes that lost most mail, then how many bounces were the recipients' side."""
    bounced = report.bounced is not None and report.bounced.records > 0
    if not bounced and not report.causes:
        return []
    ranked = sorted(report.causes, key=lambda cause: -cause.bounces)
    rows = [(f"{cause.bounces:,}", _brief(cause, page), _style(cause)) for cause in ranked[:_MOST_CAUSES]]
    rest = ranked[_MOST_CAUSES:]
    if rest:
        rows.append(
            (f"{sum(cause.bounces for cause in rest):,}", f"{count(len(rest), 'more cause')} (-v)", "")
        )
    recipients = _recipients(report)
    if recipients:
        number = f"{sum(recipients.values()):,}"
        kinds = ", ".join(f"{total:,} {category_words(kind)}" for kind, total in recipients.most_common())
        if len(recipients) == 1:
            kinds = category_words(next(iter(recipients)))
        rows.append((number, f"recipient: {kinds}", ""))
    if not rows:
        return []
    width = max(len(number) for number, _, _ in rows)
    lines = page.heading("WHY MAIL BOUNCED" if bounced else "WHY MAIL WAS REFUSED")
    for number, said, style in rows:
        lines += page.lines(said, first=f"  {number:>{width}}  ", rest=" " * (width + 4), style=style)
    if recipients[Category.NONEXISTENT] and not any(step.phase in ("fix", "ask") for step in report.plan):
        lines += page.lines(_REMOVE, first="  ", rest="  ")
    if not report.targets and (by_hour := _by_hour(report)):
        lines += page.lines(by_hour, first="  ", rest="  ")
    return lines


def _brief(cause: Cause, page: Page) -> str:
    said = cause.brief or cause.says
    notes: list[str] = []
    if cause.course is not None and cause.course.trend in ("growing", "ending"):
        notes.append(cause.course.trend)
    if cause.groups:
        notes.append(shares_words(cause.groups, _MOST_GROUPS))
    return page.clean(f"{said} ({'; '.join(notes)})" if notes else said, _SENTENCE)


def _by_hour(report: Report) -> str:
    """All causes by hour: their hours end with the same one."""
    courses = [cause.course for cause in report.causes if cause.course is not None]
    if not courses:
        return ""
    hours = tuple(map(sum, zip(*(course.hours for course in courses), strict=True)))
    return course_words(Course(until=courses[0].until, hours=hours)) if any(hours) else ""


def _style(cause: Cause) -> str:
    return RED if cause.live_state is LiveState.CONFIRMED else ""


def _recipients(report: Report) -> Counter[Category]:
    counted: Counter[Category] = Counter()
    for record, number, _ in report.bounced.alike if report.bounced is not None else ():
        counted[record.category] += number if record.kind == "bounce" else 0
    return Counter({kind: counted[kind] for kind in _RECIPIENT if counted[kind]})
