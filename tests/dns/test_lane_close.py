"""Closing an engine that has answers on their way."""

import asyncio

import pytest

from repcheck.demo import zones as z
from repcheck.dns import Lane
from tests.dns.driving import LISTED, ZONE, ask_lane, owners, running_engine


@pytest.mark.parametrize("attempt", range(5))
async def test_closing_while_truncated_answers_come_in_leaves_nothing_behind(nameserver, attempt):
    """Each of them opens a question over TCP: the last ones too have to be ended."""
    server = nameserver(z.truncating(z.slow(LISTED, 0.2)))
    async with running_engine(server.address, dead_wait=20) as engine:
        asking = asyncio.create_task(ask_lane(engine, Lane(ZONE), owners(2000)))
        while engine.traffic.over_tcp < 20:
            await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
