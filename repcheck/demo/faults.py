"""Lists and resolvers that misbehave, each in one way.

The first half are zones of their own; the second half takes a zone and spoils what it answers.
"""

from hashlib import shake_128
from itertools import cycle

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset
import msgspec

from repcheck.demo.replies import (
    SILENCE,
    ScriptedReply,
    Transport,
    Zone,
    absent,
    absolute,
    addresses,
    asked_name,
    asked_type,
    encoded,
    response_to,
    sent,
    text_record,
)


def dead(origin: str) -> Zone:
    """Never answers."""
    return Zone(origin, lambda _query, _transport: SILENCE)


def wildcard(origin: str, code: str = "127.0.0.2") -> Zone:
    """Lists everything, its negative test point too, as abandoned lists do."""
    return _same_for_all(origin, code, "listed")


def blocked(origin: str, code: str = "127.255.255.254") -> Zone:
    """Answers everything with an error code, as lists do that refuse the resolver asking them."""
    return _same_for_all(origin, code, "Error: open resolver")


def parked(origin: str, address: str = "203.0.113.80") -> Zone:
    """Answers everything with the address of a web server: a sold domain, or a search page."""
    return _same_for_all(origin, address, None)


def servfail(origin: str) -> Zone:
    """SERVFAIL for everything."""
    return _only_rcode(origin, dns.rcode.SERVFAIL)


def refused(origin: str) -> Zone:
    """REFUSED for everything."""
    return _only_rcode(origin, dns.rcode.REFUSED)


def nodata(origin: str) -> Zone:
    """NOERROR without a record for everything, its test points included."""
    return Zone(origin, lambda query, transport: absent(query, transport, origin, dns.rcode.NOERROR))


def garbage(origin: str, seed: int = 0, *, keep_id: bool = True) -> Zone:
    """Octets that are not a DNS message: the same ones for the same question and seed.

    ``keep_id``  begin with the id of the query, so that a matching id alone proves nothing
    """

    def script(query: dns.message.Message, _transport: Transport) -> ScriptedReply:
        name = asked_name(query).canonicalize().to_text()
        noise = shake_128(f"{seed} {name} {asked_type(query)}".encode()).digest(61)
        return ScriptedReply(((query.id.to_bytes(2, "big") if keep_id else b"") + noise,))

    return Zone(origin, script)


def lame(origin: str) -> Zone:
    """Refers every question elsewhere: a server that the zone names, and that does not serve it."""

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        elsewhere = dns.rrset.from_text(absolute(origin), 300, "IN", "NS", "ns.invalid.")
        return sent(response_to(query, authority=(elsewhere,)), query, transport)

    return Zone(origin, script)


def _same_for_all(origin: str, address: str, text: str | None) -> Zone:
    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        name, rdtype = asked_name(query), asked_type(query)
        if rdtype == dns.rdatatype.A:
            return sent(response_to(query, (addresses(name, 300, (address,)),)), query, transport)
        if rdtype == dns.rdatatype.TXT and text is not None:
            return sent(response_to(query, (text_record(name, 300, text),)), query, transport)
        return absent(query, transport, origin, dns.rcode.NOERROR)

    return Zone(origin, script)


def _only_rcode(origin: str, rcode: dns.rcode.Rcode) -> Zone:
    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        return sent(response_to(query, rcode=rcode), query, transport)

    return Zone(origin, script)


def slow(zone: Zone, delay: float) -> Zone:
    """Answers ``delay`` seconds late; other questions do not wait for it."""

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        reply = zone.respond(query, transport)
        return msgspec.structs.replace(reply, delay=reply.delay + delay)

    return Zone(zone.origin, script)


def truncating(zone: Zone) -> Zone:
    """Over UDP an empty answer with TC set; the true one over TCP (RFC 7766 section 5)."""

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        if transport == "tcp":
            return zone.respond(query, transport)
        response = response_to(query)
        response.flags |= dns.flags.TC
        return sent(response, query, transport)

    return Zone(zone.origin, script)


def lossy(zone: Zone, every: int = 2) -> Zone:
    """Loses the first UDP try of every n-th distinct question; 1 loses the first try of each.

    It counts in the order of arrival and remembers for as long as the zone lives.
    """
    seen: set[tuple[dns.name.Name, int]] = set()

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        question = asked_name(query).canonicalize(), int(asked_type(query))
        first = question not in seen
        seen.add(question)
        if transport == "udp" and first and len(seen) % every == 0:
            return SILENCE
        return zone.respond(query, transport)

    return Zone(zone.origin, script)


def forging(zone: Zone, code: str = "127.0.0.66") -> Zone:
    """Over UDP two forged answers before the true one, both with ``code``.

    The first has another id, the second answers another question: RFC 5452 section 9.1 wants both ignored.
    """

    def forge(query: dns.message.Message) -> tuple[bytes, bytes]:
        name = asked_name(query)
        wrong_id = response_to(query, (addresses(name, 300, (code,)),))
        wrong_id.id = query.id ^ 0x5A5A
        other = dns.message.make_query(dns.name.from_text("forged", absolute(zone.origin)), "A", id=query.id)
        wrong_question = response_to(other, (addresses(asked_name(other), 300, (code,)),))
        return encoded(wrong_id, query, "udp"), encoded(wrong_question, query, "udp")

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        reply = zone.respond(query, transport)
        if transport == "tcp":
            return reply
        return msgspec.structs.replace(reply, messages=(*forge(query), *reply.messages))

    return Zone(zone.origin, script)


def duplicating(zone: Zone) -> Zone:
    """Every UDP answer arrives twice."""

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        reply = zone.respond(query, transport)
        if transport == "tcp":
            return reply
        return msgspec.structs.replace(reply, messages=reply.messages * 2)

    return Zone(zone.origin, script)


def reordering(zone: Zone, delay: float = 0.02) -> Zone:
    """Every second UDP answer waits, so that later ones overtake it."""
    turn = cycle((delay, 0.0))

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        reply = zone.respond(query, transport)
        if transport == "tcp":
            return reply
        return msgspec.structs.replace(reply, delay=reply.delay + next(turn))

    return Zone(zone.origin, script)


def lowercasing(zone: Zone) -> Zone:
    """Repeats the question in lower case, whatever its case was."""

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        reply = zone.respond(query, transport)
        end = 12 + len(asked_name(query).to_wire() or b"")
        lower = tuple(octets[:12] + octets[12:end].lower() + octets[end:] for octets in reply.messages)
        return msgspec.structs.replace(reply, messages=lower)

    return Zone(zone.origin, script)


def half_closing(zone: Zone, every: int = 2) -> Zone:
    """Over TCP every n-th answer breaks off in its middle, and the connection with it."""
    turn = cycle((*(False,) * (every - 1), True))

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        reply = zone.respond(query, transport)
        if transport == "udp":
            return reply
        return msgspec.structs.replace(reply, hang_up=next(turn))

    return Zone(zone.origin, script)


def no_edns(zone: Zone) -> Zone:
    """FORMERR for a query with an OPT record, as servers older than EDNS answer (RFC 6891 section 7)."""

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        if query.edns < 0:
            return zone.respond(query, transport)
        response = response_to(query, rcode=dns.rcode.FORMERR)
        response.use_edns(False)
        return sent(response, query, transport)

    return Zone(zone.origin, script)


def cname(zone: Zone, target: str | None = None) -> Zone:
    """What the zone answers stands behind an alias: CNAME first, then the records of ``target``.

    ``target``  "alias.ORIGIN" when None
    """
    end = dns.name.from_text("alias", absolute(zone.origin)) if target is None else absolute(target)

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        reply = zone.respond(query, transport)
        moved = tuple(_moved(octets, query, transport, end) for octets in reply.messages)
        return msgspec.structs.replace(reply, messages=moved)

    return Zone(zone.origin, script)


def _moved(octets: bytes, query: dns.message.Message, transport: Transport, end: dns.name.Name) -> bytes:
    """The message with its answer behind an alias; an answer without records stays as it is."""
    response = dns.message.from_wire(octets)
    if not response.answer:
        return octets
    alias = dns.rrset.from_text(asked_name(query), 300, "IN", "CNAME", end.to_text())
    behind = (dns.rrset.from_rdata_list(end, rrset.ttl, list(rrset)) for rrset in response.answer)
    response.answer[:] = [alias, *behind]
    return encoded(response, query, transport)
