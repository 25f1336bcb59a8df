"""A DNS list as it should be: RFC 5782, with its test points."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset
import msgspec

from repcheck.demo.replies import (
    ScriptedReply,
    Transport,
    Zone,
    absent,
    absolute,
    addresses,
    asked_name,
    asked_type,
    response_to,
    sent,
    soa,
    text_record,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: What RFC 5782 section 5 wants listed: an IPv4 address, the same as IPv6, a name.
TEST_POINTS = ("127.0.0.2", "::ffff:7f00:2", "test")


class Listing(msgspec.Struct, frozen=True):
    """What the list says of an entry.

    ``codes``  its A records
    ``text``   its TXT record, in which "$" stands for what was asked about; None: it has none
    """

    codes: tuple[str, ...] = ("127.0.0.2",)
    text: str | None = None


def honest(
    origin: str, entries: Mapping[str, Listing | str], *, test_points: bool = True, ttl: int = 300
) -> Zone:
    """A list that answers what is true.

    ``entries``  addresses, networks and domain names, to their listing (a text is its one code). The
                 narrowest network counts. "bad.example" is that name alone, "*.bad.example" the names
                 below it, ".bad.example" both. ValueError for an address or network that is none.
    """
    book = _Entries({**(dict.fromkeys(TEST_POINTS, Listing()) if test_points else {}), **entries})
    apex = absolute(origin)

    def script(query: dns.message.Message, transport: Transport) -> ScriptedReply:
        name, rdtype = asked_name(query), asked_type(query)
        if name == apex:
            found = _apex(origin, rdtype)
        else:
            subject = subject_of(name, apex)
            listing = book.find(subject)
            if listing is None:
                return absent(query, transport, origin, dns.rcode.NXDOMAIN)
            found = _records(listing, subject, name, rdtype, ttl)
        if found is None:
            return absent(query, transport, origin, dns.rcode.NOERROR)
        return sent(response_to(query, (found,)), query, transport)

    return Zone(origin, script)


def subject_of(name: dns.name.Name, apex: dns.name.Name) -> Address | str:
    """What a question at a list is about: RFC 5782 sections 2.1, 2.4 and 3 read backwards."""
    labels = [label.decode("latin-1").lower() for label in name.relativize(apex).labels]
    texts: list[str] = []
    if len(labels) == 4:
        texts.append(".".join(reversed(labels)))
    if len(labels) == 32 and all(len(label) == 1 for label in labels):
        nibbles = "".join(reversed(labels))
        texts.append(":".join(nibbles[start : start + 4] for start in range(0, 32, 4)))
    for text in texts:
        try:
            return ip_address(text)
        except ValueError:
            continue
    return ".".join(labels)


def _apex(origin: str, rdtype: dns.rdatatype.RdataType) -> dns.rrset.RRset | None:
    if rdtype == dns.rdatatype.SOA:
        return soa(origin)
    if rdtype == dns.rdatatype.NS:
        return dns.rrset.from_text(absolute(origin), 300, "IN", "NS", "ns.invalid.")
    return None


def _records(
    listing: Listing, subject: Address | str, name: dns.name.Name, rdtype: dns.rdatatype.RdataType, ttl: int
) -> dns.rrset.RRset | None:
    if rdtype == dns.rdatatype.A and listing.codes:
        return addresses(name, ttl, listing.codes)
    if rdtype == dns.rdatatype.TXT and listing.text is not None:
        return text_record(name, ttl, listing.text.replace("$", str(subject)))
    return None


class _Entries:
    """Entries, so that a lookup does not walk through all of them."""

    def __init__(self, entries: Mapping[str, Listing | str]) -> None:
        self._exact: dict[Address | str, Listing] = {}
        self._below: dict[str, Listing] = {}
        networks: dict[Network, Listing] = {}
        for text, value in entries.items():
            listing = Listing((value,)) if isinstance(value, str) else value
            network = _network(text)
            if network is None:
                self._add_name(text.lower().rstrip("."), listing)
            elif network.num_addresses == 1:
                self._exact[network.network_address] = listing
            else:
                networks[network] = listing
        self._networks = sorted(networks.items(), key=lambda item: -item[0].prefixlen)

    def _add_name(self, name: str, listing: Listing) -> None:
        if name.startswith("*."):
            self._below[name[2:]] = listing
        elif name.startswith("."):
            self._below[name[1:]] = self._exact[name[1:]] = listing
        else:
            self._exact[name] = listing

    def find(self, subject: Address | str) -> Listing | None:
        """The listing of an address or a name; None when there is none."""
        listing = self._exact.get(subject)
        if listing is not None:
            return listing
        if not isinstance(subject, str):
            return next((found for network, found in self._networks if subject in network), None)
        while "." in subject:
            subject = subject.partition(".")[2]
            if (listing := self._below.get(subject)) is not None:
                return listing
        return None


def _network(text: str) -> Network | None:
    """The address or network as such; None when the text is a domain name."""
    try:
        return ip_network(text)
    except ValueError:
        # What looks like an address must not become a name that nobody ever asks about.
        if "/" in text or ":" in text or text.rpartition(".")[2].isdigit():
            raise
        return None
