"""The engine over real sockets: what the policy decides is sent, read, and ends in the right outcome."""

import asyncio
import errno
import resource
import socket
from collections.abc import Iterator

import pytest

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome, Question, Server, Way
from tests.dns.driving import (
    BESIDE,
    LISTED,
    OTHER,
    ZONE,
    ask_lane,
    outcomes,
    owners,
    running_engine,
    straight,
)

PATIENT = 30.0


def name(last: int) -> str:
    return f"{last}.2.0.192.{ZONE}"


async def test_listed_and_not_listed(nameserver):
    server = nameserver(LISTED)
    async with running_engine(server.address) as engine:
        listed = await engine.ask(Question(name(10)))
        clean = await engine.ask(Question(name(12)))
    assert (listed.outcome, listed.records) == (Outcome.NOERROR, ("127.0.0.2",))
    assert clean.outcome is Outcome.NXDOMAIN
    assert listed.server == server.address
    assert listed.rtt_ms is not None


async def test_the_same_question_is_sent_once(nameserver):
    server = nameserver(LISTED)
    async with running_engine(server.address) as engine:
        questions = [Question(name(10)), Question(name(10).upper()), Question(name(10))]
        answers = await asyncio.gather(*map(engine.ask, questions))
    assert len({answer.records for answer in answers}) == 1
    assert len(server.asked) == engine.traffic.sent - engine.traffic.retried == 1


@pytest.mark.parametrize(
    ("zone", "outcome"),
    [
        (z.servfail(ZONE), Outcome.SERVFAIL),
        (z.refused(ZONE), Outcome.REFUSED),
        (z.nodata(ZONE), Outcome.NODATA),
        (z.cname(LISTED), Outcome.NOERROR),
        (z.truncating(LISTED), Outcome.NOERROR),
        (z.lossy(LISTED), Outcome.NOERROR),
        (z.forging(LISTED), Outcome.NOERROR),
        (z.duplicating(LISTED), Outcome.NOERROR),
        (z.no_edns(LISTED), Outcome.NOERROR),
    ],
)
async def test_each_fault_of_a_server(nameserver, zone, outcome):
    async with running_engine(nameserver(zone).address, dead_wait=PATIENT) as engine:
        answer = await engine.ask(Question(name(10)))
    assert answer.outcome is outcome
    assert answer.records == (("127.0.0.2",) if outcome is Outcome.NOERROR else ())


async def test_garbage_with_our_id_is_never_an_absence(nameserver):
    async with running_engine(nameserver(z.garbage(ZONE)).address) as engine:
        asking = asyncio.create_task(engine.ask(Question(name(12))))
        while not engine.traffic.dropped:
            await asyncio.sleep(0)
        engine.give_up()
        assert (await asking).outcome is Outcome.TIMEOUT


async def test_a_name_that_cannot_be_asked_is_malformed_and_the_rest_goes_on(nameserver):
    async with running_engine(nameserver(LISTED).address) as engine:
        odd = await engine.ask(Question("a" * 70 + ".example"))
        good = await engine.ask(Question(name(10)))
    assert [odd.outcome, good.outcome] == [Outcome.MALFORMED, Outcome.NOERROR]


async def test_thousands_of_questions_are_all_answered(nameserver):
    async with running_engine(nameserver(LISTED).address, dead_wait=PATIENT) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(1000))
    assert len(answers) == 1000
    assert outcomes(answers) == {Outcome.NXDOMAIN}


async def test_giving_up_in_the_middle_of_everything_leaves_nothing_behind(nameserver):
    """Repeats, TCP, silence and lanes that wait for their turn."""
    truncating = z.truncating(z.Zone("tcp.example", lambda *_: z.SILENCE))
    server = nameserver(z.lossy(LISTED, every=1), BESIDE, truncating, z.dead("dead.example"))
    lanes = [Lane(ZONE), Lane(OTHER, per_second=2), Lane("tcp.example"), Lane("dead.example")]
    async with running_engine(server.address, dead_wait=PATIENT) as engine:
        asking = [asyncio.create_task(ask_lane(engine, lane, owners(300))) for lane in lanes]
        single = asyncio.create_task(engine.ask(Question("host.dead.example")))
        while not engine.traffic.over_tcp:
            await asyncio.sleep(0)
        engine.give_up()
        told = await asyncio.gather(*asking)
        assert (await single).outcome is Outcome.TIMEOUT
        assert outcomes(await ask_lane(engine, Lane("new.example"), owners(10))) == {Outcome.TIMEOUT}
    assert [len(answers) for answers in told] == [300] * 4
    assert outcomes(told[2]) == outcomes(told[3]) == {Outcome.TIMEOUT}


# -- IPv6


@pytest.fixture
def six(nameserver):
    try:
        return nameserver(LISTED, host="::1")
    except OSError as error:
        pytest.skip(f"this machine has no IPv6 loopback: {error}")


async def test_a_resolver_and_a_lists_own_server_over_ipv6(six, unused_address):
    async with running_engine(six.address, dead_wait=PATIENT) as engine:
        assert (await engine.ask(Question(name(10)))).records == ("127.0.0.2",)
        answers = await ask_lane(engine, Lane(ZONE, straight(six)), ["10.2.0.192"])
    assert answers["10.2.0.192"].server == six.address


# -- the case of letters

LETTERS = "a-name-with-many-letters.example"


async def test_a_server_that_lowercases_is_understood(nameserver):
    server = nameserver(z.lowercasing(z.records("example", f"{LETTERS}. 60 A 192.0.2.1")))
    async with running_engine(server.address, dead_wait=PATIENT) as engine:
        assert (await engine.ask(Question(LETTERS))).records == ("192.0.2.1",)
        assert (await engine.ask(Question("none.example"))).outcome is Outcome.NXDOMAIN


async def test_another_case_is_forged_where_the_case_was_kept(nameserver):
    """First a true answer; then a forger who has guessed id and port, but not the case."""
    true = z.records("example", f"{LETTERS}. 60 A 192.0.2.1\nfirst-name-in-letters 60 A 192.0.2.1")
    lie = z.lowercasing(z.records("example", f"{LETTERS}. 60 A 127.0.0.66"))

    def script(query, transport):
        reply = true.respond(query, transport)
        if query.question[0].name.to_text().lower() != f"{LETTERS}.":
            return reply
        return z.ScriptedReply((*lie.respond(query, transport).messages, *reply.messages))

    async with running_engine(nameserver(z.Zone("example", script)).address, dead_wait=PATIENT) as engine:
        await engine.ask(Question("first-name-in-letters.example"))
        answer = await engine.ask(Question(LETTERS))
    assert answer.records == ("192.0.2.1",)
    assert engine.traffic.dropped >= 1


async def test_a_name_without_letters_does_not_prove_that_the_case_is_kept(nameserver):
    """As does one whose letters were all drawn small: one in 1,024 reverse names of IPv4."""
    hosts = "first-name 60 A 192.0.2.1\nsecond-name 60 A 192.0.2.2"
    server = nameserver(z.lowercasing(z.records("example", hosts)), z.lowercasing(z.nodata("9")))
    async with running_engine(server.address, dead_wait=PATIENT) as engine:
        told = [
            (await engine.ask(Question(asked))).outcome
            for asked in ("first-name.example", "1.2.9", "second-name.example")
        ]
    assert told == [Outcome.NOERROR, Outcome.NODATA, Outcome.NOERROR]


# -- servers that no socket can be had for: an outcome of the questions, not the end of the run


@pytest.fixture
def few_files() -> Iterator[None]:
    """A process that may open but few more files, as 256 (macOS) and 1024 (Linux) are few for 60 lists."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with socket.socket() as probe:
        resource.setrlimit(resource.RLIMIT_NOFILE, (probe.fileno() + 30, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_more_servers_than_sockets(nameserver, few_files):
    server = nameserver(LISTED)
    ways = [Way((Server(f"127.0.1.{last}", server.port),), recursive=False) for last in range(1, 41)]
    async with running_engine(server.address, dead_wait=PATIENT) as engine:
        asking = [asyncio.create_task(ask_lane(engine, Lane(ZONE, way), owners(1))) for way in ways]
        still = await ask_lane(engine, Lane(ZONE), owners(1))
        engine.give_up()
        told = await asyncio.gather(*asking)
    assert outcomes(still) == {Outcome.NXDOMAIN}
    assert [len(answers) for answers in told] == [1] * 40
    assert engine.traffic.unsent > 0


def unreachable(*_: int) -> socket.socket:
    raise OSError(errno.ENETUNREACH, "Network is unreachable")


async def test_a_machine_without_ipv6(nameserver, monkeypatch):
    """IPv6 may be missing from the kernel: then the socket itself cannot be made."""
    real = socket.socket

    def without_ipv6(family: int = -1, *arguments: int) -> socket.socket:
        return unreachable() if family == socket.AF_INET6 else real(family, *arguments)

    server = nameserver(LISTED)
    both = Way((Server("2001:db8::53"), *straight(server).servers), recursive=False)
    alone = Way((Server("2001:db8::53"),), recursive=False)
    async with running_engine(server.address, dead_wait=PATIENT) as engine:
        monkeypatch.setattr("repcheck.dns.sockets.socket.socket", without_ipv6)
        assert outcomes(await ask_lane(engine, Lane(ZONE, both), owners(2))) == {Outcome.NXDOMAIN}
        assert outcomes(await ask_lane(engine, Lane(ZONE, alone), owners(2))) == {Outcome.TIMEOUT}
        monkeypatch.undo()
    assert engine.traffic.unsent == 2


@pytest.mark.parametrize("address", ["192.0.2.53", "[2001:db8::53]:53", "[fe80::1%no-such-interface]:53"])
async def test_no_resolver_can_be_reached(monkeypatch, address):
    """As with ENETUNREACH on a machine without a route, or a scope of an interface that is not there."""
    monkeypatch.setattr("repcheck.dns.sockets.socket.socket", unreachable)
    async with running_engine(address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(3))
        alone = await engine.ask(Question("a.example"))
    assert outcomes(answers) == {alone.outcome} == {Outcome.TIMEOUT}
    assert (engine.traffic.sent, engine.traffic.unsent) == (0, 4)
