"""Asks a name server the plain way, with dnspython's own client and not with the project's."""

import dns.message
import dns.query
import dns.rcode
import dns.rdatatype

from repcheck.demo.nameserver import NameServer
from tests.support.patience import PATIENCE


def query(name: str, rdtype: str = "A", *, edns: bool = True) -> dns.message.Message:
    return dns.message.make_query(name, rdtype, use_edns=0 if edns else False, payload=1232)


def ask_udp(
    server: NameServer, name: str, rdtype: str = "A", *, edns: bool = True, timeout: float = PATIENCE
) -> dns.message.Message:
    return dns.query.udp(query(name, rdtype, edns=edns), server.host, port=server.port, timeout=timeout)


def ask_tcp(server: NameServer, name: str, rdtype: str = "A") -> dns.message.Message:
    return dns.query.tcp(query(name, rdtype), server.host, port=server.port, timeout=PATIENCE)


def ask_raw(server: NameServer, wire: bytes, count: int = 1, timeout: float = PATIENCE) -> list[bytes]:
    """The first ``count`` datagrams that come back, whatever they are. TimeoutError when fewer come."""
    import socket

    family = socket.AF_INET6 if ":" in server.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as client:
        client.settimeout(timeout)
        client.sendto(wire, (server.host, server.port))
        return [client.recv(65535) for _ in range(count)]


def ask_in_a_row(server: NameServer, *names: str, count: int | None = None) -> list[bytes]:
    """Ask for A records of all these names at once; the first ``count`` answers (default: one for each name).

    That a question gets no answer shows in the answer to the one behind it, and nobody has to wait.
    """
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(PATIENCE)
        for name in names:
            client.sendto(query(name).to_wire(), (server.host, server.port))
        return [client.recv(65535) for _ in range(len(names) if count is None else count)]


def records_in(response: dns.message.Message) -> list[str]:
    """The answer section's record texts, sorted, types left out."""
    return sorted(rdata.to_text() for rrset in response.answer for rdata in rrset)


def rcode(response: dns.message.Message) -> str:
    return dns.rcode.to_text(response.rcode())
