"""The application, and its life: bound, run, ended in good order."""

import asyncio
import signal
from collections.abc import Callable

from aiohttp import web

from repcheck.web.gate import entered, gate_of
from repcheck.web.guard.bounds import FIELD, HEADERS, LINE
from repcheck.web.routes import table
from repcheck.web.site import Site

#: Seconds for answers that are under way when the server is told to end.
_LAST = 5.0
_IDLE = 30.0


def make_app(site: Site) -> web.Application:
    """All routes behind the gate. Costs nothing and opens nothing."""
    app = web.Application(middlewares=[gate_of(site)], client_max_size=0)
    for route in table():
        handler = entered(site, route)
        if route.method == "GET":
            app.router.add_get(route.path, handler)
        else:
            app.router.add_route(route.method, route.path, handler)

    async def close(_: web.Application) -> None:
        await asyncio.to_thread(site.memory.close)

    app.on_cleanup.append(close)
    return app


def runner_of(app: web.Application) -> web.AppRunner:
    """What speaks HTTP for the application, within the bounds of a request."""
    return web.AppRunner(
        app,
        access_log=None,
        handle_signals=False,
        max_line_size=LINE,
        max_field_size=FIELD,
        max_headers=HEADERS,
        keepalive_timeout=_IDLE,
        shutdown_timeout=_LAST,
    )


async def serve(site: Site, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Serve until SIGTERM or SIGINT; answers under way are finished.

    ``ready``  is told the port once connections are taken; raises OSError when it cannot be bound
    """
    loop, end = asyncio.get_running_loop(), asyncio.Event()
    runner = runner_of(make_app(site))
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, end.set)
        ready(int(runner.addresses[0][1]))
        await end.wait()
    finally:
        await runner.cleanup()
