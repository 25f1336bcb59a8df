"""What the monitor remembers: status, history, passes, outbox, mutes, requests."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from aiohttp import web

from repcheck._version import __version__
from repcheck.app.memory.history import history
from repcheck.app.memory.naming import named_list, named_targets
from repcheck.app.memory.outbox import messages, subject_of
from repcheck.app.memory.status import status, usual_waits
from repcheck.app.wall.domains import last_look
from repcheck.render.json.domain import render_domain_json
from repcheck.render.json.memory import (
    render_history_json,
    render_mutes_json,
    render_requests_json,
    render_status_json,
)
from repcheck.render.json.served import render_outbox_json, render_passes_json
from repcheck.store.ports import StateStore
from repcheck.targets.parse import quoted
from repcheck.web.documents.fields import AnswerPage, next_link, page_of
from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import document, reading
from repcheck.web.site import Site
from repcheck.web.visit import Visit

T = TypeVar("T")


async def show_status(site: Site, visit: Visit) -> web.StreamResponse:
    """What ``repcheck status --format json`` prints."""
    now, plan, targets = site.world.now(), site.configured.plan, _targets(visit)
    waits = usual_waits(site.configured.catalog)
    return document(
        await reading(
            site, lambda store: render_status_json(status(store, plan, waits, now, targets), __version__)
        )
    )


async def show_history(site: Site, visit: Visit) -> web.StreamResponse:
    """What ``repcheck history --format json`` prints, a page of its pairs."""
    now, targets, word = site.world.now(), _targets(visit), visit.asked("list")
    page = page_of(visit.request.query)

    def made(store: StateStore) -> tuple[bytes, bool]:
        catalog = site.configured.catalog
        list_id = None if word is None else named_list(word, catalog, store.memories())
        found = history(store, targets, list_id, now)
        pairs, more = _cut(found.pairs, page)
        return render_history_json(msgspec.structs.replace(found, pairs=pairs), __version__), more

    return _paged(visit, page, *await reading(site, made))


async def show_domain(site: Site, visit: Visit) -> web.StreamResponse:
    """What ``repcheck domain --format json`` printed of a domain, had it been typed at the last look."""
    name = visit.named("domain").lower()
    look = await reading(site, lambda store: last_look(store, name))
    if look is None:
        raise Refused(404, f"The mail records of {quoted(name)} were not looked at.", "path", log=False)
    return document(render_domain_json(look.report, __version__))


async def show_passes(site: Site, visit: Visit) -> web.StreamResponse:
    """The last passes."""
    page, every = page_of(visit.request.query), site.configured.plan.every

    def made(store: StateStore) -> tuple[bytes, bool]:
        passes, more = _cut(store.passes(page.offset + page.limit + 1), page)
        return render_passes_json(passes, every, __version__), more

    return _paged(visit, page, *await reading(site, made))


async def show_outbox(site: Site, visit: Visit) -> web.StreamResponse:
    """What ``repcheck alerts list --format json`` prints, a page of its messages."""
    page, everything = page_of(visit.request.query), visit.asked("state") == "all"

    def made(store: StateStore) -> tuple[bytes, bool]:
        shown, more = _cut(messages(store, site.world.now(), everything=everything), page)
        return render_outbox_json(shown, subject_of, __version__), more

    return _paged(visit, page, *await reading(site, made))


async def show_mutes(site: Site, visit: Visit) -> web.StreamResponse:
    """Mutes that hold, or all."""
    page, everything, now = page_of(visit.request.query), visit.asked("state") == "all", site.world.now()

    def made(store: StateStore) -> tuple[bytes, bool]:
        mutes = [one for one in store.mutes() if everything or (one.ended is None and now < one.until)]
        shown, more = _cut(mutes, page)
        return render_mutes_json(shown, __version__), more

    return _paged(visit, page, *await reading(site, made))


async def show_requests(site: Site, visit: Visit) -> web.StreamResponse:
    """Removals that were asked for."""
    page = page_of(visit.request.query)

    def made(store: StateStore) -> tuple[bytes, bool]:
        shown, more = _cut(store.requests(), page)
        return render_requests_json(shown, __version__), more

    return _paged(visit, page, *await reading(site, made))


def _targets(visit: Visit) -> tuple[str, ...] | None:
    word = visit.asked("target")
    return None if word is None else named_targets(word)


def _cut(items: Sequence[T], page: AnswerPage) -> tuple[tuple[T, ...], bool]:
    """The entries of a page, and whether more follow."""
    found = page.cut(items)
    return tuple(found[: page.limit]), len(found) > page.limit


def _paged(visit: Visit, page: AnswerPage, content: bytes, more: bool) -> web.StreamResponse:
    answer = document(content)
    if more:
        answer.headers["Link"] = next_link(visit.path, visit.request.query, page)
    return answer
