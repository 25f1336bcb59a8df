"""How long a pass waits for lists that were dead."""

from datetime import UTC, datetime

import pytest

from repcheck.model.watch.outbox import ListPass
from repcheck.monitor.silence import dead_waits, usual_times
from tests.support.tables import each

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def passes(*rtts: float | None) -> list[ListPass]:
    """Newest first; None: nothing came."""
    return [ListPass(list="a", at=NOW, answered=rtt is not None, rtt_ms=rtt) for rtt in rtts]


@each(
    "seen, wait",
    [
        (passes(None, None, None, 80.0, 120.0), 0.5),
        (passes(None, None, None), 0.5),
        (passes(None, None, None, 1.0), 0.25),
        (passes(None, None, None, 900.0), 2.0),
        (passes(None, None), None),
        (passes(None, None, 80.0, None), None),
        (passes(80.0, None, None, None), None),
    ],
)
def test_five_times_the_usual_after_three_silent_passes(seen: list[ListPass], wait: float | None) -> None:
    assert dead_waits({"a": seen}).get("a") == wait


def test_a_list_that_never_answered_is_taken_to_be_as_fast_as_the_others() -> None:
    seen = {"a": passes(None, None, None), "b": passes(60.0), "c": passes(70.0), "d": passes(900.0)}
    assert dead_waits(seen) == {"a": pytest.approx(0.35)}


def test_the_usual_time_is_the_median_of_the_passes_that_had_an_answer() -> None:
    assert usual_times({"a": passes(None, 80.0, 20.0, 120.0), "b": passes(None, None)}) == {"a": 0.08}


def test_a_list_that_answers_what_cannot_be_believed_is_not_dead() -> None:
    refusing = [ListPass(list="a", at=NOW, answered=False, rtt_ms=20.0)] * 3
    assert dead_waits({"a": refusing}) == {}
