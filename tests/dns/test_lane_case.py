"""The case of a question's letters is a secret that a true answer knows (where the server repeats it)."""

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome, Question
from tests.dns.driving import LISTED, ZONE, ask_lane, outcomes, owners, running_engine

LETTERS = "a-name-with-many-letters.example"


async def test_a_server_that_lowercases_is_understood(nameserver):
    server = nameserver(z.lowercasing(LISTED))
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), ["10.2.0.192", *owners(100)])
    assert answers.pop("10.2.0.192").records == ("127.0.0.2",)
    assert outcomes(answers) == {Outcome.NXDOMAIN}


async def test_another_case_is_forged_where_the_case_was_kept(nameserver):
    """First a true answer; then a forger who has guessed id and port, but not the case."""
    true = z.records("example", f"{LETTERS}. 60 A 192.0.2.1\nfirst-name-in-letters 60 A 192.0.2.1")
    lie = z.lowercasing(z.records("example", f"{LETTERS}. 60 A 127.0.0.66"))

    def script(query, transport):
        reply = true.respond(query, transport)
        if query.question[0].name.to_text().lower() != f"{LETTERS}.":
            return reply
        return z.Reply((*lie.respond(query, transport).messages, *reply.messages))

    server = nameserver(z.Zone("example", script))
    async with running_engine(server.address) as engine:
        await engine.ask(Question("first-name-in-letters.example"))
        answer = await engine.ask(Question(LETTERS))
    assert answer.records == ("192.0.2.1",)
    assert engine.traffic.dropped == 1
