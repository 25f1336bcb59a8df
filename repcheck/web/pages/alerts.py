"""The outbox: what the monitor sent to whom, and what waits."""

from aiohttp import web

from repcheck.app.wall.places import alert_page
from repcheck.render.wall.messages import message_rows, message_view
from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import page, reading
from repcheck.web.site import Site
from repcheck.web.visit import Visit


async def all_of_them(site: Site, visit: Visit) -> web.StreamResponse:
    """``/alerts``."""
    rows = await reading(site, lambda store: message_rows(store.outbox()))
    return await page(site, visit, "alerts.html.j2", title="Alerts", rows=rows)


async def one(site: Site, visit: Visit) -> web.StreamResponse:
    """``/alerts/ID``. Raises Refused for one that is not there."""
    found = await reading(site, lambda store: alert_page(store, visit.named("name")))
    if found is None:
        raise Refused(404, "The outbox has no such message: old ones are deleted.", "path", log=False)
    view = message_view(found)
    return await page(site, visit, "alert.html.j2", title=view.title, view=view)
