"""What strangers write to the wire: slowly, without end, or so that it can be read in two ways."""

import asyncio
import contextlib
from collections.abc import Iterator

import pytest

from repcheck.web import pages
from tests.web.attacking import bound, refused, request
from tests.web.rooms import ROOMS

ROWS = (*ROOMS, *pages.ROUTES)
MB = 1024 * 1024


async def ended(reader: asyncio.StreamReader) -> None:
    """The other end closed the connection, and said nothing."""
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""


async def test_slow_clients_lose_their_connections_and_nobody_else_does() -> None:
    async with bound(ROWS) as server:
        slow = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(30)]
        for _, writer in slow:
            writer.write(b"GET /looked-at HTTP/1.1\r\nHost: localhost\r\nX-")
            await writer.drain()
        while server.timers.waiting() < 30:
            await asyncio.sleep(0)
        server.timers.forward(10)
        for _, writer in slow:
            writer.write(b"a")  # another byte gives no more time
            await writer.drain()
        assert (await server.asked("/looked-at")).status == 200
        server.timers.forward(6)
        for reader, writer in slow:
            await ended(reader)
            writer.close()
        assert len(server.lines) == 30
        assert {line.partition(" from ")[0] for line in server.lines} == {"refused 408 slow: ? ?"}
        assert (await server.asked("/looked-at")).status == 200
        assert server.timers.waiting() == 0


async def test_a_connection_that_waits_for_its_next_request_is_not_slow() -> None:
    async with bound(ROWS) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for path, status in (("/none", 404), ("/looked-at", 200), ("/managed", 200)):
            writer.write(f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(f"HTTP/1.1 {status} ".encode())
            assert server.timers.waiting() == 0
            server.timers.forward(60)
        writer.close()
        assert [line.split()[2] for line in server.lines] == ["path:"]


async def test_a_slow_body_has_its_time_too() -> None:
    async with bound(ROWS) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"POST /hooks/test HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1")
        while server.timers.waiting() < 1:
            await asyncio.sleep(0)
        server.timers.forward(60)
        await ended(reader)
        writer.close()
        assert len(server.lines) == 1
        assert (await server.asked("/looked-at")).status == 200


def streamed(most: int, counted: list[int]) -> Iterator[bytes]:
    """A body of so many bytes in pieces, which counts what was taken of it."""
    yield request("/hooks/test", "Transfer-Encoding: chunked", method="POST")
    piece = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    for _ in range(most // 65_536):
        counted[0] += 65_536
        yield piece
    yield b"0\r\n\r\n"


async def test_a_body_of_100_mb_is_refused_before_it_is_read() -> None:
    async with bound(ROWS) as server:
        for path in ("/hooks/test", "/managed", "/document", "/login"):
            head = request(path, f"Content-Length: {100 * MB}", method="POST")
            await refused(server, await server.sent(head), 413)
        asked = request("/hooks/test", f"Content-Length: {100 * MB}", "Expect: 100-continue", method="POST")
        answer = await server.sent(asked)
        assert "100 Continue" not in answer.head
        await refused(server, answer, 413)
        await refused(server, await server.asked("/looked-at", f"Content-Length: {100 * MB}"), 413)
        counted = [0]
        await refused(server, await server.sent(streamed(100 * MB, counted)), 413, 0)
        assert counted[0] < 20 * MB
        packed = request("/hooks/test", "Content-Encoding: gzip", method="POST", body=b"\x1f\x8b")
        await refused(server, await server.sent(packed), 415, 400)
        good = request("/hooks/test", "Expect: 100-continue", method="POST", body=b"12345")
        assert (await server.sent(good)).body.endswith(" 5")


BOMBS = {
    "a long line": request("/looked-at?" + "a" * 20_000),
    "a long header": request("/looked-at", "X-Bomb: " + "a" * 20_000),
    "many headers": request("/looked-at", *(f"X-{number}: a" for number in range(200))),
    "a long cookie": request("/looked-at", "Cookie: repcheck=" + "a" * 20_000),
    "a header without end": b"GET /looked-at HTTP/1.1\r\nHost: localhost\r\n" + b"X: " + b"a" * 200_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
async def test_a_header_is_bounded(bomb: str) -> None:
    async with bound(ROWS) as server:
        await refused(server, await server.sent(BOMBS[bomb]), 400, 431, 414)


async def test_a_method_is_what_the_first_line_says() -> None:
    async with bound(ROWS) as server:
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "G-T"):
            await refused(server, await server.asked("/looked-at", method=method), 400, 404, 405)
        for header in ("X-HTTP-Method-Override: POST", "X-Method-Override: DELETE"):
            assert (await server.asked("/managed?_method=POST", header)).status == 200
        for path in ("/login", "/document"):
            assert (await server.asked(path, method="HEAD")).body == ""


SMUGGLED = {
    "length and chunks": ("Content-Length: 6", "Transfer-Encoding: chunked"),
    "two lengths": ("Content-Length: 5", "Content-Length: 6"),
    "two lengths in one": ("Content-Length: 5, 6",),
    "a signed length": ("Content-Length: +5",),
    "a length in hex": ("Content-Length: 0x5",),
    "chunks that are none": ("Transfer-Encoding: xchunked",),
    "chunks before another coding": ("Transfer-Encoding: chunked, identity",),
    "a space before the colon": ("Content-Length : 5",),
    "a folded line": ("X-Folded: a\r\n b: c", "Transfer-Encoding:\r\n chunked"),
    "a chunk without size": ("Transfer-Encoding: chunked\r\n\r\nZZ",),
    "a null byte": ("X-Null: a\0b",),
    "a bare CR": ("X-Bare: a\rContent-Length: 5",),
}


@pytest.mark.parametrize("trick", SMUGGLED)
async def test_a_request_has_one_end(trick: str) -> None:
    """What a proxy and this server could read apart is no request (RFC 9112 section 11.2)."""
    async with bound(ROWS) as server:
        head = request("/hooks/test", *SMUGGLED[trick], method="POST")
        smuggled = head.replace(b"Connection: close\r\n", b"") + b"0\r\n\r\nGET /managed HTTP/1.1\r\n\r\n"
        answer = await server.sent(smuggled)
        assert "HTTP/1.1 200" not in answer.body
        await refused(server, answer, 400)


async def test_no_other_protocol_is_taken_up() -> None:
    async with bound(ROWS) as server:
        for kind in ("websocket", "h2c", "TLS/1.3"):
            head = request("/looked-at", f"Upgrade: {kind}", "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA")
            head = head.replace(b"Connection: close", b"Connection: Upgrade, close")
            answer = await server.sent([head, b"\x81\x00" * 1000])
            assert answer.status in (0, 200, 400)
            assert "101" not in answer.head
        server.lines.clear()
        assert (await server.asked("/looked-at")).status == 200
        assert server.lines == []
