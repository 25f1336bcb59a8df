import socket

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import pytest

from repcheck.demo import zones
from repcheck.demo.zones import Zone, honest
from tests.conftest import NameServerFactory
from tests.demo.asking import ask_in_a_row, ask_raw, ask_tcp, ask_udp, query, rcode, records_in
from tests.support.patience import PATIENCE

ORIGIN = "bl.example"
LISTED = f"10.2.0.192.{ORIGIN}"
ABSENT = f"11.2.0.192.{ORIGIN}"
#: In no zone: answered at once.
OUTSIDE = "elsewhere.example"
TRUTH = honest(ORIGIN, {"192.0.2.10": "127.0.0.2"})


@pytest.mark.parametrize(
    ("zone", "code", "found"),
    [
        (zones.wildcard(ORIGIN), "NOERROR", ["127.0.0.2"]),
        (zones.wildcard(ORIGIN, "127.0.0.9"), "NOERROR", ["127.0.0.9"]),
        (zones.blocked(ORIGIN), "NOERROR", ["127.255.255.254"]),
        (zones.parked(ORIGIN), "NOERROR", ["203.0.113.80"]),
        (zones.nodata(ORIGIN), "NOERROR", []),
        (zones.servfail(ORIGIN), "SERVFAIL", []),
        (zones.refused(ORIGIN), "REFUSED", []),
    ],
)
def test_zones_that_answer_everything_alike(
    nameserver: NameServerFactory, zone: Zone, code: str, found: list[str]
) -> None:
    server = nameserver(zone)
    for name in (LISTED, f"1.0.0.127.{ORIGIN}", f"anything.else.{ORIGIN}"):
        for response in (ask_udp(server, name), ask_tcp(server, name)):
            assert (rcode(response), records_in(response)) == (code, found)


@pytest.mark.parametrize(
    ("zone", "found"),
    [
        (zones.blocked(ORIGIN), ['"Error: open resolver"']),
        (zones.wildcard(ORIGIN), ['"listed"']),
        (zones.parked(ORIGIN), []),
    ],
)
def test_their_texts(nameserver: NameServerFactory, zone: Zone, found: list[str]) -> None:
    response = ask_udp(nameserver(zone), LISTED, "TXT")
    assert (rcode(response), records_in(response)) == ("NOERROR", found)


def test_dead_never_answers_but_is_asked(nameserver: NameServerFactory) -> None:
    server = nameserver(zones.dead(ORIGIN))
    (only,) = ask_in_a_row(server, LISTED, OUTSIDE, count=1)
    assert dns.message.from_wire(only).question[0].name == dns.name.from_text(OUTSIDE)
    assert server.asked == [(LISTED, "A"), (OUTSIDE, "A")]


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_slow_is_late_and_right(nameserver: NameServerFactory, transport: str) -> None:
    server = nameserver(zones.slow(TRUTH, 0.2))
    if transport == "udp":
        quick, late = (dns.message.from_wire(wire) for wire in ask_in_a_row(server, LISTED, OUTSIDE))
        assert (quick.question[0].name, late.question[0].name) == tuple(
            map(dns.name.from_text, (OUTSIDE, LISTED))
        )
    response = ask_udp(server, LISTED) if transport == "udp" else ask_tcp(server, LISTED)
    assert records_in(response) == ["127.0.0.2"]


def test_truncating_is_whole_over_tcp(nameserver: NameServerFactory) -> None:
    server = nameserver(zones.truncating(TRUTH))
    cut = ask_udp(server, LISTED)
    assert cut.flags & dns.flags.TC
    assert records_in(cut) == []
    whole = ask_tcp(server, LISTED)
    assert not whole.flags & dns.flags.TC
    assert records_in(whole) == ["127.0.0.2"]
    assert (server.asked_over("udp"), server.asked_over("tcp")) == ([(LISTED, "A")], [(LISTED, "A")])


def test_lossy_loses_first_tries_only(nameserver: NameServerFactory) -> None:
    server = nameserver(zones.lossy(TRUTH, every=2))
    assert records_in(ask_udp(server, LISTED)) == ["127.0.0.2"]
    (only,) = ask_in_a_row(server, ABSENT, OUTSIDE, count=1)
    assert dns.message.from_wire(only).question[0].name == dns.name.from_text(OUTSIDE)
    assert rcode(ask_udp(server, ABSENT.upper())) == "NXDOMAIN"
    assert rcode(ask_udp(server, f"12.2.0.192.{ORIGIN}")) == "NXDOMAIN"
    assert rcode(ask_tcp(server, f"13.2.0.192.{ORIGIN}")) == "NXDOMAIN"


def test_forging_sends_two_lies_before_the_truth(nameserver: NameServerFactory) -> None:
    server = nameserver(zones.forging(TRUTH))
    asked = query(ABSENT)
    wrong_id, wrong_question, true = map(dns.message.from_wire, ask_raw(server, asked.to_wire(), count=3))
    assert wrong_id.id != asked.id
    assert (wrong_id.question, records_in(wrong_id)) == (asked.question, ["127.0.0.66"])
    assert wrong_question.id == asked.id
    assert wrong_question.question != asked.question
    assert records_in(wrong_question) == ["127.0.0.66"]
    assert asked.is_response(true)
    assert rcode(true) == "NXDOMAIN"


def test_duplicating_answers_twice(nameserver: NameServerFactory) -> None:
    first, second = ask_raw(nameserver(zones.duplicating(TRUTH)), query(LISTED).to_wire(), count=2)
    assert first == second
    assert records_in(dns.message.from_wire(first)) == ["127.0.0.2"]


@pytest.mark.parametrize("keep_id", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_garbage_is_no_message_and_always_the_same(
    nameserver: NameServerFactory, seed: int, keep_id: bool
) -> None:
    server = nameserver(zones.garbage(ORIGIN, seed, keep_id=keep_id))
    wire = query(LISTED).to_wire()
    (first,), (again,) = ask_raw(server, wire), ask_raw(server, wire)
    assert first == again
    assert (first[:2] == wire[:2]) is keep_id
    with pytest.raises(dns.exception.DNSException):
        dns.message.from_wire(first)


def test_garbage_differs_with_the_question(nameserver: NameServerFactory) -> None:
    server = nameserver(zones.garbage(ORIGIN))
    (one,), (other,) = (ask_raw(server, query(name).to_wire()) for name in (LISTED, ABSENT))
    assert one[2:] != other[2:]


def test_no_edns_answers_only_without_opt(nameserver: NameServerFactory) -> None:
    server = nameserver(zones.no_edns(TRUTH))
    formerr = ask_udp(server, LISTED)
    assert (rcode(formerr), formerr.edns) == ("FORMERR", -1)
    assert records_in(ask_udp(server, LISTED, edns=False)) == ["127.0.0.2"]


@pytest.mark.parametrize(
    ("target", "shown"), [(None, f"alias.{ORIGIN}."), ("x.example.org", "x.example.org.")]
)
def test_cname_leads_to_the_records(nameserver: NameServerFactory, target: str | None, shown: str) -> None:
    server = nameserver(zones.cname(TRUTH, target))
    alias, moved = ask_udp(server, LISTED).answer
    assert alias.to_text() == f"{LISTED}. 300 IN CNAME {shown}"
    assert moved.to_text() == f"{shown} 300 IN A 127.0.0.2"
    absent = ask_udp(server, ABSENT)
    assert (rcode(absent), absent.answer) == ("NXDOMAIN", [])


def test_faults_add_up(nameserver: NameServerFactory) -> None:
    server = nameserver(zones.truncating(zones.cname(zones.slow(TRUTH, 0.01))))
    assert ask_udp(server, LISTED).flags & dns.flags.TC
    assert records_in(ask_tcp(server, LISTED)) == ["127.0.0.2", f"alias.{ORIGIN}."]


def test_tcp_gets_no_forgery_and_no_double(nameserver: NameServerFactory) -> None:
    server = nameserver(zones.duplicating(zones.forging(TRUTH)))
    response = dns.query.tcp(query(LISTED), server.host, port=server.port, timeout=PATIENCE)
    assert records_in(response) == ["127.0.0.2"]


def test_lame_refers_elsewhere(nameserver: NameServerFactory) -> None:
    response = ask_udp(nameserver(zones.lame(ORIGIN)), LISTED)
    assert (rcode(response), response.answer, response.flags & dns.flags.AA) == ("NOERROR", [], 0)
    assert [rrset.to_text() for rrset in response.authority] == [f"{ORIGIN}. 300 IN NS ns.invalid."]


def test_lowercasing_changes_the_question_alone(nameserver: NameServerFactory) -> None:
    asked = query(LISTED.upper())
    (octets,) = ask_raw(nameserver(zones.lowercasing(TRUTH)), asked.to_wire())
    response = dns.message.from_wire(octets)
    assert response.question[0].name.to_text() == f"{LISTED}."
    assert (response.id, records_in(response)) == (asked.id, ["127.0.0.2"])


def test_reordering_lets_the_second_answer_overtake(nameserver: NameServerFactory) -> None:
    first, second = query(LISTED), query(ABSENT)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        server = nameserver(zones.reordering(TRUTH, 0.2))
        client.settimeout(PATIENCE)
        client.connect((server.host, server.port))
        for asked in (first, second):
            client.send(asked.to_wire())
        ids = [int.from_bytes(client.recv(65535)[:2]) for _ in range(2)]
    assert ids == [second.id, first.id]


def test_half_closing_breaks_off_every_second_answer(nameserver: NameServerFactory) -> None:
    server = nameserver(zones.half_closing(TRUTH))
    assert records_in(ask_tcp(server, LISTED)) == ["127.0.0.2"]
    with pytest.raises(EOFError):
        ask_tcp(server, LISTED)
    assert records_in(ask_tcp(server, LISTED)) == ["127.0.0.2"]
    assert records_in(ask_udp(server, LISTED)) == ["127.0.0.2"]
