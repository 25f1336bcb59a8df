"""Politeness: a lane with a bound asks no faster, whatever else goes on."""

import asyncio
import time

from hypothesis import given
from hypothesis import strategies as st

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.dns.policy.pace import Bucket
from repcheck.model.dns import Outcome
from tests.dns.driving import BESIDE, LISTED, OTHER, ZONE, ask_lane, outcomes, owners, running_engine


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
def test_a_bucket_lets_a_burst_and_then_its_rate_go(rate, end, step):
    assert sent_until(rate, end, step) <= max(1.0, rate) + rate * end + 1e-6


@given(st.floats(0.1, 200), st.floats(0, 1000))
def test_who_waits_as_long_as_told_may_go(rate, now):
    bucket = Bucket(rate, now)
    for _ in range(300):
        wait = bucket.wait(now)
        assert wait <= 1 / rate + 1e-9
        now += wait + 1e-9
        assert bucket.wait(now) <= 1e-6
        bucket.take()


def test_a_retry_overdraws_and_the_next_question_waits_for_it():
    bucket = Bucket(1.0, 0.0)
    bucket.take()
    bucket.take()
    assert bucket.wait(0.0) == 2.0
    assert bucket.wait(1.5) == 0.5
    assert bucket.wait(2.0) == 0.0


def test_a_long_pause_saves_up_one_burst_and_no_more():
    bucket = Bucket(3.0, 0.0)
    sent = 0
    while bucket.wait(3600.0) == 0:
        bucket.take()
        sent += 1
    assert sent == 3


async def test_a_lane_keeps_its_bound_and_slows_no_other_one(nameserver):
    server = nameserver(LISTED, BESIDE)
    async with running_engine(server.address) as engine:
        began = time.monotonic()
        slow = asyncio.create_task(ask_lane(engine, Lane(ZONE, per_second=50), owners(100)))
        free = await ask_lane(engine, Lane(OTHER), owners(500))
        took_free = time.monotonic() - began
        bounded = await slow
        took = time.monotonic() - began
    assert outcomes(free) | outcomes(bounded) == {Outcome.NXDOMAIN}
    assert (len(free), len(bounded)) == (500, 100)
    assert took >= 0.99  # 50 at once, and 50 more in a second
    assert took_free < took


async def test_retries_count_too(nameserver):
    server = nameserver(z.lossy(LISTED, every=1))
    async with running_engine(server.address) as engine:
        began = time.monotonic()
        answers = await ask_lane(engine, Lane(ZONE, per_second=20), owners(20))
        took = time.monotonic() - began
    assert outcomes(answers) == {Outcome.NXDOMAIN}
    assert engine.traffic.sent <= 20 + 20 * took + 4  # retries may overdraw by what is under way
