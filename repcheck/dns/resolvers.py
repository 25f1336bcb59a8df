"""Which name servers are asked: those the user named, or the system's own. Never a public one by default."""

import ipaddress
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from repcheck.errors import BadOption
from repcheck.model.dns import Server

RESOLV_CONF = Path("/etc/resolv.conf")
#: As many as the C library asks (MAXNS of resolv.h).
_MOST_SERVERS = 3
_MOST_OCTETS = 1024 * 1024
_SHOWN = 60


def parse_resolver(text: str) -> Server:
    """As ``Server.of``. Raises BadOption: a resolver's name would need a resolver first."""
    try:
        return Server.of(text)
    except ValueError as error:
        raise BadOption(str(error), "--resolver") from None


def system_resolvers(warn: Callable[[str], None], path: Path = RESOLV_CONF) -> Sequence[Server]:
    """The resolvers that this machine is set up with, in their order.

    ``warn`` is given one line for each that is passed over. Raises BadOption when there are none.
    """
    if os.name != "posix":
        return _registered()
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_OCTETS)
    except OSError as error:
        raise BadOption(
            f"this system names no resolver ({path}: {error.strerror}): give one", "--resolver"
        ) from error
    servers, passed_over = read_resolv_conf(content)
    for number, why in passed_over:
        warn(f"{path}:{number}: {why}; the line is passed over")
    if not servers:
        raise BadOption(f"this system names no resolver in {path}: give one", "--resolver")
    return servers


def read_resolv_conf(content: bytes) -> tuple[tuple[Server, ...], tuple[tuple[int, str], ...]]:
    """The first three name servers of a resolv.conf(5), and (line, what is wrong) of those that are none.

    As tolerant as the C library: all but lines of name servers is of no interest here, whatever it says
    and in whatever encoding, and what follows the address is a comment.
    """
    servers: list[Server] = []
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        words = line.decode("latin-1").split()
        if words[:1] != ["nameserver"]:
            continue
        try:
            server = Server(str(ipaddress.ip_address(words[1] if len(words) > 1 else "")))
        except ValueError:
            said = words[1][:_SHOWN] if len(words) > 1 else ""
            wrong.append((number, f'"{said}" is not the address of a name server'))
            continue
        if server not in servers and len(servers) < _MOST_SERVERS:
            servers.append(server)
    return tuple(servers), tuple(wrong)


def _registered() -> Sequence[Server]:
    """The resolvers of a system without resolv.conf, as the library finds them (Windows: the registry)."""
    import dns.exception
    import dns.resolver

    try:
        configured = dns.resolver.Resolver()
    except (dns.exception.DNSException, ValueError) as error:
        raise BadOption(f"this system names no resolver ({error}): give one", "--resolver") from error
    return [Server(str(server), configured.port) for server in configured.nameservers]
