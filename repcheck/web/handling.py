"""What handlers share: reading the store off the loop, and answers."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

from aiohttp import hdrs, web

from repcheck.errors import RepcheckError
from repcheck.model.watch.serving import Role
from repcheck.render.wall.frame import Frame, Stale
from repcheck.render.wall.shown import shown
from repcheck.store.ports import StateStore
from repcheck.web.guard.headers import PRIVATE
from repcheck.web.hub import State, state_of
from repcheck.web.site import Site
from repcheck.web.visit import Visit

T = TypeVar("T")


async def reading(site: Site, use: Callable[[StateStore], T]) -> T:
    """What ``use`` makes of the store, in a thread: for what reads or writes it, or takes more than a moment.

    Raises StoreUnavailable, which the gate answers with 503 and its one line.
    """
    return await asyncio.to_thread(lambda: use(site.memory.store()))


async def look(site: Site) -> None:
    """One look, after which the first page is ready before anybody is asked to load it.

    Nobody hears of a store that cannot be read just now: the pages say so themselves.
    """

    def read(store: StateStore) -> State:
        state = state_of(store)
        site.footprints.of(store)
        return state

    with contextlib.suppress(RepcheckError):
        async with site.hub.looking:
            site.hub.seen(await reading(site, read))


async def page(
    site: Site,
    visit: Visit,
    template: str,
    /,
    *,
    title: str,
    stale: Stale | None = None,
    done: str | None = None,
    status: int = 200,
    **values: Any,
) -> web.Response:
    """An answer made of a template of ``render/wall/templates``, rendered in a thread.

    ``values``  what the template shows; it finds ``frame``, ``site`` and ``piece`` beside them
    ``stale``   on each page that shows state; ``done``: what a form just did, in a sentence
    """
    who = visit.visitor
    frame = Frame(
        title=title,
        path=visit.path,
        now=site.world.now(),
        assets=site.assets.paths,
        token=site.sessions.token(who.session),
        visitor=who.name,
        may_change=who.role is Role.OPERATOR,
        known=who.role is not None,
        leaves=who.logged_in,
        stale=stale,
        done=done,
        still=visit.request.method == hdrs.METH_POST,
    )
    text = await asyncio.to_thread(shown, template, frame, values)
    return web.Response(
        text=text,
        status=status,
        content_type="text/html",
        charset="utf-8",
        headers={"Cache-Control": PRIVATE},
    )


def document(content: bytes, *, status: int = 200, kind: str = "application/json") -> web.Response:
    """A finished document of one of the renderers: JSON, metrics."""
    headers = {"Cache-Control": PRIVATE}
    return web.Response(body=content, status=status, content_type=kind, charset="utf-8", headers=headers)


def see_other(*path: str, done: str = "") -> web.Response:
    """303 to a page of this server (RFC 9110 section 15.4.4): ``see_other("targets", name)``.

    Each part is quoted, and it begins with one slash: where it leads, no request can say. ``done`` is a
    word of ours for what was done, which that page puts into a sentence.
    """
    where = "/" + "/".join(quote(part, safe="") for part in path) + (f"?done={quote(done)}" if done else "")
    return web.Response(status=303, headers={"Location": where, "Cache-Control": PRIVATE})
