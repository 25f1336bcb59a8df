"""An absence is believed only of a message in which nothing contradicts it."""

import struct
from collections.abc import Sequence
from typing import Any

import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.dns import message as parts
from repcheck.dns.message import Damaged, ReplySections
from repcheck.dns.wire import is_plain_absence, labels_wire, question_section, read_reply, zone_wire
from repcheck.model.dns import Outcome, RecordType
from tests.support.tables import each

OWNER, ZONE = "10.2.0.192", "bl.example"
NAME = f"{OWNER}.{ZONE}."
END = zone_wire(ZONE, "A")
SECTION = question_section(labels_wire(OWNER), END)
Parts = tuple[Any, ...]


def soa(origin: str) -> Parts:
    return (origin, 300, "IN", "SOA", "ns.invalid. hm.invalid. 1 2 3 4 60")


def alias(owner: str, target: str) -> Parts:
    return (owner, 300, "IN", "CNAME", target)


def message(
    *answer: Parts,
    rcode: int = 0,
    authority: Sequence[Parts] = (),
    additional: Sequence[Parts] = (),
    flags: int = 0x8180,
    options: Sequence[tuple[int, int, bytes]] = (),
) -> bytes:
    """A reply to the question; ``options`` are OPT records: (extended RCODE, option code, data)."""
    made = dns.message.make_query(NAME, "A", use_edns=False)
    made.flags = flags
    made.set_rcode(dns.rcode.Rcode(rcode))
    for section, records in (
        (made.answer, answer),
        (made.authority, authority),
        (made.additional, additional),
    ):
        section.extend(dns.rrset.from_text(*record) for record in records)
    wire = bytearray(made.to_wire())
    for extended, code, data in options:
        option = struct.pack("!HH", code, len(data)) + data if code else b""
        wire += b"\x00" + struct.pack("!HHIH", 41, 1232, extended << 24, len(option)) + option
        wire[10:12] = (int.from_bytes(wire[10:12]) + 1).to_bytes(2)
    return bytes(wire)


def read(octets: bytes, zone_size: int = len(END)):
    found = read_reply(octets, SECTION, "A", zone_size)
    if is_plain_absence(octets, SECTION, zone_size):
        assert found.outcome is Outcome.NXDOMAIN
    return found


def tree(owner: str, target: str) -> Parts:
    return (owner, 300, "IN", "DNAME", target)


LISTING = (NAME, 60, "IN", "A", "127.0.0.2")
SIGNATURE = "8 4 60 20300101000000 20200101000000 1 bl.example. AAAA"
BELIEVED = {
    "bare": message(rcode=3),
    "SOA of the list": message(rcode=3, authority=[soa("bl.example.")]),
    "SOA of a zone below": message(rcode=3, authority=[soa("0.192.bl.example.")]),
    "no data, SOA of the list": message(authority=[soa("bl.example.")]),
    "an OPT record that says nothing": message(rcode=3, options=[(0, 0, b"")]),
    "an error of no weight: made from a proof": message(rcode=3, options=[(0, 15, b"\x00\x1d")]),
    "NXDOMAIN of a server that neither has authority nor asks others": message(rcode=3, flags=0x8100),
    "no data, with authority": message(flags=0x8500),
    "NXDOMAIN with the list's servers": message(
        rcode=3, authority=[("bl.example.", 60, "IN", "NS", "a.example.")]
    ),
}
DOUBTED = {
    "SOA of the root": message(rcode=3, authority=[soa(".")]),
    "SOA of another zone": message(rcode=3, authority=[soa("policy.example.")]),
    "no data, SOA of another zone": message(authority=[soa("policy.example.")]),
    "two SOA records": message(rcode=3, authority=[soa("bl.example."), soa("example.")]),
    "SOA of a policy zone beside it": message(rcode=3, additional=[soa("policy.example.")]),
    "the record itself beside it": message(additional=[LISTING]),
    "the record itself beside NXDOMAIN": message(rcode=3, additional=[LISTING]),
    "the signature alone": message((NAME, 60, "IN", "RRSIG", f"A {SIGNATURE}")),
    "referral": message(authority=[("bl.example.", 60, "IN", "NS", "a.example.")]),
    "referral with authority": message(
        authority=[("bl.example.", 60, "IN", "NS", "a.example.")], flags=0x8580
    ),
    "referral down with authority": message(
        authority=[("192.bl.example.", 60, "IN", "NS", "a.example.")], flags=0x8580
    ),
    "nothing, without authority and without asking others": message(flags=0x8100),
    "upward referral": message(authority=[(".", 60, "IN", "NS", "a.example.")]),
    "upward referral with authority": message(authority=[(".", 60, "IN", "NS", "a.example.")], flags=0x8580),
    "upward referral with NXDOMAIN": message(rcode=3, authority=[("example.", 60, "IN", "NS", "a.example.")]),
    "extended RCODE": message(options=[(1, 0, b"")]),
    "extended RCODE with its top bit": message(rcode=3, options=[(0x80, 0, b"")]),
    "extended RCODE beside a listing": message(LISTING, options=[(1, 0, b"")]),
    "two OPT records": message(rcode=3, options=[(0, 0, b""), (0, 0, b"")]),
    "an option that is cut off": message(rcode=3, options=[(0, 15, b"\x00")])[:-1] + b"\x00\x00",
    "alias to itself": message(alias(NAME, NAME)),
    "aliases in a circle": message(alias(NAME, "a.example."), alias("a.example.", NAME)),
    "aliases without end": message(
        alias(NAME, "a0.example."), *(alias(f"a{n}.example.", f"a{n + 1}.example.") for n in range(20))
    ),
    "alias to what is not there": message(alias(NAME, "a.example."), rcode=3, authority=[soa("example.")]),
    "alias of another name": message(alias("x.example.", "a.example.")),
    "alias of another name, NXDOMAIN": message(alias("x.example.", "a.example."), rcode=3),
    "alias of another name, SOA of the list": message(
        alias("x.example.", "a.example."), authority=[soa("bl.example.")]
    ),
    "tree of another name": message(tree("x.example.", "y.example.")),
    "tree of another name, NXDOMAIN": message(tree("x.example.", "y.example."), rcode=3),
    "tree at the name itself, which leads only what is below": message(tree(NAME, "y.example.")),
    "tree among the proofs": message(rcode=3, authority=[tree("bl.example.", "y.example.")]),
    "alias that is not what the tree makes of it": message(
        tree("bl.example.", "y.example."),
        alias(NAME, "z.example."),
        ("z.example.", 60, "IN", "A", "127.0.0.2"),
    ),
    "an error that is cut off": message(rcode=3, options=[(0, 15, b"\x11")]),
}
#: RFC 8914 4: what these say is that nobody found out.
NOT_FOUND_OUT = (3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 19, 20, 21, 25, 26, 28)


@pytest.mark.parametrize("octets", BELIEVED.values(), ids=BELIEVED)
def test_an_absence_that_may_be_believed(octets):
    assert read(octets).outcome.absent
    assert read(octets).above is None


@each("code", NOT_FOUND_OUT)
def test_an_absence_beside_an_error_that_says_nobody_found_out(code):
    option = (0, 15, code.to_bytes(2))
    for octets in (
        message(rcode=3, options=[option]),
        message(authority=[soa("bl.example.")], options=[option]),
    ):
        assert read(octets).outcome is Outcome.ERROR
    listed = read(message(LISTING, options=[option]))
    assert listed.records == ("127.0.0.2",)


@each("code", [22, 23, 24])
def test_a_server_that_failed_on_the_way_and_another_one_that_answered(code):
    option = (0, 15, code.to_bytes(2))
    proof = [soa("bl.example.")]
    assert read(message(rcode=3, authority=proof, options=[option])).outcome is Outcome.NXDOMAIN
    assert read(message(authority=proof, options=[option])).outcome is Outcome.NODATA
    assert read(message(rcode=3, options=[option])).outcome is Outcome.ERROR


@pytest.mark.parametrize("octets", DOUBTED.values(), ids=DOUBTED)
def test_what_only_looks_like_an_absence(octets):
    assert read(octets).outcome.failed
    assert read(octets).alias is None


@each("code", [4, 15, 16, 17])
@each("made", [lambda **more: message(rcode=3, **more), lambda **more: message(LISTING, **more)])
def test_an_answer_that_the_resolver_calls_made_up(made, code):
    assert read(made(options=[(0, 15, code.to_bytes(2) + b"by order")])).outcome is Outcome.ERROR


def test_nothing_about_a_name_of_no_list_is_no_data():
    assert read(message(flags=0x8100), zone_size=5).outcome is Outcome.NODATA


def test_prohibited_is_refused():
    assert read(message(rcode=3, options=[(0, 15, b"\x00\x12")])).outcome is Outcome.REFUSED


def test_an_alias_whose_target_is_missing_has_to_be_asked_for():
    for octets in (
        message(alias(NAME, "codes.example.")),
        message(alias(NAME, "codes.example."), authority=[soa("bl.example.")]),
    ):
        assert (read(octets).outcome, read(octets).alias) == (Outcome.ERROR, "codes.example")


def test_a_dname_alone_says_where_the_name_has_gone():
    moved = f"{OWNER}.moved.example"
    dname = tree(f"{ZONE}.", "moved.example.")
    for octets in (message(dname), message(dname, alias(NAME, f"{moved}."))):
        assert read(octets).alias == moved


def test_an_absence_from_above_the_list_names_the_zone_above():
    for octets in (message(rcode=3, authority=[soa("example.")]), message(authority=[soa("Example.")])):
        assert (read(octets).outcome.absent, read(octets).above) == (True, "example")
        assert read(octets, zone_size=5).above is None  # a name of no list may be in any zone above it


def test_an_alias_of_no_list_may_lead_to_an_absence():
    octets = message(alias(NAME, "a.example."), rcode=3, authority=[soa("example.")])
    assert read(octets, zone_size=5).outcome is Outcome.NXDOMAIN


def test_hundreds_of_aliases_are_damage_before_they_are_followed():
    many = message(*(alias(f"{n}.example.", "a.example.") for n in range(300)))
    assert read(many).outcome is Outcome.MALFORMED


def test_more_records_than_any_true_answer_has_are_not_looked_at():
    octets = bytearray(message(LISTING, authority=[soa("bl.example.")]))
    octets[6:8] = b"\xff\xff"
    with pytest.raises(Damaged):
        ReplySections(bytes(octets), 12 + len(SECTION))


names = st.lists(st.binary(min_size=1, max_size=20), min_size=0, max_size=6)


@given(names)
def test_names_are_written_as_the_library_writes_them(labels):
    wire = b"".join(bytes([len(label)]) + label for label in labels) + b"\x00"
    assert parts.name_text(wire) == dns.name.Name([*labels, b""]).to_text()


@given(names, names)
def test_a_name_below_a_zone_is_one_to_the_library_too(labels, zone):
    name = dns.name.Name([*labels, *zone, b""]).canonicalize()
    origin = dns.name.Name([*zone, b""]).canonicalize()
    other = dns.name.Name([*labels, b""]).canonicalize()
    assert parts.is_below(name.to_digestable(), origin.to_digestable())
    below = parts.is_below(other.to_digestable(), origin.to_digestable())
    assert below == other.is_subdomain(origin)


TEXTS: dict[RecordType, str] = {
    "A": "192.0.2.1",
    "AAAA": "2001:db8::1",
    "CNAME": "Host.example.",
    "MX": "10 Mx.Example.",
    "NS": "ns.example.",
    "PTR": "a\\.b.example.",
    "SOA": "ns.example. hm.example. 1 2 3 4 60",
    "TXT": '"one" "\\195\\188"',
}
AS_TOLD = {"CNAME": "host.example", "MX": "10 mx.example", "NS": "ns.example", "PTR": "a\\.b.example"}


@pytest.mark.parametrize(("rdtype", "text"), TEXTS.items(), ids=TEXTS)
def test_the_data_of_each_type(rdtype, text):
    made = dns.message.make_query(NAME, rdtype, use_edns=False)
    made.flags = 0x8180
    made.answer.append(dns.rrset.from_text(NAME, 60, "IN", rdtype, text))
    made.authority.append(dns.rrset.from_text(*soa("bl.example.")))
    made.additional.append(dns.rrset.from_text("ns.example.", 60, "IN", "A", "192.0.2.53"))
    section = question_section(labels_wire(OWNER), zone_wire(ZONE, rdtype))
    told = "one\udcc3\udcbc" if rdtype == "TXT" else AS_TOLD.get(rdtype, text)
    assert read_reply(made.to_wire(), section, rdtype).records == (told,)
