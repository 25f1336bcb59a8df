"""Which name servers are asked."""

import pytest

from repcheck.dns.resolvers import parse_resolver, read_resolv_conf, system_resolvers
from repcheck.errors import BadOption
from repcheck.model.dns import Server
from tests.support.tables import each


@each(
    "text, shown",
    [
        ("192.0.2.53", "192.0.2.53:53"),
        ("192.0.2.53:5353", "192.0.2.53:5353"),
        ("2001:db8::53", "[2001:db8::53]:53"),
        ("[2001:db8::53]", "[2001:db8::53]:53"),
        ("[2001:DB8:0::53]:5353", "[2001:db8::53]:5353"),
        ("fe80::1%eth0", "[fe80::1%eth0]:53"),
        ("[fe80::1%eth0]:5353", "[fe80::1%eth0]:5353"),
    ],
)
def test_good_spellings(text, shown):
    assert str(parse_resolver(text)) == shown


@each(
    "text",
    [
        "",
        "dns.example",
        "192.0.2.53:",
        "192.0.2.53:0",
        "192.0.2.53:65536",
        "192.0.2.53:x",
        "[2001:db8::53",
        "[::1]5",
        "1.2.3",
    ],
)
def test_bad_spellings_name_the_option_and_the_text(text):
    with pytest.raises(BadOption) as caught:
        parse_resolver(text)
    assert str(caught.value).startswith("--resolver: ")
    assert text in str(caught.value)
    assert "\n" not in str(caught.value)


ODD_LINES = {
    "a name": b"nameserver ns.example",
    "a port after #": b"nameserver 127.0.0.1#53",
    "brackets": b"nameserver [::1]:53",
    "nothing": b"nameserver",
    "a URL": b"nameserver https://dns.example/",
    "a very long word": b"nameserver " + b"x" * 100_000,
    "control characters": b"nameserver \x1b[31m\x00",
}


@pytest.mark.parametrize("line", ODD_LINES.values(), ids=ODD_LINES)
def test_a_line_that_is_no_address_is_passed_over_and_named(line):
    servers, wrong = read_resolv_conf(b"# first\n" + line + b"\nnameserver 192.0.2.53\n")
    assert servers == (Server("192.0.2.53"),)
    assert [number for number, _ in wrong] == [2]
    assert all(len(why) < 120 for _, why in wrong)


IGNORED = {
    "a comment in Latin-1": b"# Router M\xfcller",
    "a search list that is no name": b"search bad..name",
    "a label that is too long": b"search " + b"a" * 70 + b".example",
    "options": b"options edns0 trust-ad ndots:99999",
    "a word that begins alike": b"nameservers 192.0.2.1",
    "octets": bytes(range(128, 256)),
}


@pytest.mark.parametrize("line", IGNORED.values(), ids=IGNORED)
def test_other_lines_are_of_no_interest(line):
    assert read_resolv_conf(line + b"\nnameserver 192.0.2.53\n") == ((Server("192.0.2.53"),), ())


def test_what_the_c_library_takes_is_taken():
    text = b"\xef\xbb\xbfnameserver 192.0.2.1 # office\r\n\tnameserver\tfe80::1%eth0\nnameserver 192.0.2.1\n"
    more = b"nameserver 2001:DB8::53\nnameserver 192.0.2.4\n"
    servers, wrong = read_resolv_conf(text + more)
    assert [server.host for server in servers] == ["192.0.2.1", "fe80::1%eth0", "2001:db8::53"]
    assert not wrong


def test_the_lines_passed_over_are_told_with_their_place(tmp_path):
    path = tmp_path / "resolv.conf"
    path.write_bytes(b"nameserver ns.example\nnameserver 192.0.2.53\n")
    told: list[str] = []
    assert system_resolvers(told.append, path) == (Server("192.0.2.53"),)
    assert told == [f'{path}:1: "ns.example" is not the address of a name server; the line is passed over']


@pytest.mark.parametrize("content", [None, b"", b"nameserver ns.example\n"])
def test_no_resolver_at_all_is_one_line(tmp_path, content):
    path = tmp_path / "resolv.conf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadOption, match="names no resolver"):
        system_resolvers(lambda _: None, path)
