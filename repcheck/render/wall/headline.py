"""The verdict over all that is watched, as of the last pass."""

from datetime import timedelta

from repcheck.model.catalog import Catalog
from repcheck.model.observations import Severity
from repcheck.model.watch.remembered import Age, Status
from repcheck.model.watch.wall import Overview
from repcheck.render.html.parts import Headline
from repcheck.render.moments import moment
from repcheck.render.sheet.sheet import LEVEL_WORDS, Level
from repcheck.render.text.memory.status import doubt
from repcheck.render.wall.frame import Stale
from repcheck.render.wall.links import VEIL, cause_title
from repcheck.words.text import count

_UNBORN = "No pass has ended yet"
_FIRST = (
    "What the first one finds is shown as soon as it ends; repcheck monitor does one, "
    "repcheck serve --every 15m does them all."
)
_REFUSED = "Mail is refused"
#: Hours of bounces that the verdict goes by.
_DAY = 24
_NOT_ALL_KNOWN = "Nothing found, not all known"


def headline(found: Overview, catalog: Catalog) -> Headline:
    """The headline. What is too old or was never asked is never "all well", and no more is refused mail."""
    status = found.status
    if status.last is None:
        return Headline(level="unknown", word=_UNBORN, sentence=_FIRST, unknown="", at="", stale="")
    level, unknown = _level(status), _unknown(found)
    word = LEVEL_WORDS[level]
    if level == "ok" and refused(found):
        level, word = "warning", _REFUSED
    elif level == "ok" and unknown:
        level, word = "unknown", _NOT_ALL_KNOWN
    return Headline(
        level=level,
        word=word,
        sentence=" ".join(part for part in (doubt(status), _lead(status, catalog)) if part),
        unknown=unknown,
        at=moment(status.last.started),
        stale="",
    )


def _lead(status: Status, catalog: Catalog) -> str:
    """The worst that stands, in one sentence; else that nothing does."""
    standing = [one for one in status.listings if one.muted is None]
    muted = len(status.listings) - len(standing)
    if not standing:
        if muted:
            return f"No listing is known but {count(muted, 'muted one')}."
        extent = status.extent
        return f"No listing is known: {count(extent.targets, 'target')} on {count(extent.lists, 'list')}."
    first, more = standing[0], len(standing) - 1
    entry = catalog.list_by_id(first.pair.list)
    target, name = VEIL.name(first.pair.target), VEIL.name(first.pair.list if entry is None else entry.name)
    since = "" if first.since is None else f" since {moment(first.since)}"
    rest = f"; {count(more, 'further listing')} {'stands' if more == 1 else 'stand'}" if more else ""
    return f"{target} is listed on {name}{since}, {first.standing.severity.value}{rest}."


def refused(found: Overview) -> str:
    """The cause that refused most mail in a day; empty: none did."""
    since = int(found.status.at.timestamp() // 3600) - _DAY
    lost = {
        one.cause: sum(hour.count for hour in one.hours if hour.hour > since)
        for one in found.causes
        if one.hours[-1].hour > since
    }
    if not lost:
        return ""
    worst, more = max(lost, key=lambda cause: lost[cause]), len(lost) - 1
    rest = f"; {count(more, 'further cause')}" if more else ""
    return f"{cause_title(worst)}: {count(lost[worst], 'bounce')} in {_DAY} hours{rest}."


def _unknown(found: Overview) -> str:
    silent, unheard = len(found.lists), len(found.status.unheard)
    parts = []
    if silent:
        parts.append(
            f"{silent:,} of {count(silent + found.answered, 'list')} did not answer in the last pass"
        )
    if unheard:
        parts.append(f"{count(unheard, 'pair')} unknown at the last look, which does not mean clean")
    return "; ".join(parts) + "." if parts else ""


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
