"""Query names, against RFC 5782's own examples and the library's reverse names."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.lists.names import applies, asked_as, owner_name, point_name, reversed_address
from repcheck.model.catalog import ReputationList, TestPoints
from repcheck.model.targets import Target, TargetKind
from tests.support.tables import each

POINTS = TestPoints(("127.0.0.2",), ("127.0.0.1",))


def a_list(*asks, form="registered"):
    return ReputationList(
        id="bl", name="BL", zone="bl.example", asks=asks, domain_form=form, test_points=POINTS
    )


def test_the_examples_of_rfc_5782():
    assert reversed_address("192.0.2.99") == "99.2.0.192"
    assert (
        reversed_address("2001:db8:1:2:3:4:567:89ab")
        == "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2"
    )


@given(st.ip_addresses())
def test_every_address_reverses_as_its_ptr_name_does(address):
    expected = address.reverse_pointer.removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa")
    assert reversed_address(str(address)) == expected


@given(st.text(max_size=40))
def test_what_is_no_address_is_refused_or_has_four_parts(text):
    try:
        ipaddress.ip_address(text)
    except ValueError:
        if ":" in text or text.count(".") != 3:
            with pytest.raises(ValueError, match=r"\w"):
                reversed_address(text)


@each(
    "kind, asked",
    [
        (TargetKind.IPV4, "ipv4"),
        (TargetKind.IPV6, "ipv6"),
        (TargetKind.HOST, "domain"),
        (TargetKind.DOMAIN, "domain"),
    ],
)
def test_what_each_kind_of_target_is_asked_as(kind, asked):
    assert asked_as(kind) == asked


def test_a_domain_list_is_never_asked_about_an_address():
    assert not applies(a_list("domain"), Target(value="192.0.2.1", kind=TargetKind.IPV4))
    assert not applies(a_list("ipv4"), Target(value="2001:db8::1", kind=TargetKind.IPV6))
    assert applies(a_list("ipv4", "domain"), Target(value="a.example", kind=TargetKind.HOST))


def test_a_target_that_is_not_to_be_asked_is_asked_nowhere():
    private = Target(value="10.0.0.1", kind=TargetKind.IPV4, not_asked="private")
    assert not applies(a_list("ipv4"), private)


def test_the_form_of_a_name_is_the_lists_choice():
    host = Target(value="mail.shop.example.com", kind=TargetKind.HOST)
    assert owner_name(a_list("domain"), host, lambda _: "example.com") == "example.com"
    assert owner_name(a_list("domain", form="host"), host, lambda _: "example.com") == "mail.shop.example.com"


@each(
    "point, owner",
    [
        ("127.0.0.2", "2.0.0.127"),
        ("::FFFF:7F00:2", "2.0.0.0.0.0.f.7.f.f.f.f" + ".0" * 20),
        ("TEST", "test"),
        ("dbltest.com.", "dbltest.com"),
    ],
)
def test_test_points_as_a_person_writes_them(point, owner):
    assert point_name(point) == owner
