"""The end of a run: given up in the middle of everything, and nothing left behind."""

import asyncio
import time

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome, Question
from tests.dns.driving import BESIDE, LISTED, OTHER, ZONE, ask_lane, outcomes, owners, running_engine


def mixture(nameserver):
    """A server with each kind of unfinished business: retries, TCP, silence, waiting lanes."""
    truncating = z.truncating(z.Zone("tcp.example", lambda *_: z.SILENCE))
    return nameserver(z.lossy(LISTED, every=1), BESIDE, truncating, z.dead("dead.example"))


async def test_giving_up_ends_everything_at_once(nameserver):
    server = mixture(nameserver)
    lanes = [Lane(ZONE), Lane(OTHER, per_second=2), Lane("tcp.example"), Lane("dead.example")]
    async with running_engine(server.address, dead_wait=20) as engine:
        open_lanes = [asyncio.create_task(ask_lane(engine, lane, owners(300))) for lane in lanes]
        single = asyncio.create_task(engine.ask(Question("host.dead.example")))
        while not (server.asked_over("tcp") and engine.traffic.sent > 300):
            await asyncio.sleep(0.01)
        began = time.monotonic()
        engine.give_up()
        told = await asyncio.gather(*open_lanes)
        assert (await single).outcome is Outcome.TIMEOUT
        after = await ask_lane(engine, Lane("new.example"), owners(10))
        assert time.monotonic() - began < 1
    assert [len(answers) for answers in told] == [300] * 4
    assert outcomes(told[2]) == outcomes(told[3]) == outcomes(after) == {Outcome.TIMEOUT}
    assert outcomes(told[1]) == {Outcome.NXDOMAIN, Outcome.TIMEOUT}


async def test_giving_up_twice_and_before_anything_was_asked(nameserver):
    async with running_engine(mixture(nameserver).address) as engine:
        engine.give_up()
        engine.give_up()
        assert outcomes(await ask_lane(engine, Lane(ZONE), owners(5))) == {Outcome.TIMEOUT}
        assert (await engine.ask(Question("host.example"))).outcome is Outcome.TIMEOUT
    assert engine.traffic.sent == 0
