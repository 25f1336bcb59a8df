"""Which registry's RDAP server answers for an address: the bootstrap of RFC 9224, shipped and refreshed."""

from collections.abc import Mapping
from importlib import resources
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

import msgspec

from repcheck.http.service import is_safe

FAMILIES = ("ipv4", "ipv6")
_MOST_SERVICES, _MOST_PREFIXES = 100, 5_000


class Bootstrap(msgspec.Struct, frozen=True):
    """``services``: (prefixes, base addresses) of RFC 9224 section 3, those alone that may be asked."""

    services: tuple[tuple[tuple[IPv4Network | IPv6Network, ...], str], ...]

    def base(self, address: str) -> str | None:
        """The base address of the longest prefix, with a "/" at its end; None: no registry has it."""
        wanted = ip_address(address)
        found = [
            (prefix.prefixlen, base)
            for prefixes, base in self.services
            for prefix in prefixes
            if prefix.version == wanted.version and wanted in prefix
        ]
        return max(found)[1] if found else None


def read_bootstrap(document: Any, *, own: bool = False) -> Bootstrap | None:
    """What a bootstrap file says; None when it is none.

    Of several addresses the first that is https counts (RFC 9224 section 3); ``own`` servers may be on this
    machine, without it. Parts that make no sense are passed over.
    """
    services = document.get("services") if isinstance(document, Mapping) else None
    if not isinstance(services, list) or not services:
        return None
    found = []
    for service in services[:_MOST_SERVICES]:
        if (
            not isinstance(service, list)
            or len(service) != 2
            or not all(isinstance(p, list) for p in service)
        ):
            continue
        parsed = (_prefix(text) for text in service[0][:_MOST_PREFIXES])
        prefixes = tuple(prefix for prefix in parsed if prefix is not None)
        base = next(
            (url for url in sorted(map(str, service[1]), key=_https_last) if _askable(url, own)), None
        )
        if prefixes and base is not None:
            found.append((prefixes, base if base.endswith("/") else base + "/"))
    return Bootstrap(tuple(found)) if found else None


def _https_last(url: str) -> bool:
    return not url.startswith("https://")


def _askable(url: str, own: bool) -> bool:
    try:
        return is_safe(url) and (own or url.startswith("https://"))
    except ValueError:
        return False


def _prefix(text: object) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(str(text))
    except ValueError:
        return None


def shipped(family: str) -> Bootstrap:
    """The copy of IANA's file that comes with repcheck. ValueError when it is damaged."""
    data = (resources.files("repcheck.sources") / "bootstrap" / f"{family}.json").read_bytes()
    found = read_bootstrap(msgspec.json.decode(data))
    if found is None:
        raise ValueError(f"the shipped bootstrap of {family} is damaged")
    return found
