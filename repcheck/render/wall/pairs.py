"""Targets and lists as rows, and what is remembered of one of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from repcheck.model.catalog import Catalog, Delisting, ReputationList
from repcheck.model.observations import Severity
from repcheck.model.watch.monitor import Memory
from repcheck.model.watch.remembered import History, StandingListing
from repcheck.model.watch.wall import ListPage, ListSeen, TargetPage, Watched
from repcheck.render.html.drawings import by_day
from repcheck.render.html.marks import CLEAN, UNKNOWN, severity_mark
from repcheck.render.html.parts import Fact, Mark, Past
from repcheck.render.text.memory.words import asked_words, muted_words
from repcheck.render.wall.links import VEIL, Anchor, list_link, target_link
from repcheck.render.wall.rows import ChangeRow, ListingRow, change_rows, listing_rows
from repcheck.words.text import count, joined, span
from repcheck.words.vantages import sights_words

_NOT_ANSWERED = Mark("no answer", "unknown")
_ANSWERS = Mark("answers", "clean")
_NEVER = Mark("not asked yet", "none")
#: Changes and rows of a page about one thing.
MOST = 100


class TargetRow(msgspec.Struct, frozen=True, kw_only=True):
    """One target among all."""

    target: Anchor
    group: str
    mark: Mark
    listed: int
    unknown: int
    lists: int


class PairRow(msgspec.Struct, frozen=True, kw_only=True):
    """One target on one list.

    ``tags``  what it is from each vantage, muted, asked, not heard, waiting for a second look
    """

    list: Anchor
    list_id: str
    mark: Mark
    since: datetime | None
    lasts: str
    tags: tuple[str, ...]


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """One list among all."""

    list: Anchor
    name: str
    mark: Mark
    listed: int
    unheard: int
    watched: int
    passes: str


class TargetView(msgspec.Struct, frozen=True, kw_only=True):
    """The values of ``target.html.j2``. ``name`` is what forms send back."""

    name: str
    shown: str
    group: str
    says: str
    pairs: tuple[PairRow, ...]
    history: tuple[Past, ...]
    history_left: str
    changes: tuple[ChangeRow, ...]
    left: str


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """The values of ``list.html.j2``. ``id`` is what links hold."""

    id: str
    name: str
    mark: Mark
    facts: tuple[Fact, ...]
    way: tuple[str, ...]
    notes: tuple[str, ...]
    url: str | None
    listings: tuple[ListingRow, ...]
    says: str
    history: tuple[Past, ...]
    history_left: str
    changes: tuple[ChangeRow, ...]
    left: str


def target_rows(
    watched: Sequence[Watched], unsettled: Iterable[Memory], containing: str, listed_on: str = ""
) -> tuple[TargetRow, ...]:
    """Targets whose name or group contains a text, the worst first; ``listed_on`` a list: those on it."""
    wanted = containing.casefold()
    listed: dict[str, list[Severity]] = {}
    there: set[str] = set()
    unknown: dict[str, int] = {}
    for one in unsettled:
        if one.standing is not None:
            listed.setdefault(one.pair.target, []).append(one.standing.severity)
            if one.pair.list == listed_on:
                there.add(one.pair.target)
        elif one.unknown_since is not None or not one.known:
            unknown[one.pair.target] = unknown.get(one.pair.target, 0) + 1
    fitting = [
        each
        for each in watched
        if (wanted in each.target.casefold() or wanted in (each.group or "").casefold())
        and (not listed_on or each.target in there)
    ]
    ranks = {
        each.target: max((one.rank for one in listed.get(each.target, ())), default=-1) for each in fitting
    }
    fitting.sort(key=lambda each: (-ranks[each.target], -unknown.get(each.target, 0)))
    return tuple(
        TargetRow(
            target=target_link(each.target),
            group=VEIL.name(each.group),
            mark=_worst(listed.get(each.target, ()), unknown.get(each.target, 0), len(each.lists)),
            listed=len(listed.get(each.target, ())),
            unknown=unknown.get(each.target, 0),
            lists=len(each.lists),
        )
        for each in fitting
    )


def _worst(listed: Sequence[Severity], unknown: int, lists: int) -> Mark:
    if listed:
        return severity_mark(max(listed, key=lambda one: one.rank))
    if unknown:
        return UNKNOWN if unknown == lists else Mark("partly unknown", "mixed")
    return CLEAN


def target_view(found: TargetPage) -> TargetView:
    """All of the page."""
    now = found.status.at
    listings = {one.pair.list: one for one in found.status.listings}
    listed = len(listings)
    unheard = sum(1 for one in found.memories if _unheard(one))
    says = f"Listed on {listed} of {count(len(found.memories), 'list')}" if found.memories else "Not watched"
    says += (
        f"; {count(unheard, 'list')} unknown at the last look, which does not mean clean." if unheard else "."
    )
    return TargetView(
        name=found.target,
        shown=VEIL.name(found.target),
        group=VEIL.name(found.group),
        says=says,
        pairs=tuple(_pair(one, listings.get(one.pair.list), found, now) for one in found.memories),
        history=pasts(found.history),
        history_left=_left(len(found.history.pairs), "further list"),
        changes=change_rows(found.changes[:MOST]),
        left=_left(len(found.changes), "earlier change"),
    )


def _left(there: int, noun: str) -> str:
    return f"and {count(there - MOST, noun)}" if there > MOST else ""


def _pair(one: Memory, listing: StandingListing | None, page: TargetPage, now: datetime) -> PairRow:
    differs = sights_words(page.seen_from.get(one.pair, ()))
    tags = [differs] if differs else []
    muted = next((each for each in page.status.mutes if each.list in (None, one.pair.list)), None)
    if muted is not None:
        tags.append(muted_words(muted, now))
    if listing is not None and listing.asked is not None:
        tags.append(asked_words(listing.asked, listing.usual, now))
    if one.flapping_since is not None:
        tags.append("comes and goes")
    if one.pending is not None:
        tags.append("seen once otherwise, not confirmed yet")
    if one.standing is not None and one.unknown_since is not None:
        tags.append(f"last known state: not heard for {span(now - one.unknown_since)}")
    since = one.unknown_since if one.standing is None and _unheard(one) else one.since
    return PairRow(
        list=list_link(one.pair.list),
        list_id=one.pair.list,
        mark=_state(one),
        since=since,
        lasts="" if since is None else span(now - since),
        tags=tuple(VEIL.text(tag) for tag in tags),
    )


def _state(one: Memory) -> Mark:
    if one.standing is not None:
        mark = severity_mark(one.standing.severity)
        return Mark(f"listed, {mark.word}", mark.look)
    return UNKNOWN if _unheard(one) else CLEAN


def _unheard(one: Memory) -> bool:
    return one.unknown_since is not None or not one.known


def list_rows(seen: Iterable[ListSeen], catalog: Catalog) -> tuple[ListRow, ...]:
    """The silent ones first, then those that list most."""
    ranked = sorted(seen, key=lambda one: (_health(one) is _ANSWERS, -one.listed, one.list))
    return tuple(
        ListRow(
            list=list_link(one.list),
            name=VEIL.name(_name(one.list, catalog)),
            mark=_health(one),
            listed=one.listed,
            unheard=one.unheard,
            watched=one.watched,
            passes=_passes(one),
        )
        for one in ranked
    )


def _health(one: ListSeen) -> Mark:
    if not one.passes:
        return _NEVER
    if one.silent_at and len(one.silent_at) < len(one.latest):
        return Mark(f"no answer at {joined(one.silent_at)}", "mixed")
    return _NOT_ANSWERED if one.silent_at else _ANSWERS


def _passes(one: ListSeen) -> str:
    answered = sum(1 for each in one.passes if each.answered)
    return f"{answered} of {len(one.passes)}" if one.passes else "none"


def _name(list_id: str, catalog: Catalog) -> str:
    entry = catalog.list_by_id(list_id)
    return list_id if entry is None else entry.name


def list_view(found: ListPage, listed: Sequence[Sequence[StandingListing]], catalog: Catalog) -> ListView:
    """All of the page, on which the rows ``listed`` are shown."""
    seen, entry = found.seen, catalog.list_by_id(found.seen.list)
    way = None if entry is None else entry.delisting
    return ListView(
        id=seen.list,
        name=VEIL.name(_name(seen.list, catalog)),
        mark=_health(seen),
        facts=_facts(seen, entry),
        way=() if way is None else tuple(map(VEIL.text, (*way.fix_first, *(way.steps or (way.how,))))),
        notes=() if way is None else tuple(map(VEIL.text, _notes(way))),
        url=None if way is None else VEIL.url(way.url),
        listings=listing_rows(listed, found.causes, catalog, found.status.at),
        says=f"{count(len(found.status.listings), 'listing')}, the worst first",
        history=pasts(found.history),
        history_left=_left(len(found.history.pairs), "further target"),
        changes=change_rows(found.changes[:MOST]),
        left=_left(len(found.changes), "earlier change"),
    )


def _notes(way: Delisting) -> tuple[str, ...]:
    paid = () if way.paid is None else (way.paid,)
    unsure = () if way.certain else ("This way is not proved: look at the list's own page first.",)
    return (*paid, *unsure)


def _facts(seen: ListSeen, entry: ReputationList | None) -> tuple[Fact, ...]:
    rtt = next((one.rtt_ms for one in seen.passes if one.rtt_ms is not None), None)
    facts = [
        Fact("watched targets", f"{seen.watched:,}"),
        Fact("listed now", f"{seen.listed:,}"),
        Fact("unknown at the last look", f"{seen.unheard:,}"),
        Fact("passes with an answer", _passes(seen)),
        Fact("time to answer", "not known" if rtt is None else f"{rtt:,.0f} ms in the median"),
    ]
    if entry is not None:
        facts.append(Fact("zone", VEIL.name(entry.zone)))
        facts.append(Fact("operator", VEIL.name(entry.operator) or "not known"))
    return tuple(facts)


def pasts(history: History) -> tuple[Past, ...]:
    """Pairs that were listed, those that are first, then the most often."""
    ranked = sorted(history.pairs, key=lambda one: (one.since is None, -one.times, one.pair))
    return tuple(
        Past(
            target=VEIL.name(one.pair.target),
            list=VEIL.name(one.pair.list),
            times=count(one.times, "time"),
            median="not known" if one.median is None else span(one.median),
            now=Mark("listed", "high")
            if one.incidents and one.incidents[-1].end is None
            else Mark("over", "clean"),
            days=by_day(one.days),
        )
        for one in ranked[:MOST]
    )
