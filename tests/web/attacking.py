"""A bound server, a client that writes what it likes, and timers that go off when a test says so."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Any

import msgspec

from repcheck.web.guard.connections import Bounds
from repcheck.web.route import Route
from repcheck.web.server import ServedAt, Serving
from repcheck.web.site import Site
from tests.web.browsing import made_site


class Timer:
    def __init__(self, due: float, call: Callable[[], None]) -> None:
        self.due = due
        self.call: Callable[[], None] | None = call

    def cancel(self) -> None:
        self.call = None


class Timers:
    """``later`` of connections; nothing goes off until ``forward``."""

    def __init__(self) -> None:
        self.now = 0.0
        self._set: list[Timer] = []

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        self._set.append(Timer(self.now + seconds, call))
        return self._set[-1]

    def forward(self, seconds: float) -> None:
        self.now += seconds
        due = [timer for timer in self._set if timer.due <= self.now]
        self._set = [timer for timer in self._set if timer.due > self.now]
        for timer in due:
            if timer.call is not None:
                timer.call()

    def waits(self, seconds: float) -> bool:
        """Whether one was set for so long a time."""
        return any(timer.call is not None and timer.due - self.now == seconds for timer in self._set)

    def waiting(self) -> int:
        return sum(timer.call is not None for timer in self._set)


class Answer(msgspec.Struct, frozen=True):
    """What came back; ``status`` 0: the connection ended without a word."""

    status: int
    head: str
    body: str


class Bound(msgspec.Struct, frozen=True):
    """A server on loopback; ``lines`` are those of its log."""

    port: int
    lines: list[str]
    timers: Timers
    serving: Serving

    async def sent(self, pieces: bytes | Iterable[bytes]) -> Answer:
        """What a server answers to these bytes, until it closes the connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            with contextlib.suppress(ConnectionError):
                for piece in [pieces] if isinstance(pieces, bytes) else pieces:
                    writer.write(piece)
                    await writer.drain()
            return parsed(await _all(reader))
        finally:
            writer.close()

    async def asked(
        self, path: str = "/login", *headers: str, method: str = "GET", body: bytes = b""
    ) -> Answer:
        return await self.sent(request(path, *headers, method=method, body=body))


def request(
    path: str, *headers: str, method: str = "GET", host: str = "localhost", body: bytes = b""
) -> bytes:
    """One request after which the connection ends."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def parsed(data: bytes) -> Answer:
    head, _, body = data.decode("utf-8", "replace").partition("\r\n\r\n")
    return Answer(int(head.split(" ", 2)[1]) if head else 0, head, body)


async def _all(reader: asyncio.StreamReader) -> bytes:
    read = bytearray()
    with contextlib.suppress(ConnectionError):
        while piece := await reader.read(65_536):
            read += piece
    return bytes(read)


@contextlib.asynccontextmanager
async def bound(
    routes: Sequence[Route] | None = None, bounds: Bounds | None = None, **changed: Any
) -> AsyncIterator[Bound]:
    lines: list[str] = []
    site: Site = made_site(log=lines.append, **changed)
    timers = Timers()
    serving = Serving(
        site, ServedAt("127.0.0.1", 0), bounds or Bounds(), timers.later, linger=0.0, routes=routes
    )
    port = await serving.begin()
    try:
        yield Bound(port, lines, timers, serving)
    finally:
        await serving.end()


async def refused(server: Bound, answer: Answer, *statuses: int) -> str:
    """The line of the one refusal; the server is well after it."""
    assert answer.status in statuses, answer
    assert len(server.lines) == 1, server.lines
    line = server.lines.pop()
    assert line.startswith("refused ")
    assert line.isprintable()
    if answer.status:
        assert "X-Content-Type-Options: nosniff" in answer.head
        assert "aiohttp" not in answer.head
    assert (await server.asked("/looked-at")).status == 200
    assert server.lines == []
    return line
