"""A name whose letters say nothing about whether a server repeats the case."""

from repcheck.demo import zones as z
from repcheck.model.dns import Outcome, Question
from tests.dns.driving import running_engine


async def test_a_name_without_letters_does_not_prove_that_the_case_is_kept(nameserver):
    """As does one whose letters were all drawn small: one in 1,024 reverse names of IPv4."""
    hosts = "first-name 60 A 192.0.2.1\nsecond-name 60 A 192.0.2.2"
    server = nameserver(z.lowercasing(z.records("example", hosts)), z.lowercasing(z.nodata("9")))
    async with running_engine(server.address, dead_wait=0.3) as engine:
        first = await engine.ask(Question("first-name.example"))
        digits = await engine.ask(Question("1.2.9"))
        second = await engine.ask(Question("second-name.example"))
    assert (first.outcome, digits.outcome, second.outcome) == (
        Outcome.NOERROR,
        Outcome.NODATA,
        Outcome.NOERROR,
    )
