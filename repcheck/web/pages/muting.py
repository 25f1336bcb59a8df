"""Forms that change something: mutes, and notes of removals that were asked for."""

from collections.abc import Callable

from aiohttp import web

from repcheck.app.memory.muting import (
    holding,
    moment_until,
    mute,
    note_request,
    some_words,
    unmute,
)
from repcheck.app.memory.naming import named_list, named_targets
from repcheck.app.memory.status import usual_waits
from repcheck.errors import BadInput
from repcheck.render.wall.messages import MuteRow, RequestRow, mute_rows, request_rows
from repcheck.store.ports import StateStore
from repcheck.web.handling import look, page, reading, see_other
from repcheck.web.pages import targets
from repcheck.web.pages.targets import Wrong
from repcheck.web.paging import paged
from repcheck.web.site import Site
from repcheck.web.visit import Visit
from repcheck.words.text import count


async def all_of_them(site: Site, visit: Visit) -> web.StreamResponse:
    """``/mutes``: what is muted, and what lists were asked."""
    now, waits = site.world.now(), usual_waits(site.configured.catalog)

    def read(store: StateStore) -> tuple[tuple[MuteRow, ...], tuple[RequestRow, ...]]:
        return mute_rows(holding(store, now), now), request_rows(store.requests(), waits, now)

    mutes, requests = await reading(site, read)
    at = {name: visit.asked(name) or "" for name in ("page", "asked")}
    muted, mutes_pager = paged(visit, "/mutes", {"asked": at["asked"]}, mutes)
    asked, requests_pager = paged(
        visit, "/mutes", {"page": at["page"]}, requests, field="asked", part="requests"
    )
    return await page(
        site,
        visit,
        "mutes.html.j2",
        title="Mutes",
        mutes=muted,
        mutes_say=f"{count(len(mutes), 'mute')}, the next to end first; checks go on beside them",
        mutes_pager=mutes_pager,
        requests=asked,
        requests_say=f"{count(len(requests), 'request')}, the newest first",
        requests_pager=requests_pager,
    )


async def make(site: Site, visit: Visit) -> web.StreamResponse:
    """POST /mutes: ``target``, ``list`` (empty: all), ``until``, ``reason``, as for ``repcheck mute``."""

    def write(store: StateStore) -> None:
        now, form = site.world.now(), visit.form
        until = moment_until(form.get("until", ""), now, "Until")
        reason = some_words(form.get("reason", ""), "Reason")
        mute(store, [_target(visit)], _list(site, store, visit), until=until, reason=reason, now=now)

    return await _changed(site, visit, write, "muted", "mute")


async def end(site: Site, visit: Visit) -> web.StreamResponse:
    """POST /mutes/end: ``target`` and ``list`` (empty: all) of a mute that holds."""

    def write(store: StateStore) -> None:
        unmute(store, [_target(visit)], visit.form.get("list") or None, now=site.world.now())

    return await _changed(site, visit, write, "unmuted")


async def request(site: Site, visit: Visit) -> web.StreamResponse:
    """POST /requests: ``target``, ``list``, and a ``note`` that may be empty."""

    def write(store: StateStore) -> None:
        note = visit.form.get("note", "").strip()
        list_id = _list(site, store, visit)
        if list_id is None:
            raise BadInput("is empty: say which list was asked", "List")
        note_request(
            store,
            [_target(visit)],
            list_id,
            note=some_words(note, "Note") if note else None,
            now=site.world.now(),
        )

    return await _changed(site, visit, write, "noted", "asked")


async def _changed(
    site: Site, visit: Visit, write: Callable[[StateStore], None], done: str, form: str = ""
) -> web.StreamResponse:
    """Back to the page of the target: with what was done, or with what was wrong and typed.

    Others hear of it before that: the page that says what was done is not called old by it.
    """
    try:
        await reading(site, write)
    except BadInput as error:
        wrong = Wrong(said=str(error), form=form, field=error.where.lower(), typed=visit.form)
        return await targets.shown(site, visit, visit.form.get("target", ""), wrong=wrong)
    await look(site)
    return see_other("targets", _target(visit), done=done)


def _target(visit: Visit) -> str:
    """The one target of the form. Raises BadInput."""
    found = named_targets(visit.form.get("target", ""))
    if len(found) != 1:
        raise BadInput("is more than one target", "Target")
    return found[0]


def _list(site: Site, store: StateStore, visit: Visit) -> str | None:
    word = visit.form.get("list", "").strip()
    if not word:
        return None
    return named_list(word, site.configured.catalog, store.memories([_target(visit)]))
