"""Reverse names, and whether they lead back."""

import pytest

from repcheck.model.dns import Answer, Outcome
from repcheck.model.records import AddressRecords, ReverseName
from repcheck.records.reverse.ptr import PTR_NAMES_AT_MOST, PTR_NAMES_FIRST, reverse_name, reverse_of
from tests.support.tables import each

from .driver import Zone, drive, failure, records

PTR = "10.2.0.192.in-addr.arpa"


def test_reverse_names() -> None:
    assert reverse_name("192.0.2.10") == PTR
    assert reverse_name("2001:db8::1") == "1" + ".0" * 23 + ".8.b.d.0.1.0.0.2.ip6.arpa"
    with pytest.raises(ValueError, match="example"):
        reverse_name("example.com")


@each(
    "answer, status",
    [
        (Answer(Outcome.NXDOMAIN), ReverseName.NO_PTR),
        (Answer(Outcome.NODATA), ReverseName.NO_PTR),
        (failure(Outcome.SERVFAIL), ReverseName.UNKNOWN),
        (failure(Outcome.TIMEOUT), ReverseName.UNKNOWN),
    ],
)
def test_without_a_name(answer: Answer, status: ReverseName) -> None:
    found, driven = drive(reverse_of("192.0.2.10"), {(PTR, "PTR"): answer})
    assert found == AddressRecords(status=status, outcome=answer.outcome)
    assert len(driven.questions) == 1


GOOD = records("192.0.2.9", "192.0.2.10")
OTHER = records("192.0.2.9")
NODATA = Answer(Outcome.NODATA)
NXDOMAIN = Answer(Outcome.NXDOMAIN)
SERVFAIL = failure(Outcome.SERVFAIL)


@each(
    "first, second, status, outcome",
    [
        (GOOD, NXDOMAIN, ReverseName.CONFIRMED, Outcome.NOERROR),
        (NXDOMAIN, GOOD, ReverseName.CONFIRMED, Outcome.NOERROR),
        (SERVFAIL, GOOD, ReverseName.CONFIRMED, Outcome.NOERROR),
        (SERVFAIL, OTHER, ReverseName.UNKNOWN, Outcome.SERVFAIL),
        (NXDOMAIN, SERVFAIL, ReverseName.UNKNOWN, Outcome.SERVFAIL),
        (OTHER, NXDOMAIN, ReverseName.OTHER_ADDRESS, Outcome.NOERROR),
        (NXDOMAIN, NXDOMAIN, ReverseName.NAME_MISSING, Outcome.NXDOMAIN),
        (NXDOMAIN, NODATA, ReverseName.NAME_MISSING, Outcome.NODATA),
    ],
)
def test_forward_confirmation(first: Answer, second: Answer, status: ReverseName, outcome: Outcome) -> None:
    zone: Zone = {
        (PTR, "PTR"): records("a.example.com", "b.example.com"),
        ("a.example.com", "A"): first,
        ("b.example.com", "A"): second,
    }
    found, driven = drive(reverse_of("192.0.2.10"), zone)
    names = ["a.example.com", "b.example.com"]
    if "192.0.2.10" in second.records and "192.0.2.10" not in first.records:
        names.reverse()  # the one that matches stands first
    assert found == AddressRecords(status=status, names=tuple(names), outcome=outcome)
    assert [len(asked) for asked in driven.rounds] == [1, 2]


def test_ipv6_asks_aaaa() -> None:
    zone: Zone = {
        (reverse_name("2001:db8::1"), "PTR"): records("mx.example.com"),
        ("mx.example.com", "AAAA"): records("2001:0DB8:0::1"),
    }
    found, driven = drive(reverse_of("2001:db8::1"), zone)
    assert found.status is ReverseName.CONFIRMED
    assert [question.rdtype for question in driven.questions] == ["PTR", "AAAA"]


def test_names_are_bounded_and_asked_once() -> None:
    names = ["a.example.com", "a.example.com", *(f"n{number}.example.com" for number in range(60))]
    found, driven = drive(reverse_of("192.0.2.10"), {(PTR, "PTR"): records(*names)})
    assert len(found.names) == PTR_NAMES_FIRST
    assert [len(asked) for asked in driven.rounds] == [
        1,
        PTR_NAMES_FIRST,
        PTR_NAMES_AT_MOST - PTR_NAMES_FIRST,
    ]
    # The right one may be among those that were not looked at.
    assert (found.status, found.outcome) == (ReverseName.UNKNOWN, Outcome.ERROR)


@each("count, rounds", [(10, [1, 10]), (11, [1, 10, 1]), (30, [1, 10, 20])])
def test_the_right_name_may_be_the_last_of_many(count: int, rounds: list[int]) -> None:
    names = [f"n{number}.example.com" for number in range(count)]
    zone: Zone = {(PTR, "PTR"): records(*names), (names[-1], "A"): records("192.0.2.10")}
    found, driven = drive(reverse_of("192.0.2.10"), zone)
    assert (found.status, found.names[0]) == (ReverseName.CONFIRMED, names[-1])
    assert [len(asked) for asked in driven.rounds] == rounds
    found, _ = drive(reverse_of("192.0.2.10"), {(PTR, "PTR"): records(*names)})
    assert found.status is ReverseName.NAME_MISSING


@each("name", ["", "a\\032b.example", "x" * 64 + ".example", "ü.example"])
def test_a_name_that_no_host_has_is_missing(name: str) -> None:
    found, driven = drive(reverse_of("192.0.2.10"), {(PTR, "PTR"): records(name)})
    assert (found.status, found.outcome) == (ReverseName.NAME_MISSING, Outcome.MALFORMED)
    assert len(driven.rounds) == 1
