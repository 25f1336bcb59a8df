"""The first page: how things stand."""

from aiohttp import web

from repcheck.app.memory.status import usual_waits
from repcheck.app.wall.overview import overview
from repcheck.render.wall.board import board
from repcheck.web.handling import page, reading
from repcheck.web.site import Site
from repcheck.web.visit import Visit


async def handle(site: Site, visit: Visit) -> web.StreamResponse:
    """The verdict over all that is watched, and what it rests on."""
    now, configured = site.world.now(), site.configured
    waits = usual_waits(configured.catalog)
    made = await reading(
        site,
        lambda store: board(
            overview(store, configured.plan, waits, site.footprints.of(store), now), configured.catalog
        ),
    )
    return await page(site, visit, "overview.html.j2", title=made.verdict.word, stale=made.stale, board=made)
