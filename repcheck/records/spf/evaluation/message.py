"""One message as SPF sees it: the client, the identities, and what the macros stand for."""

import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address

from repcheck.model.dns import RecordType
from repcheck.model.published.spf import SpfQuery
from repcheck.records.spf.syntax.macros import as_name

_LABELS_AT_LEAST = 2
_LITERAL = re.compile(r"\[.*\]|[0-9.]+|.*:.*")


class CanonicalQuery:
    """What a query says, canonical. Raises ValueError when its ``ip`` is not an address.

    ``client``          an IPv4-mapped address as its IPv4 address (RFC 7208 5)
    ``rdtype``          of questions for addresses of the client's family
    ``checked_domain``  the domain to check, lower case; None: there is nothing to check (RFC 7208 4.3)
    """

    def __init__(self, query: SpfQuery) -> None:
        self.client = _client(query.ip)
        self.rdtype: RecordType = "A" if self.client.version == 4 else "AAAA"
        self.reverse_name = self.client.reverse_pointer
        self.checked_domain = _checked(query.domain)
        sender = query.sender or query.helo or query.domain
        local, _, domain = sender.rpartition("@")
        self._local = local or "postmaster"
        self._sender_domain = domain
        self._query = query

    def values(self, domain: str, validated: str) -> Mapping[str, str]:
        """What each macro letter stands for while the record of ``domain`` is evaluated (RFC 7208 7.2)."""
        client = self.client
        nibbles = isinstance(client, IPv6Address)
        # Nibbles in capitals, as the public test suite of the RFC writes them; for the DNS it is the same.
        return {
            "s": f"{self._local}@{self._sender_domain}",
            "l": self._local,
            "o": self._sender_domain,
            "d": domain,
            "i": ".".join(client.exploded.replace(":", "").upper()) if nibbles else str(client),
            "p": validated,
            "v": "ip6" if nibbles else "in-addr",
            "h": self._query.helo or "unknown",
            "c": str(client),
            "r": self._query.receiver,
            "t": str(self._query.now),
        }


def _client(text: str) -> IPv4Address | IPv6Address:
    client = ip_address(text)
    if isinstance(client, IPv6Address) and client.ipv4_mapped is not None:
        return client.ipv4_mapped
    return client


def _checked(domain: str) -> str | None:
    if _LITERAL.fullmatch(domain):
        return None
    # Cut to size is a matter of macros: a domain that is too long is none.
    name = as_name(domain) if len(domain.removesuffix(".")) <= 253 else None
    return name if name is not None and name.count(".") + 1 >= _LABELS_AT_LEAST else None
