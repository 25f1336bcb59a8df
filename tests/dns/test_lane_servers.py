"""Several servers of one list: the next one answers when one fails, in whatever way it does."""

import pytest

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome, Server, Way
from tests.dns.driving import LISTED, ZONE, ask_lane, outcomes, owners, running_engine, straight

OWNERS = ["10.2.0.192", *owners(300)]
FAULTS = {
    "silent": z.dead(ZONE),
    "servfail": z.servfail(ZONE),
    "refusing": z.refused(ZONE),
    "lame": z.lame(ZONE),
}


def assert_all_true(answers):
    assert len(answers) == len(OWNERS)
    assert answers["10.2.0.192"].records == ("127.0.0.2",)
    assert outcomes({owner: answers[owner] for owner in OWNERS[1:]}) == {Outcome.NXDOMAIN}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_the_next_server_answers_for_one_that_fails(nameserver, fault, unused_address):
    failing, good = nameserver(fault), nameserver(LISTED)
    lane = Lane(ZONE, straight(failing, good))
    async with running_engine(unused_address) as engine:
        answers = await ask_lane(engine, lane, OWNERS)
    assert_all_true(answers)
    assert {answer.server for answer in answers.values()} == {good.address}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_all_servers_failing_is_no_absence(nameserver, fault, unused_address):
    lane = Lane(ZONE, straight(nameserver(fault), nameserver(fault)))
    async with running_engine(unused_address, dead_wait=0.8) as engine:
        answers = await ask_lane(engine, lane, OWNERS)
    assert len(answers) == len(OWNERS)
    assert all(answer.failed for answer in answers.values())


async def test_a_server_that_loses_packets_beside_a_dead_one(nameserver, unused_address):
    """Each loss turns to the other server; that must not bring everything there."""
    dead, lossy = nameserver(z.dead(ZONE)), nameserver(z.lossy(LISTED, every=20))
    async with running_engine(unused_address) as engine:
        answers = await ask_lane(engine, Lane(ZONE, straight(dead, lossy)), OWNERS)
    assert_all_true(answers)


async def test_two_of_three_servers_dead(nameserver, unused_address):
    servers = nameserver(z.dead(ZONE)), nameserver(z.dead(ZONE)), nameserver(LISTED)
    async with running_engine(unused_address) as engine:
        answers = await ask_lane(engine, Lane(ZONE, straight(*servers)), OWNERS)
    assert_all_true(answers)


async def test_ipv6_stands_in_for_ipv4_and_the_other_way_round(nameserver, unused_address):
    try:
        six = nameserver(LISTED, host="::1")
    except OSError as error:
        pytest.skip(f"this machine has no IPv6 loopback: {error}")
    four, dead = nameserver(LISTED), nameserver(z.dead(ZONE))
    dead_six = Server("::1", int(unused_address.rpartition(":")[2]))
    async with running_engine(unused_address) as engine:
        by_six = await ask_lane(engine, Lane(ZONE, straight(dead, six)), OWNERS)
        by_four = await ask_lane(engine, Lane(ZONE, Way((dead_six, *straight(four).servers), False)), OWNERS)
    assert_all_true(by_six)
    assert_all_true(by_four)
    assert {answer.server for answer in by_six.values()} == {six.address}


async def test_a_lists_own_server_is_asked_without_recursion(nameserver, unused_address):
    wanted = []

    def script(query, transport):
        wanted.append(bool(query.flags & 0x0100))
        return LISTED.respond(query, transport)

    server = nameserver(z.Zone(ZONE, script))
    async with running_engine(server.address) as engine:
        await ask_lane(engine, Lane(ZONE, straight(server)), OWNERS[:1])
        await ask_lane(engine, Lane(ZONE), OWNERS[:1])
    assert wanted == [False, True]
