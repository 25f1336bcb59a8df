"""Turns in the pace of a list, shared by all runs of a user."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.app.run.paces import Paces
from repcheck.errors import StoreUnavailable
from repcheck.store.pace import PaceBook

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_ten_runs_at_once_are_no_faster_than_one(tmp_path):
    books = [PaceBook(tmp_path, lambda: NOON) for _ in range(10)]
    turns = sorted(turn for _ in range(4) for book in books for turn in book.draw("bl", 10, 5))
    assert sum(turn == 0 for turn in turns) == 10  # as many as a second may have, at once
    for start in turns:
        assert sum(start <= turn < start + 1.0 - 1e-6 for turn in turns) <= 10
    assert turns[-1] == pytest.approx(1.1 * (200 / 10 - 1))


@given(st.floats(0.1, 50), st.lists(st.tuples(st.floats(0, 3), st.integers(1, 20)), max_size=30))
def test_turns_come_in_order_and_at_the_rate(tmp_path_factory, rate, draws):
    clock, turns = Clock(), []
    book = PaceBook(tmp_path_factory.mktemp("pace"), clock)
    for pause, count in draws:
        clock.now += timedelta(seconds=pause)
        begun = (clock.now - NOON).total_seconds()
        turns += [begun + turn for turn in book.draw("bl", rate, count)]
    assert turns == pytest.approx(sorted(turns), abs=1e-5)
    for start in turns:
        window = max(1.0, 1.0 / rate)
        assert sum(start <= turn < start + window - 1e-4 for turn in turns) <= max(1.0, rate)


def test_turns_with_equal_pauses_are_no_faster_beside_those_that_come_at_once(tmp_path):
    book = PaceBook(tmp_path, lambda: NOON)
    assert book.draw("bl", 10, 3, even=True) == pytest.approx((0.0, 0.11, 0.22), abs=1e-5)
    turns = [0.0, 0.11, 0.22]
    for number in range(12):
        drawn = book.draw("bl", 10, 3, even=number % 2 == 1)
        pauses = [after - before for before, after in itertools.pairwise(drawn)]
        assert number % 2 == 0 or min(pauses) >= 0.11 - 1e-5
        turns += drawn
    for start in turns:
        assert sum(start <= turn < start + 1.0 - 1e-5 for turn in turns) <= 10


def test_a_turn_rather_comes_late_than_early(tmp_path):
    """The book may say what time it was at the end of the call that asks it."""
    clock = iter((7.0, 7.5))
    paces = Paces(PaceBook(tmp_path, lambda: NOON), lambda: next(clock), print)
    assert paces.turns("bl", 10, 2) == (0.5, 0.5)


def test_lists_do_not_wait_for_each_other(tmp_path):
    book = PaceBook(tmp_path, lambda: NOON)
    book.draw("bl", 1, 100)
    assert book.draw("other", 1, 1) == (0.0,)


def test_a_clock_that_was_set_back_does_not_stop_a_list(tmp_path):
    clock = Clock()
    book = PaceBook(tmp_path, clock)
    book.draw("bl", 1, 1)
    clock.now -= timedelta(days=30)
    assert book.draw("bl", 1, 1) == (0.0,)


def test_a_damaged_book_begins_anew(tmp_path):
    (tmp_path / "pace.json").write_bytes(b"{\xff")
    assert PaceBook(tmp_path, lambda: NOON).draw("bl", 2, 3) == pytest.approx((0.0, 0.0, 1.1))


def test_a_lock_that_is_held_is_an_error_in_time(tmp_path):
    (tmp_path / "pace.lock").mkdir()
    with pytest.raises(StoreUnavailable):
        PaceBook(tmp_path, lambda: NOON).draw("bl", 10, 3)


def test_without_a_book_a_run_keeps_a_tenth_of_the_rate(tmp_path):
    """So that even ten runs that do not see each other keep it."""
    told: list[str] = []
    (tmp_path / "pace.lock").mkdir()
    for book in (None, PaceBook(tmp_path, lambda: NOON)):
        paces = Paces(book, lambda: 7.0, told.append)
        assert paces.turns("bl", 10, 2) == pytest.approx((0.0, 1.1))
        assert paces.turns("bl", 10, 2) == pytest.approx((2.2, 3.3))
        assert paces.turns("other", 1, 1) == (0.0,)
    assert len(told) == 1
