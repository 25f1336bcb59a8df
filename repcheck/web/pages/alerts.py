"""The outbox: what the monitor sent to whom, and what waits."""

from aiohttp import web

from repcheck.app.wall.places import alert_page
from repcheck.model.watch.outbox import Outgoing
from repcheck.render.wall.links import alert_link
from repcheck.render.wall.messages import STATES, message_rows, message_view, wanted_messages
from repcheck.render.wall.rows import change_rows
from repcheck.store.ports import StateStore
from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import page, reading
from repcheck.web.paging import paged
from repcheck.web.site import Site
from repcheck.web.visit import Visit
from repcheck.words.text import count

_MOST_ASKED = 100


async def all_of_them(site: Site, visit: Visit) -> web.StreamResponse:
    """``/alerts?state=&q=``: those that wait first, then the newest."""
    asked = {name: (visit.asked(name) or "").strip()[:_MOST_ASKED] for name in ("state", "q")}

    def read(store: StateStore) -> tuple[list[Outgoing], int]:
        outbox = store.outbox()
        return wanted_messages(outbox, asked["state"], asked["q"]), len(outbox)

    found, kept = await reading(site, read)
    shown, pager = paged(visit, "/alerts", asked, found)
    return await page(
        site,
        visit,
        "alerts.html.j2",
        title="Alerts",
        asked=asked,
        states=STATES,
        kept=kept,
        rows=message_rows(shown),
        says=f"{count(len(found), 'message')}: those that wait first, then the newest",
        pager=pager,
    )


async def one(site: Site, visit: Visit) -> web.StreamResponse:
    """``/alerts/ID``. Raises Refused for one that is not there."""
    name = visit.named("name")
    found = await reading(site, lambda store: alert_page(store, name))
    if found is None:
        raise Refused(404, "The outbox has no such message: old ones are deleted.", "path", log=False)
    view = message_view(found)
    changes, pager = paged(visit, alert_link(name, "").path, {}, found.changes, part="changes")
    rows = change_rows(changes)
    return await page(site, visit, "alert.html.j2", title=view.title, view=view, changes=rows, pager=pager)
