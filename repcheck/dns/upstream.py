"""One name server that is asked: its UDP sockets and what is under way on them."""

import contextlib
import errno
import os
import socket
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from repcheck.errors import RepcheckError

#: Several source ports make a forged answer harder to aim (RFC 5452 section 9.2).
_SOCKETS = 4
_RECEIVE_BUFFER = 4 * 1024 * 1024
_LARGEST = 65_535
_IDS_AT_ONCE = 256

F = TypeVar("F")


class ServerAddress:
    """Host and port of a name server; ``str()`` gives "192.0.2.53:53" or "[2001:db8::53]:53"."""

    __slots__ = ("host", "port")

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class UpstreamError(RepcheckError):
    """A name server that no socket can be opened to (no route, no IPv6 on this machine)."""


def _ids() -> Iterator[int]:
    while True:
        drawn = os.urandom(2 * _IDS_AT_ONCE)
        for at in range(0, len(drawn), 2):
            yield drawn[at] << 8 | drawn[at + 1]


class _Port(Generic[F]):
    __slots__ = ("pending", "sock")

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.pending: dict[int, F] = {}


class Upstream(Generic[F]):
    """Connected non-blocking UDP sockets to one server; ``F`` is what waits for an answer."""

    def __init__(self, address: ServerAddress) -> None:
        self.address = address
        self.name = str(address)
        self._ids = _ids()
        self._turn = 0
        self._ports = [_Port[F](self._open()) for _ in range(_SOCKETS)]

    def _open(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.address.host else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_DGRAM)
        try:
            sock.setblocking(False)
            with contextlib.suppress(OSError):  # a wish: the system may grant less
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
            sock.connect((self.address.host, self.address.port))
        except OSError as error:
            sock.close()
            raise UpstreamError(f"cannot reach name server {self.name}: {error.strerror}") from error
        return sock

    @property
    def descriptors(self) -> list[int]:
        """File descriptors to watch for answers, one a socket, in a fixed order."""
        return [port.sock.fileno() for port in self._ports]

    def send(self, waiting: F, rest: bytes) -> tuple[int, int] | None:
        """Send ``rest`` behind a fresh random id; what is sent waits as (socket number, id).

        None when the system has no room right now.
        """
        number = self._turn = (self._turn + 1) % _SOCKETS
        port = self._ports[number]
        ident = next(self._ids)
        while ident in port.pending:
            ident = next(self._ids)
        try:
            port.sock.send(ident.to_bytes(2) + rest)
        except (BlockingIOError, InterruptedError):
            return None
        except OSError as error:
            # Unreachable, or an ICMP error for an earlier packet: for us the same as a lost
            # packet, so that the retry timer decides. A full buffer is no loss.
            if error.errno == errno.ENOBUFS:
                return None
        port.pending[ident] = waiting
        return number, ident

    def forget(self, number: int, ident: int) -> None:
        """No answer is awaited under this id any more."""
        self._ports[number].pending.pop(ident, None)

    def receive(self, number: int, most: int, handle: Callable[[bytes, F | None], None]) -> None:
        """Read up to ``most`` packets of one socket, each handed over with what waits under its id."""
        port = self._ports[number]
        receive = port.sock.recv
        for _ in range(most):
            try:
                message = receive(_LARGEST)
            except (BlockingIOError, InterruptedError):
                return
            except OSError:
                continue  # ICMP unreachable is reported here; the retry timer decides
            waiting = port.pending.get(message[0] << 8 | message[1]) if len(message) >= 12 else None
            handle(message, waiting)

    def close(self) -> None:
        """Close the sockets."""
        for port in self._ports:
            port.sock.close()
            port.pending.clear()
