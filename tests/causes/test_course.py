"""Causes by hour: growing, steady or ending, as of the newest report; cleared since; 4xx apart from 5xx."""

from typing import Any

import pytest

from repcheck.causes.correlate import correlate
from repcheck.causes.course import HOURS, Hours
from repcheck.model.bounces import BounceRecord
from repcheck.model.causes import Cause, LiveState
from tests.support.tables import each

from .cases import CATALOG, IP, ZEN, address, clean, listed, listed_bounce


def at(*times: str, **more: Any) -> list[BounceRecord]:
    return [listed_bounce(time=f"2026-11-27T{time}:00Z", **more) for time in times]


def cause_of(records: list[BounceRecord], **more: Any) -> Cause:
    return next(cause for cause in correlate(records, (), CATALOG, **more) if cause.list == "zen-bl")


OTHER = {"list_id": "cop-bl"}


@pytest.mark.parametrize(
    ("times", "newest", "trend"),
    [
        (("01:00", "02:30", "03:10", "03:20", "03:40", "03:50"), "04:00", "growing"),
        (("01:00", "01:10", "01:20", "01:40", "02:30"), "04:00", "ending"),
        (("01:00", "01:30", "02:15", "02:45", "03:15", "03:45"), "04:00", "steady"),
        (("01:00", "02:00", "03:00"), "04:00", None),
        (("03:00", "03:01", "03:02", "03:03"), "03:10", None),
        (("01:00", "01:15", "01:30", "01:45", "02:00"), "02:10", None),
    ],
    ids=["more and more", "fewer and fewer", "as many", "too few", "too short", "the last hour is not over"],
)
def test_the_trend(times: tuple[str, ...], newest: str, trend: str | None) -> None:
    course = cause_of([*at(*times), *at(newest, list_id="cop-bl")]).course
    assert course is not None
    assert (course.trend, course.until) == (trend, f"2026-11-27T{newest[:2]}:00:00Z")
    assert (len(course.hours), sum(course.hours)) == (HOURS, len(times))
    assert course.hours[-1] == sum(time[:2] == newest[:2] for time in times)


def test_what_ended_days_before_the_newest_report_is_ending() -> None:
    old = [listed_bounce(time=f"2026-11-20T0{hour}:00:00Z") for hour in range(5)]
    course = cause_of([*old, *at("03:00", list_id="cop-bl")]).course
    assert course is not None
    assert (course.trend, sum(course.hours)) == ("ending", 0)


def test_reports_without_a_time_have_no_course() -> None:
    assert cause_of([listed_bounce()]).course is None


def test_a_report_of_the_future_does_not_make_the_others_old() -> None:
    records = [*at("01:00", "02:00"), listed_bounce("cop-bl", time="2031-01-01T00:00:00Z")]
    course = cause_of(records, observed="2026-11-27T04:00:00Z").course
    assert course is not None
    assert (course.until, sum(course.hours)) == ("2026-11-27T04:00:00Z", 2)


def test_very_many_hours_take_little_room() -> None:
    hours = Hours()
    for day in range(1, 29):
        for hour in range(24):
            hours.add(f"2026-02-{day:02}T{hour:02}:30:00Z")
    course = hours.course("2026-02-01T00:30:00Z", "2026-02-28T23:30:00Z", 672)
    assert course is not None
    assert course.hours == (1,) * HOURS


def test_4xx_is_told_from_5xx() -> None:
    records = [
        listed_bounce(status_code=554),
        listed_bounce(status_code=450, kind="delayed"),
        listed_bounce(enhanced_status="4.7.1"),
        listed_bounce(enhanced_status="5.7.1"),
        listed_bounce(kind="delayed"),
        listed_bounce(),
    ]
    (cause,) = correlate(records, (), CATALOG)
    assert (cause.permanent, cause.temporary, cause.bounces) == (2, 3, 6)


@each(
    "observed, since",
    [
        ("2026-11-27T09:00:00Z", "2026-11-27T03:00:00Z"),
        ("2026-11-27T02:00:00Z", None),
        (None, None),
    ],
)
def test_a_cause_older_than_the_look_is_cleared_since(observed: str | None, since: str | None) -> None:
    (cause,) = correlate(at("01:00", "03:00"), (address(clean(ZEN)),), CATALOG, observed=observed)
    assert (cause.live_state, cause.cleared_since) == (LiveState.CLEARED, since)
    assert (cause.first_seen, cause.last_seen) == ("2026-11-27T01:00:00Z", "2026-11-27T03:00:00Z")
    assert ("cleared since the last of them (2026-11-27T03:00:00Z)" in cause.says) == (since is not None)


def test_what_is_still_listed_is_not_cleared_since() -> None:
    observed = "2026-11-27T09:00:00Z"
    (cause,) = correlate(at("01:00"), (address(listed(ZEN, 2), value=IP),), CATALOG, observed=observed)
    assert (cause.live_state, cause.cleared_since) == (LiveState.CONFIRMED, None)
