"""What the user sends with, as given on a command line."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network

from repcheck.errors import BadOption
from repcheck.model.mail.own_senders import Own
from repcheck.targets.names import canonical_name


def parse_own(words: Iterable[str], option: str = "--own") -> Own:
    """From domains ("*." before one changes nothing), addresses and ranges. Raises BadOption."""
    domains: list[str] = []
    networks: list[IPv4Network | IPv6Network] = []
    for word in words:
        try:
            networks.append(ip_network(word.strip(), strict=False))
        except ValueError:
            name = canonical_name(word.strip().removeprefix("*."))
            if name is None:
                raise BadOption(f'"{word}" is neither a domain nor an address nor a range', option) from None
            domains.append(name)
    return Own(tuple(dict.fromkeys(domains)), tuple(dict.fromkeys(networks)))
