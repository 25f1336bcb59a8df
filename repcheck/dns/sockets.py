"""The UDP sockets of a run: each name server is connected to once, when it is first wanted."""

import asyncio
import contextlib
import errno
import itertools
import os
import socket
from collections.abc import Callable, Iterator

from repcheck.dns.policy.state import Mailbox, PendingQuery, ServerState
from repcheck.model.dns import Server, Way

#: Several source ports make a forged answer harder to aim (RFC 5452 9.2); a list's own server is
#: one of many, so each gets fewer.
_RESOLVER_SOCKETS = 4
_AUTHORITY_SOCKETS = 2
_RECEIVE_BUFFER = 4 * 1024 * 1024
_IDS_AT_ONCE = 256


def _ids() -> Iterator[int]:
    while True:
        yield from memoryview(os.urandom(2 * _IDS_AT_ONCE)).cast("H")


class UdpSocket:
    """One connected non-blocking socket and what awaits an answer on it."""

    __slots__ = ("mailbox", "sock")

    def __init__(self, server: Server) -> None:
        self.mailbox: Mailbox = {}
        family = socket.AF_INET6 if ":" in server.host else socket.AF_INET
        self.sock = socket.socket(family, socket.SOCK_DGRAM)
        try:
            self.sock.setblocking(False)
            with contextlib.suppress(OSError):  # a wish: the system may grant less
                self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
            self.sock.connect((server.host, server.port))
        except OSError:
            self.sock.close()
            raise


def _opened(server: Server, wanted: int) -> list[UdpSocket]:
    """As many as wanted, or as the system gives: none without a route, IPv6, or a file descriptor left."""
    sockets: list[UdpSocket] = []
    with contextlib.suppress(OSError):
        while len(sockets) < wanted:
            sockets.append(UdpSocket(server))
    return sockets


class ServerSockets:
    """The sockets of one server. ``state`` is what the policy knows of it."""

    def __init__(self, server: Server, sockets: list[UdpSocket]) -> None:
        self.state = ServerState(server)
        self.sockets = sockets
        self._ids = _ids()
        self._turns = itertools.cycle(sockets)

    def send(self, query: PendingQuery, now: float) -> bool:
        """Send the query behind a fresh random id. False when the system has no room right now."""
        udp = next(self._turns)
        mailbox = udp.mailbox
        ident = next(self._ids)
        while ident in mailbox:
            ident = next(self._ids)
        try:
            udp.sock.send(ident.to_bytes(2) + query.lane.header + query.section)
        except (BlockingIOError, InterruptedError):
            return False
        except OSError as error:
            # Unreachable, or an ICMP error for an earlier packet: for us the same as a lost
            # packet, so that the retry timer decides. A full buffer does not count as a loss.
            if error.errno == errno.ENOBUFS:
                return False
        if query.mailbox is None:  # nearly all: what posted does of a first try
            mailbox[ident] = query
            query.mailbox, query.ident, query.first_sent = mailbox, ident, now
        else:
            query.posted(mailbox, ident, now)
        return True


class Sockets:
    """Opens sockets, and has ``readable(server, socket)`` called when something has come in."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, readable: Callable[[ServerState, UdpSocket], None]
    ) -> None:
        self._loop = loop
        self._readable = readable
        self._of: dict[Server, ServerSockets | None] = {}

    @property
    def states(self) -> Iterator[ServerState]:
        """What the policy knows of each server."""
        return (found.state for found in self._of.values() if found is not None)

    def reach(self, way: Way) -> list[ServerState]:
        """Those servers of the way that a socket can be had for."""
        wanted = _RESOLVER_SOCKETS if way.recursive else _AUTHORITY_SOCKETS
        reached = (self._connected(server, wanted) for server in way.servers)
        return [found.state for found in reached if found is not None]

    def _connected(self, server: Server, wanted: int) -> ServerSockets | None:
        if server not in self._of:
            sockets = _opened(server, wanted)
            found = self._of[server] = ServerSockets(server, sockets) if sockets else None
            if found is not None:
                for udp in sockets:
                    self._loop.add_reader(udp.sock, self._readable, found.state, udp)
        return self._of[server]

    def of(self, state: ServerState) -> ServerSockets:
        """The sockets of a server that was reached."""
        found = self._of[state.server]
        assert found is not None
        return found

    def close(self) -> None:
        """Close all sockets."""
        for found in self._of.values():
            for udp in found.sockets if found is not None else ():
                self._loop.remove_reader(udp.sock)
                udp.sock.close()
                udp.mailbox.clear()
