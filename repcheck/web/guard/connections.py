"""Connections: how many there may be, and how long one may take to say what it wants or to take an answer.

A client that sends a byte now and then (slow loris), or reads none of its answer, would hold a connection
for ever: from its first byte on a request has a time in which it must be there whole.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol

import msgspec
from aiohttp import web
from aiohttp.web_server import Server

from repcheck.web.guard.attempts import network_of
from repcheck.web.guard.headers import ALWAYS
from repcheck.web.guard.refusal import Refused, line_of

#: Seconds for a request up to the end of its body; each further ``BYTES`` of a body may take a second more.
WHOLE, BYTES = 15.0, 32 * 1024
#: Seconds in which a client takes something of its answer.
TAKEN = 30.0


class Timer(Protocol):
    """What ``loop.call_later`` returns."""

    def cancel(self) -> None:
        """Do not call any more."""


Later = Callable[[float, Callable[[], None]], Timer]


class Bounds(msgspec.Struct, frozen=True):
    """How many connections: of all, and of one address (an IPv6 network) that is not exempt."""

    all: int = 512
    of_one: int = 48


class Connections:
    """Those that are open.

    ``exempt``  whether an address may have as many as there may be of all
    ``later``   calls something after that many seconds; None: the loop's
    """

    def __init__(
        self,
        log: Callable[[str, str], None],
        exempt: Callable[[str], bool],
        bounds: Bounds = Bounds(),  # noqa: B008 - frozen
        later: Later | None = None,
    ) -> None:
        self.log = log
        self.later = later
        self._exempt = exempt
        self._bounds = bounds
        self._of: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._of.total()

    def add(self, peer: str) -> bool:
        """Count one more, and whether it may stay; either way ``drop`` is called when it ends."""
        key = network_of(peer)
        self._of[key] += 1
        fits = self._exempt(peer) or self._of[key] <= self._bounds.of_one
        return fits and len(self) <= self._bounds.all

    def drop(self, peer: str) -> None:
        """One has ended."""
        key = network_of(peer)
        self._of[key] -= 1
        if self._of[key] <= 0:
            del self._of[key]


class Connection(web.RequestHandler):
    """aiohttp's side of one connection, with a time for each request."""

    __slots__ = ("_busy", "_open", "_peer", "_reading", "_those", "_writing")

    def __init__(self, server: Server, those: Connections, **options: Any) -> None:
        loop = asyncio.get_running_loop()
        super().__init__(server, loop=loop, **options)
        self._those = those
        self._peer = "?"
        self._open = self._busy = False
        self._reading: Timer | None = None
        self._writing: Timer | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it; one too many is closed at once."""
        name = transport.get_extra_info("peername")
        self._peer = str(name[0]) if isinstance(name, tuple) and name else "?"
        self._open = True
        fits = self._those.add(self._peer)
        super().connection_made(transport)
        if not fits:
            self._end("connections", "there are too many")

    def connection_lost(self, exc: BaseException | None) -> None:
        """Count it no more."""
        self._disarm()
        if self._open:
            self._open = False
            self._those.drop(self._peer)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The time of a request begins with its first byte, and further bytes do not lengthen it."""
        if self._reading is None and not self._busy:
            self.expect(0)
        super().data_received(data)

    def pause_writing(self) -> None:
        """The client takes nothing at the moment."""
        super().pause_writing()
        if self._writing is None:
            self._writing = self._later(TAKEN, lambda: self._end("slow", "takes nothing of its answer"))

    def resume_writing(self) -> None:
        """It does again."""
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None
        super().resume_writing()

    def expect(self, body: int) -> None:
        """Begin the time for what is still to come, with a body of ``body`` bytes."""
        if self._reading is not None:
            self._reading.cancel()
        what = "takes too long to say what it wants"
        self._reading = self._later(WHOLE + body / BYTES, lambda: self._end("slow", what))

    def heard(self) -> None:
        """The request is there whole: from here on the time is the handler's."""
        self._busy = True
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def answered(self) -> None:
        """The handler is done; the next byte begins the next request, also where no body was waited for."""
        self.heard()
        self._busy = False

    def handle_error(
        self,
        request: web.BaseRequest,  # noqa: ARG002 - as above
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 - it repeats the request
    ) -> web.StreamResponse:
        """Answer what is not HTTP, or a fault, in one line that repeats nothing."""
        why, said = (
            ("request", "This is not a request that can be read.") if status < 500 else ("fault", "A fault.")
        )
        refused = Refused(status, said, why, type(exc).__name__ if exc is not None else "")
        self._those.log(line_of(refused, "?", "?", self._peer), why)
        answer = web.Response(
            status=status, text=said + "\n", headers={**ALWAYS, "Cache-Control": "no-store"}
        )
        answer.force_close()
        return answer

    def _later(self, seconds: float, call: Callable[[], None]) -> Timer:
        later = self._those.later or asyncio.get_running_loop().call_later
        return later(seconds, call)

    def _end(self, why: str, detail: str) -> None:
        status = 503 if why == "connections" else 408
        self._those.log(line_of(Refused(status, "", why, detail), "?", "?", self._peer), why)
        self._disarm()
        if self.transport is not None:
            self.transport.abort()

    def _disarm(self) -> None:
        for timer in (self._reading, self._writing):
            if timer is not None:
                timer.cancel()
        self._reading = self._writing = None
