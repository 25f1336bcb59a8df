"""What changed, and how things stood at a moment that has passed."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from aiohttp import web

from repcheck.app.wall.past import state_at
from repcheck.model.watch.monitor import Change
from repcheck.model.watch.wall import PastState
from repcheck.render.wall.past import past_view
from repcheck.render.wall.rows import change_rows
from repcheck.store.ports import StateStore
from repcheck.web.handling import page, reading
from repcheck.web.paging import number_of, paged
from repcheck.web.site import Site
from repcheck.web.visit import Visit
from repcheck.words.text import count

#: Days; so far back as a history can be kept.
_USUAL, _LONGEST = 7, 3650
_MOST_ASKED = 253


async def handle(site: Site, visit: Visit) -> web.StreamResponse:
    """``/history?target=&list=&days=&at=``: ``page`` of its changes, ``then`` of what stood at a moment."""
    now = site.world.now()
    asked = {name: (visit.asked(name) or "").strip()[:_MOST_ASKED] for name in ("target", "list", "at")}
    days = number_of(visit.asked("days"), _USUAL, _LONGEST)
    at, wrong = _moment(asked["at"], now)

    def read(store: StateStore) -> tuple[Sequence[Change], PastState | None]:
        past = None if at is None else state_at(store, at)
        return _changes(store, asked, now - timedelta(days=days)), past

    changes, past = await reading(site, read)
    fields = {**asked, "days": str(days)}
    other = {**fields, "then": visit.asked("then") or ""}
    shown, pager = paged(visit, "/history", other, changes, part="changes")
    other = {**fields, "page": visit.asked("page") or ""}
    listed = () if past is None else past.listed
    stood, past_pager = paged(visit, "/history", other, listed, field="then", part="past")
    return await page(
        site,
        visit,
        "history.html.j2",
        title="History",
        status=200 if wrong is None else 400,
        asked=fields,
        wrong=wrong,
        past=None if past is None else past_view(past, stood),
        past_pager=past_pager,
        says=f"{count(len(changes), 'change')} in {count(days, 'day')}",
        rows=change_rows(shown),
        pager=pager,
    )


def _changes(store: StateStore, asked: Mapping[str, str], since: datetime) -> Sequence[Change]:
    """The newest first."""
    found = store.changes(target=asked["target"] or None, list_id=asked["list"] or None, since=since)
    return sorted(found, key=lambda one: one.at, reverse=True)


def _moment(text: str, now: datetime) -> tuple[datetime | None, str | None]:
    """The moment that was asked for, None: none was; and what is wrong with it."""
    if not text:
        return None, None
    try:
        found = datetime.fromisoformat(text)
        at = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None, "The moment is not a time such as 2026-11-20 10:00."
    if at > now:
        return None, "That moment is still to come."
    return at, None
