"""Which name servers are asked: those the user named, or the system's own. Never a public one by default."""

from collections.abc import Sequence

from repcheck.errors import BadOption
from repcheck.model.dns import Server


def parse_resolver(text: str) -> Server:
    """As ``Server.of``. Raises BadOption: a resolver's name would need a resolver first."""
    try:
        return Server.of(text)
    except ValueError as error:
        raise BadOption(str(error), "--resolver") from None


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
