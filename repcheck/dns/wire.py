"""DNS messages: questions made by hand, the two commonest answers read by hand, the rest by dnspython.

Made by hand a question costs a fiftieth of what a general library takes, and nearly all answers of
a run are NXDOMAIN or one plain A record.
"""

import struct
from typing import TYPE_CHECKING

import msgspec

from repcheck.model.dns import Outcome, Question, RecordType

if TYPE_CHECKING:
    import dns.message
    import dns.rdata

#: RFC 1035 3.2.2 and RFC 3596
TYPE_CODES: dict[RecordType, int] = {"A": 1, "NS": 2, "SOA": 6, "PTR": 12, "MX": 15, "TXT": 16, "AAAA": 28}
#: Everything after the id of a query: recursion desired, one question (RFC 1035 4.1.1). No EDNS:
#: some servers choke on it, and what does not fit comes over TCP.
QUERY_REST = b"\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
HEADER_SIZE = 12
_CLASS_IN = 1
_QR_TC = 0x82
_QR = 0x80
_RCODE = 0x0F
#: A pointer to the question's name, type A, class IN; behind it TTL and length (RFC 1035 4.1.4)
_PLAIN_A = b"\xc0\x0c\x00\x01\x00\x01"
_PLAIN_A_SIZE = 16
#: Records of one answer that are kept; an answer over TCP may carry thousands.
MAX_RECORDS = 256

_OUTCOMES = {2: Outcome.SERVFAIL, 3: Outcome.NXDOMAIN, 5: Outcome.REFUSED}


class Reply(msgspec.Struct, frozen=True):
    """What a message says: as in Answer, without the circumstances. ``truncated``: ask over TCP."""

    outcome: Outcome
    records: tuple[str, ...] = ()
    ttl: int | None = None
    truncated: bool = False


_NXDOMAIN = Reply(Outcome.NXDOMAIN)
_TRUNCATED = Reply(Outcome.MALFORMED, truncated=True)
_MALFORMED = Reply(Outcome.MALFORMED)


def question_wire(question: Question) -> bytes:
    """The question section. Raises ValueError for a name that no DNS message can carry."""
    parts = bytearray()
    for label in question.name.split("."):
        octets = label.encode("ascii")
        if not 0 < len(octets) <= 63 or b"\\" in octets:
            raise ValueError(f"{question.name!r} is no name that can be asked")
        parts.append(len(octets))
        parts += octets
    if len(parts) > 254:
        raise ValueError(f"{question.name!r} is too long to be asked")
    parts += b"\x00" + struct.pack("!HH", TYPE_CODES[question.rdtype], _CLASS_IN)
    return bytes(parts)


def is_reply_to(message: bytes, section: bytes) -> bool:
    """Whether the message is a response to exactly this question section (case aside)."""
    end = HEADER_SIZE + len(section)
    if len(message) < end or not message[2] & _QR or message[4:6] != b"\x00\x01":
        return False
    echoed = message[HEADER_SIZE:end]
    return echoed == section or echoed.lower() == section.lower()


def read_reply(message: bytes, section: bytes, rdtype: RecordType) -> Reply:
    """What a reply to the question section says. Never raises.

    Anything that cannot be understood is ``malformed``, never an absence.
    """
    if message[2] & _QR_TC == _QR_TC:
        return _TRUNCATED
    rcode = message[3] & _RCODE
    if rcode == 3 and message[6:8] == b"\x00\x00":
        return _NXDOMAIN
    if rcode == 0 and rdtype == "A":
        plain = _plain_addresses(message, HEADER_SIZE + len(section))
        if plain is not None:
            return plain
    return _read_in_full(message, rdtype)


def _plain_addresses(message: bytes, start: int) -> Reply | None:
    count = message[6] << 8 | message[7]
    end = start + count * _PLAIN_A_SIZE
    if not 0 < count <= MAX_RECORDS or len(message) < end:
        return None
    records = []
    ttl = None
    for at in range(start, end, _PLAIN_A_SIZE):
        if message[at : at + 6] != _PLAIN_A or message[at + 10 : at + 12] != b"\x00\x04":
            return None
        seconds = int.from_bytes(message[at + 6 : at + 10])
        ttl = seconds if ttl is None else min(ttl, seconds)
        records.append(f"{message[at + 12]}.{message[at + 13]}.{message[at + 14]}.{message[at + 15]}")
    return Reply(Outcome.NOERROR, tuple(records), ttl)


def _read_in_full(message: bytes, rdtype: RecordType) -> Reply:
    import dns.exception
    import dns.message

    try:
        parsed = dns.message.from_wire(message, ignore_trailing=True)
        return _from_parsed(parsed, rdtype)
    except (dns.exception.DNSException, ValueError, struct.error, IndexError):
        return _MALFORMED


def _from_parsed(parsed: "dns.message.Message", rdtype: RecordType) -> Reply:
    import dns.flags
    import dns.message
    import dns.rcode

    rcode = parsed.rcode()
    if rcode not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        return Reply(_OUTCOMES.get(int(rcode), Outcome.ERROR))
    if not isinstance(parsed, dns.message.QueryMessage):
        return _MALFORMED
    # Follows CNAMEs within the message and finds the negative TTL (RFC 2308 5).
    chain = parsed.resolve_chaining()
    if rcode == dns.rcode.NXDOMAIN:
        return Reply(Outcome.NXDOMAIN, ttl=chain.minimum_ttl if parsed.authority else None)
    if chain.answer is None:
        if _is_referral(parsed):
            return Reply(Outcome.ERROR)
        return Reply(Outcome.NODATA, ttl=chain.minimum_ttl if parsed.authority else None)
    records = tuple(_text(rdata, rdtype) for rdata in list(chain.answer)[:MAX_RECORDS])
    return Reply(Outcome.NOERROR, records, chain.minimum_ttl)


def _is_referral(parsed: "dns.message.Message") -> bool:
    """An empty answer that only points elsewhere says nothing about the name (RFC 2308 2.2)."""
    import dns.flags
    import dns.rdatatype

    kinds = {rrset.rdtype for rrset in parsed.authority}
    authoritative = bool(parsed.flags & dns.flags.AA)
    return dns.rdatatype.NS in kinds and dns.rdatatype.SOA not in kinds and not authoritative


def _text(rdata: "dns.rdata.Rdata", rdtype: RecordType) -> str:
    match rdtype:
        case "A" | "AAAA":
            return str(rdata.to_text())
        case "PTR" | "NS":
            return _name(rdata.target)  # type: ignore[attr-defined]
        case "MX":
            return f"{rdata.preference} {_name(rdata.exchange)}"  # type: ignore[attr-defined]
        case "TXT":
            return b"".join(rdata.strings).decode("ascii", "surrogateescape")  # type: ignore[attr-defined]
        case "SOA":
            return str(rdata.to_text())


def _name(name: object) -> str:
    return str(name).rstrip(".").lower() or "."
