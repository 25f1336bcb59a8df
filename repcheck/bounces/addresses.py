"""Mail addresses as reports write them, and IP addresses in texts."""

import ipaddress
import re
from functools import lru_cache

from repcheck.patterns import compiled

# What is taken is not given back: the sign behind it is none of its letters.
LOCAL = r"[\w!#$%&'*+/=?^`{|}~.\-]{1,64}+"
# A script without spaces may go on right behind an address: the last label is of one kind of letters.
_LAST_LABEL = r"(?>[A-Za-z0-9_-]{1,63}|[\w-]{1,63})"
ADDRESS = rf"(?:{LOCAL}|\"[^\"\n]{{1,64}}+\")@(?:[\w-]{{1,63}}+\.){{0,10}}{_LAST_LABEL}"

_TYPE = compiled(
    r"\A\s{0,8}(?:rfc\s{0,8}/?\s{0,8}822|utf-8|smtp|x-[\w-]{1,20}|local|unknown|x400)\s{0,8}[;:]\s{0,80}",
    re.IGNORECASE,
)
_ESCAPE = compiled(r"\\x\{([0-9A-Fa-f]{2,6})\}")
_ROUTE = compiled(r"@[\w.-]{1,255}(?:,@[\w.-]{1,255}){0,5}:")
_COMMENT = compiled(r"\s\([^()]{0,200}\)\s*$")
_WHOLE = compiled(r"[^\s<>;,]{1,400}|\"[^\"]{1,64}\"@\S{1,255}")
_IN_BRACKETS = compiled(r"<([^<>\s]{1,320})>")
# Scripts without spaces go on right behind these, too.
_IPV4 = compiled(r"(\d(?<![A-Za-z0-9_.@-].)\d{0,2}(?:\.\d{1,3}){3})(?![A-Za-z0-9_@-]|\.\d)")
_IPV6 = compiled(
    r"(?<![A-Za-z0-9_:.])(?:IPv6:)?([0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![A-Za-z0-9_:.])"
)
_NOT_ROUTED = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.168.0.0/16", "224.0.0.0/3", "::/127", "fc00::/7", "fe80::/10", "ff00::/8",
    )
)  # fmt: skip

#: Addresses of one mail stand in it again and again, and those of one sender in all.
_REMEMBERED = 512


@lru_cache(maxsize=16)  # a report and its notice name the same recipient
def clean_address(value: str) -> str | None:
    """The bare address of a recipient field ("rfc822;<a@example.net>"), or None when it holds none.

    A local part alone is kept. Escapes of RFC 6533 section 3 ("\\x{20AC}") are read.
    """
    value = _without_type(value.strip()[:600])
    bracketed = _IN_BRACKETS.search(value) if "<" in value else None
    if bracketed:
        value = bracketed[1]
    elif ")" in value:
        value = _COMMENT.sub("", value)
    value = _without_type(value.strip().strip("<>").strip()).strip("'").rstrip(".,;:")
    if ":" in value:
        value = _ROUTE.sub("", value)
    if "\\" in value:
        value = _ESCAPE.sub(_unescaped, value)
    if value.startswith("@"):
        return None  # a host
    return value[:320] if _WHOLE.fullmatch(value) else None


def _without_type(value: str) -> str:
    return _TYPE.sub("", value, count=1) if ";" in value or ":" in value else value


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return chr(number) if 0x20 < number < 0x110000 and not 0xD800 <= number < 0xE000 else match[0]


@lru_cache(maxsize=_REMEMBERED)
def canonical_ip(text: str) -> str | None:
    """The address in canonical spelling (RFC 5952; ::ffff:192.0.2.1 as 192.0.2.1), or None."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


def addresses_in(text: str) -> tuple[str, ...]:
    """Routable IP addresses of a text in order, in canonical spelling, each once."""
    spans = [(match.start(), match[1]) for match in _IPV4.finditer(text)]
    if text.count(":") > 1:
        spans += [(match.start(), match[1]) for match in _IPV6.finditer(text)]
    found = (canonical_ip(value) for _, value in sorted(spans))
    return tuple(dict.fromkeys(value for value in found if value and _routable(value)))


@lru_cache(maxsize=_REMEMBERED)
def _routable(value: str) -> bool:
    address = ipaddress.ip_address(value)
    return not any(address.version == net.version and address in net for net in _NOT_ROUTED)
