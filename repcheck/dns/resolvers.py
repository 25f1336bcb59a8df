"""Which name servers are asked: those the user named, or the system's own. Never a public one by default."""

import ipaddress
from collections.abc import Sequence

from repcheck.errors import BadOption
from repcheck.model.dns import Server

_DNS_PORT = 53


def parse_resolver(text: str) -> Server:
    """``192.0.2.53``, ``192.0.2.53:5353``, ``2001:db8::53`` or ``[2001:db8::53]:5353``.

    Raises BadOption for anything else: a resolver's name would need a resolver first.
    """
    host, port = _split(text.strip())
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise BadOption(
            f'"{text}" is no address of a name server (HOST[:PORT], IPv6 in brackets)', "--resolver"
        ) from None
    return Server(str(address), port)


def _split(text: str) -> tuple[str, int]:
    if text.startswith("["):
        host, closed, rest = text[1:].partition("]")
        if closed and not rest:
            return host, _DNS_PORT
        if closed and rest.startswith(":"):
            return host, _port(rest[1:], text)
        return text, _DNS_PORT
    if text.count(":") == 1:
        host, _, port = text.partition(":")
        return host, _port(port, text)
    return text, _DNS_PORT


def _port(digits: str, text: str) -> int:
    if digits.isascii() and digits.isdigit() and 0 < int(digits) < 65_536:
        return int(digits)
    raise BadOption(f'"{text}": "{digits}" is no port (1 to 65535)', "--resolver")


def system_resolvers() -> Sequence[Server]:
    """The resolvers that this machine is set up with, in their order.

    Raises BadOption when there are none.
    """
    import dns.exception
    import dns.resolver

    try:
        configured = dns.resolver.Resolver()
    except dns.exception.DNSException as error:
        raise BadOption(f"this system names no resolver ({error}): give one", "--resolver") from error
    servers = [Server(str(server), configured.port) for server in configured.nameservers]
    if not servers:
        raise BadOption("this system names no resolver: give one", "--resolver")
    return servers
