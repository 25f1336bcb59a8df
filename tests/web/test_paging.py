"""Nothing is cut in silence: each table says how many there are, and its links lead through all of them."""

import html
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp.test_utils import TestClient

from repcheck.app.bounces.explain import explain
from repcheck.app.environment import real_environment
from repcheck.model.watch.monitor import ListedAs, Memory, Pair
from repcheck.model.watch.outbox import BounceHour, Mute, Outgoing, Request
from repcheck.render.wall.meant import meant
from repcheck.store.ports import StateStore
from tests.memory.made import DAY, HOUR, LISTED, NOW, passed
from tests.support.built_in import built_in_catalog
from tests.support.stores import state_in, state_like
from tests.web.browsing import browsing, made_site

MANY = 250
TARGETS = [f"10.0.{host >> 8}.{host & 255}" for host in range(MANY)]
HOUR_NOW = int(NOW.timestamp() // 3600)


@pytest.fixture
def store(tmp_path: Path) -> StateStore:
    return state_like(tmp_path / "state.sqlite3", much)


def much(made: StateStore) -> None:
    """Of everything more than a page holds; no two listings share a row."""
    passed(made, NOW - 3 * DAY, dict.fromkeys(((target, "psbl") for target in TARGETS), None))
    passed(made, NOW - 2 * DAY, dict.fromkeys(((target, "psbl") for target in TARGETS), LISTED))
    with made.writing() as writing:
        writing.remember(
            Memory(
                pair=Pair(target, "psbl"),
                group=f"pool-{place}",
                known=True,
                standing=ListedAs(),
                since=NOW - 2 * DAY,
            )
            for place, target in enumerate(TARGETS)
        )
        for place, target in enumerate(TARGETS):
            until, sent = NOW + DAY + place * HOUR, None if place % 10 else NOW
            writing.mute(Mute(id=0, target=target, list=None, until=until, reason="moves", since=NOW))
            writing.request(Request(target=target, list="psbl", asked=NOW - place * HOUR))
            writing.enqueue(
                [
                    message(
                        f"m{place:03}",
                        f"{target} is {'listed' if place < 220 else 'clean'}",
                        place,
                        sent=sent,
                    )
                ]
            )
        writing.count_bounces(
            BounceHour(cause=f"Example Mail refuses pool-{place}", hour=HOUR_NOW, count=1 + place, first=NOW)
            for place in range(MANY)
        )


def message(name: str, subject: str, back: int, **changed: Any) -> Outgoing:
    made = NOW - back * HOUR
    return Outgoing(
        id=name, sink="ops", thread=name, body="", created=made, due=made, subject=subject, **changed
    )


async def pages(client: "TestClient[Any, Any]", path: str, part: str) -> AsyncIterator[str]:
    """A page, and each that its link "After" leads to; ``part``: in which nav that stands."""
    seen = set()
    while path not in seen:
        seen.add(path)
        answer = await client.get(path)
        assert answer.status == 200, path
        page = await answer.text()
        yield page
        nav = re.search(rf'<nav class="pager" aria-label="Further {part}">.*?</nav>', page)
        found = nav and re.search(r'href="([^"]+)" rel="next"', nav[0])
        if not found:
            return
        path = html.unescape(found[1])
    raise AssertionError("it leads round in a circle")


_MESSAGE, _TARGET = r'href="/alerts/(m\d+)"', r'href="/targets/([\d.]+)"'
#: Where, in which nav, what stands there of each row, how many rows there are, and what says so.
TABLES: dict[str, tuple[str, str, str, int, str]] = {
    "alerts": ("/alerts", "rows", _MESSAGE, MANY, "250 messages"),
    "alerts of a state": ("/alerts?state=waiting", "rows", _MESSAGE, 225, "225 messages"),
    "alerts that hold": ("/alerts?q=is+listed", "rows", _MESSAGE, 220, "220 messages"),
    "mutes": ("/mutes", "mutes", r'name="target" value="([\d.]+)"', MANY, "250 mutes"),
    "requests": ("/mutes", "requests", rf'{_TARGET}[^\n]*data-head="Asked"', MANY, "250 requests"),
    "causes": ("/bounces", "causes", r'<h3><a href="/causes/([^"]+)"', MANY, "250 causes"),
    "listings": ("/lists/psbl", "listings", r"<small>(pool-\d+)</small>", MANY, "250 listings"),
    "changes": ("/history?list=psbl&days=9", "rows", _TARGET, MANY, "250 changes"),
    "past": (
        "/history?at=2026-11-27", "listings of then", rf'">critical</b>[^\n]*?{_TARGET}', MANY,
        "250 listings stood",
    ),
}  # fmt: skip


async def test_links_lead_through_all_rows(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        for name, (path, part, row, there, says) in TABLES.items():
            found: list[str] = []
            async for page in pages(client, path, part):
                assert says in page, name
                found += dict.fromkeys(re.findall(row, page))
            assert (len(found), len(set(found))) == (there, there), name


async def test_tables_of_one_page_go_on_by_themselves(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        page = await (await client.get("/mutes?page=1&asked=2")).text()
        links = set(re.findall(r'href="(/mutes\?[^"]+)"', page))
        assert links == {"/mutes?asked=2&amp;page=2", "/mutes?page=1&amp;asked=1#requests"}


async def test_the_api_leads_through_all_of_them_alike(store: StateStore) -> None:
    shown = {"outbox?state=all": MANY, "outbox": 225, "mutes": MANY, "requests": MANY}
    async with browsing(made_site(store)) as client:
        for name, there in shown.items():
            path, found = f"/api/v1/{name}{'&' if '?' in name else '?'}limit=200", 0
            while path:
                answer = await client.get(path)
                (entries,) = (held for held in (await answer.json()).values() if isinstance(held, list))
                found += len(entries)
                link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("Link", ""))
                path = link[1] if link else ""
            assert found == there, name


async def test_what_a_page_about_one_thing_leaves_out_stands_in_the_history(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        page = await (await client.get("/lists/psbl")).text()
        for left in ("and 150 further targets", "and 150 earlier changes"):
            assert f'{left}: <a href="/history?list=psbl&amp;days=3650">' in page
        assert "250 changes in 3,650 days" in await (await client.get("/history?list=psbl&days=3650")).text()


def test_a_notice_of_many_bounces_says_how_many_are_not_shown() -> None:
    one = explain("550 5.1.1 User unknown", built_in_catalog(), real_environment({}, print))
    assert meant(one)[1] == ""
    shown, left = meant(msgspec.structs.replace(one, explained=one.explained * 30))
    assert left.startswith(f"and {30 - len(shown)} further outcomes")


async def test_targets_that_share_a_row_are_all_reached_from_it(tmp_path: Path) -> None:
    made = state_in(tmp_path / "state.sqlite3")
    passed(made, NOW - DAY, {(target, "psbl"): LISTED for target in TARGETS})
    passed(made, NOW, {("192.0.2.1", "psbl"): LISTED}, "pool-b")
    passed(made, NOW, {("192.0.2.2", "psbl"): None})
    async with browsing(made_site(made)) as client:
        row = await (await client.get("/lists/psbl")).text()
        rest = '<a href="/targets?list=psbl&amp;q=pool-a">247 more</a>'
        assert rest in row
        found: list[str] = []
        async for page in pages(client, "/targets?list=psbl&q=pool-a", "rows"):
            assert "250 targets listed on psbl, the worst first" in page
            found += re.findall(_TARGET, page)
        assert sorted(found) == sorted(TARGETS)
        none = await (await client.get("/targets?list=zen-bl")).text()
        assert "No watched target is listed on zen-bl." in none
