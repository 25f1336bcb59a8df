"""The application, and its life: bound, run, ended in good order."""

import asyncio
import os
import signal
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, Protocol

import msgspec
from aiohttp import web
from aiohttp.web_server import Server

from repcheck.alerts.systemd import beating, notify
from repcheck.errors import RepcheckError
from repcheck.web.gate import entered, gate_of, with_headers
from repcheck.web.guard.bounds import FIELD, HEADERS, LINE
from repcheck.web.guard.connections import Bounds, Connection, Connections, Later
from repcheck.web.handling import look
from repcheck.web.live.stream import look_on
from repcheck.web.route import Route
from repcheck.web.routes import table
from repcheck.web.site import Site

#: Seconds for answers that are under way when the server is to end.
_LAST = 5.0
#: Seconds between two requests, for a handshake, and for what still comes after a refusal.
_IDLE, _HANDSHAKE, _LINGER = 30.0, 10.0, 1.0
_BACKLOG = 128


class ServedAt(msgspec.Struct, frozen=True):
    """Where it is served.

    ``tls``    None: unencrypted
    ``renew``  reads anew who may come in, and the certificate; raises BadInput, and all stays as it was
    """

    host: str
    port: int
    tls: ssl.SSLContext | None = None
    renew: Callable[[], None] | None = None


def make_app(site: Site, routes: Sequence[Route] | None = None) -> web.Application:
    """All routes (None: those of the table) behind the gate. Costs nothing and opens nothing."""
    app = web.Application(middlewares=[gate_of(site)], client_max_size=0)
    for route in table() if routes is None else routes:
        app.router.add_route(route.method, route.path, entered(site, route), expect_handler=_asked_later)
        if route.method == "GET":
            app.router.add_route("HEAD", route.path, entered(site, route), expect_handler=_asked_later)

    async def close(_: web.Application) -> None:
        await site.checks.close()
        if site.entrance.passwords is not None:
            site.entrance.passwords.close()
        await asyncio.to_thread(site.memory.close)

    async def part(_: web.Application) -> None:
        site.hub.close()

    async def looking(_: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(look_on(site))
        yield
        task.cancel()

    app.cleanup_ctx.append(looking)
    app.on_shutdown.append(part)
    app.on_cleanup.append(close)
    app.on_response_prepare.append(with_headers)
    return app


async def _asked_later(_: web.Request) -> None:
    """A body is asked for once its size is known to fit (``guard.bounds``)."""


class Serving:
    """One bound server: ``await begin()``, and ``await end()`` in good order.

    ``bounds``, ``later``  of connections, see ``guard.connections``
    ``routes``  None: those of the table
    ``linger``  seconds in which what still comes after a refusal is read and dropped
    """

    def __init__(
        self,
        site: Site,
        place: ServedAt,
        bounds: Bounds = Bounds(),  # noqa: B008 - frozen
        later: Later | None = None,
        linger: float = _LINGER,
        routes: Sequence[Route] | None = None,
    ) -> None:
        self._place = place
        self._linger = linger
        self._runner = web.AppRunner(make_app(site, routes), handle_signals=False, shutdown_timeout=_LAST)
        self._listening: asyncio.Server | None = None
        self.connections = Connections(site.log, _exempt(site), bounds, later)

    async def begin(self) -> int:
        """Take connections; returns the port. Raises OSError when the address cannot be used."""
        await self._runner.setup()
        server = self._runner.server
        assert server is not None
        place = self._place
        tls: dict[str, Any] = {}
        if place.tls is not None:
            tls = {"ssl": place.tls, "ssl_handshake_timeout": _HANDSHAKE, "ssl_shutdown_timeout": _LAST}
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(
            lambda: self._connection(server), place.host, place.port, backlog=_BACKLOG, **tls
        )
        return int(self._listening.sockets[0].getsockname()[1])

    async def end(self) -> None:
        """Take no more connections, finish the answers that are under way, close the rest."""
        if self._listening is not None:
            self._listening.close()
        await self._runner.cleanup()

    def _connection(self, server: Server) -> Connection:
        options: dict[str, Any] = {
            "access_log": None,
            "max_line_size": LINE,
            "max_field_size": FIELD,
            "max_headers": HEADERS,
            "keepalive_timeout": _IDLE,
            "lingering_time": self._linger,
            # a packed body is refused, so that none is unpacked before
            "auto_decompress": False,
        }
        return Connection(server, self.connections, **options)


def _exempt(site: Site) -> Callable[[str], bool]:
    """This machine and the proxies bring the requests of many."""

    def exempt(peer: str) -> bool:
        return site.entrance.proxies.believed(peer) or peer.startswith("127.") or peer == "::1"

    return exempt


class Beside(Protocol):
    """What runs beside the server, in a process of its own.

    ``passed``  a pipe: a byte for each pass that has ended; at its end there will be no more
    """

    passed: int

    def hang_up(self) -> None:
        """Have it take up the configuration as it is now."""


async def serve(
    site: Site, place: ServedAt, ready: Callable[[int], None], beside: Beside | None = None
) -> None:
    """Serve until SIGTERM or SIGINT, or what runs beside it ends; answers under way are finished.

    SIGHUP calls ``renew``, and is passed on.

    ``ready``  is given the port once connections are taken; raises OSError when it cannot be bound
    """
    loop, environ = asyncio.get_running_loop(), site.world.environ
    end, hung_up = asyncio.Event(), asyncio.Event()
    serving = Serving(site, place)
    renewing = asyncio.create_task(_renewing(site, place, hung_up))
    looks: set[asyncio.Task[None]] = set()

    def hang_up() -> None:
        hung_up.set()
        if beside is not None:
            beside.hang_up()

    def hear(passed: int) -> None:
        if not os.read(passed, 64):
            loop.remove_reader(passed)
            end.set()
            return
        looks.add(task := loop.create_task(look(site)))
        task.add_done_callback(looks.discard)

    try:
        port = await serving.begin()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, end.set)
        loop.add_signal_handler(signal.SIGHUP, hang_up)
        if beside is not None:
            loop.add_reader(beside.passed, hear, beside.passed)
        ready(port)
        notify("READY=1", environ)
        await beating(end.wait(), environ)
    finally:
        notify("STOPPING=1", environ)
        if beside is not None:
            loop.remove_reader(beside.passed)
        renewing.cancel()
        await serving.end()


async def _renewing(site: Site, place: ServedAt, hung_up: asyncio.Event) -> None:
    while place.renew is not None:
        await hung_up.wait()
        hung_up.clear()
        try:
            await asyncio.to_thread(place.renew)
        except RepcheckError as error:
            site.log(f"all stays as it was: {error}", "renewed")
        else:
            site.log("accounts, tokens, proxy, certificate and key of the sessions were read anew", "renewed")
