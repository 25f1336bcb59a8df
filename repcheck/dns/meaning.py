"""What a whole reply says: records, an absence that may be believed, or nothing.

A list is asked what is *not* there, so most lies look like an absence. One is believed only of a message
in which nothing contradicts it: no record of the asked name, no SOA record of a zone that cannot know
(RFC 2308 section 2), no OPT record that says that the answer is not one (RFC 6891 6.1.3, RFC 8914).
"""

import msgspec

from repcheck.dns.message import (
    HEADER_SIZE,
    TYPE_CODES,
    Damaged,
    ReplySections,
    ResourceRecord,
    host_text,
    is_below,
)
from repcheck.model.dns import Outcome, RecordType

#: Aliases that one answer may lead through (RFC 1034 5.2.2); resolvers stop at 8 to 16.
MAX_ALIASES = 16
#: The size of the root's label with type and class, for a question of no list: any zone above may answer.
NO_ZONE = 5

_KIND_SIZE = 4
_IN = 1
_NS, _CNAME, _SOA, _DNAME, _OPT, _DS, _RRSIG, _NSEC, _NSEC3 = 2, 5, 6, 39, 41, 43, 46, 47, 50
#: What proves an absence, or delegates.
_PROOFS = frozenset((_SOA, _NS, _NSEC, _NSEC3, _DS, _RRSIG))
_AA = 0x04
_RA = 0x80
_NXDOMAIN = 3
_EDE = 15
#: RFC 8914: forged by order (4), blocked (15), censored (16), filtered (17): what comes is made up.
_MADE_UP = frozenset((4, 15, 16, 17))
_PROHIBITED = 18
_EXTENDED = -1
#: RFC 8914: who answers could not find out: an old answer (3, 19), proofs that do not hold (5 to 12), an
#: error of earlier (13), not ready (14), not its zone (20), not done (21), times that do not fit (25, 26), a
#: policy in the way (28). An absence beside that proves nothing.
_NOT_FOUND_OUT = frozenset((3, *range(5, 15), 19, 20, 21, 25, 26, 28))
#: RFC 8914: servers of the zone that were not reached (22, 23) or sent nonsense (24). Public resolvers say so
#: beside good answers too, which then come from another server of the zone, as its SOA record shows.
_ON_THE_WAY = frozenset((22, 23, 24))


class DnsResponse(msgspec.Struct, frozen=True, gc=False):
    """What a message says: as in Answer, without the circumstances.

    ``truncated``  ask over TCP
    ``alias``      the name that the asked one leads to, when what stands there is not in the message and has
                   to be asked for (RFC 1034 5.2.2); the outcome is then a failure
    ``above``      the zone above the asked list's whose SOA record came with an absence, in lower case
    """

    outcome: Outcome
    records: tuple[str, ...] = ()
    ttl: int | None = None
    truncated: bool = False
    alias: str | None = None
    above: str | None = None


MALFORMED = DnsResponse(Outcome.MALFORMED)
_ERROR = DnsResponse(Outcome.ERROR)


def read_message(octets: bytes, section: bytes, rdtype: RecordType, zone_size: int) -> DnsResponse:
    """What a reply with RCODE 0 or 3 to this question section says (see ``read_reply``). Never raises."""
    try:
        message = ReplySections(octets, HEADER_SIZE + len(section))
        errors = _errors(message)
        return _refusal(errors) or _believed(_said(message, section, rdtype, zone_size), errors)
    except Damaged:
        return MALFORMED


def _errors(message: ReplySections) -> frozenset[int]:
    """The INFO-CODEs of Extended DNS Errors (RFC 8914), and -1 for an extended RCODE (RFC 6891 6.1.3).

    Raises Damaged for more than one OPT record, or one in a wrong place (RFC 6891 6.1.1).
    """
    if any(record.kind == _OPT for record in (*message.answer, *message.authority)):
        raise Damaged
    options = [record for record in message.additional if record.kind == _OPT]
    if not options:
        return frozenset()
    if len(options) > 1 or options[0].owner != b"\x00":
        raise Damaged
    codes = set(_info_codes(message.octets[options[0].start : options[0].end]))
    if message.octets[options[0].start - 6]:  # the first octet of its TTL field
        codes.add(_EXTENDED)  # the upper eight bits of an extended RCODE, as BADVERS has
    return frozenset(codes)


def _info_codes(options: bytes) -> list[int]:
    """The INFO-CODEs in the options of an OPT record (RFC 8914 section 2)."""
    codes = []
    at = 0
    while at < len(options):
        kind, size = int.from_bytes(options[at : at + 2]), int.from_bytes(options[at + 2 : at + 4])
        at += 4 + size
        if at > len(options):
            raise Damaged
        if kind == _EDE:
            if size < 2:
                raise Damaged
            codes.append(int.from_bytes(options[at - size : at - size + 2]))
    return codes


def _refusal(errors: frozenset[int]) -> DnsResponse | None:
    """What the errors make of any answer; None when they say nothing against all of it."""
    if _EXTENDED in errors:
        return _ERROR
    if _PROHIBITED in errors:
        return DnsResponse(Outcome.REFUSED)
    return _ERROR if errors & _MADE_UP else None


def _believed(reply: DnsResponse, errors: frozenset[int]) -> DnsResponse:
    """The reply, unless it is an absence that its sender has not found out."""
    if not reply.outcome.absent:
        return reply
    proven = reply.ttl is not None  # an SOA record came with it (RFC 2308 5)
    return _ERROR if errors & _NOT_FOUND_OUT or (errors & _ON_THE_WAY and not proven) else reply


def _said(message: ReplySections, section: bytes, rdtype: RecordType, zone_size: int) -> DnsResponse:
    if any(record.rdclass != _IN for record in (*message.answer, *message.authority)):
        return MALFORMED
    asked = section[:-_KIND_SIZE].lower()
    kind = TYPE_CODES[rdtype]
    end, ttls, strays = _chased(message, asked, kind)
    found = [record for record in message.answer if record.owner == end and record.kind == kind]
    absent = message.octets[3] & 0x0F == _NXDOMAIN
    if found and absent:
        return MALFORMED
    if found:
        texts = tuple(message.text(record, rdtype) for record in found)
        return DnsResponse(Outcome.NOERROR, texts, min(*ttls, *(record.ttl for record in found), 0x7FFF_FFFF))
    if strays or not _nothing_contradicts(message, asked, end, kind):
        return MALFORMED
    zone = section[len(section) - zone_size : -_KIND_SIZE].lower()
    return _absence(message, asked, end, zone, absent=absent, ttls=ttls)


def _chased(message: ReplySections, name: bytes, kind: int) -> tuple[bytes, list[int], bool]:
    """Where the aliases of the answer section lead from this name, the TTLs on the way, and whether aliases
    stand there that are not on it.

    Raises Damaged for circles, for chains that are too long, for a name with two aliases, and for one that
    is not what its DNAME record makes of the name (RFC 6672 2.2).
    """
    aliases: dict[bytes, ResourceRecord] = {}
    trees = [record for record in message.answer if record.kind == _DNAME]
    for record in message.answer:
        if record.kind == _CNAME:
            if len(aliases) >= MAX_ALIASES or record.owner in aliases:
                raise Damaged
            aliases[record.owner] = record
    if len(trees) > MAX_ALIASES:
        raise Damaged
    ttls: list[int] = []
    seen, used = {name}, set[bytes]()
    while kind != _CNAME:
        alias = aliases.get(name)
        tree = next((one for one in trees if name != one.owner and is_below(name, one.owner)), None)
        led = _led_on(message, name, alias, tree)
        if led is None:
            break
        for record in filter(None, (alias, tree)):
            used.add(record.owner)
            ttls.append(record.ttl)
        name = led
        if name in seen or len(name) > 255 or len(seen) > MAX_ALIASES:
            raise Damaged
        seen.add(name)
    strays = any(one.owner not in used for one in (*aliases.values(), *trees))
    return name, ttls, strays


def _led_on(
    message: ReplySections, name: bytes, alias: ResourceRecord | None, tree: ResourceRecord | None
) -> bytes | None:
    """Where a CNAME record at the name, or a DNAME record above it, leads; both lead to the same."""
    led = None if alias is None else message.name_in(alias).lower()
    if tree is None:
        return led
    made = name[: -len(tree.owner)] + message.name_in(tree).lower()  # the end of the name is replaced
    if led is not None and led != made:
        raise Damaged
    return made


def _nothing_contradicts(message: ReplySections, asked: bytes, end: bytes, kind: int) -> bool:
    """Whether a message without an answer to our question holds nothing that an absence cannot come with.

    Only aliases and their signatures may stand in its answer section: the signature of anything else
    (RRSIG alone) covers records that somebody has taken out. Only what proves an absence or delegates
    may stand in the authority section. An SOA record in the additional section is the mark of a policy
    zone in the resolver, which has made the absence up; the asked record itself there is no absence.
    """
    for record in message.answer:
        covers = int.from_bytes(message.octets[record.start : record.start + 2])
        if record.kind not in (_CNAME, _DNAME) and (record.kind != _RRSIG or covers not in (_CNAME, _DNAME)):
            return False
    return all(record.kind in _PROOFS for record in message.authority) and not any(
        record.kind == _SOA or (record.kind == kind and record.owner in (asked, end))
        for record in message.additional
    )


def _absence(
    message: ReplySections, asked: bytes, end: bytes, zone: bytes, *, absent: bool, ttls: list[int]
) -> DnsResponse:
    """The absence of the name ``end``, if the message proves one; else where to ask on."""
    outcome = Outcome.NXDOMAIN if absent else Outcome.NODATA
    starts = {record.owner for record in message.authority if record.kind == _SOA}
    if len(starts) > 1:
        raise Damaged
    start = next(iter(starts), None)
    known = start is not None and is_below(end, start)
    if end != asked:
        if not absent and not known:
            return DnsResponse(Outcome.ERROR, ttl=min(*ttls, 0x7FFF_FFFF), alias=host_text(end))
        # A list's entry that leads nowhere is an entry all the same: neither listed nor clean.
        of_list = zone != b"\x00"
        return (
            _ERROR if of_list else DnsResponse(outcome, ttl=_negative_ttl(message, ttls) if known else None)
        )
    if start is None:
        return _without_soa(message, asked, zone, outcome)
    above = None if is_below(start, zone) else host_text(start)
    if not known or above == ".":
        raise Damaged
    return DnsResponse(outcome, ttl=_negative_ttl(message, ttls), above=above)


def _without_soa(message: ReplySections, asked: bytes, zone: bytes, outcome: Outcome) -> DnsResponse:
    """An absence without proof, as many servers send it; but what only points elsewhere is none.

    Servers named without an SOA record are a referral, unless the RCODE says NXDOMAIN (RFC 2308 2.1, 2.2):
    down, to a zone whose servers nobody asked, or up, as servers do that do not serve the zone. And a list's
    server that neither has authority nor asks others says nothing by saying nothing: it is lame.
    """
    servers = [record for record in message.authority if record.kind == _NS]
    if outcome is Outcome.NODATA:
        of_list = zone != b"\x00"
        lame = of_list and not message.octets[2] & _AA and not message.octets[3] & _RA
        return _ERROR if servers or lame else DnsResponse(outcome)
    own = all(is_below(asked, record.owner) and is_below(record.owner, zone) for record in servers)
    return DnsResponse(outcome) if own else _ERROR


def _negative_ttl(message: ReplySections, ttls: list[int]) -> int:
    """RFC 2308 section 5; the aliases on the way may not be believed for longer than they say."""
    record = next(record for record in message.authority if record.kind == _SOA)
    return min(*ttls, record.ttl, message.soa(record)[2][-1], 0x7FFF_FFFF)
