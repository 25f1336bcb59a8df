"""The benchmark of the join counts every record; what one more record costs does not depend on the others."""

from bench.causes import joined
from repcheck.causes.correlate import correlate
from tests.causes.cases import CATALOG, listed_bounce
from tests.support.counting import calls_of

#: Calls that a record may make when others like it came before.
MOST_CALLS = 120


def test_every_record_is_joined() -> None:
    seconds, octets = joined(2_000)
    assert seconds >= 0
    assert octets > 0


def test_one_more_record_makes_few_calls() -> None:
    def join(records: int) -> None:
        text = "554 5.7.1 Service unavailable; client [192.0.2.10] blocked using zen.example"
        correlate((listed_bounce(diagnostic=text) for _ in range(records)), (), CATALOG)

    join(1)
    few, many = calls_of(join, 100), calls_of(join, 1_100)
    assert (many - few) / 1_000 <= MOST_CALLS
