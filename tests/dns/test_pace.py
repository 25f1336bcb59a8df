"""Waiting times, windows and buckets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.dns.policy.pace import FIRST_RTO, MAX_RTO, MIN_RTO, Bucket, RoundTrip, Window
from tests.support.tables import each

seconds = st.floats(0.0001, 5.0)


def test_before_any_answer_the_first_wait_is_half_a_second_and_doubles():
    rtt = RoundTrip()
    assert [rtt.wait(tries) for tries in (1, 2, 3, 4)] == [FIRST_RTO, 1.0, 2.0, MAX_RTO]


@each("usual, first", [(0.001, 0.1), (0.1, 0.23), (0.18, 0.39), (0.9, FIRST_RTO)])
def test_what_earlier_runs_knew_makes_the_first_wait_shorter_and_never_longer(usual, first):
    rtt = RoundTrip(usual)
    assert rtt.wait(1) == pytest.approx(first)
    rtt.sample(0.05)
    assert rtt.wait(1) == pytest.approx(0.16)  # one answer of this run says more


def test_a_steady_round_trip_brings_the_wait_close_to_it():
    rtt = RoundTrip()
    for _ in range(50):
        rtt.sample(0.1)
    assert 0.1 < rtt.wait(1) < 0.15


@given(st.lists(seconds, min_size=1, max_size=50), st.integers(1, 4))
def test_the_wait_is_bounded(samples, tries):
    rtt = RoundTrip()
    for sample in samples:
        rtt.sample(sample)
    assert MIN_RTO <= rtt.wait(tries) <= MAX_RTO


@given(st.lists(st.one_of(st.none(), seconds), max_size=500))
def test_the_window_is_bounded(events):
    window = Window()
    for event in events:
        if event is None:
            window.lost()
        else:
            window.answered(event)
        assert 32 <= window.size <= 8192


def test_losses_halve_the_window_and_answers_open_it_again():
    window = Window()
    for _ in range(2000):
        window.answered(0.1)
    open_wide = window.size
    for _ in range(int(open_wide) + 1):
        window.lost()
    assert window.size <= open_wide / 2
    for _ in range(2000):
        window.answered(0.1)
    assert window.size > open_wide / 2


def test_on_a_fast_link_the_window_stays_small():
    window = Window()
    for _ in range(5000):
        window.answered(0.0003)
    assert window.size <= 128


def sent_until(rate: float, end: float, step: float) -> int:
    """Questions that a bucket lets go by ``end`` when somebody asks every ``step`` seconds."""
    bucket, sent, now = Bucket(rate, 0.0), 0, 0.0
    while now <= end:
        while bucket.wait(now) == 0:
            bucket.take()
            sent += 1
        now += step
    return sent


@given(st.floats(0.1, 200), st.floats(0, 20), st.floats(0.05, 2))
def test_a_bucket_lets_no_more_go_than_its_rate(rate, end, step):
    assert sent_until(rate, end, step) <= max(1.0, rate) + rate * end + 1e-6


@given(st.floats(0.1, 200), st.floats(0, 1000))
def test_who_waits_as_long_as_told_may_go(rate, now):
    bucket = Bucket(rate, now)
    for _ in range(300):
        wait = bucket.wait(now)
        assert wait <= 1.1 * max(1.0, 1 / rate) + 1e-9
        now += wait + 1e-9
        assert bucket.wait(now) <= 1e-6
        bucket.take()


def test_a_retry_overdraws_and_the_next_question_waits_for_it():
    bucket = Bucket(1.0, 0.0)
    bucket.take()
    bucket.take()
    assert bucket.wait(0.0) == pytest.approx(2.2)
    assert bucket.wait(1.5) == pytest.approx(0.7)
    assert bucket.wait(2.3) == 0.0


def test_a_long_pause_saves_up_one_second_and_no_more():
    bucket = Bucket(3.0, 0.0)
    sent = 0
    while bucket.wait(3600.0) == 0:
        bucket.take()
        sent += 1
    assert sent == 3
