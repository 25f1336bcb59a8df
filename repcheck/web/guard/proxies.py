"""What a web server in front of this one says, and whether it is that server which says it."""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from repcheck.web.guard.refusal import Refused

FOR, PROTO = "X-Forwarded-For", "X-Forwarded-Proto"
_MOST_NAME = 128
_MOST_HOPS = 16

_Address = IPv4Address | IPv6Address


class Proxies:
    """Those that are believed. ``header`` names who logged in there; None: nobody does."""

    def __init__(self, addresses: Sequence[str] = (), header: str | None = None) -> None:
        self._networks: list[IPv4Network | IPv6Network] = [
            ip_network(each, strict=False) for each in addresses
        ]
        self.header = header

    def believed(self, peer: str) -> bool:
        """Whether the other end of the connection is one."""
        address = _address(peer)
        return address is not None and any(
            address.version == network.version and address in network for network in self._networks
        )

    def peer(self, peer: str, forwarded: Sequence[str]) -> str:
        """Who really asks: the last address in X-Forwarded-For that is none of the proxies.

        ``forwarded``  the values of that header; what a stranger put before them counts for nothing
        """
        if not self.believed(peer):
            return peer
        hops = [hop.strip() for value in forwarded for hop in value.split(",")][-_MOST_HOPS:]
        for hop in reversed(hops):
            address = _address(hop)
            if address is None:
                return peer
            peer = str(address)
            if not self.believed(peer):
                return peer
        return peer

    def encrypted(self, peer: str, headers: Mapping[str, str]) -> bool:
        """Whether the browser speaks TLS with the proxy."""
        return self.believed(peer) and headers.get(PROTO, "").strip().lower() == "https"

    def named(self, peer: str, values: Sequence[str]) -> str | None:
        """Who logged in at the proxy; None: nobody. ``values`` are those of the header.

        Raises Refused for a name from elsewhere: somebody wants to be whom he is not.
        """
        if self.header is None or not values:
            return None
        if not self.believed(peer):
            raise Refused(403, "Only the proxy may say who asks.", "proxy", f"{self.header} from outside")
        name = values[0].strip()
        if len(values) > 1 or not name or len(name) > _MOST_NAME or not name.isprintable():
            raise Refused(403, "The proxy does not say who asks.", "proxy", f"{len(values)} names")
        return name


def _address(text: str) -> _Address | None:
    try:
        found = ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
