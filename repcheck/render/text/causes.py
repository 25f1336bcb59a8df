"""Sections on lost mail: what blocks it, what to do about it, and what the bounces were."""

from collections.abc import Sequence

from repcheck.model.causes import Cause, Course, LiveState, Share, Step
from repcheck.model.report import Report
from repcheck.render.json.check import BouncesDocument, bounces_document
from repcheck.render.layout import DIM, RED, Row
from repcheck.render.page import MOST_TEXT, Page
from repcheck.words.explained import CONSTANT_CONTACT
from repcheck.words.states import actor_words, category_words, live_state_words
from repcheck.words.text import and_more, count

_MOST_CAUSES = 10
_MOST_EVIDENCE = 2
_SENTENCE = 600
_EVIDENCE = 300
_BARS = ".:-=+*#"
_PHASES = {"fix": "Fix first", "ask": "Then ask", "verify": "Then verify", "avoid": "Do not"}


def causes_section(report: Report, page: Page) -> list[str]:
    """What blocks the mail, the costliest cause first."""
    if not report.causes:
        return []
    ranked = sorted(report.causes, key=lambda cause: -cause.bounces)
    shown = ranked if page.verbose else ranked[:_MOST_CAUSES]
    lines = page.heading("WHAT BLOCKS YOUR MAIL")
    for number, cause in enumerate(shown, 1):
        lines += _cause(number, cause, page)
    if len(shown) < len(ranked):
        rest = ranked[len(shown) :]
        lost = count(sum(cause.bounces for cause in rest), "bounce")
        lines += page.lines(f"and {count(len(rest), 'more cause')} with {lost} in all (-v shows them)")
    return lines


def _cause(number: int, cause: Cause, page: Page) -> list[str]:
    mark = f"{number:>2}. "
    pad = " " * len(mark)
    lines = page.lines(page.clean(cause.says, _SENTENCE), first=mark, rest=pad)
    style = RED if cause.live_state is LiveState.CONFIRMED else ""
    lines += page.lines(f"Now: {live_state_words(cause.live_state)}.", first=pad, rest=pad, style=style)
    lines += page.lines(_cost(cause), first=pad, rest=pad)
    if (shares := _shares(cause)) and page.verbose:
        lines += page.lines(shares, first=pad, rest=pad)
    if cause.course is not None and page.verbose:
        lines += page.lines(course_words(cause.course), first=pad, rest=pad)
    evidence = cause.evidence if page.verbose else cause.evidence[:_MOST_EVIDENCE]
    for said in evidence:
        text = page.quoted(said, limit=MOST_TEXT if page.verbose else _EVIDENCE)
        lines += page.lines(f'"{text}"', first=pad, rest=pad + " ", style=DIM)
    return lines


def _cost(cause: Cause) -> str:
    if cause.reported:
        return f"Lost: {count(cause.bounces, 'message')}, as DMARC reports say."
    lost = f"Lost: {count(cause.bounces, 'bounce')}"
    if cause.recipients:  # a reply that was pasted without its mail names nobody
        lost += f", {count(cause.recipients, 'recipient')} at {count(cause.domains, 'domain')}"
    if cause.temporary and cause.permanent:
        lost += f"; {cause.permanent:,} refused for good (5xx), {cause.temporary:,} put off (4xx)"
    if cause.first_seen is None and cause.last_seen is None:
        return f"{lost}."
    if cause.first_seen == cause.last_seen:
        return f"{lost}, {cause.first_seen}."
    return f"{lost}, {cause.first_seen or 'unknown'} to {cause.last_seen or 'unknown'}."


def _shares(cause: Cause) -> str:
    """Whose mail it was, as far as that is known."""
    kinds = (("Sent by", cause.senders), ("HELO", cause.helos), ("Groups", cause.groups))
    told = (f"{kind}: {shares_words(shares)}." for kind, shares in kinds if shares)
    return " ".join(told)


def shares_words(shares: Sequence[Share], most: int = 5) -> str:
    """ "pool-a 12, pool-b 3", the most bounces first."""
    return and_more([f"{share.name} {share.bounces:,}" for share in shares], most)


def course_words(course: Course) -> str:
    """Bounces by hour as a bar of 24 signs, with how they go."""
    most = max(*course.hours, 1)
    # An hour with a single bounce has a sign of its own: only an hour without any is empty.
    bar = "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] for count in course.hours)
    going = f", {course.trend}" if course.trend is not None else ""
    return f"By hour: [{bar}] 24 hours up to {course.until}, at most {most:,} an hour{going}."


def plan_section(report: Report, page: Page) -> list[str]:
    """What to do, in order."""
    if not report.plan:
        return []
    lines = page.heading("WHAT TO DO")
    phase = ""
    costly = any(step.causes for step in report.plan)
    for number, step in enumerate(report.plan, 1):
        if costly and not step.causes:
            # What costs mail comes first; these are the listings that no bounce names.
            lines += ["", *page.lines("Listings that no bounce named:")]
            costly, phase = False, ""
        if step.phase != phase:
            phase = step.phase
            lines += page.lines(f"{_PHASES[phase]}:")
        lines += _step(number, step, page)
    return lines


def _step(number: int, step: Step, page: Page) -> list[str]:
    mark = f"{number:>2}. "
    pad = " " * len(mark)
    lines = page.lines(page.clean(step.title, _SENTENCE), first=mark, rest=pad)
    if step.how:
        lines += page.lines(page.clean(step.how, MOST_TEXT), first=pad, rest=pad)
    if step.url:
        lines += page.lines(page.clean(step.url, _SENTENCE), first=pad, rest=pad)
    aside = _aside(step)
    if aside:
        lines += page.lines(aside, first=pad, rest=pad)
    if step.command:
        command = f"$ {page.clean(step.command, MOST_TEXT)}"
        # It is typed or copied as it stands, so the line is longer rather than broken.
        whole = step.command.startswith("repcheck ")
        lines += [pad + command] if whole else page.lines(command, first=pad, rest=pad + "  ")
    return lines


def _aside(step: Step) -> str:
    parts = [] if step.who == "you" else [f"Has to act: {actor_words(step.who)}."]
    if step.wait and step.phase != "verify":  # which says itself when to look again
        parts.append(f"Usual wait: {step.wait}.")
    if not step.certain:
        parts.append("Not certain: verify this before you rely on it.")
    return " ".join(parts)


def bounces_section(report: Report, page: Page) -> list[str]:
    """How many bounces of which kind."""
    counts = bounces_document(report)
    if not counts or not counts.records:
        return []
    lines = [*page.heading("BOUNCES"), *page.lines(_counts(counts), first="  ", rest="  ")]
    categories = counts.categories.items()
    rows = [
        Row((f"{number:,}", category, category_words(category), CONSTANT_CONTACT.get(category, "-")))
        for category, number in categories
    ]
    return lines + page.table(("RECORDS", "CATEGORY", "WHAT IT IS", "IN CONSTANT CONTACT"), rows)


def _counts(counts: BouncesDocument) -> str:
    told = [
        count(counts.records, "record"),
        f"{counts.hard:,} hard (the address itself is bad)",
        f"{counts.soft:,} soft",
    ]
    untold = counts.kinds.get("bounce", 0) - counts.hard - counts.soft - counts.suppressed
    if untold:
        told.append(f"{untold:,} of unknown kind")
    if counts.suppressed:
        told.append(f"{counts.suppressed:,} that your mailing service did not even send (suppressed there)")
    if counts.sender_blocked:
        told.append(f"{counts.sender_blocked:,} because you are blocked")
    return f"{'; '.join(told)}."
