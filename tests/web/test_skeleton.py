"""The first page, and what is refused before any page."""

from datetime import timedelta
from pathlib import Path

from tests.memory.made import NOW, every_hour
from tests.support.stores import state_in
from tests.web.browsing import Clock, browsing, made_site, token_of


async def test_the_first_page_says_how_things_stand_and_until_when(tmp_path: Path) -> None:
    store = state_in(tmp_path / "state.sqlite3")
    every_hour(store, 4)
    clock = Clock()
    async with browsing(made_site(store, clock=clock)) as client:
        page = await (await client.get("/")).text()
        assert '<h1 id="verdict">All well</h1>' in page
        assert f'stale after <time datetime="{(NOW + timedelta(hours=2)).isoformat()[:13]}' in page
        clock.forward(hours=3)
        page = await (await client.get("/")).text()
        assert "Could not decide" in page
        assert "All well" not in page


async def test_before_the_first_pass_pages_say_so_and_nothing_is_kept() -> None:
    async with browsing(made_site()) as client:
        for path in ("/history", "/bounces", "/alerts", "/mutes", "/explain"):
            assert (await client.get(path)).status == 200, path
        for path in ("/", "/targets", "/lists"):
            answer = await client.get(path)
            assert answer.status == 200, path
            assert "No pass has ended yet" in await answer.text(), path
        form = {"target": "192.0.2.10", "until": "2d", "reason": "moving"}
        form["token"] = token_of(await (await client.get("/checks")).text())
        answer = await client.post("/mutes", data=form)
        assert answer.status == 503
        assert "repcheck monitor TARGET writes it" in await answer.text()
        answer = await client.get("/readyz")
        assert (answer.status, await answer.text()) == (503, "not ready: no pass was made yet\n")


async def test_a_file_is_found_by_its_whole_path_alone() -> None:
    site = made_site()
    async with browsing(site) as client:
        answer = await client.get(site.assets.paths["wall.css"])
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert (await client.get("/static/wall.css")).status == 404


async def test_another_name_is_another_server() -> None:
    said: list[str] = []
    async with browsing(made_site(log=said.append)) as client:
        answer = await client.get("/", headers={"Host": "rebound.example"})
        assert answer.status == 421
    assert said == ["refused 421 host: GET / from 127.0.0.1: rebound.example"]
