"""A list that stops answering in the middle, as those do that drop what is too much."""

import asyncio
import time

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome
from tests.dns.driving import BESIDE, LISTED, OTHER, ZONE, ask_lane, outcomes, owners, running_engine


def falling_silent(zone: z.Zone, after: int) -> z.Zone:
    """Answers so many questions and then none."""
    asked = 0

    def script(query, transport):
        nonlocal asked
        asked += 1
        return zone.respond(query, transport) if asked <= after else z.SILENCE

    return z.Zone(zone.origin, script)


async def test_a_list_that_falls_silent_holds_back_its_own_pairs_only(nameserver):
    server = nameserver(falling_silent(LISTED, 20), BESIDE)
    began = time.monotonic()
    took: list[float] = []

    async with running_engine(server.address) as engine:

        async def beside():
            answers = await ask_lane(engine, Lane(OTHER), owners(2000))
            took.append(time.monotonic() - began)
            return answers

        silent, healthy = await asyncio.gather(ask_lane(engine, Lane(ZONE), owners(2000)), beside())
    assert outcomes(healthy) == {Outcome.NXDOMAIN}
    assert [answer.outcome for answer in silent.values()].count(Outcome.TIMEOUT) == 1980
    assert took[0] < 4.0
    # It was believed for one patience; hundreds of hopeless questions are not sent four times.
    assert sum(name.endswith(ZONE) for name, _ in server.asked) < 3000
