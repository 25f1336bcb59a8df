"""A web server on loopback that does whatever a test wants, faults that real ones have among them."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime

from aiohttp import web

#: What the time of day is for those who ask.
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

#: What no faithful answer is: whoever reads one of these must not find that something is clean.
_BIG = 1 << 21


class Server:
    """``url`` is its base address; ``asked`` are (method, path with query, headers) of each request.

    ``handler`` may be replaced at any time.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.asked: list[tuple[str, str, Mapping[str, str]]] = []
        self.url = ""
        self._end: Callable[[], object] = lambda: None
        self._ready = threading.Event()
        # asyncio.run cancels what hangs when all is over.
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for _, path, _ in self.asked]

    async def _serve(self) -> None:
        async def handle(request: web.BaseRequest) -> web.StreamResponse:
            self.asked.append((request.method, request.path_qs, dict(request.headers)))
            return await self.handler(request)

        runner = web.ServerRunner(web.Server(handle, access_log=None), shutdown_timeout=0.001)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        over, loop = asyncio.Event(), asyncio.get_running_loop()
        self._end = lambda: loop.call_soon_threadsafe(over.set)
        self._ready.set()
        await over.wait()
        await runner.cleanup()

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        self._end()
        self._thread.join()


@contextmanager
def serving(handler: Handler) -> Iterator[Server]:
    """A server with this handler, in a thread of its own."""
    server = Server(handler)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def says(status: int, body: bytes | str = b"", kind: str = "application/json", **headers: str) -> Handler:
    """Answers everything with this."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    data = body.encode() if isinstance(body, str) else body

    async def handle(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=status, body=data, headers={"Content-Type": kind, **named})

    return handle


async def hangs(_: web.BaseRequest) -> web.StreamResponse:
    """Takes the question and says nothing."""
    await asyncio.Event().wait()
    raise AssertionError


async def crawls(request: web.BaseRequest) -> web.StreamResponse:
    """Begins an answer and never ends it."""
    answer = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "100"})
    await answer.prepare(request)
    await answer.write(b'{"resp":')
    await asyncio.Event().wait()
    raise AssertionError


async def cuts(request: web.BaseRequest) -> web.StreamResponse:
    """Promises more than it sends."""
    answer = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "100"})
    await answer.prepare(request)
    await answer.write(b'{"resp":[1002]')
    assert request.transport is not None
    request.transport.close()
    return answer


#: By name: what it does, and the reason that it must end in, of a source that gives none of these a meaning.
FAULTS: Mapping[str, tuple[Handler, str]] = {
    "empty": (says(200), "unexpected_answer"),
    "wrong key": (says(401, '{"status":401}'), "key_invalid"),
    "forbidden": (says(403, '{"status":403}'), "not_authorised"),
    "too many, in seconds": (says(429, "", Retry_After="30000"), "over_quota"),
    "too many, until a date": (
        says(429, "", Retry_After=format_datetime(NOW.replace(year=NOW.year + 1), usegmt=True)),
        "over_quota",
    ),
    "too many, for no time": (says(429, "", Retry_After="0"), "over_quota"),
    "server error": (says(500, "oops", "text/plain"), "servfail"),
    "gateway": (says(502, "<html>", "text/html"), "servfail"),
    "back end late": (says(504), "timeout"),
    "slow": (crawls, "timeout"),
    "hang": (hangs, "timeout"),
    "cut": (cuts, "unexpected_answer"),
    "web page": (says(200, "<!DOCTYPE html><p>Sign in", "text/html"), "unexpected_answer"),
    "wrong type": (says(200, '{"resp":[]}', "application/octet-stream"), "unexpected_answer"),
    "no JSON": (says(200, "{"), "unexpected_answer"),
    "wrong shape": (says(200, '{"resp":"none"}'), "unexpected_answer"),
    "nested": (says(200, "[" * 5000 + "]" * 5000), "unexpected_answer"),
    "huge": (says(200, b" " * _BIG), "unexpected_answer"),
    "packed": (says(200, b"\x1f\x8b", Content_Encoding="gzip"), "unexpected_answer"),
    "elsewhere": (says(302, "", Location="https://127.0.0.1:1/"), "unexpected_answer"),
    "to this network": (says(307, "", Location="http://192.168.0.1/"), "unexpected_answer"),
}
