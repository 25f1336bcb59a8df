"""Which addresses are looked at of those that records name: all of small ranges, samples of large ones."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.records import SentFrom
from repcheck.model.report import Finding
from repcheck.records.tags import say
from repcheck.words.text import and_more

_NAMED = 4
_WIDEST = 8
_MANY = 1 << 32

Network = IPv4Network | IPv6Network


class Picked(msgspec.Struct, frozen=True, kw_only=True):
    """One address. ``network``: the range it was taken from; None: it is named by itself."""

    address: str
    origin: str
    network: str | None = None


class Expansion(msgspec.Struct, frozen=True, kw_only=True):
    """``addresses`` each once, with the first origin; ``findings`` say aloud what was left out."""

    addresses: tuple[Picked, ...] = ()
    findings: tuple[Finding, ...] = ()


def expanded(named: Iterable[SentFrom], *, of_a_range: int, in_all: int) -> Expansion:
    """The addresses behind ``named``, in its order.

    Of an IPv4 range with more than ``of_a_range`` addresses an evenly spread sample is taken, always the
    same one. An IPv6 range of that size, and an IPv4 one beyond a /8, is left out: a few addresses of 2^64,
    or of half the world, would say nothing. When the whole would be more than ``in_all``, samples become
    smaller, down to one address of each range.
    """
    ranges = [(sent, ip_network(sent.address, strict=False)) for sent in named]
    refused = [(sent, network) for sent, network in ranges if _is_refused(network, of_a_range)]
    taken = [(sent, network) for sent, network in ranges if not _is_refused(network, of_a_range)]
    share = _share([network.num_addresses for _, network in taken], of_a_range, in_all)
    found: dict[str, Picked] = {}
    sampled, cut = [], []
    for sent, network in taken:
        fresh = [address for address in _addresses(network, share) if address not in found]
        if len(found) + len(fresh) > in_all:
            cut.append(sent)
            continue
        of = str(network) if network.num_addresses > 1 else None
        found.update((address, Picked(address=address, origin=sent.origin, network=of)) for address in fresh)
        if network.num_addresses > share:
            sampled.append((sent, network))
    return Expansion(addresses=tuple(found.values()), findings=tuple(_told(sampled, share, refused, cut)))


def _is_refused(network: Network, of_a_range: int) -> bool:
    large = network.num_addresses > of_a_range
    return large and (isinstance(network, IPv6Network) or network.prefixlen < _WIDEST)


def _share(sizes: Sequence[int], of_a_range: int, in_all: int) -> int:
    """The most of one range with which all of them fit; at least one."""
    share = of_a_range
    while share > 1 and sum(min(size, share) for size in sizes) > in_all:
        share -= 1
    return share


def _addresses(network: Network, share: int) -> list[str]:
    """All of it, or ``share`` addresses from the middles of as many equal parts."""
    size = network.num_addresses
    if size <= share:
        return [str(address) for address in network]
    return [str(network[(2 * part + 1) * size // (2 * share)]) for part in range(share)]


def _told(
    sampled: Sequence[tuple[SentFrom, Network]],
    share: int,
    refused: Sequence[tuple[SentFrom, Network]],
    cut: Sequence[SentFrom],
) -> Iterable[Finding]:
    remedy = "Name the addresses you send from, or raise --max-hosts."
    if sampled:
        shown = [f"{share:,} of the {_size(network)} of {_named(sent)}" for sent, network in sampled]
        says = f"Large ranges were sampled; looked at were {_some(shown)}."
        yield say("range_sampled", Severity.INFO, says, remedy)
    if refused:
        shown = [f"{_named(sent)}, which holds {_size(network)}" for sent, network in refused]
        says = f"No address was looked at of {_some(shown)}."
        yield say("range_not_expanded", Severity.INFO, says, remedy)
    if cut:
        says = f"More is named than is looked at; left out: {_some([_named(sent) for sent in cut])}."
        yield say("expansion_cut", Severity.INFO, says, "Name the addresses you send from.")


def _named(sent: SentFrom) -> str:
    return f"{sent.address} ({sent.origin})"


def _size(network: Network) -> str:
    size = network.num_addresses
    return f"{size:,} addresses" if size <= _MANY else f"2^{size.bit_length() - 1} addresses"


def _some(shown: Sequence[str]) -> str:
    return and_more(shown, _NAMED, between=";")
