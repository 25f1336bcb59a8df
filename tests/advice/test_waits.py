"""Of several waits the longest is told."""

from repcheck.advice.waits import longest
from tests.support.tables import each


@each(
    "waits, told",
    [
        ([], None),
        (["some minutes"], "some minutes"),
        (["some minutes", "about an hour"], "about an hour"),
        (["about an hour", "some minutes"], "about an hour"),
        (["90 minutes", "1 hour"], "90 minutes"),
        (["2 to 3 days", "48 hours"], "2 to 3 days"),
        (["within 24 hours", "a week", "up to 30 days"], "up to 30 days"),
        (["two weeks", "10 days"], "two weeks"),
        (["an hour", "until they look at it"], "an hour; until they look at it"),
    ],
)
def test_the_longest_of_them(waits, told):
    assert longest(waits) == told
