"""Answers that do not fit a datagram: pipelined over one connection, broken off, very large."""

import asyncio

import pytest

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.dns.tcp import TcpChannels
from repcheck.errors import TcpFailed
from repcheck.model.dns import Outcome, Question, Server
from tests.dns.driving import LISTED, ZONE, ask_lane, outcomes, owners, running_engine
from tests.dns.virtual import VirtualRun, honest, slow


async def test_many_truncated_answers_come_over_tcp(nameserver):
    server = nameserver(z.truncating(LISTED))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), ["10.2.0.192", *owners(200)])
    assert answers.pop("10.2.0.192").records == ("127.0.0.2",)
    assert len(answers) == 200
    assert outcomes(answers) == {Outcome.NXDOMAIN}
    assert len(server.asked_over("tcp")) == 201


async def test_a_late_answer_holds_up_no_other_one_on_the_connection(nameserver):
    """RFC 7766 section 6.2.1.1: the answers may come in any order."""
    turn = iter(range(1000))

    def script(query, transport):
        reply = LISTED.respond(query, transport)
        late = transport == "tcp" and next(turn) % 2 == 0
        return z.ScriptedReply(reply.messages, delay=0.05) if late else reply

    server = nameserver(z.truncating(z.Zone(ZONE, script)))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(100))
    assert outcomes(answers) == {Outcome.NXDOMAIN}
    assert len(server.asked_over("tcp")) == 100


async def test_64_kilobytes_over_tcp_are_read_and_no_record_is_left_out(nameserver):
    lines = "\n".join(f'big 60 TXT "{number:04} {"x" * 200}"' for number in range(300))
    server = nameserver(z.records("host.example", lines))
    async with running_engine(server.address) as engine:
        answer = await engine.ask(Question("big.host.example", "TXT"))
    assert engine.traffic.over_tcp == 1
    assert answer.outcome is Outcome.NOERROR
    assert len(answer.records) == 300
    assert all(len(text) == 205 for text in answer.records)


async def test_a_server_that_says_nothing_over_tcp_has_a_bounded_patience(nameserver):
    server = nameserver(z.dead(ZONE))
    channels = TcpChannels()
    with pytest.raises(TcpFailed) as caught:
        await channels.ask(Server(server.host, server.port), bytes(20), 0.0)
    assert caught.value.outcome is Outcome.TIMEOUT
    await channels.close()


async def test_truncation_over_tcp_too_is_malformed(nameserver):
    server = nameserver(z.Zone(ZONE, lambda query, _: z.truncating(LISTED).respond(query, "udp")))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(3))
    assert outcomes(answers) == {Outcome.MALFORMED}


async def test_a_connection_that_breaks_off_once_costs_no_answer(nameserver):
    """RFC 7766 section 6.2.4: what was open is asked once more on a new connection."""
    server = nameserver(z.truncating(z.half_closing(LISTED, every=150)))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(100))
        more = await ask_lane(engine, Lane(ZONE), [f"{n}.9.0.10" for n in range(100)])
    assert outcomes(answers) | outcomes(more) == {Outcome.NXDOMAIN}


@pytest.mark.parametrize("every", [1, 2, 10])
async def test_connections_that_always_break_off_end_as_unknown_and_never_as_absent(nameserver, every):
    entries = {f"10.0.0.{last}": "127.0.0.2" for last in range(50)}
    server = nameserver(z.truncating(z.half_closing(z.honest(ZONE, entries), every)))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(50))
    assert len(answers) == 50
    assert not any(answer.absent for answer in answers.values())
    assert all(answer.failed or answer.records == ("127.0.0.2",) for answer in answers.values())


async def test_closing_while_truncated_answers_come_in_leaves_nothing_behind(nameserver):
    """Each of them opens a question over TCP: the last ones too have to be ended."""
    server = nameserver(z.truncating(z.slow(LISTED, 0.2)))
    async with running_engine(server.address, dead_wait=20) as engine:
        asking = asyncio.create_task(ask_lane(engine, Lane(ZONE), owners(2000)))
        while engine.traffic.over_tcp < 20:
            await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)


def cut_off(query, name, now):
    return [(late, message[:2] + b"\x83\x80" + message[4:]) for late, message in honest(query, name, now)]


def test_a_list_thought_dead_revives_with_a_truncated_answer():
    """Its question is about to be repeated; now it is a matter of TCP, and no datagram is sent for it."""
    run = VirtualRun({ZONE: slow(cut_off, 0.35), "other.example": honest}, dead_wait=0.3)
    asked = run.start(Lane(ZONE), owners(1))
    beside = run.start(Lane("other.example", per_second=40), owners(100))
    run.run(until=10.0)
    assert beside.outcomes == {Outcome.NXDOMAIN}
    assert run.over_tcp == 1
    assert len([name for _, _, name in run.sent if name.endswith(ZONE)]) == 1
    run.policy.give_up()
    assert asked.outcomes == {Outcome.TIMEOUT}
