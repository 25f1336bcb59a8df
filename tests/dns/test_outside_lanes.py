"""Questions that belong to no list share no fate: silence for some must not hold back the others."""

import asyncio

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome, Question
from tests.dns.driving import BESIDE, OTHER, ask_lane, owners, running_engine


async def test_silence_for_the_first_names_ends_and_holds_back_no_other_name(nameserver):
    """As a /29 whose reverse zone is dead: the reverse names are the only questions of no list."""
    server = nameserver(
        z.dead("2.0.192.in-addr.arpa"), z.records(".", "host.example. 60 A 192.0.2.1"), BESIDE
    )
    reverse = [Question(f"{last}.2.0.192.in-addr.arpa", "PTR") for last in range(8)]
    async with running_engine(server.address) as engine:
        # A list that answers for a while, so that the silence is not that of everything.
        lane = asyncio.create_task(ask_lane(engine, Lane(OTHER, per_second=20), owners(60)))
        async with asyncio.timeout(15):
            answers = await asyncio.gather(*map(engine.ask, reverse), engine.ask(Question("host.example")))
        await lane
    assert [answer.outcome for answer in answers] == [Outcome.TIMEOUT] * 8 + [Outcome.NOERROR]
