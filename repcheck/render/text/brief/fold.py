"""Equal things in one line: addresses in numeric order, runs of them as networks."""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_address, ip_network

from repcheck.words.text import and_more

_Network = IPv4Network | IPv6Network

#: Fewer addresses than this are named one by one.
_LEAST_FOLDED = 4


def folded(values: Iterable[str]) -> tuple[str, ...]:
    """Addresses and names as a person would list them: addresses first and by number, then names.

    Four or more addresses that fill a network are that network with its size, others in a row their first and
    last: ``203.0.113.0/24 (256 addresses)``, ``203.0.113.1-15 (15 addresses)``. Each value stands
    for itself once.
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
    networks: tuple[_Network, ...] = (*collapse_addresses(ipv4), *collapse_addresses(ipv6))
    return (*(shown for row in _rows(networks) for shown in _named(row)), *sorted(names))


def _rows(networks: Iterable[_Network]) -> Iterator[list[_Network]]:
    """Networks of which each begins where the one before it ends."""
    row: list[_Network] = []
    for network in networks:
        begins = int(network.network_address)
        if row and (row[-1].version, int(row[-1].broadcast_address) + 1) != (network.version, begins):
            yield row
            row = []
        row.append(network)
    if row:
        yield row


def _named(row: list[_Network]) -> Iterable[str]:
    size = sum(network.num_addresses for network in row)
    if size < _LEAST_FOLDED:
        return (str(address) for network in row for address in network)
    if len(row) == 1:
        return (f"{row[0]} ({size:,} addresses)",)
    first, last = str(row[0].network_address), str(row[-1].broadcast_address)
    mark = "." if row[0].version == 4 else ":"
    if first.rpartition(mark)[0] == last.rpartition(mark)[0]:
        last = last.rpartition(mark)[2]
    return (f"{first}-{last} ({size:,} addresses)",)


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
        if found and room // 4 <= len(clause) <= room:
            return clause
    cut = text[: room - 3].rsplit(" ", 1)[0] if " " in text[: room - 3] else text[: room - 3]
    return f"{cut.rstrip(' ,;:(')}..."
