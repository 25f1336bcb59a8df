"""Bounces by day and by cause."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from repcheck.model.watch.wall import CauseHours
from repcheck.render.html.parts import Bar, Drawing
from repcheck.render.wall.links import cause_title
from repcheck.render.wall.rows import CauseRow, cause_rows, days_of
from repcheck.words.text import count

_DAYS = 90
#: Causes of a page, each with a drawing.
MOST = 100
_WIDE, _GAP, _HEIGHT, _LEAST = 10, 2, 40, 3.0


class DayRow(msgspec.Struct, frozen=True):
    """A day with bounces."""

    day: str
    lost: str


class BouncesView(msgspec.Struct, frozen=True, kw_only=True):
    """The values of ``bounces.html.j2``. ``drawing`` None: nothing came in these days;
    ``one``: it is about one cause; ``says`` how many there are."""

    title: str
    drawing: Drawing | None
    days: tuple[DayRow, ...]
    causes: tuple[CauseRow, ...]
    says: str
    one: bool = False


def bounces_view(causes: Sequence[CauseHours], shown: Sequence[CauseHours], now: datetime) -> BouncesView:
    """All causes of the last 90 days, of which some are ``shown``."""
    return _view("Bounces", causes, now, cause_rows(shown, now, causes))


def cause_view(cause: CauseHours, now: datetime) -> BouncesView:
    """One cause."""
    view = _view(cause_title(cause.cause), (cause,), now, cause_rows((cause,), now, (cause,)))
    return msgspec.structs.replace(view, one=True)


def _view(title: str, causes: Sequence[CauseHours], now: datetime, rows: tuple[CauseRow, ...]) -> BouncesView:
    days = days_of(causes, now, _DAYS)
    return BouncesView(
        title=title,
        drawing=_drawing([lost for _, lost in days]),
        days=tuple(DayRow(f"{day:%Y-%m-%d}", count(lost, "bounce")) for day, lost in reversed(days) if lost),
        causes=rows,
        says=f"{count(len(causes), 'cause')}, the costliest first",
    )


def _drawing(days: Sequence[int]) -> Drawing | None:
    most = max(days, default=0)
    if not most:
        return None
    bars = tuple(_bar(place, lost, most) for place, lost in enumerate(days) if lost)
    lost = f"{count(sum(days), 'bounce')} in {count(len(days), 'day')}"
    says = f"{lost}, at most {most:,} a day; today at the right"
    return Drawing(width=_WIDE * len(days), height=_HEIGHT, bars=bars, says=says)


def _bar(place: int, lost: int, most: int) -> Bar:
    height = max(_LEAST, round(_HEIGHT * lost / most, 1))
    return Bar(place * _WIDE, round(_HEIGHT - height, 1), _WIDE - _GAP, height, "high")
