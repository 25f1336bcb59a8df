"""Pages of one thing: a target, a list, a cause, a message, a moment; and the forms on them."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from repcheck.model.observations import UnknownReason
from repcheck.model.watch.monitor import ListedAs
from repcheck.model.watch.outbox import BounceHour, Outgoing
from repcheck.store.ports import StateStore
from repcheck.words.refusals import asking, refuses
from tests.memory.made import DAY, HOUR, LISTED, MINOR, NOW, empty, passed
from tests.support.built_in import built_in_catalog
from tests.support.stores import state_like
from tests.web.browsing import browsing, made_site, token_of
from tests.web.entering import log_in, with_accounts

CAUSE = "Example Mail refuses pool-a / part 2"


@pytest.fixture
def store(tmp_path: Path) -> StateStore:
    return state_like(tmp_path / "state.sqlite3", four_days)


def four_days(made: StateStore) -> None:
    """Two targets, four days: listed, worse, cleared on one list, still listed on another."""
    days: tuple[tuple[int, ListedAs | None, ListedAs | None], ...] = (
        (4, None, None),
        (3, MINOR, None),
        (2, LISTED, MINOR),
        (1, None, MINOR),
    )
    for back, psbl, sorbs in days:
        seen: dict[tuple[str, str], ListedAs | UnknownReason | None] = {
            ("192.0.2.10", "psbl"): psbl,
            ("192.0.2.10", "uceprotect-1"): sorbs,
            ("example.com", "spamhaus-dbl"): UnknownReason.TIMEOUT,
        }
        passed(made, NOW - back * DAY, seen)
    hour = int(NOW.timestamp() // 3600)
    message = Outgoing(
        id="a1b2",
        sink="ops",
        thread="a1b2",
        body="",
        created=NOW - DAY,
        due=NOW - DAY,
        sent=NOW - DAY,
        subject="192.0.2.10 is listed on psbl",
        about=made.changes()[0].key[:8],
    )
    waiting = Outgoing(
        id="c3d4", sink="ops", thread="c3d4", body="{}", created=NOW, due=NOW, attempts=2, error="refused"
    )
    with made.writing() as writing:
        writing.count_bounces([BounceHour(cause=CAUSE, hour=hour - 30, count=7, first=NOW - 30 * HOUR)])
        writing.enqueue([message, waiting])


async def text_of(client: "TestClient[Any, Any]", path: str, status: int = 200) -> str:
    answer = await client.get(path)
    assert answer.status == status
    return await answer.text()


async def test_a_target_has_its_lists_past_and_changes(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        page = await text_of(client, "/targets/192.0.2.10")
        assert "Listed on 1 of 2 lists." in page
        assert '<b class="mark low">listed, low</b>' in page
        assert "listed on 3 of the last 90 days" in page
        assert "<h1>192.0.2.10</h1>" in page
        domain = await text_of(client, "/domains/example.com")
        assert "1 list unknown at the last look, which does not mean clean." in domain
        assert "mail records were not looked at yet" in domain
        assert "2026-11-23 12:30 UTC</time> <small>4 days</small>" in domain
        missing = await text_of(client, "/targets/192.0.2.99", 404)
        assert "no pass has watched it" in missing


async def test_targets_are_found_by_name_and_group_the_worst_first(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        page = await text_of(client, "/targets?q=POOL")
        assert page.index("192.0.2.10</a>") < page.index("example.com</a>")
        assert 'No watched target has "&lt;script&gt;" in' in await text_of(client, "/targets?q=%3Cscript%3E")


async def test_many_targets_are_shown_in_pages(tmp_path: Path) -> None:
    made = empty(tmp_path)
    passed(made, NOW, {(f"10.0.{host >> 8}.{host & 255}", "psbl"): None for host in range(450)})
    async with browsing(made_site(made)) as client:
        assert "201 to 400 of 450" in await text_of(client, "/targets?page=2")
        last = await text_of(client, "/targets?page=99999")
        assert "401 to 450 of 450" in last
        assert 'href="/targets?page=2" rel="prev"' in last


async def test_a_list_says_what_it_lists_what_that_costs_and_how_to_get_off(store: StateStore) -> None:
    entry = built_in_catalog().list_by_id("uceprotect-1")
    assert entry is not None
    cause, hour = refuses(asking(entry.name), "pool-a"), int(NOW.timestamp() // 3600)
    with store.writing() as writing:
        writing.count_bounces([BounceHour(cause=cause, hour=hour, count=12, first=NOW)])
    async with browsing(made_site(store)) as client:
        page = await text_of(client, "/lists/uceprotect-1")
        assert '<td data-head="Mail lost">12 bounces</td>' in page
        assert '<a href="/targets/192.0.2.10">' in page
        assert "How to get off" in page
        assert "No target is watched on" in await text_of(client, "/lists/nowhere", 404)
        assert "uceprotect-1</a>" in await text_of(client, "/lists")


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ((NOW - 5 * DAY).isoformat(), "Not known: the history begins at"),
        ((NOW - 4 * DAY).isoformat(), "Nothing stood listed"),
        ((NOW - 3 * DAY).isoformat(), "1 listing stood"),
        ((NOW - 2 * DAY).isoformat(), "2 listings stood"),
        (NOW.isoformat(), "1 listing stood"),
    ],
)
async def test_the_history_shows_how_things_stood(store: StateStore, at: str, says: str) -> None:
    async with browsing(made_site(store)) as client:
        page = await text_of(client, f"/history?at={at.replace('+', '%2B')}")
        assert says in page
        # example.com was never heard of: at no moment is it counted as clean.
        assert "1 pair of today may not have been known then." in page or "Not known" in page


@pytest.mark.parametrize("at", ["yesterday", "0001-01-01T00:00+14:00", "2999-01-01", "\x00"])
async def test_a_moment_that_is_none_is_told(store: StateStore, at: str) -> None:
    async with browsing(made_site(store)) as client:
        answer = await client.get("/history", params={"at": at})
        assert answer.status == 400
        assert 'class="wrong"' in await answer.text()


async def test_bounces_and_messages_have_their_pages(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        bounces = await text_of(client, "/bounces")
        assert "7 bounces in 90 days" in bounces
        assert 'href="/causes/Example%20Mail%20refuses%20pool-a%20%2F%20part%202"' in bounces
        assert CAUSE in await text_of(client, "/causes/Example%20Mail%20refuses%20pool-a%20%2F%20part%202")
        await text_of(client, "/causes/nobody", 404)
        alerts = await text_of(client, "/alerts")
        assert alerts.index("waits") < alerts.index("192.0.2.10 is listed on psbl")
        assert '<a href="/targets/192.0.2.10">' in await text_of(client, "/alerts/a1b2")
        await text_of(client, "/alerts/none", 404)


async def post(client: "TestClient[Any, Any]", path: str, **fields: str) -> tuple[int, str]:
    token = token_of(await text_of(client, "/targets/192.0.2.10"))
    answer = await client.post(path, data={"token": token, **fields})
    return answer.status, await answer.text()


async def test_a_mute_is_made_and_ended_by_forms(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        muted = {"target": "192.0.2.10", "list": "uceprotect-1", "until": "14d", "reason": "moving <b>"}
        status, page = await post(client, "/mutes", **muted)
        assert status == 200  # after 303
        assert "Muted: nobody is woken for it until then." in page
        assert "14 days left: moving &lt;b&gt;" in page
        assert store.mutes()[0].until == NOW + timedelta(days=14)
        assert "moving &lt;b&gt;" in await text_of(client, "/mutes")
        status, page = await post(client, "/mutes/end", target="192.0.2.10", list="uceprotect-1")
        assert "The mute has ended." in page
        assert "Nothing is muted." in await text_of(client, "/mutes")


@pytest.mark.parametrize(
    ("path", "fields", "says"),
    [
        ("/mutes", {"until": "", "reason": "x"}, "Until"),
        ("/mutes", {"until": "91d", "reason": "x"}, "more than 90 days"),
        ("/mutes", {"until": "1d", "reason": " "}, "Reason: is empty"),
        ("/mutes", {"until": "1d", "reason": "x", "list": "nowhere"}, "there is no list"),
        ("/mutes/end", {}, "is not muted"),
        ("/requests", {"list": ""}, "say which list was asked"),
    ],
)
async def test_a_form_that_is_wrong_keeps_what_was_typed(
    store: StateStore, path: str, fields: Mapping[str, str], says: str
) -> None:
    async with browsing(made_site(store)) as client:
        status, page = await post(client, path, **{"target": "192.0.2.10", "note": "kept", **fields})
        assert status == 400
        assert says in page
        assert 'value="kept"' in page
    assert not store.mutes()


async def test_a_request_is_noted_and_a_range_is_none(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        noted = {"target": "192.0.2.10", "list": "uceprotect-1", "note": "ticket 4711"}
        _, page = await post(client, "/requests", **noted)
        assert "asked just now" in page
        assert "(ticket 4711)" in page
        status, _ = await post(client, "/requests", target="192.0.2.0/24", list="psbl")
        assert status == 404
    assert [one.list for one in store.requests()] == ["uceprotect-1"]


async def test_a_viewer_sees_no_forms_and_changes_nothing(store: StateStore) -> None:
    async with browsing(made_site(store, entrance=with_accounts())) as client:
        assert await log_in(client, "guest") == 303
        page = await text_of(client, "/targets/192.0.2.10")
        assert "<h1>192.0.2.10</h1>" in page
        assert 'action="/mutes"' not in page
        status, _ = await post(client, "/mutes", target="192.0.2.10", until="1d", reason="x")
        assert status == 403
    assert not store.mutes()
