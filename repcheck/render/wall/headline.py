"""The verdict over all that is watched, as of the last pass."""

from datetime import timedelta

from repcheck.model.observations import Severity
from repcheck.model.watch.remembered import Age, Status
from repcheck.render.html.parts import Headline
from repcheck.render.moments import moment
from repcheck.render.sheet.sheet import Level
from repcheck.render.text.memory.status import doubt, head
from repcheck.render.wall.frame import Stale
from repcheck.words.text import count

_WORDS: dict[Level, str] = {
    "ok": "All well",
    "warning": "Attention",
    "critical": "Act now",
    "unknown": "Could not decide",
}
_NEVER = (
    "No pass has ended yet. What the first one finds is shown as soon as it ends; repcheck monitor does one."
)
_NOT_ALL_KNOWN = "Nothing found, not all known"


def headline(found: Status) -> Headline:
    """The headline. What is too old or was never asked is never "all well"."""
    if found.last is None:
        return Headline(level="unknown", word=_WORDS["unknown"], sentence=_NEVER, unknown="", at="", stale="")
    level = _level(found)
    unheard = f"{count(len(found.unheard), 'pair')} unknown at the last look, which does not mean clean."
    partly = level == "ok" and bool(found.unheard)
    return Headline(
        level="unknown" if partly else level,
        word=_NOT_ALL_KNOWN if partly else _WORDS[level],
        sentence=" ".join(part for part in (doubt(found), head(found)) if part),
        unknown=unheard if found.unheard else "",
        at=moment(found.last.started),
        stale="",
    )


def stale_after(found: Status) -> Stale:
    """When what the last pass saw is stale, by the rule that ``repcheck status`` has."""
    if found.last is None:
        return Stale(None, None)
    after = found.last.started + 2 * found.every + timedelta(seconds=found.last.seconds)
    return Stale(found.last.started, after if found.age is Age.FRESH else None)


def _level(found: Status) -> Level:
    if found.age is not Age.FRESH:
        return "unknown"
    counted = [one.standing.severity.rank for one in found.listings if one.counts]
    if not counted:
        return "ok"
    return "critical" if max(counted) >= Severity.HIGH.rank else "warning"
