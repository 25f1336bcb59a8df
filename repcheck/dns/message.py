"""A whole DNS message taken apart: its records, names and data (RFC 1035 section 4), each step bounded.

A message is a stranger's: up to 65,535 octets of records, names that point at each other, data of any
length. What does not add up raises ``Damaged``.
"""

import ipaddress
import struct

import msgspec

from repcheck.model.dns import RecordType

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
HEADER_SIZE = 12
#: Records that a message may hold; the largest sets of TXT or MX records have some hundred. Of more, or of a
#: part, nothing is believed: what was left out might be the list's error, or the record that is looked for.
MOST_RECORDS = 1024
#: Pointers that one name may follow: one a label is more than any server sends.
_MOST_POINTERS = 127
_LONGEST_NAME = 255
_TOP_BIT = 0x8000_0000
#: What stands between a record's name and its data: type, class, TTL, length.
_HEAD = struct.Struct("!HHIH")
_SOA_NUMBERS = struct.Struct("!IIIII")
#: Octets that the library of record formats and all zone files escape in a name (RFC 1035 5.1).
_ESCAPED = b'"().;\\@$'


class Damaged(ValueError):  # noqa: N818 - the message is
    """The message is not what the RFC says that it is."""


class ResourceRecord(msgspec.Struct, frozen=True, gc=False):
    """A resource record. ``owner`` in lower case as on the wire; its data is ``message[start:end]``.

    ``ttl``  seconds; 0 for one with the top bit set (RFC 2181 section 8)
    """

    owner: bytes
    kind: int
    rdclass: int
    ttl: int
    start: int
    end: int


class ReplySections:
    """The three sections behind the question, which ends at ``at``. Raises Damaged.

    Octets behind the last record, and more records than any true answer has, are damage too.
    """

    def __init__(self, octets: bytes, at: int) -> None:
        self.octets = octets
        self._names: dict[int, bytes] = {}
        counts = struct.unpack_from("!HHH", octets, 6)
        if sum(counts) > MOST_RECORDS:
            raise Damaged
        sections: list[list[ResourceRecord]] = []
        for count in counts:
            records: list[ResourceRecord] = []
            for _ in range(count):
                record = self._record(at)
                records.append(record)
                at = record.end
            sections.append(records)
        if at != len(octets):
            raise Damaged
        self.answer, self.authority, self.additional = sections

    def _record(self, at: int) -> ResourceRecord:
        owner, at = self.name(at)
        if len(self.octets) < at + _HEAD.size:
            raise Damaged
        kind, rdclass, ttl, size = _HEAD.unpack_from(self.octets, at)
        start = at + _HEAD.size
        if len(self.octets) < start + size:
            raise Damaged
        return ResourceRecord(owner.lower(), kind, rdclass, 0 if ttl & _TOP_BIT else ttl, start, start + size)

    def name(self, at: int) -> tuple[bytes, int]:
        """The name that stands there, uncompressed, and where it ends."""
        octets, first, labels, size = self.octets, at, bytearray(), 0
        after = -1
        for _ in range(_MOST_POINTERS + 1):
            start = at
            at = self._labels_end(at)
            size += at - start
            labels += octets[start:at]
            if size >= _LONGEST_NAME:
                raise Damaged
            if octets[at] == 0:
                return bytes(labels) + b"\x00", at + 1 if after < 0 else after
            if after < 0:
                after = at + 2
            target = (octets[at] & 0x3F) << 8 | octets[at + 1]
            # A pointer leads to a prior name (RFC 1035 4.1.4), so none can run in a circle.
            if not HEADER_SIZE <= target < min(first, start):
                raise Damaged
            at = target
        raise Damaged

    def _labels_end(self, at: int) -> int:
        """Where the labels that begin there end: at a zero octet or a whole pointer."""
        octets, end = self.octets, len(self.octets)
        while at < end and 0 < octets[at] < 0x40:
            at += 1 + octets[at]
        if at >= end or 0x40 <= octets[at] < 0xC0 or (octets[at] >= 0xC0 and at + 1 >= end):
            raise Damaged
        return at

    def name_in(self, record: ResourceRecord, skip: int = 0) -> bytes:
        """The name that the record's data is, behind ``skip`` octets."""
        name, end = self.name(record.start + skip)
        if end != record.end:
            raise Damaged
        return name

    def soa(self, record: ResourceRecord) -> tuple[bytes, bytes, tuple[int, ...]]:
        """MNAME, RNAME and the five numbers of an SOA record (RFC 1035 3.3.13); the last is MINIMUM."""
        mname, at = self.name(record.start)
        rname, at = self.name(at)
        if at + _SOA_NUMBERS.size != record.end:
            raise Damaged
        return mname, rname, _SOA_NUMBERS.unpack_from(self.octets, at)

    def text(self, record: ResourceRecord, rdtype: RecordType) -> str:
        """The record's data as ``Answer.records`` has it."""
        data = self.octets[record.start : record.end]
        match rdtype:
            case "A" | "AAAA":
                if len(data) != (4 if rdtype == "A" else 16):
                    raise Damaged
                return str(ipaddress.ip_address(data))
            case "CNAME" | "PTR" | "NS":
                return host_text(self.name_in(record))
            case "MX":
                return f"{int.from_bytes(data[:2])} {host_text(self.name_in(record, 2))}"
            case "TXT" | "SPF":
                text = character_strings(data)
                if text is None:
                    raise Damaged
                return text
            case "SOA":
                mname, rname, numbers = self.soa(record)
                return " ".join((name_text(mname), name_text(rname), *map(str, numbers)))


def character_strings(data: bytes) -> str | None:
    """The character strings of a TXT record joined (RFC 1035 3.3.14); None for what are none."""
    parts = bytearray()
    at = 0
    while at < len(data):
        end = at + 1 + data[at]
        if end > len(data):
            return None
        parts += data[at + 1 : end]
        at = end
    return parts.decode("ascii", "surrogateescape") if data else None


def labels_of(name: bytes) -> list[bytes]:
    """The labels of a name on the wire, without the root's."""
    labels = []
    at = 0
    while name[at]:
        end = at + 1 + name[at]
        labels.append(name[at + 1 : end])
        at = end
    return labels


def is_below(name: bytes, zone: bytes) -> bool:
    """Whether the name (on the wire) is the zone's or one below it; both in the same case."""
    if not name.endswith(zone):
        return False
    border, at = len(name) - len(zone), 0
    while at < border:
        at += 1 + name[at]
    return at == border


def name_text(name: bytes) -> str:
    """A name as zone files have it, with its trailing dot."""
    return ".".join(map(_label_text, labels_of(name))) + "."


def host_text(name: bytes) -> str:
    """A name in lower case and without trailing dot; the root is "."."""
    return name_text(name).rstrip(".").lower() or "."


def _label_text(label: bytes) -> str:
    if label.isalnum():
        return label.decode("ascii")
    return "".join(
        f"\\{chr(octet)}" if octet in _ESCAPED else chr(octet) if 0x20 < octet < 0x7F else f"\\{octet:03d}"
        for octet in label
    )
