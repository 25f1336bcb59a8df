"""What watches the server: alive, ready, and metrics."""

from aiohttp import web

from repcheck.app.memory.passed import last_pass
from repcheck.app.memory.status import status, usual_waits
from repcheck.errors import BadInput, StoreUnavailable
from repcheck.model.watch.remembered import Age
from repcheck.render.metrics.monitor import remembered
from repcheck.store.ports import StateStore
from repcheck.web.guard.headers import PRIVATE
from repcheck.web.handling import reading
from repcheck.web.site import Site
from repcheck.web.visit import Visit

_METRICS = "text/plain; version=0.0.4; charset=utf-8"
_WHY = {
    Age.STALE: "the last pass is older than two passes should be",
    Age.AHEAD: "the last pass lies ahead of this clock",
    Age.NONE: "no pass was made yet",
}


async def alive(_: Site, __: Visit) -> web.StreamResponse:
    """The process answers; it says nothing of what it knows."""
    return _text("ok\n")


async def ready(site: Site, _: Visit) -> web.StreamResponse:
    """200 when the store is reachable and a pass within twice its period; else 503 and why."""
    now, plan = site.world.now(), site.configured.plan
    try:
        found = await reading(site, lambda store: status(store, plan, {}, now, ()))
    except (StoreUnavailable, BadInput):
        # What it says may name files and hosts, and everybody may ask this.
        return _text("not ready: the memory of the monitor cannot be used\n", 503)
    if found.age is Age.FRESH:
        return _text("ready\n")
    return _text(f"not ready: {_WHY[found.age]}\n", 503)


async def metrics(site: Site, _: Visit) -> web.StreamResponse:
    """The families of ``repcheck monitor --format prometheus``, of the last pass."""
    now, plan = site.world.now(), site.configured.plan
    waits = usual_waits(site.configured.catalog)

    def made(store: StateStore) -> bytes:
        found = status(store, plan, waits, now)
        last = last_pass(store, found)
        return remembered(last.document, found.last, last.success)

    content = await reading(site, made)
    return web.Response(body=content, headers={"Content-Type": _METRICS, "Cache-Control": PRIVATE})


def _text(said: str, code: int = 200) -> web.Response:
    return web.Response(text=said, status=code, headers={"Cache-Control": PRIVATE})
