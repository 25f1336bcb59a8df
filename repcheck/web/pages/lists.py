"""All lists, and one of them."""

from aiohttp import web

from repcheck.app.memory.status import usual_waits
from repcheck.app.wall.overview import last_pass, lists_seen
from repcheck.app.wall.places import list_page
from repcheck.model.watch.wall import ListPage
from repcheck.render.wall.frame import Stale
from repcheck.render.wall.headline import stale_after
from repcheck.render.wall.links import list_link
from repcheck.render.wall.pairs import MOST, ListRow, list_rows, list_view
from repcheck.render.wall.rows import alike
from repcheck.store.ports import StateStore
from repcheck.targets.parse import quoted
from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import page, reading
from repcheck.web.paging import paged
from repcheck.web.site import Site
from repcheck.web.visit import Visit


async def all_of_them(site: Site, visit: Visit) -> web.StreamResponse:
    """``/lists``: how each answered, and what it lists."""
    now, configured = site.world.now(), site.configured

    def read(store: StateStore) -> tuple[tuple[ListRow, ...], Stale]:
        footprint = site.footprints.of(store)
        seen = lists_seen(store, footprint, footprint.unsettled)
        return list_rows(seen, configured.catalog), stale_after(last_pass(store, configured.plan, now))

    rows, stale = await reading(site, read)
    return await page(site, visit, "lists.html.j2", title="Lists", stale=stale, rows=rows)


async def one(site: Site, visit: Visit) -> web.StreamResponse:
    """``/lists/psbl``. Raises Refused for a list that is not watched."""
    now, configured, list_id = site.world.now(), site.configured, visit.named("list")
    waits = usual_waits(configured.catalog)

    def read(store: StateStore) -> tuple[ListPage | None, Stale]:
        found = list_page(store, configured.plan, waits, site.footprints.of(store), list_id, now)
        return found, stale_after(last_pass(store, configured.plan, now))

    found, stale = await reading(site, read)
    if found is None:
        raise Refused(404, f"No target is watched on {quoted(list_id)}.", "path", log=False)
    rows = alike(found.status.listings, now)
    listed, pager = paged(visit, list_link(list_id).path, {}, rows, most=MOST, part="listed")
    view = list_view(found, listed, configured.catalog)
    return await page(site, visit, "list.html.j2", title=view.name, stale=stale, view=view, pager=pager)
