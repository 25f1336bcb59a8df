"""MX sets: there, null, none, unknown."""

from repcheck.model.dns import Answer, Outcome, Question
from repcheck.model.records import MxHost, MxRecords
from repcheck.records.mx.hosts import MX_HOSTS_AT_MOST, mx_of
from tests.support.tables import each

from .driver import Zone, drive, failure, records


def test_hosts_sorted_with_all_addresses_in_two_rounds() -> None:
    mx, driven = drive(
        mx_of("example.com"),
        {
            ("example.com", "MX"): records("20 b.example.net", "10 A.example.net."),
            ("a.example.net", "A"): records("192.0.2.1", "192.0.2.2"),
            ("a.example.net", "AAAA"): records("2001:DB8::1"),
            ("b.example.net", "A"): records("192.0.2.3"),
        },
    )
    assert mx == MxRecords(
        status="ok",
        hosts=(
            MxHost(preference=10, host="a.example.net", addresses=("192.0.2.1", "192.0.2.2", "2001:db8::1")),
            MxHost(preference=20, host="b.example.net", addresses=("192.0.2.3",)),
        ),
    )
    assert [len(asked) for asked in driven.rounds] == [1, 4]


@each(
    "answer, expected",
    [
        (records("0 ."), MxRecords(status="null")),
        (records("10 ."), MxRecords(status="null")),
        (Answer(Outcome.NODATA), MxRecords(status="none", outcome=Outcome.NODATA)),
        (Answer(Outcome.NXDOMAIN), MxRecords(status="none", outcome=Outcome.NXDOMAIN)),
        (records(), MxRecords(status="none", outcome=Outcome.NODATA)),
        (failure(Outcome.SERVFAIL), MxRecords(status="unknown", outcome=Outcome.SERVFAIL)),
        (failure(Outcome.TIMEOUT), MxRecords(status="unknown", outcome=Outcome.TIMEOUT)),
        (failure(Outcome.REFUSED), MxRecords(status="unknown", outcome=Outcome.REFUSED)),
        (records("what is this"), MxRecords(status="unknown", outcome=Outcome.MALFORMED)),
    ],
)
def test_no_hosts(answer: Answer, expected: MxRecords) -> None:
    mx, driven = drive(mx_of("example.com"), {("example.com", "MX"): answer})
    assert mx == expected
    assert driven.rounds == [(Question("example.com", "MX"),)]


@each(
    "ipv4, ipv6, addresses, outcome",
    [
        (records("192.0.2.1"), Answer(Outcome.NODATA), ("192.0.2.1",), Outcome.NOERROR),
        (records("192.0.2.1"), failure(Outcome.SERVFAIL), ("192.0.2.1",), Outcome.SERVFAIL),
        (failure(Outcome.TIMEOUT), records("2001:db8::1"), ("2001:db8::1",), Outcome.TIMEOUT),
        (failure(Outcome.TIMEOUT), Answer(Outcome.NODATA), (), Outcome.TIMEOUT),
        (Answer(Outcome.NODATA), Answer(Outcome.NODATA), (), Outcome.NODATA),
        (Answer(Outcome.NXDOMAIN), Answer(Outcome.NXDOMAIN), (), Outcome.NXDOMAIN),
        (Answer(Outcome.NXDOMAIN), Answer(Outcome.NODATA), (), Outcome.NODATA),
        (records("nonsense"), Answer(Outcome.NODATA), (), Outcome.MALFORMED),
        (records("192.0.2.1", "192.0.2.1"), records("::ffff:c000:201"), ("192.0.2.1",), Outcome.NOERROR),
    ],
)
def test_a_failure_is_not_no_address(
    ipv4: Answer, ipv6: Answer, addresses: tuple[str, ...], outcome: Outcome
) -> None:
    zone: Zone = {
        ("example.com", "MX"): records("10 mx.example.com"),
        ("mx.example.com", "A"): ipv4,
        ("mx.example.com", "AAAA"): ipv6,
    }
    mx, _ = drive(mx_of("example.com"), zone)
    assert mx.hosts == (MxHost(preference=10, host="mx.example.com", addresses=addresses, outcome=outcome),)


def test_null_mx_beside_another_is_left_out() -> None:
    mx, _ = drive(mx_of("example.com"), {("example.com", "MX"): records("0 .", "10 mx.example.com")})
    assert [host.host for host in mx.hosts] == ["mx.example.com"]


def test_same_host_twice_is_asked_once() -> None:
    mx, driven = drive(mx_of("example.com"), {("example.com", "MX"): records("10 m.example", "20 m.example")})
    assert [host.preference for host in mx.hosts] == [10, 20]
    assert [len(asked) for asked in driven.rounds] == [1, 2]


def test_hosts_are_bounded() -> None:
    many = records(*(f"{number} mx{number}.example.net" for number in range(100, 0, -1)))
    mx, driven = drive(mx_of("example.com"), {("example.com", "MX"): many})
    assert [host.preference for host in mx.hosts] == list(range(1, MX_HOSTS_AT_MOST + 1))
    assert len(driven.questions) == 1 + 2 * MX_HOSTS_AT_MOST


def test_a_host_that_cannot_be_asked_is_not_asked() -> None:
    mx, driven = drive(mx_of("example.com"), {("example.com", "MX"): records("10 a\\032b.example")})
    assert mx.hosts[0].outcome is Outcome.MALFORMED
    assert len(driven.rounds) == 1
