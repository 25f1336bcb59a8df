"""DNS messages: questions made by hand, the commonest answers read by hand, the rest by dnspython.

Made by hand a question costs a fiftieth of what a general library takes, and nearly all answers of
a run are NXDOMAIN, a few plain A records or a TXT.
"""

import os
import struct
from typing import TYPE_CHECKING

import msgspec

from repcheck.model.dns import Outcome, RecordType

if TYPE_CHECKING:
    import dns.message
    import dns.rdata
    import dns.rrset

#: RFC 1035 3.2.2 and RFC 3596
TYPE_CODES: dict[RecordType, int] = {
    "A": 1,
    "NS": 2,
    "CNAME": 5,
    "SOA": 6,
    "PTR": 12,
    "MX": 15,
    "TXT": 16,
    "AAAA": 28,
    "SPF": 99,
}
#: Everything after the id of a query (RFC 1035 4.1.1): one question, recursion desired or not. No
#: EDNS: some servers choke on it, and what does not fit comes over TCP.
#: AD asks a validating resolver to say so (RFC 6840 5.7).
ASK_RESOLVER = b"\x01\x20\x00\x01\x00\x00\x00\x00\x00\x00"
ASK_AUTHORITY = b"\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00"
HEADER_SIZE = 12
#: Records of one answer that are kept; an answer over TCP may carry thousands.
MAX_RECORDS = 256

_CLASS_IN = 1
#: Octets of type and class at the end of a question section.
_KIND_SIZE = 4
_QR = 0x80
_TC = 0x02
_OPCODE = 0x78
_AD = 0x20
_RCODE = 0x0F
#: A name, its type and its class
LONGEST_SECTION = 255 + 4
#: A pointer to the question's name (RFC 1035 4.1.4), as it stands before nearly every answer
_POINTER = b"\xc0\x0c"
#: Counts of answer, authority and additional records
_NO_RECORDS = b"\x00\x00\x00\x00\x00\x00"
_ONE_AUTHORITY = b"\x00\x00\x00\x01\x00\x00"
_SOA_IN = b"\x00\x06\x00\x01"
#: Two names of at least one octet and five numbers (RFC 1035 3.3.13)
_LEAST_SOA = 22

_OUTCOMES = {2: Outcome.SERVFAIL, 5: Outcome.REFUSED}


def _absence_headers(authority: int) -> frozenset[bytes]:
    """What follows the id in a reply that says NXDOMAIN, with so many authority records, for each of the
    flags that make no difference: AA, RD, RA, the reserved one, AD, CD.
    """
    counts = struct.pack("!HHHH", 1, 0, authority, 0)
    return frozenset(
        bytes((_QR | upper, lower | 3)) + counts for upper in (0, 1, 4, 5) for lower in range(0, 0x100, 0x10)
    )


_BARE_ABSENCE = _absence_headers(0)
_ABSENCE_WITH_SOA = _absence_headers(1)


class Reply(msgspec.Struct, frozen=True, gc=False):
    """What a message says: as in Answer, without the circumstances. ``truncated``: ask over TCP."""

    outcome: Outcome
    records: tuple[str, ...] = ()
    ttl: int | None = None
    truncated: bool = False


NXDOMAIN = Reply(Outcome.NXDOMAIN)
_TRUNCATED = Reply(Outcome.MALFORMED, truncated=True)
_MALFORMED = Reply(Outcome.MALFORMED)


def labels_wire(name: str) -> bytes:
    """The labels of a name without its end. Raises ValueError for what no DNS message can carry."""
    parts = bytearray()
    for label in name.encode("ascii").split(b"."):
        if not 0 < len(label) <= 63 or b"\\" in label:
            raise ValueError(f"{name!r} is no name that can be asked")
        parts.append(len(label))
        parts += label
    return bytes(parts)


def zone_wire(zone: str, rdtype: RecordType) -> bytes:
    """The end of a question section: the labels of the zone (or of a whole name), type and class."""
    return labels_wire(zone) + b"\x00" + struct.pack("!HH", TYPE_CODES[rdtype], _CLASS_IN)


def question_section(owner: bytes, zone: bytes) -> bytes:
    """``labels_wire`` of the owner and ``zone_wire``, joined. Raises ValueError when too long."""
    section = owner + zone
    if len(section) > LONGEST_SECTION:
        raise ValueError("the name is longer than 255 octets (RFC 1035 2.3.4)")
    return section


def mixed_case(wire: bytes) -> bytes:
    """The same end of a question section (see zone_wire) with the case of each letter drawn at random.

    A server that repeats the question as it came proves with it that it has seen it; who only guesses id
    and port has to guess the case too. Type and class stay: type 99 (SPF) would be a letter.
    """
    labels, kind = wire[:-_KIND_SIZE], wire[-_KIND_SIZE:]
    lower, upper = int.from_bytes(labels.lower()), int.from_bytes(labels.upper())
    drawn = int.from_bytes(os.urandom(len(labels)))
    return (lower ^ ((lower ^ upper) & drawn)).to_bytes(len(labels)) + kind


def same_but_case(message: bytes, section: bytes) -> bool:
    """Whether the message is a response to this question section but for the case of letters."""
    end = HEADER_SIZE + len(section)
    return (
        len(message) >= end
        and bool(message[2] & _QR)
        and message[4:6] == b"\x00\x01"
        and message[HEADER_SIZE : end - _KIND_SIZE].lower() == section[:-_KIND_SIZE].lower()
        and message[end - _KIND_SIZE : end] == section[-_KIND_SIZE:]
    )


def is_plain_absence(message: bytes, section: bytes) -> bool:
    """Whether the message is NXDOMAIN for exactly this question, in a form that nearly all servers send.

    True is what ``same_but_case`` and ``read_reply`` would tell together, for less than half their cost;
    False says nothing.
    """
    head, end = message[2:HEADER_SIZE], HEADER_SIZE + len(section)
    if message[HEADER_SIZE:end] != section:
        return False
    if head in _ABSENCE_WITH_SOA:
        return _is_soa(message, end)
    return head in _BARE_ABSENCE and len(message) == end


def is_authentic(message: bytes) -> bool:
    """Whether the resolver says that it has validated the answer (AD, RFC 4035 3.2.3)."""
    return bool(message[3] & _AD)


def read_reply(message: bytes, section: bytes, rdtype: RecordType) -> Reply:
    """What a reply to the question section says. Never raises.

    Anything that cannot be understood is ``malformed``, never an absence.
    """
    if message[2] & _OPCODE:
        return _MALFORMED
    if message[2] & _TC:
        return _TRUNCATED
    rcode = message[3] & _RCODE
    if rcode == 3 and _only_absence(message, HEADER_SIZE + len(section)):
        return NXDOMAIN
    if rcode not in (0, 3):
        return Reply(_OUTCOMES.get(rcode, Outcome.ERROR))
    if rcode == 0 and rdtype in ("A", "TXT"):
        plain = _plain_records(message, HEADER_SIZE + len(section), rdtype)
        if plain is not None:
            return plain
    return _read_in_full(message, rdtype)


def _only_absence(message: bytes, at: int) -> bool:
    """Whether behind the question stands nothing, or one SOA record whose name is a pointer.

    Nearly all servers send one of these two; whatever else there is has to be looked at in full.
    """
    if message[6:12] == _ONE_AUTHORITY:
        return _is_soa(message, at)
    return message[6:12] == _NO_RECORDS and len(message) == at


def _is_soa(message: bytes, at: int) -> bool:
    """Whether the rest of the message is one SOA record whose name is a pointer."""
    if len(message) < at + 12 or message[at] < 0xC0 or message[at + 2 : at + 6] != _SOA_IN:
        return False
    size = message[at + 10] << 8 | message[at + 11]
    return size >= _LEAST_SOA and at + 12 + size == len(message)


def negative_ttl(message: bytes, section: bytes) -> int | None:
    """How long the absence that this reply tells may be believed (RFC 2308 5); None: it does not say.

    Reads the one form that nearly all servers send: a single SOA record whose name is a pointer.
    """
    at = HEADER_SIZE + len(section)
    if message[6:12] != _ONE_AUTHORITY or not _only_absence(message, at):
        return None
    return min(int.from_bytes(message[at + 6 : at + 10]), int.from_bytes(message[-4:]))


def _plain_records(message: bytes, at: int, rdtype: RecordType) -> Reply | None:
    """A or TXT records that belong directly to the question's name; None for anything else."""
    count = message[6] << 8 | message[7]
    if not 0 < count <= MAX_RECORDS:
        return None
    kind = TYPE_CODES[rdtype].to_bytes(2) + b"\x00\x01"
    records: list[str] = []
    ttl = 0x7FFFFFFF
    for _ in range(count):
        start = at + 12
        if message[at : at + 2] != _POINTER or message[at + 2 : at + 6] != kind:
            return None
        ttl = min(ttl, int.from_bytes(message[at + 6 : at + 10]))
        at = start + int.from_bytes(message[at + 10 : at + 12])
        data = message[start:at]
        text = _plain_address(data) if rdtype == "A" else _plain_text(data)
        if text is None or len(message) < at:
            return None
        records.append(text)
    return Reply(Outcome.NOERROR, tuple(records), ttl)


def _plain_address(data: bytes) -> str | None:
    return f"{data[0]}.{data[1]}.{data[2]}.{data[3]}" if len(data) == 4 else None


def _plain_text(data: bytes) -> str | None:
    """The character strings of a TXT record joined (RFC 1035 3.3.14)."""
    parts = bytearray()
    at = 0
    while at < len(data):
        end = at + 1 + data[at]
        if end > len(data):
            return None
        parts += data[at + 1 : end]
        at = end
    return parts.decode("ascii", "surrogateescape") if data else None


def prepare() -> None:
    """Import what reading answers in full needs. It takes tens of ms: best while the first are awaited."""
    import dns.message
    import dns.rdata
    import dns.rdataclass
    import dns.rdatatype as kind

    for rdtype in (kind.SOA, kind.MX, kind.TXT, kind.PTR, kind.CNAME):
        dns.rdata.get_rdata_class(dns.rdataclass.IN, rdtype)  # type: ignore[no-untyped-call]


def _read_in_full(message: bytes, rdtype: RecordType) -> Reply:
    import dns.exception
    import dns.message

    try:
        parsed = dns.message.from_wire(message)
        return _from_parsed(parsed, rdtype)
    except (dns.exception.DNSException, ValueError, struct.error, IndexError):
        return _MALFORMED


def _from_parsed(parsed: "dns.message.Message", rdtype: RecordType) -> Reply:
    import dns.message
    import dns.rcode

    rcode = parsed.rcode()
    if not isinstance(parsed, dns.message.QueryMessage):
        return _MALFORMED
    # Follows CNAMEs within the message and finds the negative TTL (RFC 2308 5).
    chain = parsed.resolve_chaining()
    if chain.answer is None and not _tells_absence(parsed, chain.cnames):
        return _MALFORMED
    # Without an SOA the library makes a TTL up; RFC 2308 5 then allows none.
    absent_ttl = chain.minimum_ttl if _has_soa(parsed) else None
    if rcode == dns.rcode.NXDOMAIN:
        return Reply(Outcome.NXDOMAIN, ttl=absent_ttl)
    if chain.answer is None:
        if _is_referral(parsed):
            return Reply(Outcome.ERROR)
        return Reply(Outcome.NODATA, ttl=absent_ttl)
    records = tuple(_text(rdata, rdtype) for rdata in list(chain.answer)[:MAX_RECORDS])
    return Reply(Outcome.NOERROR, records, chain.minimum_ttl)


def _tells_absence(parsed: "dns.message.Message", aliases: "list[dns.rrset.RRset]") -> bool:
    """Whether nothing in a message without an answer to our question contradicts that there is none.

    Only the aliases that were followed may stand in its answer section, and only what proves an
    absence or delegates in its authority section; records of anything else are a damaged answer.
    """
    import dns.rdatatype as kind

    signatures = (kind.RRSIG, kind.DNAME)
    proofs = (kind.SOA, kind.NS, kind.NSEC, kind.NSEC3, kind.DS, *signatures)
    answers = all(rrset in aliases or rrset.rdtype in signatures for rrset in parsed.answer)
    return answers and all(rrset.rdtype in proofs for rrset in parsed.authority)


def _has_soa(parsed: "dns.message.Message") -> bool:
    import dns.rdatatype

    return any(rrset.rdtype == dns.rdatatype.SOA for rrset in parsed.authority)


def _is_referral(parsed: "dns.message.Message") -> bool:
    """An empty answer that only points elsewhere says nothing about the name (RFC 2308 2.2)."""
    import dns.flags
    import dns.rdatatype

    delegates = any(rrset.rdtype == dns.rdatatype.NS for rrset in parsed.authority)
    return delegates and not _has_soa(parsed) and not parsed.flags & dns.flags.AA


def _text(rdata: "dns.rdata.Rdata", rdtype: RecordType) -> str:
    match rdtype:
        case "A" | "AAAA":
            return str(rdata.to_text())
        case "CNAME" | "PTR" | "NS":
            return _name(rdata.target)  # type: ignore[attr-defined]
        case "MX":
            return f"{rdata.preference} {_name(rdata.exchange)}"  # type: ignore[attr-defined]
        case "TXT" | "SPF":
            return b"".join(rdata.strings).decode("ascii", "surrogateescape")  # type: ignore[attr-defined]
        case "SOA":
            return str(rdata.to_text())


def _name(name: object) -> str:
    return str(name).rstrip(".").lower() or "."
