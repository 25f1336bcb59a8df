"""What no public list can say anything of: special addresses (RFC 6890 and later), local names (RFC 6761)."""

from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address

import msgspec

from repcheck.model.targets import Target


class Special(msgspec.Struct, frozen=True):
    """What a special-purpose address is.

    ``name``  for a person: "private address (RFC 1918)"
    ``ask``   whether lists are asked about it without --any-address
    """

    name: str
    ask: bool = False


class _Block(msgspec.Struct, frozen=True):
    """One row of a table: the addresses from ``first`` to ``last``, as integers."""

    first: int
    last: int
    special: Special


# Narrow ranges stand before the wide ones that hold them: the first row that fits decides.
_RANGES = (
    ("0.0.0.0/32", "unspecified address (RFC 1122)"),
    ("0.0.0.0/8", "this network (RFC 791)"),
    ("10.0.0.0/8", "private address (RFC 1918)"),
    ("100.64.0.0/10", "shared address space of carriers (RFC 6598)"),
    ("127.0.0.0/8", "loopback address (RFC 1122)"),
    ("169.254.0.0/16", "link-local address (RFC 3927)"),
    ("172.16.0.0/12", "private address (RFC 1918)"),
    ("192.0.0.0/24", "IETF protocol assignment (RFC 6890)"),
    ("192.88.99.0/24", "6to4 relay anycast (RFC 7526)"),
    ("192.168.0.0/16", "private address (RFC 1918)"),
    ("198.18.0.0/15", "benchmarking address (RFC 2544)"),
    ("224.0.0.0/4", "multicast address (RFC 5771)"),
    ("255.255.255.255/32", "broadcast address (RFC 919)"),
    ("240.0.0.0/4", "reserved address (RFC 1112)"),
    ("::/128", "unspecified address (RFC 4291)"),
    ("::1/128", "loopback address (RFC 4291)"),
    ("64:ff9b::/96", "NAT64 address (RFC 6052)"),
    ("64:ff9b:1::/48", "local NAT64 address (RFC 8215)"),
    ("100::/64", "discard-only address (RFC 6666)"),
    ("2001::/32", "Teredo address (RFC 4380)"),
    ("2001:2::/48", "benchmarking address (RFC 5180)"),
    ("2001:10::/28", "ORCHID identifier (RFC 4843)"),
    ("2001:20::/28", "ORCHIDv2 identifier (RFC 7343)"),
    ("2001::/23", "IETF protocol assignment (RFC 2928)"),
    ("2002::/16", "6to4 address (RFC 3056)"),
    ("5f00::/16", "segment routing identifier (RFC 9602)"),
    ("fc00::/7", "unique local address (RFC 4193)"),
    ("fe80::/10", "link-local address (RFC 4291)"),
    ("fec0::/10", "site-local address (RFC 3879)"),
    ("ff00::/8", "multicast address (RFC 4291)"),
)

# Nobody sends mail from these, but they stand in every manual, and an example should work as it is typed.
_EXAMPLES = (
    ("192.0.2.0/24", "documentation address (RFC 5737)"),
    ("198.51.100.0/24", "documentation address (RFC 5737)"),
    ("203.0.113.0/24", "documentation address (RFC 5737)"),
    ("2001:db8::/32", "documentation address (RFC 3849)"),
    ("3fff::/20", "documentation address (RFC 9637)"),
)

_RESERVED = Special("reserved address (RFC 6890)")


def _block(text: str, special: Special) -> _Block:
    address, _, prefix = text.partition("/")
    first = ip_address(address)
    return _Block(int(first), int(first) | (1 << first.max_prefixlen - int(prefix)) - 1, special)


def _blocks(version: int) -> tuple[_Block, ...]:
    rows = [(text, Special(name, ask=True)) for text, name in _EXAMPLES]
    rows += [(text, Special(name)) for text, name in _RANGES]
    return tuple(_block(text, special) for text, special in rows if (":" in text) is (version == 6))


_BLOCKS_4 = _blocks(4)
_BLOCKS_6 = _blocks(6)

# Most addresses are ordinary, and their first octet tells: no row of the IPv4 table begins with it.
_BLOCKS_4_BY_OCTET = {
    str(octet): tuple(block for block in _BLOCKS_4 if block.first >> 24 <= octet <= block.last >> 24)
    for block in _BLOCKS_4
    for octet in range(block.first >> 24, (block.last >> 24) + 1)
}


def special_purpose(address: str) -> Special | None:
    """What kind of special-purpose address ``address`` is; None for an ordinary one.

    ``address`` is in canonical spelling. Raises ValueError for an IPv6 address that is none.
    """
    return _special_6(IPv6Address(address)) if ":" in address else _special_4(address)


def special_name(address: str) -> str | None:
    """What kind of special-purpose address it is; None for an ordinary one."""
    found = special_purpose(address)
    return None if found is None else found.name


def _special_4(address: str) -> Special | None:
    """By the table alone: the IPv4 registry gets no new entries."""
    octets = address.split(".")
    blocks = _BLOCKS_4_BY_OCTET.get(octets[0])
    if blocks is None:
        return None
    first, second, third, fourth = map(int, octets)
    return _in(blocks, first << 24 | second << 16 | third << 8 | fourth)


def _special_6(address: IPv6Address) -> Special | None:
    special = _in(_BLOCKS_6, int(address))
    if special is not None:
        return special
    # Later Python versions know ranges that were set aside after this table was written.
    return None if address.is_global and not address.is_reserved else _RESERVED


def _in(blocks: tuple[_Block, ...], number: int) -> Special | None:
    for block in blocks:
        if block.first <= number <= block.last:
            return block.special
    return None


def mark_not_asked(targets: Iterable[Target], any_address: bool) -> tuple[Target, ...]:
    """The targets, with ``not_asked`` set on those no list can say anything of.

    ``any_address``  special addresses are asked about all the same; local names never are: beyond their own
                     network they would only tell strangers what it holds
    """
    return tuple(_marked(target, any_address) for target in targets)


def _marked(target: Target, any_address: bool) -> Target:
    if target.is_address:
        return target if target.special is None or any_address else _marked_address(target)
    from repcheck.words.special_names import not_public  # most runs are about addresses

    kind = not_public(target.value)
    if kind is None or target.not_asked is not None:
        return target
    return msgspec.structs.replace(target, not_asked=f"{kind}, which the public DNS does not have")


def _marked_address(target: Target) -> Target:
    special = special_purpose(target.value)
    if special is None or special.ask:
        return target
    return msgspec.structs.replace(target, not_asked=f"{special.name}; --any-address asks anyway")
