"""What is known without the memory: lists of the catalog, bounce records that are kept, a pasted bounce."""

import asyncio
from collections.abc import Iterator
from itertools import islice

import msgspec
from aiohttp import web

from repcheck._version import __version__
from repcheck.app.bounces.explain import explain
from repcheck.app.bounces.stored import stored_records
from repcheck.errors import StoreUnavailable
from repcheck.model.bounces import BounceRecord
from repcheck.render.json.lists import render_lists_json
from repcheck.render.json.record import record_line
from repcheck.render.json.report import render_json
from repcheck.web.documents.fields import next_link, page_of
from repcheck.web.documents.row import LINES, decoded
from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import document
from repcheck.web.site import Site
from repcheck.web.visit import Visit

#: Bytes of a body with a pasted bounce.
MOST_PASTED = 1_048_576


class PastedText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bounce, the reply in it, a code or a link."""

    text: str


async def show_lists(site: Site, _: Visit) -> web.StreamResponse:
    """What ``repcheck lists show --format json`` prints of all lists."""
    catalog = site.configured.catalog
    return document(
        await asyncio.to_thread(render_lists_json, catalog.lists, "the catalog of this server", __version__)
    )


async def show_bounces(site: Site, visit: Visit) -> web.StreamResponse:
    """Records that are kept, as ``repcheck bounces read --stored --format jsonl`` prints them."""
    page = page_of(visit.request.query)

    def made() -> list[bytes]:
        kept = islice(_kept(site), page.offset, page.offset + page.limit + 1)
        return [record_line(one) for one in kept]

    lines = await asyncio.to_thread(made)
    answer = document(b"".join(lines[: page.limit]), kind=LINES)
    if len(lines) > page.limit:
        answer.headers["Link"] = next_link(visit.path, visit.request.query, page)
    return answer


def _kept(site: Site) -> Iterator[BounceRecord]:
    """All of them; none when none were ever stored."""
    try:
        yield from stored_records(site.world, None)
    except StoreUnavailable as error:
        if "no bounces are stored yet" not in str(error):
            raise


async def post_explain(site: Site, visit: Visit) -> web.StreamResponse:
    """What ``repcheck explain --format json`` prints of a text. Asks nobody."""
    said = decoded(visit, PastedText)
    assert isinstance(said, PastedText)

    def made() -> bytes | None:
        report = explain(said.text, site.configured.catalog, site.world)
        return render_json(report, __version__, schema="repcheck.bounces/1") if report.bounces else None

    content = await asyncio.to_thread(made)
    if content is None:
        raise Refused(422, "No refusal is in this text.", "input", log=False)
    return document(content)
