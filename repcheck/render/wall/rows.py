"""Rows that several pages show: listings, changes, causes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from repcheck.model.catalog import Catalog, Delisting
from repcheck.model.causes import Course
from repcheck.model.observations import Severity
from repcheck.model.watch.monitor import Change, ChangeKind
from repcheck.model.watch.remembered import StandingListing
from repcheck.model.watch.wall import CauseHours
from repcheck.render.html.drawings import by_hour
from repcheck.render.html.marks import CLEAN, severity_mark
from repcheck.render.html.parts import Drawing, Mark
from repcheck.render.text.memory.words import asked_words, muted_words
from repcheck.render.wall.links import VEIL, Anchor, cause_link, list_link, listed_link, target_link
from repcheck.words.refusals import asking, refuses
from repcheck.words.text import count, first_sentences, span
from repcheck.words.vantages import sights_words

_NAMED = 3
_HOURS = 24
_HOW = 160
_TOLD: dict[ChangeKind, str] = {
    ChangeKind.LISTED: "listed",
    ChangeKind.WORSE: "worse",
    ChangeKind.BETTER: "better",
    ChangeKind.FLAPPING: "flapping",
    ChangeKind.CLEAN: "cleared",
    ChangeKind.CLOSED: "closed",
}


class ListingRow(msgspec.Struct, frozen=True, kw_only=True):
    """Targets of a group that one list lists alike. ``more`` leads to those not named; None: all are.

    ``tags``   muted, asked, flapping, not heard: each a short sentence
    ``lost``   bounces of the last days that name this list and these targets; empty: none were counted
    ``step``   how to ask for removal, in the operator's order; empty: the catalog does not say
    """

    mark: Mark
    targets: tuple[Anchor, ...]
    more: Anchor | None
    group: str
    list: Anchor
    since: datetime | None
    lasts: str
    tags: tuple[str, ...]
    why: str
    lost: str
    step: str
    url: str | None
    wait: str


class ChangeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One change, as it was reported."""

    mark: Mark
    target: Anchor
    list: Anchor
    group: str
    at: datetime
    reason: str


class CauseRow(msgspec.Struct, frozen=True, kw_only=True):
    """One cause of bounces. ``share`` is its part of the costliest one, 0 to 100."""

    says: Anchor
    lost: str
    share: int
    last: datetime
    hours: Drawing | None


def alike(listings: Iterable[StandingListing], now: datetime) -> Sequence[Sequence[StandingListing]]:
    """What shares a row, being alike but for the target; in the order in which the listings come."""
    found: dict[tuple[object, ...], list[StandingListing]] = {}
    for one in listings:
        begun = None if one.since is None else one.since.replace(second=0, microsecond=0)
        key = (one.pair.list, one.standing, one.group, begun, *_tags(one, now))
        found.setdefault(key, []).append(one)
    return tuple(found.values())


def listing_rows(
    rows: Iterable[Sequence[StandingListing]], causes: Iterable[CauseHours], catalog: Catalog, now: datetime
) -> tuple[ListingRow, ...]:
    """Each row of what is ``alike``."""
    lost = {one.cause: one.total for one in causes}
    return tuple(_listing(row, lost, catalog, now) for row in rows)


def _listing(
    row: Sequence[StandingListing], lost: Mapping[str, int], catalog: Catalog, now: datetime
) -> ListingRow:
    first, more = row[0], len(row) - _NAMED
    way, why = _way(first, catalog)
    return ListingRow(
        mark=severity_mark(first.standing.severity),
        targets=tuple(target_link(one.pair.target) for one in row[:_NAMED]),
        more=listed_link(first.pair.list, first.group, f"{more:,} more") if more > 0 else None,
        group=VEIL.name(first.group),
        list=list_link(first.pair.list),
        since=first.since,
        lasts="" if first.since is None else span(now - first.since),
        tags=tuple(VEIL.text(one) for one in _tags(first, now)),
        why=VEIL.text(why),
        lost=_lost(row, lost, catalog),
        step=VEIL.text(_step(way)),
        url=None if way is None else VEIL.url(way.url),
        wait=VEIL.text(first.usual),
    )


def _step(way: Delisting | None) -> str:
    step = "" if way is None else first_sentences((*way.fix_first, way.how)[0], _HOW)
    return step[:1].upper() + step[1:]


def _tags(one: StandingListing, now: datetime) -> tuple[str, ...]:
    found = [sights_words(one.seen_from)] if one.seen_from else []
    if one.muted is not None:
        found.append(muted_words(one.muted, now))
    if one.asked is not None:
        found.append(asked_words(one.asked, None, now))
    if one.flapping:
        found.append("comes and goes")
    if one.unknown_since is not None:
        found.append(f"last known state: not heard for {span(now - one.unknown_since)}")
    return tuple(found)


def _way(one: StandingListing, catalog: Catalog) -> tuple[Delisting | None, str]:
    """How to get off, and what the listing means: of its sublist, else of the list."""
    entry = catalog.list_by_id(one.pair.list)
    if entry is None:
        return None, ""
    named = [each for each in entry.sublists if each.id in one.standing.sublists]
    way = next((each.delisting for each in named if each.delisting is not None), entry.delisting)
    return way, named[0].meaning if named else ""


def _lost(row: Sequence[StandingListing], lost: Mapping[str, int], catalog: Catalog) -> str:
    """What the monitor counted under the names that it gives: by group, and by target while it had none."""
    entry = catalog.list_by_id(row[0].pair.list)
    who = asking(row[0].pair.list if entry is None else entry.name)
    whom = {name for one in row for name in (one.group, one.pair.target) if name is not None}
    bounces = sum(lost.get(refuses(who, name), 0) for name in whom)
    return count(bounces, "bounce") if bounces else ""


def change_rows(changes: Iterable[Change]) -> tuple[ChangeRow, ...]:
    """In the order that they are in."""
    return tuple(
        ChangeRow(
            mark=change_mark(one),
            target=target_link(one.pair.target),
            list=list_link(one.pair.list),
            group=VEIL.name(one.group),
            at=one.at,
            reason=VEIL.text("; ".join(filter(None, (one.reason, sights_words(one.seen_from))))),
        )
        for one in changes
    )


def change_mark(change: Change) -> Mark:
    """What became of a pair, in a word and a look."""
    word = _TOLD[change.to]
    if change.to is ChangeKind.CLEAN:
        return Mark(word, CLEAN.look)
    if change.to is ChangeKind.CLOSED:
        return Mark(word, "none")
    return Mark(f"{word}, {change.severity}", severity_mark(change.severity).look)


def cause_rows(
    causes: Iterable[CauseHours], now: datetime, among: Iterable[CauseHours]
) -> tuple[CauseRow, ...]:
    """As they come in, each beside the costliest ``among`` all."""
    most = max((one.total for one in among), default=1)
    return tuple(
        CauseRow(
            says=cause_link(one.cause),
            lost=count(one.total, "bounce"),
            share=max(1, round(100 * one.total / most)),
            last=one.last,
            hours=by_hour(course_of(one, now)),
        )
        for one in causes
    )


def course_of(cause: CauseHours, now: datetime) -> Course:
    """The last 24 hours."""
    return Course(until=_text_of_hour(_hour(now)), hours=_counted(cause, _hour(now), _HOURS, lambda one: one))


def _counted(cause: CauseHours, last: int, many: int, unit: Callable[[int], int]) -> tuple[int, ...]:
    counts = [0] * many
    for one in cause.hours:
        back = last - unit(one.hour)
        if 0 <= back < many:
            counts[many - 1 - back] += one.count
    return tuple(counts)


def days_of(causes: Iterable[CauseHours], now: datetime, many: int) -> tuple[tuple[datetime, int], ...]:
    """Bounces of the last days (UTC), the oldest first; the last one is today."""
    today = _hour(now) // _HOURS
    sums = [0] * many
    for cause in causes:
        for place, found in enumerate(_counted(cause, today, many, lambda hour: hour // _HOURS)):
            sums[place] += found
    first = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=many - 1)
    return tuple((first + timedelta(days=place), found) for place, found in enumerate(sums))


def _hour(at: datetime) -> int:
    return int(at.timestamp() // 3600)


def _text_of_hour(hour: int) -> str:
    return datetime.fromtimestamp(hour * 3600, UTC).isoformat()


def worst_of(severities: Iterable[Severity]) -> Severity | None:
    """None: there is none."""
    return max(severities, key=lambda one: one.rank, default=None)
