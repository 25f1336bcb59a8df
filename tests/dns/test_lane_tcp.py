"""Answers that do not fit a datagram: pipelined over one connection, broken off, very large."""

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome, Question
from tests.dns.driving import LISTED, ZONE, ask_lane, outcomes, owners, running_engine


async def test_many_truncated_answers_come_over_tcp(nameserver):
    server = nameserver(z.truncating(LISTED))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), ["10.2.0.192", *owners(500)])
    assert answers.pop("10.2.0.192").records == ("127.0.0.2",)
    assert len(answers) == 500
    assert outcomes(answers) == {Outcome.NXDOMAIN}
    assert len(server.asked_over("tcp")) == 501


async def test_a_late_answer_holds_up_no_other_one_on_the_connection(nameserver):
    """RFC 7766 section 6.2.1.1: the answers may come in any order."""
    turn = iter(range(1000))

    def script(query, transport):
        reply = LISTED.respond(query, transport)
        late = transport == "tcp" and next(turn) % 2 == 0
        return z.Reply(reply.messages, delay=0.05) if late else reply

    server = nameserver(z.truncating(z.Zone(ZONE, script)))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(100))
    assert outcomes(answers) == {Outcome.NXDOMAIN}
    assert len(server.asked_over("tcp")) == 100


async def test_64_kilobytes_over_tcp_are_read_and_kept_bounded(nameserver):
    lines = "\n".join(f'big 60 TXT "{number:04} {"x" * 200}"' for number in range(300))
    server = nameserver(z.records("host.example", lines))
    async with running_engine(server.address) as engine:
        answer = await engine.ask(Question("big.host.example", "TXT"))
    assert engine.traffic.over_tcp == 1
    assert answer.outcome is Outcome.NOERROR
    assert len(answer.records) == 256
    assert all(len(text) == 205 for text in answer.records)


async def test_truncation_by_a_server_without_tcp_is_no_absence(nameserver):
    def script(query, transport):
        return z.SILENCE if transport == "tcp" else z.truncating(LISTED).respond(query, transport)

    server = nameserver(z.Zone(ZONE, script))
    async with running_engine(server.address, dead_wait=0.3) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(20))
    assert outcomes(answers) == {Outcome.TIMEOUT}


async def test_truncation_over_tcp_too_is_malformed(nameserver):
    server = nameserver(z.Zone(ZONE, lambda query, _: z.truncating(LISTED).respond(query, "udp")))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(3))
    assert outcomes(answers) == {Outcome.MALFORMED}
