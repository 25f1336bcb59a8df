"""DNS messages: questions are made here, and the commonest answers are read here by a look or two.

Made by hand a question costs a fiftieth of what a general library takes, and nearly all answers of
a run are NXDOMAIN, a few plain A records or a TXT. All others are read by ``meaning.py``.
"""

import os
import struct
from functools import lru_cache

from repcheck.dns.meaning import MALFORMED, NO_ZONE, DnsResponse, read_message
from repcheck.dns.message import HEADER_SIZE, MOST_RECORDS, TYPE_CODES, character_strings
from repcheck.model.dns import Outcome, RecordType

#: Everything after the id of a query (RFC 1035 4.1.1): one question, recursion desired or not. No
#: EDNS: some servers choke on it, and what does not fit comes over TCP.
#: AD asks a validating resolver to say so (RFC 6840 5.7).
ASK_RESOLVER = b"\x01\x20\x00\x01\x00\x00\x00\x00\x00\x00"
ASK_AUTHORITY = b"\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00"

_CLASS_IN = 1
#: Octets of type and class at the end of a question section.
_KIND_SIZE = 4
_QR = 0x80
_TC = 0x02
_OPCODE = 0x78
#: The resolver has validated the answer (RFC 4035 3.2.3), in the fourth octet.
AD = 0x20
_RCODE = 0x0F
#: A name, its type and its class
LONGEST_SECTION = 255 + 4
#: A pointer to the question's name (RFC 1035 4.1.4), as it stands before nearly every answer
_POINTER = b"\xc0\x0c"
#: Type and class of an SOA record
_SOA_IN = b"\x00\x06\x00\x01"
#: Two names of at least one octet and five numbers (RFC 1035 3.3.13)
_LEAST_SOA = 22
_SOA_NUMBERS = 20
#: RFC 1035 2.3.4: octets of a name.
_LONGEST_NAME = 255
#: A TTL with this bit set counts as 0 (RFC 2181 section 8).
_TOP_BIT = 0x8000_0000
_LONGEST_TTL = _TOP_BIT - 1

_OUTCOMES = {2: Outcome.SERVFAIL, 5: Outcome.REFUSED}


def _absence_headers(authority: int) -> frozenset[bytes]:
    """What follows the id in a reply that says NXDOMAIN, with ``authority`` records in that section.

    One for each combination of the flags that make no difference: AA, RD, RA, the reserved one, AD, CD.
    """
    counts = struct.pack("!HHHH", 1, 0, authority, 0)
    return frozenset(
        bytes((_QR | upper, lower | 3)) + counts for upper in (0, 1, 4, 5) for lower in range(0, 0x100, 0x10)
    )


_BARE_ABSENCE = _absence_headers(0)
_ABSENCE_WITH_SOA = _absence_headers(1)


_TRUNCATED = DnsResponse(Outcome.MALFORMED, truncated=True)


def labels_wire(name: str) -> bytes:
    """The labels of a name without its end. Raises ValueError for what no DNS message can carry."""
    parts = bytearray()
    for label in name.encode("ascii").split(b"."):
        if not 0 < len(label) <= 63 or b"\\" in label:
            raise ValueError(f"{name!r} cannot be a name in DNS")
        parts.append(len(label))
        parts += label
    return bytes(parts)


def zone_wire(zone: str, rdtype: RecordType) -> bytes:
    """The end of a question section: the labels of the zone (or of a whole name), type and class."""
    labels = b"" if zone == "." else labels_wire(zone)
    return labels + b"\x00" + struct.pack("!HH", TYPE_CODES[rdtype], _CLASS_IN)


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


def is_plain_absence(message: bytes, section: bytes, zone_size: int = NO_ZONE) -> bool:
    """Whether the message is NXDOMAIN for exactly this question, in a form that nearly all servers send:
    with nothing else, or with the SOA record of the asked zone, named by a pointer into the question.

    ``zone_size``  octets at the end of the section, from the first label of that zone on; NO_ZONE: any zone
                   that the question's name is in

    True is what ``same_but_case`` and ``read_reply`` say together, for less than half their cost;
    False says nothing.
    """
    head, end = message[2:HEADER_SIZE], HEADER_SIZE + len(section)
    if message[HEADER_SIZE:end] != section:
        return False
    if head in _ABSENCE_WITH_SOA:
        zone = end - zone_size if zone_size > NO_ZONE else _zone_told(message, end)
        return zone is not None and _is_soa_of(message[end:], end, zone)
    return head in _BARE_ABSENCE and len(message) == end


def _zone_told(message: bytes, end: int) -> int | None:
    """Where in the question, which ends there, the zone begins to which the pointer behind it leads."""
    if len(message) < end + 2:
        return None
    zone, at = (message[end] << 8 | message[end + 1]) - 0xC000, HEADER_SIZE
    while at < zone and message[at]:
        at += 1 + message[at]
    return zone if at == zone else None


@lru_cache(maxsize=4096)  # a zone sends the same octets with each absence of a name of that length
def _is_soa_of(record: bytes, at: int, zone: int) -> bool:
    """Whether ``record``, which stands at ``at``, is the SOA record of the zone in the question at ``zone``.

    One of any other zone, above this one or elsewhere, needs a closer look.
    """
    if len(record) < 12 or record[0] << 8 | record[1] != 0xC000 + zone:
        return False
    size = record[10] << 8 | record[11]
    return (
        record[2:6] == _SOA_IN
        and size >= _LEAST_SOA
        and 12 + size == len(record)
        and size + at - zone <= _LONGEST_NAME
        and _whole_soa(record[12:], at + 12, zone)
    )


def _whole_soa(data: bytes, at: int, zone: int) -> bool:
    """Whether ``data``, which stands at ``at``, is two names and five numbers (RFC 1035 3.3.13).

    Pointers may lead to the zone in the question, which stands at ``zone``, and to labels of ``data``
    itself; any other pointer needs a closer look.
    """
    starts, place, most = {zone}, 0, len(data) - _SOA_NUMBERS
    for _ in range(2):
        while True:
            if place >= most:
                return False
            size = data[place]
            if size >= 0xC0:
                if (size & 0x3F) << 8 | data[place + 1] not in starts:
                    return False
                place += 2
                break
            if size > 0x3F:
                return False
            if size == 0:
                place += 1
                break
            starts.add(at + place)
            place += 1 + size
    return place == most


def is_authentic(message: bytes) -> bool:
    """Whether the resolver says that it has validated the answer (AD, RFC 4035 3.2.3)."""
    return bool(message[3] & AD)


def read_reply(message: bytes, section: bytes, rdtype: RecordType, zone_size: int = NO_ZONE) -> DnsResponse:
    """What a reply to the question section says; ``zone_size`` as in ``is_plain_absence``. Never raises.

    Anything that cannot be understood is ``malformed``, never an absence.
    """
    if message[2] & _OPCODE:
        return MALFORMED
    if message[2] & _TC:
        return _TRUNCATED
    rcode = message[3] & _RCODE
    if rcode not in (0, 3):
        return DnsResponse(_OUTCOMES.get(rcode, Outcome.ERROR))
    end = HEADER_SIZE + len(section)
    if rcode == 3 and zone_size == NO_ZONE and is_plain_absence(message, section):
        ttl = negative_ttl(message, section)  # of a reverse name, most often
        return DnsResponse(Outcome.NXDOMAIN, ttl=ttl)
    if rcode == 0 and rdtype in ("A", "TXT") and message[10:12] == b"\x00\x00":
        plain = _plain_records(message, end, rdtype)
        if plain is not None:
            return plain
    return read_message(message, section, rdtype, zone_size)


def negative_ttl(message: bytes, section: bytes) -> int | None:
    """How long a plain absence (see above) may be believed (RFC 2308 5); None: it does not say."""
    at = HEADER_SIZE + len(section)
    if len(message) < at + 12:
        return None
    # Its one SOA record ends the message: a pointer, type, class, TTL, data; MINIMUM is the last number.
    ttl = int.from_bytes(message[at + 6 : at + 10])
    return 0 if ttl & _TOP_BIT else min(ttl, int.from_bytes(message[-4:]), _LONGEST_TTL)


def _plain_records(message: bytes, at: int, rdtype: RecordType) -> DnsResponse | None:
    """A or TXT records that belong directly to the question's name; None for anything else."""
    count = message[6] << 8 | message[7]
    if not 0 < count <= MOST_RECORDS:
        return None
    kind = TYPE_CODES[rdtype].to_bytes(2) + b"\x00\x01"
    records: list[str] = []
    ttl = _LONGEST_TTL
    for _ in range(count):
        start = at + 12
        if message[at : at + 2] != _POINTER or message[at + 2 : at + 6] != kind:
            return None
        told = int.from_bytes(message[at + 6 : at + 10])
        ttl = min(ttl, 0 if told & _TOP_BIT else told)
        at = start + int.from_bytes(message[at + 10 : at + 12])
        data = message[start:at]
        text = _plain_address(data) if rdtype == "A" else character_strings(data)
        if text is None or len(message) < at:
            return None
        records.append(text)
    return DnsResponse(Outcome.NOERROR, tuple(records), ttl)


def _plain_address(data: bytes) -> str | None:
    return f"{data[0]}.{data[1]}.{data[2]}.{data[3]}" if len(data) == 4 else None
