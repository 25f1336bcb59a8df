"""Messages by hand agree with the library's, and nothing that is not understood is an absence."""

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.dns.wire import (
    ASK_RESOLVER,
    labels_wire,
    mixed_case,
    negative_ttl,
    question_section,
    read_reply,
    same_but_case,
    zone_wire,
)
from repcheck.model.dns import Outcome, Question
from tests.dns.messages import SOA, asked, question_wire, reply
from tests.support.tables import each


def read(question, wire):
    return read_reply(wire, question_wire(question), question.rdtype)


labels = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=20)


@given(
    st.lists(labels, min_size=1, max_size=8).map(".".join), st.sampled_from(["A", "AAAA", "TXT", "MX", "PTR"])
)
def test_a_question_is_the_librarys_question(name, rdtype):
    ours = b"\x12\x34" + ASK_RESOLVER + question_wire(Question(name, rdtype))
    flags = dns.flags.RD | dns.flags.AD
    theirs = dns.message.make_query(name, rdtype, use_edns=False, id=0x1234, flags=flags)
    assert ours == theirs.to_wire()


@each("name", ["", "a..b", "a" * 64, ".".join(["a" * 60] * 5), "b\\.c.example", "ä.example"])
def test_a_name_that_cannot_be_asked_is_refused(name):
    with pytest.raises(ValueError, match=r"name|long|ascii"):
        question_wire(Question(name))


@each(
    "question, answers, records, ttl",
    [
        (asked(), [("2.0.0.127.bl.example.", 300, "IN", "A", "127.0.0.2")], ("127.0.0.2",), 300),
        (
            asked(),
            [("2.0.0.127.bl.example.", 90, "IN", "A", "127.0.0.2", "127.0.0.4", "127.0.0.10")],
            ("127.0.0.2", "127.0.0.4", "127.0.0.10"),
            90,
        ),
        (
            asked(),
            [
                ("2.0.0.127.bl.example.", 300, "IN", "CNAME", "real.bl.example."),
                ("real.bl.example.", 60, "IN", "A", "127.0.0.3"),
            ],
            ("127.0.0.3",),
            60,
        ),
        (asked(rdtype="TXT"), [("2.0.0.127.bl.example.", 5, "IN", "TXT", '"one" " two"')], ("one two",), 5),
        (
            asked("example.com", "MX"),
            [("example.com.", 5, "IN", "MX", "10 MX.example.com.")],
            ("10 mx.example.com",),
            5,
        ),
        (asked("example.com", "MX"), [("example.com.", 5, "IN", "MX", "0 .")], ("0 .",), 5),
        (
            asked("example.com", "AAAA"),
            [("example.com.", 5, "IN", "AAAA", "2001:DB8::1")],
            ("2001:db8::1",),
            5,
        ),
        (
            asked("1.2.0.192.in-addr.arpa", "PTR"),
            [("1.2.0.192.in-addr.arpa.", 5, "IN", "PTR", "A.Example.")],
            ("a.example",),
            5,
        ),
    ],
)
def test_answers(question, answers, records, ttl):
    found = read(question, reply(question, *answers))
    assert (found.outcome, found.ttl) == (Outcome.NOERROR, ttl)
    assert sorted(found.records) == sorted(records)  # the library sends a set in any order


@pytest.mark.parametrize(
    ("wire", "outcome"),
    [
        (reply(asked(), rcode=dns.rcode.NXDOMAIN), Outcome.NXDOMAIN),
        (reply(asked(), rcode=dns.rcode.NXDOMAIN, authority=[SOA]), Outcome.NXDOMAIN),
        (reply(asked(), authority=[SOA]), Outcome.NODATA),
        (reply(asked()), Outcome.NODATA),
        (reply(asked(), rcode=dns.rcode.SERVFAIL), Outcome.SERVFAIL),
        (reply(asked(), rcode=dns.rcode.REFUSED), Outcome.REFUSED),
        (reply(asked(), rcode=dns.rcode.FORMERR), Outcome.ERROR),
        (reply(asked(), rcode=dns.rcode.NOTIMP), Outcome.ERROR),
    ],
    # a question's number is random, and no two processes would agree on the name of a test
    ids=["nxdomain", "nxdomain-soa", "nodata", "nodata-no-soa", "servfail", "refused", "formerr", "notimp"],
)
def test_outcomes_are_kept_apart(wire, outcome):
    assert read(asked(), wire).outcome is outcome


def test_a_referral_is_no_absence():
    wire = reply(asked(), authority=[("bl.example.", 300, "IN", "NS", "ns.bl.example.")])
    assert read(asked(), wire).outcome is Outcome.ERROR


def test_a_nodata_answer_has_the_soa_minimum_as_its_ttl():
    assert read(asked(), reply(asked(), authority=[SOA])).ttl == 60


def test_truncation_is_told():
    wire = reply(asked(), flags=dns.flags.QR | dns.flags.TC)
    assert read(asked(), wire).truncated


def test_nxdomain_with_an_answer_is_malformed():
    wire = reply(asked(), ("2.0.0.127.bl.example.", 300, "IN", "A", "127.0.0.2"), rcode=dns.rcode.NXDOMAIN)
    assert read(asked(), wire).outcome is Outcome.MALFORMED


def test_only_a_reply_to_exactly_our_question_counts():
    section = question_wire(asked())
    good = reply(asked())
    assert same_but_case(good, section)
    assert same_but_case(reply(asked("2.0.0.127.BL.example")), section)
    assert not same_but_case(reply(asked("3.0.0.127.bl.example")), section)
    assert not same_but_case(reply(asked(rdtype="TXT")), section)
    assert not same_but_case(reply(asked(), flags=0), section)
    assert not same_but_case(good[:20], section)
    assert not same_but_case(b"", section)


@given(st.binary(max_size=300), st.sampled_from(["A", "TXT", "MX", "PTR", "AAAA"]))
def test_random_bytes_behind_our_question_never_raise(tail, rdtype):
    section = question_wire(asked(rdtype=rdtype))
    found = read_reply(
        b"\x00\x01\x81\x80\x00\x01" + tail[:6].ljust(6, b"\0") + section + tail[6:], section, rdtype
    )
    assert found.outcome in Outcome
    assert bool(found.records) == (found.outcome is Outcome.NOERROR)


@given(st.data())
def test_a_damaged_answer_is_never_read_as_absent_when_it_lists(data):
    question = asked()
    wire = bytearray(reply(question, ("2.0.0.127.bl.example.", 300, "IN", "A", "127.0.0.2")))
    section = question_wire(question)
    at = data.draw(st.integers(12 + len(section), len(wire) - 1))
    wire[at] = data.draw(st.integers(0, 255))
    found = read_reply(bytes(wire[: data.draw(st.integers(at, len(wire)))]), section, "A")
    # One answer record is announced: whatever is left of it, "no such name" was not said.
    assert found.outcome is not Outcome.NXDOMAIN


@given(st.lists(labels, min_size=1, max_size=8).map(".".join))
def test_an_owner_and_a_zone_make_the_same_question_as_the_whole_name(owner):
    joined = question_section(labels_wire(owner), zone_wire("bl.example", "A"))
    assert joined == question_wire(asked(f"{owner}.bl.example"))


@given(st.lists(labels, min_size=1, max_size=8).map(".".join))
def test_mixed_case_changes_nothing_but_the_case(name):
    wire = zone_wire(name, "A")
    assert mixed_case(wire).lower() == wire.lower()
    assert len(mixed_case(wire)) == len(wire)


def test_the_negative_ttl_is_read_by_hand_as_the_library_reads_it():
    for authority, ttl in (([SOA], 60), ([], None)):
        wire = reply(asked(), rcode=dns.rcode.NXDOMAIN, authority=authority)
        assert negative_ttl(wire, question_wire(asked())) in (ttl, None)
    compressed = reply(asked("bl.example"), rcode=dns.rcode.NXDOMAIN, authority=[SOA])
    assert negative_ttl(compressed, question_wire(asked("bl.example"))) == 60


@given(st.binary(max_size=80))
def test_the_negative_ttl_of_random_bytes_never_raises(tail):
    section = question_wire(asked())
    found = negative_ttl(b"\0\x01\x81\x83\0\x01\0\0\0\x01\0\0" + section + tail, section)
    assert found is None or found >= 0


def test_mixed_case_keeps_type_and_class():
    """Type 99 is the letter "c" on the wire; half of the questions would ask for type 67."""
    wire = zone_wire("a.example", "SPF")
    assert {mixed_case(wire)[-4:] for _ in range(64)} == {b"\x00c\x00\x01"}
    other = wire[:-4] + b"\x00C\x00\x01"
    assert not same_but_case(reply(asked("a.example", "SPF")), other)
