"""What a scripted zone is, and the DNS messages that it answers with."""

from collections.abc import Callable, Collection, Iterable
from typing import Literal

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rdtypes.ANY.TXT
import dns.rrset
import msgspec

Transport = Literal["udp", "tcp"]

#: Largest UDP answer, whatever the question offers: what passes every path unfragmented.
UDP_PAYLOAD = 1232
#: How long an absence may be remembered, in seconds (RFC 2308 section 5).
NEGATIVE_TTL = 60


class ScriptedReply(msgspec.Struct, frozen=True):
    """What goes back for one question.

    ``messages``  DNS messages in the order sent, without the length octets of TCP; none means silence
    ``delay``     seconds before the first is sent
    ``hang_up``   over TCP: the last message breaks off in its middle, and the connection ends
    """

    messages: tuple[bytes, ...] = ()
    delay: float = 0.0
    hang_up: bool = False


SILENCE = ScriptedReply()

#: Sees one query with exactly one question, and says what goes back.
Script = Callable[[dns.message.Message, Transport], ScriptedReply]


class Zone(msgspec.Struct, frozen=True):
    """A domain whose questions are answered by a script.

    ``origin``  its name, with or without trailing dot; "." is the root, which stands for every other name
    """

    origin: str
    script: Script

    def respond(self, query: dns.message.Message, transport: Transport) -> ScriptedReply:
        """What goes back for a query whose one question is the origin or a name below it."""
        return self.script(query, transport)


def response_to(
    query: dns.message.Message,
    answer: Iterable[dns.rrset.RRset] = (),
    rcode: dns.rcode.Rcode = dns.rcode.NOERROR,
    authority: Iterable[dns.rrset.RRset] = (),
) -> dns.message.Message:
    """The message of a resolver to ``query``: its id, its question as spelt, recursion available."""
    response = dns.message.make_response(query, recursion_available=True, our_payload=UDP_PAYLOAD)
    response.set_rcode(rcode)
    response.answer.extend(answer)
    response.authority.extend(authority)
    return response


def encoded(response: dns.message.Message, query: dns.message.Message, transport: Transport) -> bytes:
    """The message on the wire; over UDP cut down with TC set when it does not fit (RFC 2181 section 9)."""
    limit = 65535
    if transport == "udp":
        # A size below 512 counts as 512 (RFC 6891 6.2.3); without EDNS 512 is the most (RFC 1035 4.2.1).
        limit = min(UDP_PAYLOAD, max(512, query.payload)) if query.edns >= 0 else 512
    return response.to_wire(max_size=limit, prefer_truncation=True)


def sent(response: dns.message.Message, query: dns.message.Message, transport: Transport) -> ScriptedReply:
    """A reply of this one message, at once."""
    return ScriptedReply((encoded(response, query, transport),))


def absent(
    query: dns.message.Message, transport: Transport, origin: str, rcode: dns.rcode.Rcode
) -> ScriptedReply:
    """No such name (NXDOMAIN) or no such record (NOERROR), with the SOA that tells for how long."""
    return sent(response_to(query, rcode=rcode, authority=(soa(origin),)), query, transport)


def asked_name(query: dns.message.Message) -> dns.name.Name:
    """The name in the one question."""
    return query.question[0].name


def asked_type(query: dns.message.Message) -> dns.rdatatype.RdataType:
    """The type in the one question."""
    return query.question[0].rdtype


def soa(origin: str) -> dns.rrset.RRset:
    """The SOA record of a scripted zone."""
    rdata = f"ns.invalid. hostmaster.invalid. 1 3600 600 86400 {NEGATIVE_TTL}"
    return dns.rrset.from_text(absolute(origin), NEGATIVE_TTL, "IN", "SOA", rdata)


def addresses(name: dns.name.Name, ttl: int, texts: Collection[str]) -> dns.rrset.RRset:
    """A records."""
    return dns.rrset.from_text_list(name, ttl, "IN", "A", texts)


def text_record(name: dns.name.Name, ttl: int, text: str) -> dns.rrset.RRset:
    """One TXT record; a long text is cut into strings of 255 octets (RFC 1035 3.3)."""
    octets = text.encode()
    strings = [octets[start : start + 255] for start in range(0, len(octets), 255)] or [b""]
    rdata = dns.rdtypes.ANY.TXT.TXT(dns.rdataclass.IN, dns.rdatatype.TXT, strings)
    return dns.rrset.from_rdata(name, ttl, rdata)


def absolute(name: str) -> dns.name.Name:
    """The name, taken from the root."""
    return dns.name.from_text(name)
