"""The engine against a scripted server: every fault ends in the right outcome, and nothing hangs."""

import asyncio
import time
from collections.abc import Sequence

import pytest

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.dns.engine import Engine
from repcheck.dns.resolvers import parse_resolver
from repcheck.model.dns import Answer, Outcome, Question

ZONE = "bl.example"
LISTED = z.honest(
    ZONE,
    {
        "192.0.2.10": z.Listing(("127.0.0.2",), "spam seen"),
        "192.0.2.11": z.Listing(("127.0.0.2", "127.0.0.10")),
    },
)


def name(last: int) -> str:
    return f"{last}.2.0.192.{ZONE}"


async def asking(
    addresses: Sequence[str], questions: Sequence[Question], **options
) -> tuple[list[Answer], Engine]:
    engine = Engine([parse_resolver(address) for address in addresses], **options)
    try:
        answers = await asyncio.gather(*(engine.ask(question) for question in questions))
    finally:
        await engine.close()
    return list(answers), engine


async def test_listed_and_not_listed(nameserver):
    server = nameserver(LISTED)
    (listed, several, clean), engine = await asking(
        [server.address], [Question(name(10)), Question(name(11)), Question(name(12))]
    )
    assert (listed.outcome, listed.records) == (Outcome.NOERROR, ("127.0.0.2",))
    assert sorted(several.records) == ["127.0.0.10", "127.0.0.2"]
    assert clean.outcome is Outcome.NXDOMAIN
    assert listed.server == server.address
    assert listed.rtt_ms is not None
    assert engine.traffic.sent == engine.traffic.received


async def test_the_same_question_is_sent_once(nameserver):
    server = nameserver(LISTED)
    answers, _ = await asking(
        [server.address], [Question(name(10)), Question(name(10).upper()), Question(name(10))]
    )
    assert len({answer.records for answer in answers}) == 1
    assert len(server.asked) == 1


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
    server = nameserver(zone)
    (answer,), _ = await asking([server.address], [Question(name(10))])
    assert answer.outcome is outcome
    assert answer.records == (("127.0.0.2",) if outcome is Outcome.NOERROR else ())


async def test_servfail_is_asked_once_more_and_refused_is_not(nameserver):
    failing, refusing = nameserver(z.servfail(ZONE)), nameserver(z.refused(ZONE))
    await asking([failing.address], [Question(name(10))])
    await asking([refusing.address], [Question(name(10))])
    assert (len(failing.asked), len(refusing.asked)) == (2, 1)


async def test_forged_and_doubled_replies_are_dropped_and_counted(nameserver):
    server = nameserver(z.forging(LISTED))
    answers, engine = await asking([server.address], [Question(name(last)) for last in range(10, 20)])
    assert all("127.0.0.66" not in answer.records for answer in answers)
    assert engine.traffic.dropped > 0


async def test_garbage_with_our_id_is_never_an_absence(nameserver):
    server = nameserver(z.garbage(ZONE))
    (answer,), _ = await asking([server.address], [Question(name(12))], dead_wait=0.3)
    assert answer.failed


async def test_truncated_answers_come_over_tcp(nameserver):
    server = nameserver(z.truncating(LISTED))
    _, engine = await asking([server.address], [Question(name(10))])
    assert engine.traffic.over_tcp == 1
    assert (len(server.asked_over("udp")), len(server.asked_over("tcp"))) == (1, 1)


async def test_a_dead_list_costs_one_wait_for_all_its_questions(nameserver):
    server = nameserver(z.dead(ZONE), LISTED_ELSEWHERE)
    engine = Engine([parse_resolver(server.address)], dead_wait=0.4)
    dead: dict[str, Answer] = {}
    alive: dict[str, Answer] = {}
    started = time.monotonic()
    try:
        await asyncio.gather(
            engine.ask_lane(Lane(ZONE), (f"{n}.0.10" for n in range(500)), dead.__setitem__),
            engine.ask_lane(Lane("other.example"), (f"{n}.2.0.192" for n in range(250)), alive.__setitem__),
        )
    finally:
        await engine.close()
    assert {answer.outcome for answer in dead.values()} == {Outcome.TIMEOUT}
    assert {answer.outcome for answer in alive.values()} == {Outcome.NXDOMAIN}
    assert (len(dead), len(alive)) == (500, 250)
    assert time.monotonic() - started < 1.5
    # It was given up on a few questions; the other hundreds were never sent.
    assert sum(name.endswith(ZONE) for name, _ in server.asked) < 20


LISTED_ELSEWHERE = z.honest("other.example", {})


async def test_a_slow_list_is_waited_for(nameserver):
    server = nameserver(z.slow(LISTED, 0.3))
    (answer,), _ = await asking([server.address], [Question(name(10))])
    assert answer.records == ("127.0.0.2",)


async def test_nobody_there_ends_as_timeout(unused_address):
    answers, engine = await asking([unused_address], [Question(name(10))], dead_wait=0.2)
    assert answers[0].outcome is Outcome.TIMEOUT
    assert engine.traffic.received == 0


async def test_the_next_server_stands_in_when_the_first_says_nothing(nameserver, unused_address):
    server = nameserver(LISTED)
    (answer,), _ = await asking([unused_address, server.address], [Question(name(10))])
    assert answer.records == ("127.0.0.2",)
    assert answer.server == server.address


async def test_giving_up_ends_everything_at_once(nameserver):
    server = nameserver(z.dead(ZONE))
    engine = Engine([parse_resolver(server.address)], dead_wait=30)
    answers: dict[str, Answer] = {}
    asyncio.get_running_loop().call_later(0.1, engine.give_up)
    started = time.monotonic()
    try:
        await engine.ask_lane(Lane(ZONE), (f"{n}.2.0.192" for n in range(200)), answers.__setitem__)
        late = await engine.ask(Question("late.example"))
    finally:
        await engine.close()
    assert len(answers) == 200
    assert {answer.outcome for answer in (*answers.values(), late)} == {Outcome.TIMEOUT}
    assert time.monotonic() - started < 2


async def test_a_name_that_cannot_be_asked_is_malformed_and_the_rest_goes_on(nameserver):
    server = nameserver(LISTED)
    answers, _ = await asking([server.address], [Question("a" * 70 + ".example"), Question(name(10))])
    assert [answer.outcome for answer in answers] == [Outcome.MALFORMED, Outcome.NOERROR]


async def test_thousands_of_questions_are_all_answered(nameserver):
    server = nameserver(LISTED)
    engine = Engine([parse_resolver(server.address)])
    answers: dict[str, Answer] = {}
    try:
        await engine.ask_lane(
            Lane(ZONE), (f"{n % 250}.{n // 250}.0.10" for n in range(3000)), answers.__setitem__
        )
    finally:
        await engine.close()
    assert len(answers) == 3000
    assert {answer.outcome for answer in answers.values()} == {Outcome.NXDOMAIN}


async def test_ipv6_transport(nameserver):
    try:
        server = nameserver(LISTED, host="::1")
    except OSError as error:
        pytest.skip(f"this machine has no IPv6 loopback: {error}")
    (answer,), _ = await asking([server.address], [Question(name(10))])
    assert answer.records == ("127.0.0.2",)
