"""Reverse names that look like a provider's default: held against a sender although they confirm."""

import re
from ipaddress import IPv4Address, ip_address
from typing import Literal

from repcheck.patterns import compiled

_WORDS = compiled(
    r"(?:^|[^a-z])(?:dyn|dynamic|dhcp|pool|a?dsl|vdsl|cable|ppp(?:oe)?|dial(?:up|in)?|broadband|home|res"
    r"(?:idential)?|cust(?:omers?)?|clients?|unassigned|user|mobile|fiber|ftth)(?:[^a-z]|$)"
)
_NUMBER = compiled(r"[0-9]+")


def generic_name(address: str, name: str) -> Literal["generic", "dynamic"] | None:
    """``generic``: the address stands in the name. ``dynamic``: with a word of dial-up pools beside it."""
    host = name.lower()
    if not _names_address(address, host):
        return None
    return "dynamic" if _WORDS.search(host) else "generic"


def _names_address(address: str, host: str) -> bool:
    parsed = ip_address(address)
    plain = re.sub(r"[^0-9a-f]", "", host)
    if not isinstance(parsed, IPv4Address):
        digits = parsed.exploded.replace(":", "")
        return digits in plain or digits[-16:] in plain or ".".join(reversed(digits)) in host
    octets = [int(octet) for octet in str(parsed).split(".")]
    numbers = [int(number) for number in _NUMBER.findall(host) if len(number) <= 3]
    runs = [numbers[at : at + 4] for at in range(len(numbers) - 3)]
    joined = ["".join(f"{octet:03}" for octet in order) for order in (octets, octets[::-1])]
    hexed = "".join(f"{octet:02x}" for octet in octets)
    return (
        octets in runs
        or octets[::-1] in runs
        or any(digits in host for digits in joined)
        or re.search(rf"(?:^|[^0-9a-f]){hexed}(?:[^0-9a-f]|$)", host) is not None
    )
