"""A truncated answer that comes late, when its question is about to be repeated."""

import asyncio

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome
from tests.dns.driving import BESIDE, LISTED, OTHER, ZONE, ask_lane, outcomes, owners, running_engine


async def test_a_list_thought_dead_revives_with_a_truncated_answer(nameserver):
    server = nameserver(z.slow(z.truncating(LISTED), 0.35), BESIDE)
    async with running_engine(server.address, dead_wait=0.3) as engine:
        # Over TCP it is as slow, and has no more than dead_wait: what counts is that nothing breaks.
        late, beside = await asyncio.gather(
            ask_lane(engine, Lane(ZONE), owners(6)),
            ask_lane(engine, Lane(OTHER, per_second=40), owners(100)),
        )
    assert len(late) == 6
    assert outcomes(beside) == {Outcome.NXDOMAIN}
