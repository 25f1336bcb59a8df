"""``/explain``: paste a bounce and read what it means. Nothing is asked and nothing is kept.

What it names can be checked from there, by the form of any other check.
"""

import asyncio
from collections.abc import Sequence

import msgspec
from aiohttp import web

from repcheck._version import __version__
from repcheck.app.bounces.explain import explain, to_look_up
from repcheck.render.html.parts import Cause
from repcheck.render.html.shown import document_of
from repcheck.render.view import View
from repcheck.render.wall.meant import Meant, meant
from repcheck.web.handling import page
from repcheck.web.site import Site
from repcheck.web.visit import Visit

#: Bytes of the form, in which each letter may take three.
MOST_FORM = 256 * 1024
#: Letters that are read; the notice stands before the mail that came back.
MOST_TEXT = 64 * 1024


class _Explained(msgspec.Struct, frozen=True, kw_only=True):
    """What the text means. ``named``: addresses and domains of it that can be looked up.

    A ``left`` says how much is not shown; empty: all is.
    """

    answer: Sequence[Meant] = ()
    left: str = ""
    causes: Sequence[Cause] = ()
    causes_left: str = ""
    named: Sequence[str] = ()


_NOTHING = _Explained()


async def show(site: Site, visit: Visit) -> web.StreamResponse:
    """The form."""
    return await _page(site, visit, "")


async def answer(site: Site, visit: Visit) -> web.StreamResponse:
    """What the pasted text means, above the form that holds it still."""
    text = visit.form.get("text", "")[:MOST_TEXT]
    report = await asyncio.to_thread(explain, text, site.configured.catalog, site.world)
    if not report.bounces:
        return await _page(site, visit, text, status=422, wrong="No refusal is in this text.")
    view = View(version=__version__, schema="repcheck.bounces/1")
    document = await asyncio.to_thread(document_of, report, view)
    named = tuple(to_look_up(report.causes))
    said, left = meant(report)
    found = _Explained(
        answer=said, left=left, causes=document.causes, causes_left=document.causes_left, named=named
    )
    return await _page(site, visit, text, found=found)


async def _page(
    site: Site,
    visit: Visit,
    text: str,
    *,
    status: int = 200,
    wrong: str | None = None,
    found: _Explained = _NOTHING,
) -> web.StreamResponse:
    return await page(
        site,
        visit,
        "explain.html.j2",
        title="Explain a bounce",
        status=status,
        text=text,
        wrong=wrong,
        answer=found.answer,
        left=found.left,
        causes=found.causes,
        causes_left=found.causes_left,
        named=found.named,
    )
