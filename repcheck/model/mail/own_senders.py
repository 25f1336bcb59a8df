"""What the user sends mail with."""

from ipaddress import IPv4Network, IPv6Network, ip_address

import msgspec


class Own(msgspec.Struct, frozen=True):
    """Domains (canonical, each with all names below it) and networks."""

    domains: tuple[str, ...] = ()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    def has_name(self, name: str) -> bool:
        """Whether a host or domain is the user's."""
        name = name.lower().rstrip(".")
        return any(name == domain or name.endswith("." + domain) for domain in self.domains)

    def has_address(self, text: str) -> bool:
        """Whether an IP address, in canonical spelling, is the user's."""
        address = ip_address(text)
        return any(address.version == net.version and address in net for net in self.networks)
