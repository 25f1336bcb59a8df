"""The first page, and what is refused before any page."""

from datetime import timedelta
from pathlib import Path

from repcheck.store.sql.state import open_state
from tests.memory.made import NOW, every_hour
from tests.web.browsing import Clock, browsing, made_site


async def test_the_first_page_says_how_things_stand_and_until_when(tmp_path: Path) -> None:
    store = open_state(tmp_path / "state.sqlite3")
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


async def test_without_a_memory_the_page_says_what_writes_one() -> None:
    async with browsing(made_site()) as client:
        answer = await client.get("/")
        assert answer.status == 503
        assert "repcheck monitor TARGET writes it" in await answer.text()


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
