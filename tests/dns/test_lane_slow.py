"""A list slower than the first patience is learned to be slow, and then asked once."""

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome
from tests.dns.driving import LISTED, ZONE, ask_lane, outcomes, owners, running_engine


async def test_a_slow_list_is_not_asked_everything_twice(nameserver):
    server = nameserver(z.slow(LISTED, 0.6))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(200))
    assert outcomes(answers) == {Outcome.NXDOMAIN}
    # The first wave is repeated once; its answers tell how long to wait.
    assert engine.traffic.sent <= 1.15 * 200
