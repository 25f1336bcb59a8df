"""The first page: the verdict, what changed, what stands, what it costs, and what could not be asked."""

from collections.abc import Iterator

import msgspec

from repcheck.model.catalog import Catalog
from repcheck.model.watch.remembered import Status
from repcheck.model.watch.wall import ListSeen, Overview
from repcheck.render.html.heat import of_watched
from repcheck.render.html.marks import severity_mark
from repcheck.render.html.parts import Fact, Headline, HeatMap, Number
from repcheck.render.wall.domains import HEADS, DomainRow, domain_rows
from repcheck.render.wall.frame import Stale
from repcheck.render.wall.headline import headline, refused, stale_after
from repcheck.render.wall.links import VEIL, Anchor, list_link
from repcheck.render.wall.rows import (
    CauseRow,
    ChangeRow,
    ListingRow,
    alike,
    cause_rows,
    change_rows,
    listing_rows,
    worst_of,
)
from repcheck.words.text import count, every, joined, span

_LIMITS = (
    "Clean means that a list answered, proved itself, and did not list the target in the last pass.",
    "What could not be asked changes nothing: a listing stands until its list says that it is over.",
    "What a receiver's own, private list holds cannot be looked up; only its bounces tell.",
)
_CHANGES, _LISTINGS, _CAUSES, _SILENT, _DOMAINS = 12, 30, 6, 12, 8


class SilentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A list that did not answer in the last pass."""

    list: Anchor
    passes: str
    unheard: str


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """The values of ``overview.html.j2``. A ``left`` says how much is not shown; empty: all is.

    ``refused``  what refused most mail in a day; empty: nothing did
    ``heat``     None: nothing is watched yet
    """

    verdict: Headline
    refused: str
    stale: Stale
    span: str
    numbers: tuple[Number, ...]
    changes: tuple[ChangeRow, ...]
    changes_left: str
    listings: tuple[ListingRow, ...]
    listings_left: str
    causes: tuple[CauseRow, ...]
    causes_left: str
    heat: HeatMap | None
    silent: tuple[SilentRow, ...]
    silent_left: str
    answered: str
    coverage: tuple[Fact, ...]
    domains: tuple[DomainRow, ...] = ()
    domains_left: str = ""
    heads: tuple[str, ...] = HEADS
    limits: tuple[str, ...] = _LIMITS


def board(found: Overview, catalog: Catalog) -> Board:
    """All of the page."""
    now = found.status.at
    listed = alike(found.status.listings, now)
    never = found.status.last is None
    return Board(
        verdict=headline(found, catalog),
        refused=refused(found),
        stale=stale_after(found.status),
        span=span(found.span),
        numbers=() if never else _numbers(found),
        changes=change_rows(found.changes[:_CHANGES]),
        changes_left=_left(len(found.changes) - _CHANGES, "earlier change"),
        listings=listing_rows(listed[:_LISTINGS], found.causes, catalog, now),
        listings_left=_left(len(listed) - _LISTINGS, "further row"),
        causes=cause_rows(found.causes[:_CAUSES], now, found.causes),
        causes_left=_left(len(found.causes) - _CAUSES, "further cause"),
        heat=of_watched(found.watched, found.unsettled, VEIL),
        silent=tuple(_silent(one) for one in found.lists[:_SILENT]),
        silent_left=_left(len(found.lists) - _SILENT, "further list"),
        answered=count(found.answered, "list"),
        coverage=_coverage(found),
        domains=domain_rows(found.domains[:_DOMAINS]),
        domains_left=_left(len(found.domains) - _DOMAINS, "further domain"),
    )


def _coverage(found: Overview) -> tuple[Fact, ...]:
    extent = found.status.extent
    silent = sum(1 for one in found.unsettled if one.unknown_since is not None or not one.known)
    asked = found.answered + len(found.lists)
    return (
        Fact("watched", f"{count(extent.targets, 'target')} on {count(extent.lists, 'list')}"),
        Fact(
            "pairs that were answered",
            f"{extent.pairs - silent:,} of {extent.pairs:,}; the others are unknown",
        ),
        Fact("lists that answered", f"{found.answered:,} of {asked:,} in the last pass"),
        Fact("a pass", every(found.status.every)),
    )


def _left(more: int, noun: str) -> str:
    return f"and {count(more, noun)}" if more > 0 else ""


def _numbers(found: Overview) -> tuple[Number, ...]:
    status = found.status
    standing = [one for one in status.listings if one.muted is None]
    muted = len(status.listings) - len(standing)
    worst = worst_of(one.standing.severity for one in standing)
    lost = sum(one.total for one in found.causes)
    stands = "listing stands" if len(standing) == 1 else "listings stand"
    pairs = "pair unknown" if len(status.unheard) == 1 else "pairs unknown"
    return (
        Number(
            f"{len(standing):,}", stands, "none" if worst is None else severity_mark(worst).look, "#listed"
        ),
        Number(f"{muted:,}", "muted", path="/mutes"),
        Number(f"{len(status.unheard):,}", pairs, "unknown" if status.unheard else "none", "#lists"),
        Number(f"{lost:,}", f"bounces in {span(found.span)}", path="/bounces"),
        Number(
            f"{status.extent.targets:,}", f"targets on {count(status.extent.lists, 'list')}", path="/targets"
        ),
        *_messages(status),
    )


def _messages(status: Status) -> Iterator[Number]:
    if status.waiting:
        waits = "message waits" if status.waiting == 1 else "messages wait"
        yield Number(f"{status.waiting:,}", waits, "medium", "/alerts?state=waiting")
    if status.lost:
        lost = "message given up" if status.lost == 1 else "messages given up"
        yield Number(f"{status.lost:,}", lost, "high", "/alerts?state=given-up")


def _silent(one: ListSeen) -> SilentRow:
    missed = sum(1 for seen in one.passes if not seen.answered)
    where = f"; no answer at {joined(one.silent_at)}" if len(one.latest) > 1 else ""
    return SilentRow(
        list=list_link(one.list),
        passes=f"{missed} of the last {count(len(one.passes), 'pass', 'passes')} without an answer{where}",
        unheard=f"{count(one.unheard, 'target')} unknown" if one.unheard else "",
    )
