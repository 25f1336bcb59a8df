"""A scripted name server on loopback, UDP and TCP, for tests and for ``repcheck demo``.

It runs in a thread with an event loop of its own, so that a test with an event loop, a subprocess and
plain code can all ask it. It poses as a resolver: what no zone of it covers does not exist.
"""

import asyncio
import errno
import socket
from collections import deque
from collections.abc import Callable, Coroutine, Iterator, Sequence
from functools import partial
from ipaddress import ip_address
from threading import Lock, Thread
from types import TracebackType
from typing import NamedTuple, Self, cast

import dns.exception
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdatatype

from repcheck.demo.replies import (
    SILENCE,
    ScriptedReply,
    Transport,
    Zone,
    absent,
    absolute,
    asked_name,
    asked_type,
    response_to,
    sent,
)
from repcheck.errors import BadOption

#: A port may be free for one protocol and taken for the other; then another one is tried.
PORT_TRIES = 50
#: Questions remembered; older ones are forgotten, so that a server may run for days.
REMEMBERED = 100_000
#: Octets the kernel may hold for us: a run sends all its questions at once, and none may be lost.
RECEIVE_BUFFER = 1 << 22

_QR = 0x80


class Asked(NamedTuple):
    """A question that came in: name in lower case without trailing dot, type as "A", by which way."""

    name: str
    rdtype: str
    transport: Transport


class NameServer:
    """A scripted name server; as a context manager it runs inside the ``with`` block.

    ``zones``  the longest origin that fits a question answers it; names of no zone are NXDOMAIN
    ``host``   a loopback address: it obeys everybody, so nobody else may reach it (BadOption)
    ``port``   0 takes a free one; ``port`` has it, once started
    """

    def __init__(self, zones: Sequence[Zone], host: str = "127.0.0.1", port: int = 0) -> None:
        if not _is_loopback(host):
            raise BadOption(f"{host!r} is not a loopback address; this server listens on loopback only")
        self.host = host
        self.port = port
        self._wanted_port = port
        self._desk = _Desk(zones)
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    @property
    def address(self) -> str:
        """What ``--resolver`` takes: "127.0.0.1:5353", "[::1]:5353"."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def asked(self) -> list[tuple[str, str]]:
        """(name, type) of each question so far, repeats included, in order of arrival."""
        return [(asked.name, asked.rdtype) for asked in self._desk.log()]

    def asked_over(self, transport: Transport) -> list[tuple[str, str]]:
        """As ``asked``, for UDP or TCP alone."""
        return [(asked.name, asked.rdtype) for asked in self._desk.log() if asked.transport == transport]

    def start(self) -> Self:
        """Begin to answer; when it returns, questions are received. OSError when the port cannot be had."""
        if self._thread is not None:
            raise RuntimeError("the name server runs already")
        udp, tcp = _bind(self.host, self._wanted_port)
        self.port = udp.getsockname()[1]
        self._loop, self._stopping = asyncio.new_event_loop(), asyncio.Event()
        serving = _serve(self._desk, udp, tcp, self._stopping)
        self._thread = Thread(
            target=_run, args=(self._loop, serving), name="repcheck-nameserver", daemon=True
        )
        self._thread.start()
        return self

    def stop(self) -> None:
        """End; replies still delayed are dropped. Does nothing when it does not run."""
        if self._thread is None or self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        self._thread = self._loop = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Desk:
    """Takes a query, notes it, and has the right zone answer it."""

    def __init__(self, zones: Sequence[Zone]) -> None:
        self._zones = {absolute(zone.origin): zone for zone in zones}
        self._log: deque[Asked] = deque(maxlen=REMEMBERED)
        self._lock = Lock()

    def log(self) -> tuple[Asked, ...]:
        with self._lock:
            return tuple(self._log)

    def reply(self, octets: bytes, transport: Transport) -> ScriptedReply:
        """What goes back for a message; silence for what is not a query."""
        if len(octets) < 12 or octets[2] & _QR:
            return SILENCE
        try:
            query = dns.message.from_wire(octets)
        except dns.exception.DNSException:
            # The id, QR, the opcode as sent, FORMERR, and no section: the question cannot be repeated.
            return ScriptedReply(
                (octets[:2] + bytes((_QR | octets[2] & 0x79, dns.rcode.FORMERR)) + bytes(8),)
            )
        if query.opcode() != dns.opcode.QUERY:
            return sent(response_to(query, rcode=dns.rcode.NOTIMP), query, transport)
        if len(query.question) != 1:
            return sent(response_to(query, rcode=dns.rcode.FORMERR), query, transport)
        self._note(query, transport)
        zone = self._zone_of(asked_name(query))
        if zone is None:
            return absent(query, transport, ".", dns.rcode.NXDOMAIN)
        return zone.respond(query, transport)

    def _note(self, query: dns.message.Message, transport: Transport) -> None:
        name = asked_name(query).to_text(omit_final_dot=True).lower()
        with self._lock:
            self._log.append(Asked(name, dns.rdatatype.to_text(asked_type(query)), transport))

    def _zone_of(self, name: dns.name.Name) -> Zone | None:
        while name not in self._zones:
            if name == dns.name.root:
                return None
            name = name.parent()
        return self._zones[name]


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, desk: _Desk) -> None:
        self._desk = desk
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Not asserted: before Python 3.12 the real one does not inherit from this class.
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        _deliver(self._desk.reply(data, "udp"), partial(self._send, addr=addr))

    def _send(self, message: bytes, addr: tuple[str, int]) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(message, addr)


class _Stream(asyncio.Protocol):
    """One TCP connection; a late answer holds up no other (RFC 7766 section 6.2.1.1)."""

    def __init__(self, desk: _Desk, open_streams: set[asyncio.Transport]) -> None:
        self._desk = desk
        self._open_streams = open_streams
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._open_streams.add(self._transport)

    def connection_lost(self, _exc: Exception | None) -> None:
        if self._transport is not None:
            self._open_streams.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        for message in self._messages():
            reply = self._desk.reply(message, "tcp")
            _deliver(reply, self._break_off if reply.hang_up else self._send)

    def _messages(self) -> Iterator[bytes]:
        """The complete messages received, each with its two octets of length before it (RFC 1035 4.2.2)."""
        while len(self._received) >= 2:
            end = 2 + int.from_bytes(self._received[:2], "big")
            if len(self._received) < end:
                return
            message = bytes(self._received[2:end])
            del self._received[:end]
            yield message

    def _send(self, message: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(len(message).to_bytes(2, "big") + message)

    def _break_off(self, message: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(len(message).to_bytes(2, "big") + message[: len(message) // 2])
            self._transport.close()


def _deliver(reply: ScriptedReply, send: Callable[[bytes], None]) -> None:
    if reply.delay > 0:
        loop = asyncio.get_running_loop()
        loop.call_later(reply.delay, _deliver, ScriptedReply(reply.messages), send)
        return
    for message in reply.messages:
        send(message)


def _run(loop: asyncio.AbstractEventLoop, serving: Coroutine[None, None, None]) -> None:
    try:
        loop.run_until_complete(serving)
    finally:
        loop.close()


async def _serve(desk: _Desk, udp: socket.socket, tcp: socket.socket, stopping: asyncio.Event) -> None:
    """Answers until ``stopping`` is set, then leaves nothing open."""
    loop = asyncio.get_running_loop()
    streams: set[asyncio.Transport] = set()
    with udp, tcp:
        datagrams, _ = await loop.create_datagram_endpoint(partial(_Datagrams, desk), sock=udp)
        listener = await loop.create_server(partial(_Stream, desk, streams), sock=tcp)
        await stopping.wait()
        # No connection may be half taken up when the listener closes: it would stay open unseen.
        loop.remove_reader(tcp)
        await _hang_up(streams)
        listener.close()
        datagrams.close()
        await listener.wait_closed()


async def _hang_up(streams: set[asyncio.Transport]) -> None:
    """End all connections, those just being taken up included."""
    taken_up = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*taken_up, return_exceptions=True)
    for stream in tuple(streams):
        stream.abort()
    # One turn of the loop lets closed transports give their sockets back.
    await asyncio.sleep(0)


def _bind(host: str, port: int) -> tuple[socket.socket, socket.socket]:
    """A UDP and a listening TCP socket on the same port; with port 0 on any that is free for both."""
    for attempt in range(1, PORT_TRIES + 1):
        tcp = _socket(host, socket.SOCK_STREAM)
        udp = _socket(host, socket.SOCK_DGRAM)
        try:
            tcp.bind((host, port))
            udp.bind((host, tcp.getsockname()[1]))
            tcp.listen(128)
        except OSError as error:
            tcp.close()
            udp.close()
            if port or error.errno != errno.EADDRINUSE or attempt == PORT_TRIES:
                raise
        else:
            return udp, tcp
    raise AssertionError("the last attempt returns or raises")


def _socket(host: str, kind: socket.SocketKind) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, kind)
    made.setblocking(False)
    if kind is socket.SOCK_STREAM:
        # Connections of a server that just ended must not keep a wanted port from us.
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    else:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
    return made


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
