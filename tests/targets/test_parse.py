"""What the user may type, and what it means."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.errors import BadTarget
from repcheck.model.targets import Target, TargetKind
from repcheck.targets.parse import parse_target
from tests.support.tables import each


def one(text: str) -> Target:
    (target,) = parse_target(text, max_hosts=1024)
    return target


@each(
    "text, value",
    [
        ("192.0.2.10", "192.0.2.10"),
        ("  192.0.2.10\t", "192.0.2.10"),
        ("[192.0.2.10]", "192.0.2.10"),
        ("0.0.0.0", "0.0.0.0"),
        ("255.255.255.255", "255.255.255.255"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("2001:db8::192.0.2.1", "2001:db8::c000:201"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::FFFF:c000:201", "192.0.2.1"),
        ("0:0:0:0:0:ffff:c000:0201", "192.0.2.1"),
        ("[::ffff:192.0.2.1]", "192.0.2.1"),
    ],
)
def test_address_spellings(text: str, value: str) -> None:
    target = one(text)
    assert target.value == value
    assert target.kind is (TargetKind.IPV6 if ":" in value else TargetKind.IPV4)
    assert target.origin == ("given",)
    assert target.shown is None


@each(
    "text, value, kind, shown",
    [
        ("example.com", "example.com", "domain", None),
        ("EXAMPLE.Com.", "example.com", "domain", None),
        ("mail.example.com", "mail.example.com", "host", None),
        ("example.co.uk", "example.co.uk", "domain", None),
        ("co.uk", "co.uk", "domain", None),
        ("mx.example.co.uk", "mx.example.co.uk", "host", None),
        ("example.nosuchsuffix", "example.nosuchsuffix", "domain", None),
        ("1.example.com", "1.example.com", "host", None),
        ("bücher.example", "xn--bcher-kva.example", "domain", "bücher.example"),
        ("BÜCHER。example", "xn--bcher-kva.example", "domain", "bücher.example"),
        ("straße.example", "xn--strae-oqa.example", "domain", "straße.example"),
        ("XN--BCHER-KVA.example", "xn--bcher-kva.example", "domain", "bücher.example"),
        ("\uff45\uff58ample.com", "example.com", "domain", None),
        ("xn--a.example", "xn--a.example", "domain", None),
        ("postmaster@example.com", "example.com", "domain", None),
        ("a.b+c@Mail.Example.COM", "mail.example.com", "domain", None),
        ('"a@b"@example.com', "example.com", "domain", None),
        ("info@bücher.example", "xn--bcher-kva.example", "domain", "bücher.example"),
    ],
)
def test_names(text: str, value: str, kind: str, shown: str | None) -> None:
    target = one(text)
    assert (target.value, target.kind.value, target.shown) == (value, kind, shown)


@each(
    "text",
    [
        "300.1.1.1",
        "1.2.3",
        "192.0.2.010",
        "192.0.2.1.5",
        "192.0.2.1-192.0.2.9",
        "192.0.2.1-9",
        "192.0.2.1:25",
        "٣.0.2.1",
        "localhost",
        "mail",
        "com.",
        "bücher",
        "",
        ".",
        "..",
        ".example.com",
        "example..com",
        "example.com..",
        "-a.example.com",
        "a-.example.com",
        "_dmarc.example.com",
        "a_b.example.com",
        "a b.example.com",
        "exa\x00mple.com",
        "x" * 64 + ".example",
        ".".join(["x" * 60] * 5) + ".example",
        "ü" * 60 + ".example",
        "☃.example",
        "-ü.example",
        "fe80::1%eth0",
        "[fe80::1%1]",
        "[2001:db8::1",
        "2001:db8:::1",
        "::ffff:300.0.2.1",
        "12345::",
        "@example.com",
        "a b@example.com",
        "postmaster@",
        "postmaster@localhost",
        "postmaster@[192.0.2.1]",
        "a@one.example,b@two.example",
        "a@one.example;b@two.example",
        "a@one.example:b@two.example",
        "a@one.example@two.example",
        "one.example,b@two.example",
        "192.0.2.1,b@two.example",
        "Name<b@two.example",
        "192.0.2.0/33",
        "192.0.2.0/",
        "192.0.2.0/-1",
        "192.0.2.0/255.255.255.0",
        "192.0.2.0/28/29",
        "192.0.2.00/28",
        "2001:db8::/129",
        "fe80::%eth0/126",
        "example.com/24",
        "https://localhost/",
        "https://",
        "x" * 5000 + ".example",
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(BadTarget, match=r"^not an IP address, range or domain: "):
        one(text)


def test_refusal_names_the_text() -> None:
    with pytest.raises(BadTarget) as caught:
        one("300.1.1.1")
    assert str(caught.value) == 'not an IP address, range or domain: "300.1.1.1"'


def test_refusal_is_safe_to_print() -> None:
    with pytest.raises(BadTarget) as caught:
        one("\x1b[31m" + "x" * 500 + "\n")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 150


@each(
    "text, host",
    [
        ("https://www.Example.com/a?b#c", "www.example.com"),
        ("http://user:pw@example.com:8080", "example.com"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
        ("ftp://192.0.2.1/", "192.0.2.1"),
    ],
)
def test_url_hint(text: str, host: str) -> None:
    with pytest.raises(BadTarget, match=f"is a URL: give its host alone, {host}$"):
        one(text)


@each(
    "text, instead",
    [
        ("10.2.0.192.in-addr.arpa", ", 192.0.2.10"),
        ("10.2.0.192.IN-ADDR.ARPA.", ", 192.0.2.10"),
        ("1." + "0." * 23 + "8.b.d.0.1.0.0.2.ip6.arpa", ", 2001:db8::1"),
        ("2.0.192.in-addr.arpa", ""),
        ("8.b.d.0.1.0.0.2.ip6.arpa", ""),
        ("mail.192.in-addr.arpa", ""),
        ("x.ip6.arpa", ""),
    ],
)
def test_a_reverse_name_is_asked_of_no_list(text: str, instead: str) -> None:
    with pytest.raises(BadTarget, match=rf"is a reverse name: give its address{instead}$"):
        one(text)


def test_range_holds_every_address() -> None:
    targets = parse_target("192.0.2.5/29", max_hosts=8)
    assert [target.value for target in targets] == [f"192.0.2.{last}" for last in range(8)]
    assert {target.origin for target in targets} == {("in 192.0.2.0/29",)}


@each(
    "text, first, count, origin",
    [
        ("2001:DB8::8/125", "2001:db8::8", 8, "in 2001:db8::8/125"),
        ("[2001:db8::]/126", "2001:db8::", 4, "in 2001:db8::/126"),
        ("::ffff:192.0.2.0/124", "192.0.2.0", 16, "in 192.0.2.0/28"),
        ("::ffff:c000:20f/124", "192.0.2.0", 16, "in 192.0.2.0/28"),
        ("192.0.2.7/32", "192.0.2.7", 1, "in 192.0.2.7/32"),
        ("192.0.2.7/31", "192.0.2.6", 2, "in 192.0.2.6/31"),
    ],
)
def test_ranges(text: str, first: str, count: int, origin: str) -> None:
    targets = parse_target(text, max_hosts=1024)
    assert (targets[0].value, len(targets), targets[-1].origin) == (first, count, (origin,))


@each(
    "text, count",
    [
        ("192.0.0.0/21", "2,048"),
        ("0.0.0.0/0", "4,294,967,296"),
        ("2001:db8::/64", "2^64"),
        ("::/0", "2^128"),
        ("::ffff:0:0/96", "4,294,967,296"),
    ],
)
def test_range_too_large(text: str, count: str) -> None:
    with pytest.raises(BadTarget) as caught:
        parse_target(text, max_hosts=1024)
    instead = ": give one address of it, as 2001:db8::1, as lists keep entries of a /64"
    more = instead if text == "2001:db8::/64" else ""
    assert str(caught.value) == f'"{text}" holds {count} addresses, more than --max-hosts 1024{more}'


def test_range_at_the_bound() -> None:
    assert len(parse_target("198.51.100.0/22", max_hosts=1024)) == 1024
    with pytest.raises(BadTarget):
        parse_target("198.51.100.0/22", max_hosts=1023)


def test_origin_replaces_the_own_ones() -> None:
    origin = "spf of example.com"
    for text in ("192.0.2.1", "192.0.2.0/31", "2001:db8::1", "example.com"):
        assert {target.origin for target in parse_target(text, max_hosts=2, origin=origin)} == {(origin,)}


def test_addresses_load_no_suffix_list() -> None:
    code = (
        "import sys; from repcheck.targets.collect import collect;"
        "collect(['192.0.2.1', '2001:db8::/126'], [], max_hosts=9);"
        "sys.exit('publicsuffixlist' in sys.modules or 'idna' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


PIECES = st.sampled_from(
    ["192.0.2.1", "::", "ffff:", "/", "28", "@", "[", "]", "%", ".", "a", "xn--", "ü", "://", "-"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.from_regex(r"[0-9a-f:./%\[\]@-]{0,40}")))
def test_any_text_is_a_target_or_refused(text: str) -> None:
    try:
        targets = parse_target(text, max_hosts=64)
    except BadTarget as error:
        said = str(error)
    else:
        said = "".join(target.value for target in targets)
        assert 1 <= len(targets) <= 64
    assert said.isprintable()


@given(st.ip_addresses())
def test_canonical_spelling_is_stable(address: object) -> None:
    target = one(str(address))
    assert one(target.value) == target


@given(st.from_regex(r"\A[a-zA-Z0-9üß-]{1,8}\.[a-zA-Z0-9.-]{1,12}\Z"))
def test_canonical_name_is_stable(text: str) -> None:
    try:
        (target,) = parse_target(text, max_hosts=1)
    except BadTarget:
        return
    assert one(target.value) == target
