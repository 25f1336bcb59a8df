"""A list that answers once more before it dies for good: its last questions end, and so do the rest."""

from collections import Counter

from repcheck.demo import zones as z
from repcheck.dns import Lane
from repcheck.model.dns import Outcome
from tests.dns.driving import LISTED, ZONE, ask_lane, outcomes, owners, running_engine

LAST = owners(1)[0]


def one_more_word(zone: z.Zone, alive: str) -> z.Zone:
    """Answers names that contain ``alive``; of others only the third try of ``LAST``, late."""
    tries: Counter[str] = Counter()

    def script(query, transport):
        name = query.question[0].name.to_text().lower()
        tries[name] += 1
        if alive in name:
            return z.Reply(zone.respond(query, transport).messages, delay=0.03)
        if name.startswith(LAST + ".") and tries[name] == 3:
            return z.Reply(zone.respond(query, transport).messages, delay=0.03)
        return z.SILENCE

    return z.Zone(zone.origin, script)


async def test_a_list_that_dies_while_all_its_questions_are_at_their_last_try(nameserver):
    server = nameserver(one_more_word(LISTED, ".9.10."))
    async with running_engine(server.address) as engine:
        # These answers open the window wide: hundreds of questions are under way at once.
        alive = await ask_lane(engine, Lane(ZONE), [f"{n % 250}.{n // 250}.9.10" for n in range(5000)])
        assert outcomes(alive) == {Outcome.NXDOMAIN}
        answers = await ask_lane(engine, Lane(ZONE), owners(5000), patience=20)
    assert len(answers) == 5000
    del answers[LAST]  # its answer may come too late
    assert outcomes(answers) == {Outcome.TIMEOUT}
