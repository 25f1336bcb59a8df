"""The history: changes, and the state at a moment that has passed."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from repcheck.model.watch.wall import PastListing, PastState
from repcheck.render.html.marks import severity_mark
from repcheck.render.html.parts import Mark
from repcheck.render.moments import moment
from repcheck.render.wall.links import VEIL, Anchor, list_link, target_link
from repcheck.words.text import count


class PastRow(msgspec.Struct, frozen=True, kw_only=True):
    """A listing that stood then. ``since`` None: it is older than the history."""

    mark: Mark
    target: Anchor
    list: Anchor
    group: str
    since: datetime | None


class PastView(msgspec.Struct, frozen=True, kw_only=True):
    """The state at a moment. ``known`` False: the history does not reach back so far."""

    at: datetime
    known: bool
    says: str
    rows: tuple[PastRow, ...]


def past_view(found: PastState, listed: Iterable[PastListing]) -> PastView:
    """All of the section, in which the rows ``listed`` are shown."""
    rows = tuple(
        PastRow(
            mark=severity_mark(one.severity),
            target=target_link(one.pair.target),
            list=list_link(one.pair.list),
            group=VEIL.name(one.group),
            since=one.since,
        )
        for one in listed
    )
    return PastView(
        at=found.at,
        known=found.known,
        says=_says(found),
        rows=rows,
    )


def _says(found: PastState) -> str:
    if found.begin is None:
        return "No pass was made yet: nothing is known of any moment."
    if not found.known:
        return f"Not known: the history begins at {moment(found.begin)}."
    listed = f"{count(len(found.listed), 'listing')} stood" if found.listed else "Nothing stood listed"
    unsure = f" {count(found.unsure, 'pair')} of today may not have been known then." if found.unsure else ""
    return f"{listed}, as far as passes had seen by then.{unsure}"
