"""Whom to ask when no resolver stands between."""

from repcheck.model.dns import Answer, Outcome, Server
from repcheck.records.zone_servers import zone_servers
from tests.support.tables import each

from .driver import Zone, drive, failure, records

ZONE = "bl.example.net"


def test_servers_of_the_zone_ipv4_before_ipv6_each_once():
    found, driven = drive(
        zone_servers(ZONE),
        {
            (ZONE, "NS"): records("a.example", "b.example"),
            ("a.example", "A"): records("192.0.2.1", "192.0.2.2"),
            ("a.example", "AAAA"): records("2001:db8::1"),
            ("b.example", "A"): records("192.0.2.2"),
        },
    )
    assert found.servers == (Server("192.0.2.1"), Server("192.0.2.2"), Server("2001:db8::1"))
    assert [len(asked) for asked in driven.rounds] == [1, 4]


@each("absence", [Outcome.NODATA, Outcome.NXDOMAIN])
def test_a_zone_without_servers_is_served_by_the_one_above(absence):
    found, driven = drive(
        zone_servers(f"deep.{ZONE}"),
        {
            (f"deep.{ZONE}", "NS"): Answer(absence),
            ("example.net", "NS"): records("a.example"),
            ("a.example", "A"): records("192.0.2.1"),
        },
    )
    assert found.servers == (Server("192.0.2.1"),)
    assert [asked[0].name for asked in driven.rounds] == [f"deep.{ZONE}", ZONE, "example.net", "a.example"]


def test_a_top_level_is_never_asked():
    found, driven = drive(zone_servers(ZONE), {})
    assert (found.servers, found.outcome) == ((), Outcome.NXDOMAIN)
    assert ZONE in found.why
    assert [question.name for question in driven.questions] == [ZONE, "example.net"]


@each("outcome", [Outcome.SERVFAIL, Outcome.TIMEOUT, Outcome.REFUSED, Outcome.MALFORMED])
def test_a_failed_look_up_is_no_absence(outcome):
    """Nor is the zone above asked: it might answer for a list that only could not be found now."""
    found, driven = drive(zone_servers(ZONE), {(ZONE, "NS"): failure(outcome)})
    assert (found.servers, found.outcome, len(driven.questions)) == ((), outcome, 1)
    servers: Zone = {(ZONE, "NS"): records("a.example"), ("a.example", "A"): failure(outcome)}
    assert drive(zone_servers(ZONE), servers)[0].outcome is outcome


def test_servers_without_an_address():
    found, _ = drive(zone_servers(ZONE), {(ZONE, "NS"): records("a.example")})
    assert (found.servers, found.outcome) == ((), Outcome.NODATA)


def test_one_address_suffices():
    zone: Zone = {
        (ZONE, "NS"): records("a.example", "b.example"),
        ("a.example", "A"): failure(Outcome.SERVFAIL),
        ("b.example", "AAAA"): records("2001:db8::1"),
    }
    assert drive(zone_servers(ZONE), zone)[0].servers == (Server("2001:db8::1"),)


def test_a_flood_of_servers_is_bounded():
    hosts = [f"ns{number}.example" for number in range(50)]
    many = records(*(f"192.0.2.{last}" for last in range(100)))
    zone: Zone = {(ZONE, "NS"): records(*hosts), **{(host, "A"): many for host in hosts}}
    found, driven = drive(zone_servers(ZONE), zone)
    assert len(found.servers) == 8
    assert len(driven.rounds[1]) == 16
    deep, driven = drive(zone_servers("a." * 50 + "example"), {})
    assert deep.servers == ()
    assert len(driven.questions) == 6
