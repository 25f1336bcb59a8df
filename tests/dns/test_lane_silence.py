"""Lists that say nothing, or say it late: what they cost, and when they are believed again."""

import asyncio
import time

import pytest

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.dns.policy.state import FIRST_WAVE
from repcheck.model.dns import Outcome
from tests.dns.driving import BESIDE, LISTED, OTHER, ZONE, ask_lane, outcomes, owners, running_engine


async def test_late_answers_revive_a_list_while_another_one_is_at_work(nameserver):
    server = nameserver(z.slow(LISTED, 0.6), BESIDE)
    async with running_engine(server.address, dead_wait=0.3) as engine:
        late, _ = await asyncio.gather(
            ask_lane(engine, Lane(ZONE), ["10.2.0.192", *owners(50)]),
            ask_lane(engine, Lane(OTHER, per_second=20), owners(50)),
        )
    assert late.pop("10.2.0.192").records == ("127.0.0.2",)
    assert len(late) == 50
    assert outcomes(late) == {Outcome.NXDOMAIN}


async def test_a_list_that_is_late_and_alone_is_given_up(nameserver):
    server = nameserver(z.slow(LISTED, 1.5))
    began = time.monotonic()
    async with running_engine(server.address, dead_wait=0.3) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(50))
    assert outcomes(answers) == {Outcome.TIMEOUT}
    assert time.monotonic() - began < 1.2


async def test_silent_lists_end_as_soon_as_all_else_is_done(nameserver):
    server = nameserver(z.dead(ZONE), z.dead("third.example"), BESIDE)
    ended: dict[str, float] = {}

    async with running_engine(server.address, dead_wait=0.3) as engine:

        async def ask(lane: Lane, count: int) -> set[Outcome]:
            told = outcomes(await ask_lane(engine, lane, owners(count)))
            ended[lane.zone] = time.monotonic()
            return told

        told = tuple(
            await asyncio.gather(
                ask(Lane(ZONE), 100), ask(Lane("third.example"), 1), ask(Lane(OTHER, per_second=20), 40)
            )
        )
    assert told == ({Outcome.TIMEOUT}, {Outcome.TIMEOUT}, {Outcome.NXDOMAIN})
    for dead in (ZONE, "third.example"):
        assert 0 <= ended[dead] - ended[OTHER] < 0.5


async def test_a_dead_list_asked_again_ends_at_once(nameserver):
    server = nameserver(z.dead(ZONE))
    async with running_engine(server.address, dead_wait=1.0) as engine:
        await ask_lane(engine, Lane(ZONE), owners(5))
        asked = len(server.asked)
        began = time.monotonic()
        again = await ask_lane(engine, Lane(ZONE), ["10.2.0.192"], patience=5)
    assert outcomes(again) == {Outcome.TIMEOUT}
    assert time.monotonic() - began < 1.0
    assert len(server.asked) == asked


@pytest.mark.parametrize("count", [1, FIRST_WAVE, 300])
async def test_a_list_that_says_nothing_gets_a_first_wave_and_no_more(nameserver, count):
    server = nameserver(z.dead(ZONE))
    async with running_engine(server.address, dead_wait=1.0) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(count))
    assert len(answers) == count
    assert len(set(server.asked)) == min(count, FIRST_WAVE)
    assert engine.traffic.sent <= 2 * FIRST_WAVE  # once more after half a second, as FIRST_RTO says


async def test_two_lists_share_no_fate_though_one_server_answers_for_both(nameserver):
    server = nameserver(z.dead(ZONE), BESIDE)
    began = time.monotonic()
    async with running_engine(server.address, dead_wait=5) as engine:
        dead = asyncio.create_task(ask_lane(engine, Lane(ZONE), owners(300)))
        alive = await ask_lane(engine, Lane(OTHER), owners(300))
        took = time.monotonic() - began
        engine.give_up()
        assert outcomes(await dead) == {Outcome.TIMEOUT}
    assert outcomes(alive) == {Outcome.NXDOMAIN}
    assert took < 3
