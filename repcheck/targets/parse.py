"""One text of the user's, read as an address, a range, a name or a mail address."""

import re
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from repcheck.errors import BadTarget
from repcheck.model.keys import mask_keys
from repcheck.model.targets import Target, TargetKind
from repcheck.patterns import compiled
from repcheck.targets.names import canonical_name, registered_domain, unicode_name, without_local_part
from repcheck.targets.special import special_purpose

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = compiled(rf"(?:{_OCTET}\.){{3}}{_OCTET}")
_SPAN = compiled(r"[0-9.]{7,15}-[0-9.]{1,15}")
_PREFIX = compiled(r"[0-9]{1,3}")
_URL = compiled(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)")

#: Names of addresses (RFC 1035 3.5, RFC 3596 2.5), which no list of domains holds.
_REVERSE = (".in-addr.arpa", ".ip6.arpa")

#: No target is longer: a mail address has at most 64 + 1 + 253 octets.
_LONGEST = 512
_LONGEST_SHOWN = 80
#: From here on a count of addresses is written as a power of two.
_MANY = 1 << 40


def parse_target(text: str, *, max_hosts: int, origin: str | None = None) -> tuple[Target, ...]:
    """The targets that ``text`` means: one, or every address of a range, in order.

    ``origin``  why they are here; None: "given", or "in 192.0.2.0/28" for the addresses of a range

    Raises BadTarget when it is nothing of the kind, or a range of more than ``max_hosts`` addresses.
    """
    text = text.strip()
    if _IPV4.fullmatch(text):
        return (address_target(text, origin or "given"),)
    if len(text) > _LONGEST:
        raise _refused(text)
    if "://" in text:
        raise _is_url(text)
    if "/" in text:
        return _range(text, max_hosts, origin)
    if ":" in text or text.startswith("["):
        return (address_target(_address(text), origin or "given"),)
    return (_named(text, origin or "given"),)


def address_target(address: str, origin: str) -> Target:
    """The target of an address that is already in canonical spelling."""
    special = special_purpose(address)
    return Target(
        value=address,
        kind=TargetKind.IPV6 if ":" in address else TargetKind.IPV4,
        origin=(origin,),
        special=special.name if special else None,
    )


def _address(text: str) -> str:
    """RFC 5952 text of an IPv6 address in any spelling; the IPv4 address that a mapped one stands for."""
    bare = _unbracketed(text)
    # A zone id ("fe80::1%eth0") means something on one machine only (RFC 4007 6).
    if "%" in bare:
        raise _refused(text)
    if _IPV4.fullmatch(bare):
        return bare
    try:
        address = IPv6Address(bare)
    except ValueError:
        raise _refused(text) from None
    return str(address.ipv4_mapped or address)


def _unbracketed(text: str) -> str:
    return text[1:-1] if text.startswith("[") and text.endswith("]") else text


def _range(text: str, max_hosts: int, origin: str | None) -> tuple[Target, ...]:
    """Every address of a CIDR range, network and broadcast address too: a mail server may sit on either."""
    base, _, prefix = text.partition("/")
    base = _unbracketed(base)
    if "%" in base or not _PREFIX.fullmatch(prefix):
        raise _refused(text)
    try:
        network = _unmapped(ip_network(f"{base}/{prefix}", strict=False))
    except ValueError:
        raise _refused(text) from None
    if network.num_addresses > max_hosts:
        raise BadTarget(
            f"{quoted(text)} holds {_count(network.num_addresses)} addresses,"
            f" more than --max-hosts {max_hosts}{_instead(network)}"
        )
    why = origin or f"in {network}"
    return tuple(address_target(str(address), why) for address in network)


def _instead(network: IPv4Network | IPv6Network) -> str:
    """A server has a whole /64, and lists go by it: any address of it asks about all."""
    if isinstance(network, IPv4Network) or network.prefixlen < 48:
        return ""
    return f": give one address of it, as {network.network_address + 1}, as lists keep entries of a /64"


def _unmapped(network: IPv4Network | IPv6Network) -> IPv4Network | IPv6Network:
    """The IPv4 network that an IPv4-mapped one stands for (RFC 4291 2.5.5.2); others as they are."""
    if isinstance(network, IPv6Network) and network.prefixlen >= 96:
        mapped = network.network_address.ipv4_mapped
        if mapped is not None:
            return IPv4Network((mapped, network.prefixlen - 96))
    return network


def _named(text: str, origin: str) -> Target:
    """A host or a domain; of a mail address, its domain."""
    name = canonical_name(without_local_part(text) or "")
    if name is None:
        raise _refused(text)
    if name.endswith(_REVERSE):
        raise _reverse(text, name)
    if (masked := mask_keys(name)) != name:
        return _holding_a_key(masked, origin)
    # Somebody's mail domain is a domain, however deep it lies: it is what MX and SPF are asked of.
    is_domain = "@" in text or registered_domain(name) == name
    return Target(
        value=name,
        kind=TargetKind.DOMAIN if is_domain else TargetKind.HOST,
        shown=unicode_name(name),
        origin=(origin,),
    )


def _holding_a_key(name: str, origin: str) -> Target:
    """A name to ask a list by, with a customer's key in it: it is shown masked and asked of nobody."""
    return Target(
        value=name,
        kind=TargetKind.HOST,
        origin=(origin,),
        not_asked="it holds the key of a list, which nobody else is to be asked about",
    )


def _is_url(text: str) -> BadTarget:
    match = _URL.match(text)
    host = match.group(1) if match else ""
    try:
        (target,) = parse_target(host, max_hosts=1)
    except BadTarget:
        return _refused(text)
    return BadTarget(f"{quoted(text)} is a URL: give its host alone, {target.value}")


def _reverse(text: str, name: str) -> BadTarget:
    """What to give instead of a name below in-addr.arpa or ip6.arpa."""
    labels = name.split(".")[-3::-1]
    spelt = ".".join(labels)
    if name.endswith(_REVERSE[1]):
        spelt = ":".join("".join(labels[at : at + 4]) for at in range(0, len(labels), 4))
    try:
        address = f", {ip_address(spelt)}"
    except ValueError:
        address = ""
    return BadTarget(f"{quoted(text)} is a reverse name: give its address{address}")


def _refused(text: str) -> BadTarget:
    hint = _hint(text)
    return BadTarget(f"not an IP address, range or domain: {quoted(text)}{hint and f' ({hint})'}")


def _hint(text: str) -> str:
    """What the user may have meant; empty when nothing is to be guessed."""
    if text == "-":
        return "standard input: -i -"
    if re.search(r"[,;\s]", text):
        return "separate targets with spaces, each an argument of its own"
    if _SPAN.fullmatch(text):
        return "write a range as 192.0.2.0/28"
    if re.fullmatch(r"[\w-]*[^\W\d][\w-]*", text):
        return "no dot: a domain looks like example.com"
    return ""


def quoted(text: str) -> str:
    """``text`` in quotes, shortened, without keys of lists and what a terminal would obey."""
    text = mask_keys(text)
    short = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 3] + "..."
    shown = "".join(character if character.isprintable() else "?" for character in short)
    return f'"{shown}"'


def _count(addresses: int) -> str:
    return f"{addresses:,}" if addresses < _MANY else f"2^{addresses.bit_length() - 1}"
