"""Incidents and backscatter as people read them, in every text that has bounces."""

from collections.abc import Sequence

from repcheck.model.mail.hygiene import Backscatter, RefusalIncident
from repcheck.model.report import Report
from repcheck.render.page import Page
from repcheck.words.states import category_words
from repcheck.words.text import count

_MOST_INCIDENTS = 5
_MOST_REASONS = 3
_TEXT = 160


def incidents_section(report: Report, page: Page) -> list[str]:
    """One line for each incident, and a word on backscatter."""
    most = len(report.incidents) if page.verbose else _MOST_INCIDENTS
    lines = incident_lines(report.incidents, page, most)
    scattered = backscatter_lines(report.backscatter, page)
    if scattered:
        lines += ([""] if lines else []) + [*page.heading("NOT COUNTED"), *scattered]
    return lines


def incident_lines(incidents: Sequence[RefusalIncident], page: Page, most: int) -> list[str]:
    """The incidents under their heading, the costliest first; empty when there are none."""
    if not incidents:
        return []
    lines = page.heading("INCIDENTS: one refusal, many recipients")
    for one in incidents[:most]:
        lines += page.lines(_incident(one, page), first="  ", rest="    ")
    if len(incidents) > most:
        lines += page.lines(f"and {count(len(incidents) - most, 'more incident')} (-v shows them)")
    return lines


def _incident(one: RefusalIncident, page: Page) -> str:
    what = "you are blocked" if one.sender_blocked else category_words(one.category)
    who = f"{count(one.records, 'refusal')} of {count(one.recipients, 'recipient')}"
    where = f" by {page.clean(one.where, 80)}" if one.where else ""
    when = one.first if one.first == one.last else f"{one.first} to {one.last}"
    text = page.quoted(one.text, [one.recipient or ""], _TEXT)
    return f'{who}{where}, {when}: {what}: "{text}"' if text else f"{who}{where}, {when}: {what}"


def backscatter_lines(scattered: Backscatter, page: Page) -> list[str]:
    """How many bounces were of mail that was never the user's, and what showed it; empty without any."""
    if not scattered.records:
        return []
    reasons = list(scattered.reasons.items())
    shown = reasons if page.verbose else reasons[:_MOST_REASONS]
    told = "; ".join(f"{page.clean(why, 200)} ({number:,})" for why, number in shown)
    rest = f"; and {len(reasons) - len(shown):,} more reasons (-v)" if len(shown) < len(reasons) else ""
    said = f"Backscatter, bounces of mail that was never yours: {scattered.records:,}; {told}{rest}."
    return page.lines(said, first="  ", rest="  ")
