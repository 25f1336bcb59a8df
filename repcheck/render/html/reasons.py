"""Why mail was lost, the costliest cause first, each with what it cost."""

from collections.abc import Sequence

from repcheck.model.causes import Cause, Share
from repcheck.model.report import Report
from repcheck.render.html.drawings import by_hour
from repcheck.render.html.marks import now_mark
from repcheck.render.html.parts import Cause as Shown
from repcheck.render.html.steps import Steps
from repcheck.render.html.veil import Veil
from repcheck.render.moments import moment
from repcheck.render.text.causes import shares_words
from repcheck.words.text import count

_MOST = 50
_QUOTES = 2


def causes(report: Report, steps: Steps, veil: Veil) -> tuple[tuple[Shown, ...], str]:
    """The causes that are shown, and what the others cost."""
    ranked = sorted(report.causes, key=lambda cause: -cause.bounces)
    most = max((cause.bounces for cause in ranked), default=0)
    rest = ranked[_MOST:]
    lost = count(sum(cause.bounces for cause in rest), "bounce")
    left = f"and {count(len(rest), 'more cause')} with {lost} in all" if rest else ""
    return tuple(_shown(cause, most, steps, veil) for cause in ranked[:_MOST]), left


def _shown(cause: Cause, most: int, steps: Steps, veil: Veil) -> Shown:
    first = steps.of_cause(cause.id)
    return Shown(
        says=veil.text(cause.says),
        now=now_mark(cause.live_state),
        lost=_lost(cause),
        share=max(1, round(100 * cause.bounces / most)) if most else 0,
        spell=_spell(cause),
        by_hour=None if cause.course is None else by_hour(cause.course),
        who=_who(cause, veil),
        quotes=tuple(map(veil.quoted, cause.evidence[:_QUOTES])),
        step=first.step,
        url=first.url,
        wait=first.wait,
        publish=veil.record(cause.publish),
    )


def _lost(cause: Cause) -> str:
    if cause.reported:
        return f"{count(cause.bounces, 'message')}, as DMARC reports say"
    lost = count(cause.bounces, "bounce")
    if cause.recipients:
        lost += f", {count(cause.recipients, 'recipient')} at {count(cause.domains, 'domain')}"
    return lost


def _spell(cause: Cause) -> str:
    if cause.first_seen is None and cause.last_seen is None:
        return "when: not known"
    begun = "unknown" if cause.first_seen is None else moment(cause.first_seen)
    ended = "unknown" if cause.last_seen is None else moment(cause.last_seen)
    return begun if begun == ended else f"{begun} to {ended}"


def _who(cause: Cause, veil: Veil) -> tuple[str, ...]:
    """Whose mail it was; senders are the user's own affair."""
    kinds: tuple[tuple[str, Sequence[Share], bool], ...] = (
        ("Sent by", cause.senders, True),
        ("HELO", cause.helos, True),
        ("Groups", cause.groups, False),
    )
    told = ((kind, shares_words(shares), private) for kind, shares, private in kinds if shares)
    said = (
        veil.own(f"{kind}: {words}") if private else veil.text(f"{kind}: {words}")
        for kind, words, private in told
    )
    return tuple(one for one in said if one)
