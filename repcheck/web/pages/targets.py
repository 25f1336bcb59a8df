"""All targets, and one of them."""

from collections.abc import Mapping

import msgspec
from aiohttp import web

from repcheck.app.memory.status import usual_waits
from repcheck.app.wall.domains import is_domain, last_look
from repcheck.app.wall.overview import last_pass
from repcheck.app.wall.places import target_page
from repcheck.model.watch.wall import TargetPage
from repcheck.render.wall.domains import DomainView, domain_view
from repcheck.render.wall.frame import Stale
from repcheck.render.wall.headline import stale_after
from repcheck.render.wall.links import VEIL
from repcheck.render.wall.pairs import target_rows, target_view
from repcheck.store.ports import StateStore
from repcheck.targets.parse import quoted
from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import page, reading
from repcheck.web.paging import paged
from repcheck.web.site import Site
from repcheck.web.visit import Visit
from repcheck.words.text import count

_MOST_ASKED = 100
#: What a form may have done, by the word in the address that it redirects to.
_DONE = {
    "muted": "Muted: nobody is woken for it until then.",
    "unmuted": "The mute has ended.",
    "noted": "Noted: the pages say from now on how long ago the list was asked.",
}
_UNTYPED = {"list": "", "until": "14d", "reason": "", "note": ""}


class Wrong(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a form of the page.

    ``form``   "mute" or "asked"; empty: one of another page
    ``field``  the name of the field that it is about, and ``typed`` what stood in all of them
    """

    said: str
    form: str
    field: str
    typed: Mapping[str, str]


async def all_of_them(site: Site, visit: Visit) -> web.StreamResponse:
    """``/targets?q=&list=``: 200 at a time, the worst first; those that a list lists."""
    now, plan = site.world.now(), site.configured.plan
    asked = {name: (visit.asked(name) or "").strip()[:_MOST_ASKED] for name in ("q", "list")}

    def read(store: StateStore) -> tuple[tuple[object, ...], Stale]:
        footprint = site.footprints.of(store)
        found = target_rows(footprint.watched, footprint.unsettled, asked["q"], asked["list"])
        return found, stale_after(last_pass(store, plan, now))

    rows, stale = await reading(site, read)
    shown, pager = paged(visit, "/targets", asked, rows)
    said = {name: VEIL.name(value) for name, value in asked.items()}
    listed = f" listed on {said['list']}" if asked["list"] else ""
    return await page(
        site,
        visit,
        "targets.html.j2",
        title="Targets",
        stale=stale,
        asked=asked,
        said=said,
        rows=shown,
        pager=pager,
        says=f"{count(len(rows), 'target')}{listed}, the worst first",
    )


async def one(site: Site, visit: Visit) -> web.StreamResponse:
    """``/targets/192.0.2.10``, ``/domains/example.com``."""
    return await shown(site, visit, visit.named("target"), done=_DONE.get(visit.asked("done") or ""))


async def shown(
    site: Site,
    visit: Visit,
    target: str,
    *,
    done: str | None = None,
    wrong: Wrong | None = None,
) -> web.StreamResponse:
    """The page of a target. Raises Refused when nothing is remembered of it.

    ``wrong``  what is wrong with a form of it
    """
    now, configured = site.world.now(), site.configured
    waits = usual_waits(configured.catalog)

    def read(store: StateStore) -> tuple[TargetPage | None, Stale, DomainView | None]:
        found = target_page(store, configured.plan, waits, target, now)
        look, by_passes = last_look(store, target), configured.plan.records is not None
        shows = look is not None or is_domain(target)
        records = domain_view(look, by_passes=by_passes) if shows else None
        return found, stale_after(last_pass(store, configured.plan, now)), records

    found, stale, records = await reading(site, read)
    if found is None:
        raise Refused(
            404, f"Nothing is remembered of {quoted(target)}: no pass has watched it.", "path", log=False
        )
    view = target_view(found)
    return await page(
        site,
        visit,
        "target.html.j2",
        title=view.shown,
        stale=stale,
        done=done,
        status=200 if wrong is None else 400,
        view=view,
        domain=records,
        wrong=None if wrong is None else wrong.said,
        form="" if wrong is None else wrong.form,
        field="" if wrong is None else wrong.field,
        typed={**_UNTYPED, **({} if wrong is None else wrong.typed)},
    )
