"""What networks do to packets: each answer is told once, and is the true one."""

import pytest

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome
from tests.dns.driving import LISTED, ZONE, ask_lane, outcomes, owners, running_engine

NETWORKS = {
    "reordered": z.reordering(LISTED),
    "doubled": z.duplicating(LISTED),
    "lost": z.lossy(LISTED, every=20),
    "forged": z.forging(LISTED),
    "all of it": z.forging(z.duplicating(z.reordering(z.lossy(LISTED, every=20)))),
}


@pytest.mark.parametrize("zone", NETWORKS.values(), ids=NETWORKS)
async def test_all_answers_come_true_and_once(nameserver, zone):
    server = nameserver(zone)
    told: list[str] = []
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), ["10.2.0.192", *owners(1000)])
        await engine.ask_lane(Lane(ZONE), owners(50), lambda owner, _answer: told.append(owner))
    assert answers.pop("10.2.0.192").records == ("127.0.0.2",)
    assert len(answers) == 1000
    assert outcomes(answers) == {Outcome.NXDOMAIN}
    assert sorted(told) == sorted(owners(50))


async def test_what_gets_lost_is_repeated_and_little_else(nameserver):
    server = nameserver(z.lossy(LISTED, every=20))
    async with running_engine(server.address) as engine:
        await ask_lane(engine, Lane(ZONE), owners(1000))
    assert 1050 <= engine.traffic.sent <= 1500  # a busy machine may answer some too late
