"""The stream of changes: who is told, of what, how many may listen, and how it ends."""

from pathlib import Path

import pytest

from repcheck.store.sql.state import open_state
from repcheck.web.handling import look
from repcheck.web.hub import Hub, state_of
from repcheck.web.live.stream import CHANGED, KIND
from tests.memory.made import HOUR, NOW, every_hour
from tests.support.stores import state_in
from tests.web.browsing import browsing, made_site, token_of

FIRST = b"retry: 5000\n\n"


async def test_a_pass_of_another_process_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = state_in(tmp_path / "state.sqlite3")
    every_hour(store, 2)
    site = made_site(store)
    async with browsing(site) as client:
        answer = await client.get("/live")
        assert (answer.status, answer.content_type) == (200, KIND)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert await answer.content.readexactly(len(FIRST)) == FIRST
        await look(site)  # the first look knows of no change
        other = open_state(tmp_path / "state.sqlite3")
        every_hour(other, 1, NOW + HOUR)
        other.close()
        await look(site)
        assert await answer.content.readexactly(len(CHANGED)) == CHANGED
        answer.close()
        with monkeypatch.context() as patch:  # what is watched was counted before anybody was told
            patch.setattr(store, "watched", None)
            assert (await client.get("/")).status == 200


async def test_one_too_many_is_refused_and_comes_again() -> None:
    said: list[str] = []
    site = made_site(hub=Hub(most=1), log=said.append)
    async with browsing(site) as client:
        first = await client.get("/live")
        refused = await client.get("/live", headers={"Accept": KIND})
        assert (refused.status, refused.headers["Retry-After"]) == (503, "60")
        assert said
        site.hub.close()  # ends the first, whose place is free again
        assert (await first.content.read()).startswith(FIRST)
        assert len(site.hub) == 0


async def test_a_head_is_answered_at_once() -> None:
    async with browsing(made_site()) as client:
        assert (await client.head("/live")).status == 200


async def test_a_form_is_told_to_others_before_its_own_page_comes(tmp_path: Path) -> None:
    store = state_in(tmp_path / "state.sqlite3")
    every_hour(store, 2)
    site = made_site(store)
    await look(site)
    async with browsing(site) as client:
        with site.hub.joined() as other:
            assert other is not None
            token = token_of(await (await client.get("/targets/192.0.2.10")).text())
            form = {"target": "192.0.2.10", "until": "1d", "reason": "moves", "token": token}
            assert (await client.post("/mutes", data=form)).status == 200
            assert await other.changed(60)
            await look(site)
            assert not await other.changed(0)


async def test_many_changes_are_one_for_who_is_slow() -> None:
    hub = Hub()
    with hub.joined() as client:
        assert client is not None
        for _ in range(1000):
            hub.tell()
        assert await client.changed(60)
        assert not await client.changed(0)
    assert len(hub) == 0


def test_what_the_store_holds_is_told_once(tmp_path: Path) -> None:
    store = state_in(tmp_path / "state.sqlite3")
    every_hour(store, 1)
    assert state_of(store) == state_of(store)
    store.close()
