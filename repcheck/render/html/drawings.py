"""Drawings of bars: where each stands, and the same in words."""

from itertools import groupby

from repcheck.model.causes import Course
from repcheck.model.watch.remembered import Day
from repcheck.render.html.parts import Bar, Drawing
from repcheck.render.moments import moment
from repcheck.words.text import count

_HOUR, _GAP, _HEIGHT = 10, 2, 40
#: A single bounce can still be seen beside thousands.
_LEAST = 3.0
_DAY, _TALL = 4, 16
_LOOKS = {Day.LISTED: "high", Day.NOT_LISTED: "clean", Day.NOT_WATCHED: "none"}


def by_hour(course: Course) -> Drawing | None:
    """The bounces of 24 hours; None when there were none in them."""
    most = max(course.hours, default=0)
    if not most:
        return None
    bars = tuple(
        _standing(place, max(_LEAST, round(_HEIGHT * number / most, 1)))
        for place, number in enumerate(course.hours)
        if number
    )
    going = f"; {course.trend}" if course.trend is not None else ""
    lost = f"{count(sum(course.hours), 'bounce')} in the 24 hours up to {moment(course.until)}"
    says = f"{lost}, at most {most:,} an hour{going}"
    return Drawing(width=_HOUR * len(course.hours), height=_HEIGHT, bars=bars, says=says)


def _standing(place: int, height: float) -> Bar:
    return Bar(place * _HOUR, round(_HEIGHT - height, 1), _HOUR - _GAP, height, "high")


def by_day(days: tuple[Day, ...]) -> Drawing:
    """Days of a pair, equal ones in one bar; what is listed is tall, what nobody watched is a thin line."""
    bars, place = [], 0
    for day, run in groupby(days):
        wide = sum(1 for _ in run)
        tall = {Day.LISTED: _TALL, Day.NOT_LISTED: 6, Day.NOT_WATCHED: 2}[day]
        bars.append(Bar(place * _DAY, _TALL - tall, wide * _DAY, tall, _LOOKS[day]))  # type: ignore[arg-type]
        place += wide
    listed, unseen = days.count(Day.LISTED), days.count(Day.NOT_WATCHED)
    says = f"listed on {listed} of the last {count(len(days), 'day')}"
    says += f"; not watched on {count(unseen, 'day')}" if unseen else ""
    return Drawing(width=_DAY * len(days), height=_TALL, bars=tuple(bars), says=says)
