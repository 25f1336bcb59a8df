"""TCP connections that end with questions open, at the end of a message or in its middle."""

import pytest

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome
from tests.dns.driving import LISTED, ZONE, ask_lane, outcomes, owners, running_engine


async def test_a_connection_that_breaks_off_once_costs_no_answer(nameserver):
    """RFC 7766 section 6.2.4: what was open is asked once more on a new connection."""
    server = nameserver(z.truncating(z.half_closing(LISTED, every=150)))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(100))
        more = await ask_lane(engine, Lane(ZONE), [f"{n}.9.0.10" for n in range(100)])
    assert outcomes(answers) | outcomes(more) == {Outcome.NXDOMAIN}


@pytest.mark.parametrize("every", [1, 2, 10])
async def test_connections_that_always_break_off_end_as_unknown_and_never_as_absent(nameserver, every):
    entries = {f"10.0.0.{last}": "127.0.0.2" for last in range(100)}
    server = nameserver(z.truncating(z.half_closing(z.honest(ZONE, entries), every)))
    async with running_engine(server.address, dead_wait=1.0) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(100))
    assert len(answers) == 100
    assert not any(answer.absent for answer in answers.values())
    assert all(answer.failed or answer.records == ("127.0.0.2",) for answer in answers.values())
