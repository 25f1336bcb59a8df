"""Equal things in one line: addresses in numeric order, runs of them as networks."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_address, ip_network

from repcheck.words.text import and_more

#: Fewer addresses than this are named one by one.
_LEAST_FOLDED = 4


def folded(values: Iterable[str]) -> tuple[str, ...]:
    """Addresses and names as a person would list them: addresses first and by number, then names.

    Four or more addresses that fill a network are that network with its size:
    ``203.0.113.0/24 (256 addresses)``. Each value stands for itself once.
    """
    ipv4: list[IPv4Network] = []
    ipv6: list[IPv6Network] = []
    names: list[str] = []
    for value in dict.fromkeys(values):
        try:
            network = ip_network(value)
        except ValueError:
            names.append(value)
            continue
        if isinstance(network, IPv4Network):
            ipv4.append(network)
        else:
            ipv6.append(network)
    networks: tuple[IPv4Network | IPv6Network, ...] = (*collapse_addresses(ipv4), *collapse_addresses(ipv6))
    return (*(shown for network in networks for shown in _named(network)), *sorted(names))


def _named(network: IPv4Network | IPv6Network) -> Iterable[str]:
    if network.num_addresses >= _LEAST_FOLDED:
        return (f"{network} ({network.num_addresses:,} addresses)",)
    return map(str, network)


def some(values: Iterable[str], most: int) -> str:
    """The first of the folded values, and how many more there are."""
    return and_more(folded(values), most)


def place(value: str) -> tuple[int, int, str]:
    """Sorts addresses by number before names by letter."""
    try:
        address = ip_address(value)
    except ValueError:
        return (6, 0, value)
    return (address.version - 3, int(address), "")


def shortened(text: str, room: int) -> str:
    """``text`` on one line of at most ``room`` columns: its first clause if that fits, else cut at a word."""
    if len(text) <= room:
        return text
    for mark in ("; ", ". ", " (", ": ", ", "):
        clause, found, _ = text.partition(mark)
        if found and room // 3 <= len(clause) <= room:
            return clause
    cut = text[: room - 3].rsplit(" ", 1)[0] if " " in text[: room - 3] else text[: room - 3]
    return f"{cut.rstrip(' ,;:(')}..."
