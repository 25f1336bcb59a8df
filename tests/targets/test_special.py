"""Addresses and names that are told as special, and not asked about."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.targets.collect import collect
from repcheck.targets.special import mark_not_asked, special_purpose
from tests.support.tables import each


@each(
    "address, words",
    [
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "this network"),
        ("10.255.0.1", "private address (RFC 1918)"),
        ("172.16.0.0", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "RFC 6598"),
        ("100.127.255.255", "RFC 6598"),
        ("127.0.0.2", "loopback"),
        ("169.254.1.1", "link-local"),
        ("192.0.0.8", "IETF protocol"),
        ("192.88.99.1", "6to4"),
        ("198.19.255.255", "benchmarking"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.255", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "broadcast"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("64:ff9b::c000:201", "NAT64"),
        ("64:ff9b:1::1", "local NAT64"),
        ("100::1", "discard"),
        ("2001::1", "Teredo"),
        ("2001:2::1", "benchmarking"),
        ("2002:c000:201::", "6to4"),
        ("fc00::1", "unique local"),
        ("fdff::1", "unique local"),
        ("fe80::1", "link-local"),
        ("fec0::1", "site-local"),
        ("ff02::1", "multicast"),
        ("4000::1", "reserved"),
        ("::c000:201", "reserved"),
    ],
)
def test_not_asked(address: str, words: str) -> None:
    special = special_purpose(address)
    assert special is not None
    assert words in special.name
    assert special.ask is False


@each("address", ["192.0.2.1", "198.51.100.255", "203.0.113.0", "2001:db8::1", "3fff::1"])
def test_documentation_is_asked(address: str) -> None:
    special = special_purpose(address)
    assert special is not None
    assert "documentation" in special.name
    assert special.ask is True


@each(
    "address",
    [
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.0.0.1",
        "128.0.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.1.1",
        "198.17.0.1",
        "198.20.0.0",
        "223.255.255.255",
        "2000::1",
        "2003::1",
        "2600::1",
        "2a00::1",
    ],
)
def test_ordinary(address: str) -> None:
    assert special_purpose(address) is None


@given(st.ip_addresses())
def test_nothing_that_python_knows_is_missed(address: IPv4Address | IPv6Address) -> None:
    if not address.is_global or address.is_multicast:
        assert special_purpose(str(address)) is not None


def test_no_address() -> None:
    with pytest.raises(ValueError, match="x"):
        special_purpose("x::y")


def test_mark_not_asked() -> None:
    given_texts = ["10.0.0.1", "192.0.2.1", "9.9.9.9", "::1", "example.com"]
    targets = collect(given_texts, [], max_hosts=1)
    assert all(target.not_asked is None for target in targets)
    marked = mark_not_asked(targets, any_address=False)
    assert [target.not_asked is not None for target in marked] == [True, False, False, True, False]
    assert marked[0].not_asked == "private address (RFC 1918); --any-address asks anyway"
    assert marked[1].special == "documentation address (RFC 5737)"
    assert mark_not_asked(targets, any_address=True) == targets


def test_mapped_private_address_is_special() -> None:
    (target,) = collect(["::ffff:10.0.0.1"], [], max_hosts=1)
    assert str(ip_address(target.value)) == "10.0.0.1"
    assert target.special == "private address (RFC 1918)"


@each(
    "name, words",
    [
        ("printer.local", "local name (RFC 6762)"),
        ("hidden.onion", "RFC 7686"),
        ("nas.home.arpa", "RFC 8375"),
        ("a.test", "RFC 6761"),
        ("a.invalid", "RFC 6761"),
        ("mail.localhost", "RFC 6761"),
        ("localhost.localdomain", "this machine"),
        ("dc.corp", "private name"),
        ("a.internal", "private name"),
        ("a.alt", "RFC 9476"),
        ("example.com", None),
        ("mx.bl.example", None),
        ("local.example", None),
        ("corp.example.com", None),
        ("home.example", None),
        ("mylocal.com", None),
    ],
)
def test_names_that_the_public_dns_does_not_have_are_never_asked_about(name: str, words: str | None) -> None:
    for any_address in (False, True):
        (target,) = mark_not_asked(collect([name], [], max_hosts=1), any_address)
        assert (target.not_asked is None) if words is None else (words in (target.not_asked or ""))
