"""Rows of a table that stand for all of their kind, so that the gate is tried apart from the pages."""

from aiohttp import web

from repcheck.web.handling import page, reading, see_other
from repcheck.web.route import Audience, Route
from repcheck.web.site import Site
from repcheck.web.visit import Visit


async def _shows(site: Site, visit: Visit) -> web.StreamResponse:
    return await page(site, visit, "login.html.j2", title="Private", wrong=f"private to {visit.visitor.name}")


async def _does(_: Site, visit: Visit) -> web.StreamResponse:
    return see_other("done", visit.form.get("to", ""))


async def _says(_: Site, visit: Visit) -> web.StreamResponse:
    return web.Response(text=f"{visit.visitor.name} {len(visit.body)}")


async def _stored(site: Site, _: Visit) -> web.StreamResponse:
    return web.Response(text=str(await reading(site, lambda store: store.extent().targets)))


async def _streams(_: Site, visit: Visit) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(visit.request)
    await answer.write(b"live")
    return answer


async def _fails(_: Site, __: Visit) -> web.StreamResponse:
    raise RuntimeError("a secret of the program")


ROOMS = (
    Route("GET", "/looked-at", _shows, Audience.VIEWER),
    Route("GET", "/managed", _shows, Audience.OPERATOR),
    Route("POST", "/managed", _does, Audience.OPERATOR, 1024),
    Route("POST", "/looked-at", _does, Audience.VIEWER, 1024),
    Route("GET", "/document", _says, Audience.TOKEN),
    Route("POST", "/document", _says, Audience.TOKEN, 1024),
    Route("POST", "/hooks/test", _says, Audience.HOOK, 64 * 1024),
    Route("GET", "/stored", _stored, Audience.PUBLIC),
    Route("GET", "/stream", _streams, Audience.VIEWER),
    Route("GET", "/broken", _fails, Audience.PUBLIC),
)
