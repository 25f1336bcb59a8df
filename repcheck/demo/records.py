"""Ordinary records: addresses, mail hosts, reverse names, texts, written as in a zone file."""

from collections.abc import Iterator

import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import dns.zone
import msgspec

from repcheck.demo.replies import (
    ScriptedReply,
    Transport,
    Zone,
    absent,
    absolute,
    asked_name,
    asked_type,
    response_to,
    sent,
    soa,
)

#: A chain of aliases is followed this far.
CNAMES_AT_MOST = 8


class _Lookup(msgspec.Struct, frozen=True):
    rcode: dns.rcode.Rcode
    answer: tuple[dns.rrset.RRset, ...]
    complete: bool


def records(origin: str, text: str) -> Zone:
    """A zone of ordinary records.

    ``text``  a zone file (RFC 1035 section 5); an SOA may be missing. With origin "." it may hold names of
              every domain. Wildcards and aliases work inside the zone; an alias that leads out of it is
              answered alone. Raises dns.exception.DNSException for what is not a zone file.
    """
    tree = _Tree(dns.zone.from_text(text, origin=absolute(origin), relativize=False, check_origin=False))

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        found = tree.find(asked_name(query), asked_type(query))
        if not found.answer:
            return absent(query, transport, origin, found.rcode)
        authority = () if found.complete else (soa(origin),)
        return sent(response_to(query, found.answer, found.rcode, authority), query, transport)

    return Zone(origin, script)


class _Tree:
    """The names of a zone, the empty ones between them included (RFC 4592 section 2.2.2)."""

    def __init__(self, zone: dns.zone.Zone) -> None:
        self._zone = zone
        self._names = {above for name in zone.nodes for above in _upwards(name)}

    def find(self, name: dns.name.Name, rdtype: dns.rdatatype.RdataType) -> _Lookup:
        """The records of a name, aliases followed; a missing end of a chain has the rcode of RFC 6604."""
        answer: list[dns.rrset.RRset] = []
        for _ in range(CNAMES_AT_MOST):
            owner = self._owner(name)
            if owner is None:
                return _Lookup(dns.rcode.NXDOMAIN, tuple(answer), complete=False)
            exact = self._records(owner, name, rdtype)
            alias = None if exact else self._records(owner, name, dns.rdatatype.CNAME)
            if exact or not alias:
                answer.extend([exact] if exact else [])
                return _Lookup(dns.rcode.NOERROR, tuple(answer), complete=bool(exact))
            answer.append(alias)
            name = alias[0].target
            if not name.is_subdomain(self._zone.origin or dns.name.root):
                break
        return _Lookup(dns.rcode.NOERROR, tuple(answer), complete=True)

    def _owner(self, name: dns.name.Name) -> dns.name.Name | None:
        """The name itself, or the wildcard that stands for it; None: no such name."""
        if name in self._names:
            return name
        encloser = next((above for above in _upwards(name) if above in self._names), dns.name.root)
        wildcard = dns.name.Name((b"*", *encloser.labels))
        return wildcard if wildcard in self._zone.nodes else None

    def _records(
        self, owner: dns.name.Name, name: dns.name.Name, rdtype: dns.rdatatype.RdataType
    ) -> dns.rrset.RRset | None:
        rdataset = self._zone.get_rdataset(owner, rdtype)
        if rdataset is None:
            return None
        return dns.rrset.from_rdata_list(name, rdataset.ttl, list(rdataset))


def _upwards(name: dns.name.Name) -> Iterator[dns.name.Name]:
    """The name and all above it, the root last."""
    while name != dns.name.root:
        yield name
        name = name.parent()
    yield name
