"""Replies as strangers and bad networks make them, and what an absence has to look like."""

import functools

import dns.flags
import dns.rcode
import dns.rdatatype
from hypothesis import strategies as st

from repcheck.dns.message import HEADER_SIZE
from repcheck.model.dns import RecordType
from tests.dns.messages import SOA, asked, question_wire, reply
from tests.support.examples import MANY

#: Cases of each test: all of them together are more than 50,000 where many are wanted.
CASES = 15_000 if MANY else 150
TYPES: tuple[RecordType, ...] = ("A", "TXT", "AAAA", "MX", "NS", "PTR", "SOA")
NAME = "2.0.0.127.bl.example."
_ALIAS = (NAME, 300, "IN", "CNAME", "real.bl.example.")
_REFERRAL = ("bl.example.", 300, "IN", "NS", "ns.bl.example.")


def _texts() -> list[tuple[object, ...]]:
    return [
        (NAME, 5, "IN", "A", "127.0.0.2"),
        (NAME, 5, "IN", "TXT", '"one" "two"'),
        (NAME, 5, "IN", "AAAA", "2001:db8::1"),
        (NAME, 5, "IN", "MX", "10 mx.bl.example."),
        (NAME, 5, "IN", "NS", "ns.bl.example."),
        (NAME, 5, "IN", "PTR", "host.bl.example."),
        (NAME, 5, "IN", "SOA", "ns.bl.example. hm.bl.example. 1 2 3 4 60"),
    ]


@functools.cache
def replies_to(rdtype: RecordType) -> list[bytes]:
    """Whole and true replies of many kinds to the question of that type."""
    question = asked(rdtype=rdtype)
    made = [
        reply(question, *answers, rcode=rcode, authority=authority)
        for answers in (
            (),
            (_ALIAS,),
            *((text,) for text in _texts()),
            (_ALIAS, ("real.bl.example.", 9, *_texts()[0][2:])),
        )
        for rcode in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN)
        for authority in ((), (SOA,), (_REFERRAL,))
    ]
    made += [
        reply(question, rcode=rcode) for rcode in (dns.rcode.SERVFAIL, dns.rcode.REFUSED, dns.rcode.FORMERR)
    ]
    made.append(reply(question, flags=dns.flags.QR | dns.flags.TC))
    made.append(reply(question, (NAME, 5, "IN", "A", *(f"127.0.0.{last}" for last in range(2, 200)))))
    return made


@st.composite
def behind_our_question(draw: st.DrawFn) -> tuple[bytes, RecordType]:
    """A response with our question, and anything at all behind it."""
    rdtype = draw(st.sampled_from(TYPES))
    flags = bytes([draw(st.integers(0, 255)) | 0x80, draw(st.integers(0, 255))])
    few = st.integers(0, 3) | st.integers(0, 0xFFFF)
    counts = b"".join(draw(few).to_bytes(2) for _ in range(3))
    rest = draw(st.binary(max_size=200) | st.lists(_pieces, max_size=12).map(b"".join))
    return b"\x12\x34" + flags + b"\x00\x01" + counts + question_wire(asked(rdtype=rdtype)) + rest, rdtype


#: What messages are made of: pointers (loops and forward ones too), labels, heads of records, data.
_pieces = st.one_of(
    st.integers(0xC000, 0xC0FF).map(lambda pointer: pointer.to_bytes(2)),
    st.sampled_from([b"\x00", b"\x03abc", b"\x3f" + b"x" * 63, b"\x40", b"\x80", b"\xff"]),
    st.builds(
        lambda kind, size: kind.to_bytes(2) + b"\x00\x01\x00\x00\x00\x05" + size.to_bytes(2),
        st.sampled_from([1, 2, 5, 6, 12, 15, 16, 28, 39, 41, 46, 47, 50, 64, 250, 255, 65280]),
        st.integers(0, 40),
    ),
    st.sampled_from([b"\x7f\x00\x00\x02", b"\xc0\x0c\x00\x01\x00\x01"]),
    st.binary(max_size=20),
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[bytes, RecordType]:
    """A true reply after a few accidents: octets changed, cut off, dropped, doubled; pointers bent."""
    rdtype = draw(st.sampled_from(TYPES))
    wire = bytearray(draw(st.sampled_from(replies_to(rdtype))))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(2, max(2, len(wire) - 1)))
        match draw(st.sampled_from(["octet", "bit", "count", "cut", "drop", "double", "loop"])):
            case "octet":
                wire[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "bit":
                wire[at : at + 1] = bytes(
                    [(wire[at] if at < len(wire) else 0) ^ 1 << draw(st.integers(0, 7))]
                )
            case "count":
                wire[6 + draw(st.integers(0, 5))] = draw(st.integers(0, 3))
            case "cut":
                del wire[max(at, HEADER_SIZE + 1) :]
            case "drop":
                del wire[at : at + draw(st.integers(1, 12))]
            case "double":
                wire[at:at] = wire[at : at + draw(st.integers(1, 12))]
            case "loop":
                wire[at : at + 2] = (0xC000 | at).to_bytes(2)
        wire += bytes(max(0, HEADER_SIZE + 1 - len(wire)))
    return bytes(wire), rdtype
