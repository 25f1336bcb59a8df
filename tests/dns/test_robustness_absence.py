"""An absence is believed only of a message that is whole and says so (RFC 2308 section 2)."""

import dns.flags
import dns.rcode
import pytest
from hypothesis import HealthCheck, given, settings

from repcheck.dns.meaning import NO_ZONE, read_message
from repcheck.dns.wire import is_plain_absence, read_reply, same_but_case, zone_wire
from repcheck.model.dns import Outcome
from tests.dns.messages import SOA, asked, question_wire, read, reply
from tests.dns.mutations import CASES, TYPES, behind_our_question, mutated, replies_to

pytestmark = pytest.mark.timeout(300)
thorough = settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

_CNAME, _RRSIG, _DNAME = 5, 46, 39


@pytest.fixture(scope="module", autouse=True)
def _true_replies() -> None:
    """Made before examples are drawn from them: dnspython shuffles records, which no strategy may."""
    for rdtype in TYPES:
        replies_to(rdtype)


def says_absent(message: bytes) -> bool:
    """Whether the octets are exactly one response to a standard query, whose answer holds aliases at most.

    Written without the library and the project's own reader, so that their mistakes show.
    """
    query, answers, authority, more = (int.from_bytes(message[at : at + 2]) for at in (4, 6, 8, 10))
    if message[2] & 0xFA != 0x80 or query != 1:  # QR set; opcode QUERY; not truncated
        return False
    at = end_of_name(message, 12) + 4
    for number in range(answers + authority + more):
        at = end_of_name(message, at)
        kind, size = int.from_bytes(message[at : at + 2]), int.from_bytes(message[at + 8 : at + 10])
        if number < answers and kind not in (_CNAME, _RRSIG, _DNAME):
            return False
        at += 10 + size
        if at > len(message):
            return False
    return at == len(message)


def end_of_name(message: bytes, at: int) -> int:
    while at < len(message) and 0 < message[at] < 0x40:
        at += 1 + message[at]
    return at + (2 if at < len(message) and message[at] >= 0xC0 else 1)


@thorough
@given(behind_our_question())
def test_absent_is_what_says_so_and_nothing_else(case):
    message, rdtype = case
    reply = read(message, rdtype)
    assert reply is None or not reply.outcome.absent or says_absent(message)


@thorough
@given(mutated())
def test_absent_after_accidents_is_still_said(case):
    message, rdtype = case
    reply = read(message, rdtype)
    assert reply is None or not reply.outcome.absent or says_absent(message)


@thorough
@given(mutated() | behind_our_question())
def test_what_the_short_path_calls_absent_is_absent_to_the_long_one_too(case):
    message, rdtype = case
    section = question_wire(asked(rdtype=rdtype))
    size = len(zone_wire("bl.example", rdtype))
    if is_plain_absence(message, section, size):
        assert same_but_case(message, section)
        assert read_reply(message, section, rdtype, size).outcome is Outcome.NXDOMAIN
        assert says_absent(message)


@thorough
@given(mutated() | behind_our_question())
def test_the_short_path_of_a_question_of_no_list_says_what_the_long_one_says(case):
    message, rdtype = case
    section = question_wire(asked(rdtype=rdtype))
    if is_plain_absence(message, section):
        assert read_reply(message, section, rdtype) == read_message(message, section, rdtype, NO_ZONE)


@pytest.mark.parametrize("zone", ["2.0.0.127.bl.example.", "127.bl.example.", "bl.example.", "example.", "."])
@pytest.mark.parametrize("ttl", [7, 4000, 0x7FFF_FFFF])
def test_a_question_of_no_list_is_answered_by_any_zone_above(zone, ttl):
    question = asked()
    section = question_wire(question)
    start = (zone, ttl, "IN", "SOA", f"ns.example. hostmaster.{zone.lstrip('.')} 1 2 3 4 3600")
    wire = reply(question, rcode=dns.rcode.NXDOMAIN, authority=(start,))
    found = read_reply(wire, section, "A")
    assert (found.outcome, found.ttl, found.above) == (Outcome.NXDOMAIN, min(ttl, 3600), None)
    assert found == read_message(wire, section, "A", NO_ZONE)


def test_a_pointer_to_no_label_of_the_question_gets_the_closer_look():
    question = asked()
    section, at = question_wire(question), 12 + len(question_wire(question))
    data = b"\x00\x00" + bytes(20)
    for place in range(256):
        record = bytes((0xC0, place)) + b"\x00\x06\x00\x01" + bytes(4) + len(data).to_bytes(2) + data
        message = b"\x00\x00\x81\x83\x00\x01\x00\x00\x00\x01\x00\x00" + section + record
        plain = is_plain_absence(message, section)
        assert plain == (12 <= place < at - 4 and place in starts(message, at - 5))


def starts(message: bytes, root: int) -> set[int]:
    """Where the labels of the question begin, that of the root too."""
    at, found = 12, {root}
    while at < root:
        found.add(at)
        at += 1 + message[at]
    return found


def test_an_absence_whose_soa_is_damaged_is_no_plain_one():
    question = asked()
    section, size = question_wire(question), len(zone_wire("bl.example", "A"))
    wire = bytearray(reply(question, rcode=dns.rcode.NXDOMAIN, authority=(SOA,)))
    assert is_plain_absence(bytes(wire), section, size)
    start = 12 + len(section) + 12
    for at in range(start, len(wire) - 20):
        for octet in (0, 1, 0x3F, 0x40, 0xC0, 0xFF):
            damaged = bytes(wire[:at]) + bytes([octet]) + bytes(wire[at + 1 :])
            if is_plain_absence(damaged, section, size):
                assert read_reply(damaged, section, "A", size).outcome is Outcome.NXDOMAIN


@pytest.mark.parametrize("authority", [(), (SOA,)], ids=["bare", "with its SOA"])
@pytest.mark.parametrize("flags", [dns.flags.AA, dns.flags.RD | dns.flags.RA, dns.flags.RA | dns.flags.AD])
def test_the_short_path_knows_the_two_usual_forms_with_any_harmless_flag(authority, flags):
    question = asked()
    wire = reply(question, rcode=dns.rcode.NXDOMAIN, authority=authority, flags=dns.flags.QR | flags)
    assert is_plain_absence(wire, question_wire(question), len(zone_wire("bl.example", "A")))
    other = question_wire(asked("3.0.0.127.bl.example"))
    assert not is_plain_absence(wire, other)
    assert not is_plain_absence(wire + b"\x00", question_wire(question))
