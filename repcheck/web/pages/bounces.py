"""Mail that was refused, by day and by cause."""

from aiohttp import web

from repcheck.app.wall.overview import by_cause
from repcheck.app.wall.places import BOUNCES, cause_page
from repcheck.render.wall.bounced import MOST, BouncesView, bounces_view, cause_view
from repcheck.targets.parse import quoted
from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import page, reading
from repcheck.web.paging import Pager, paged
from repcheck.web.site import Site
from repcheck.web.visit import Visit


async def handle(site: Site, visit: Visit) -> web.StreamResponse:
    """``/bounces``: 90 days."""
    now = site.world.now()
    found = await reading(site, lambda store: by_cause(store.bounce_hours(now - BOUNCES)))
    causes, pager = paged(visit, "/bounces", {}, found, most=MOST, part="causes")
    return await _shown(site, visit, bounces_view(found, causes, now), pager)


async def cause(site: Site, visit: Visit) -> web.StreamResponse:
    """``/causes/Example Mail refuses pool-a``. Raises Refused for one without bounces."""
    now, name = site.world.now(), visit.named("cause")
    found = await reading(site, lambda store: cause_page(store, name, now))
    if found is None:
        raise Refused(404, f"No bounce of {quoted(name)} was counted in 90 days.", "path", log=False)
    return await _shown(site, visit, cause_view(found, now))


async def _shown(
    site: Site, visit: Visit, view: BouncesView, pager: Pager | None = None
) -> web.StreamResponse:
    return await page(site, visit, "bounces.html.j2", title=view.title, view=view, pager=pager)
