"""One name server that is asked: its UDP sockets, and how much it is asked at once."""

import contextlib
import errno
import itertools
import os
import socket
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from repcheck.dns.message import HEADER_SIZE
from repcheck.dns.pace import Window
from repcheck.dns.wire import same_but_case
from repcheck.errors import UpstreamError
from repcheck.model.dns import Server

if TYPE_CHECKING:
    from repcheck.dns.lane import Flight, LaneState

_RECEIVE_BUFFER = 4 * 1024 * 1024
_IDS_AT_ONCE = 256


def _ids() -> Iterator[int]:
    while True:
        drawn = os.urandom(2 * _IDS_AT_ONCE)
        for at in range(0, len(drawn), 2):
            yield drawn[at] << 8 | drawn[at + 1]


class Port:
    """One connected non-blocking socket and what awaits an answer on it, by id."""

    __slots__ = ("pending", "sock")

    def __init__(self, server: Server) -> None:
        self.pending: dict[int, Flight] = {}
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


def _ports(server: Server, wanted: int) -> list[Port]:
    """As many as wanted, or as the system gives. Raises UpstreamError when it gives none."""
    ports: list[Port] = []
    try:
        while len(ports) < wanted:
            ports.append(Port(server))
    except OSError as error:  # no route, no IPv6, or no file descriptor left
        if not ports:
            raise UpstreamError(f"cannot reach name server {server}: {error.strerror}") from error
    return ports


class Upstream:
    """A server with its sockets, its window, and the lanes and retries that wait for room in it.

    ``keeps_case``  None until seen; True: it repeats the case of the question, so that a reply in
                    another case is forged; False: it does not
    """

    def __init__(self, server: Server, ports: int) -> None:
        self.server = server
        self.name = str(server)
        self.window = Window()
        self.open = 0
        self.ready: deque[LaneState] = deque()
        self.retries: deque[Flight] = deque()
        self.pumping = False
        self.heard = False
        self.keeps_case: bool | None = None
        self._ids = _ids()
        self.ports = _ports(server, ports)
        self._turns = itertools.cycle(self.ports)

    def send(self, flight: "Flight", rest: bytes, now: float) -> bool:
        """Send ``rest`` behind a fresh random id, and note on the flight where its answer will come.

        False when the system has no room right now.
        """
        port = next(self._turns)
        ident = next(self._ids)
        while ident in port.pending:
            ident = next(self._ids)
        try:
            port.sock.send(ident.to_bytes(2) + rest)
        except (BlockingIOError, InterruptedError):
            return False
        except OSError as error:
            # Unreachable, or an ICMP error for an earlier packet: for us the same as a lost
            # packet, so that the retry timer decides. A full buffer is no loss.
            if error.errno == errno.ENOBUFS:
                return False
        port.pending[ident] = flight
        if flight.port is None:
            flight.port, flight.ident, flight.first_sent = port, ident, now
        else:
            flight.repeated(port, ident, now)
        return True

    def accepts(self, message: bytes, section: bytes) -> bool:
        """Whether the message is a reply to exactly this question (RFC 5452 9.1)."""
        end = HEADER_SIZE + len(section)
        if message[HEADER_SIZE:end] == section and message[2] & 0x80 and message[4:6] == b"\x00\x01":
            if self.keeps_case is None and section != section.lower():
                self.keeps_case = True
            return True
        # Servers that do not repeat the case exist; one that did so before is being imitated.
        if self.keeps_case or not same_but_case(message, section):
            return False
        self.keeps_case = False
        return True

    def close(self) -> None:
        """Close the sockets."""
        for port in self.ports:
            port.sock.close()
            port.pending.clear()
