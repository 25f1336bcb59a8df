"""Query names: what a list is asked about a target (RFC 5782 sections 2.1, 2.4 and 3)."""

import ipaddress
from collections.abc import Callable

from repcheck.model.catalog import Asks, ReputationList
from repcheck.model.targets import Target, TargetKind


def reversed_address(address: str) -> str:
    """``192.0.2.10`` -> ``10.2.0.192``; an IPv6 address -> its 32 nibbles, last first.

    Raises ValueError when it is not an address.
    """
    if ":" not in address:
        octets = address.split(".")
        if len(octets) != 4:
            raise ValueError(f"{address!r} is not an IPv4 address")
        octets.reverse()
        return ".".join(octets)
    # Not ".exploded": for mapped addresses it is dotted from Python 3.13 on.
    nibbles = f"{int(ipaddress.IPv6Address(address)):032x}"
    return ".".join(reversed(nibbles))


def plain_name(owner: str) -> str:
    """The other way round: ``10.2.0.192`` -> ``192.0.2.10``, 32 nibbles -> IPv6; a name stays as it is."""
    labels = owner.split(".")
    if len(labels) == 4 and all(label.isdecimal() for label in labels):
        return ".".join(reversed(labels))
    if len(labels) == 32 and all(len(label) == 1 for label in labels):
        return str(ipaddress.IPv6Address(int("".join(reversed(labels)), 16)))
    return owner


def asked_as(kind: TargetKind) -> Asks:
    """Which question a kind of target is for a list."""
    match kind:
        case TargetKind.IPV4:
            return "ipv4"
        case TargetKind.IPV6:
            return "ipv6"
        case TargetKind.HOST | TargetKind.DOMAIN:
            return "domain"


def applies(entry: ReputationList, target: Target) -> bool:
    """Whether this list is asked about this target at all.

    A list that does not know addresses is never asked about one: some answer that with an error
    code that looks like a listing (Spamhaus DBL: 127.0.1.255).
    """
    return target.not_asked is None and asked_as(target.kind) in entry.asks


def owner_name(entry: ReputationList, target: Target, registered_domain: Callable[[str], str]) -> str:
    """What stands before the zone: the reversed address, or the name the list wants to be asked.

    ``registered_domain`` finds the registered domain of a name; it is not called for addresses.
    """
    if target.is_address:
        return reversed_address(target.value)
    return registered_domain(target.value) if entry.domain_form == "registered" else target.value


def point_name(point: str) -> str:
    """The owner name of a test point: an address is reversed, a name stands as it is."""
    try:
        ipaddress.ip_address(point)
    except ValueError:
        return point.lower().rstrip(".")
    return reversed_address(point)
