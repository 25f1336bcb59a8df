"""The first page: how things stand."""

from aiohttp import web

from repcheck.app.memory.status import status, usual_waits
from repcheck.render.wall.overview import overview, stale_after
from repcheck.web.handling import page, reading
from repcheck.web.site import Site
from repcheck.web.visit import Visit


async def handle(site: Site, visit: Visit) -> web.StreamResponse:
    """The verdict over all that is watched."""
    now, plan = site.world.now(), site.configured.plan
    waits = usual_waits(site.configured.catalog)
    found = await reading(site, lambda store: status(store, plan, waits, now))
    return await page(
        site, visit, "overview.html.j2", title="Overview", verdict=overview(found), stale=stale_after(found)
    )
