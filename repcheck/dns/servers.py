"""The name servers of a run: each is connected to once, when it is first wanted."""

import asyncio
from collections.abc import Callable, Iterator

from repcheck.dns.upstream import Port, Upstream
from repcheck.errors import UpstreamError
from repcheck.model.dns import Server, Way

#: Several source ports make a forged answer harder to aim (RFC 5452 9.2); a list's own server is
#: one of many, so each gets fewer.
_RESOLVER_PORTS = 4
_AUTHORITY_PORTS = 2


class Servers:
    """Opens sockets, and has ``readable(upstream, port)`` called when something has come in."""

    def __init__(self, loop: asyncio.AbstractEventLoop, readable: Callable[[Upstream, Port], None]) -> None:
        self._loop = loop
        self._readable = readable
        self._upstreams: dict[Server, Upstream] = {}
        self._unreachable: set[Server] = set()

    def __iter__(self) -> Iterator[Upstream]:
        return iter(self._upstreams.values())

    def reach(self, way: Way) -> list[Upstream]:
        """Those servers of the way that a socket can be had for."""
        ports = _RESOLVER_PORTS if way.recursive else _AUTHORITY_PORTS
        return [found for server in way.servers if (found := self._connect(server, ports)) is not None]

    def _connect(self, server: Server, ports: int) -> Upstream | None:
        upstream = self._upstreams.get(server)
        if upstream is None and server not in self._unreachable:
            try:
                upstream = Upstream(server, ports)
            except UpstreamError:
                self._unreachable.add(server)
                return None
            self._upstreams[server] = upstream
            for port in upstream.ports:
                self._loop.add_reader(port.sock, self._readable, upstream, port)
        return upstream

    def close(self) -> None:
        """Close all sockets."""
        for upstream in self:
            for port in upstream.ports:
                self._loop.remove_reader(port.sock)
            upstream.close()
