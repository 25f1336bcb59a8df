"""The servers hold what the other tests of this folder take for the truth."""

import ipaddress

import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import pytest

from tests.support.patience import PATIENCE

from .servers import LOOPBACK, Relay, Server, program, running_rbldnsd
from .zones import HOST, HOST_ADDRESSES, TEST_POINTS, TRUTH


def ask(server: Server, name: str, rdtype: str = "A") -> set[str]:
    """The records' texts; empty for NXDOMAIN and NODATA; anything else fails the test."""
    query = dns.message.make_query(name, rdtype)
    answer = dns.query.udp(query, LOOPBACK, timeout=PATIENCE, port=server.port)
    assert answer.rcode() in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN), dns.rcode.to_text(answer.rcode())
    wanted = dns.rdatatype.from_text(rdtype)
    return {rdata.to_text() for rrset in answer.answer if rrset.rdtype == wanted for rdata in rrset}


def owner(item: str, zone: str) -> str:
    """The query name (RFC 5782 sections 2.1 and 2.4), by other means than repcheck's own."""
    try:
        reverse = ipaddress.ip_address(item).reverse_pointer
    except ValueError:
        return f"{item}.{zone}"
    return f"{reverse.removesuffix('.in-addr.arpa').removesuffix('.ip6.arpa')}.{zone}"


@pytest.mark.parametrize(("name", "code"), TEST_POINTS.items())
def test_test_points(server: Server, name: str, code: str | None) -> None:
    assert ask(server, name) == ({code} if code else set())


@pytest.mark.parametrize("zone", TRUTH)
def test_each_listing_has_its_codes(server: Server, zone: str) -> None:
    assert {item: ask(server, owner(item, zone)) for item in TRUTH[zone]} == TRUTH[zone]


def test_addresses_beside_the_listed_ones_are_not_there(server: Server) -> None:
    for item in ("192.0.2.3", "192.0.2.5", "192.0.2.8", "2001:db8::11", "2001:db8:0:6::1"):
        assert ask(server, owner(item, "both.bl.example")) == set(), item
    assert ask(server, "good.example.dom.bl.example") == set()


def test_host_has_its_addresses(server: Server) -> None:
    assert ask(server, HOST) == HOST_ADDRESSES
    assert ask(server, HOST, "AAAA") == set()
    assert ask(server, "sender.example", "MX") == {f"10 {HOST}."}


def test_unbound_answers_for_the_rest_itself(unbound: Server) -> None:
    query = dns.message.make_query("host.elsewhere.example", "A")
    assert dns.query.udp(query, LOOPBACK, timeout=PATIENCE, port=unbound.port).rcode() == dns.rcode.NXDOMAIN


def test_relay_takes_the_server_away_after_enough() -> None:
    name = "2.0.0.127.four.bl.example"
    with running_rbldnsd() as own, Relay(own, lambda told: len(told) == 2, own.kill) as relay:
        port = int(relay.resolver.partition(":")[2])
        query = dns.message.make_query(name, "A")
        for _ in range(2):
            assert dns.query.udp(query, LOOPBACK, timeout=PATIENCE, port=port).rcode() == dns.rcode.NOERROR
        with pytest.raises(dns.exception.Timeout):
            dns.query.udp(query, LOOPBACK, timeout=0.3, port=port)
        assert not own.running
        assert relay.told == [name, name]


def test_a_missing_program_is_a_skip_and_in_ci_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPCHECK_REQUIRE_REAL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt install"):
        program("no-such-name-server")
    monkeypatch.setenv("REPCHECK_REQUIRE_REAL", "1")
    with pytest.raises(pytest.fail.Exception, match="apt install"):
        program("no-such-name-server")
