"""What the browser tests stand on: which page is there is known, however it came about and however slowly."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from .browser import PageGoneError, tab

PAGE = "<!doctype html><html lang='en'><title>{}</title><body>{}"
#: How a page leads to another one by itself: before it is loaded, after, and once it is asked.
MOVES = {
    "meta": "<meta http-equiv='refresh' content='0; url=end.html'>",
    "script": "<script>location = 'end.html'</script>",
    "loaded": "<script>onload = () => { location = 'end.html' }</script>",
    "later": "<script>onload = () => setTimeout(() => { location = 'end.html' })</script>",
    "again": "<script>if (location.hash) { document.title = 'end' } else "
    "onload = () => setTimeout(() => { location.hash = 'again'; location.reload() })</script>",
}


def written(folder: Path, name: str, content: str) -> Path:
    file = folder / f"{name}.html"
    file.write_text(PAGE.format(name, content), encoding="utf-8")
    return file


async def test_a_page_that_leaves_by_itself_is_followed(tmp_path: Path, chromium: str) -> None:
    written(tmp_path, "end", "there")
    async with tab(chromium) as page:
        for name, content in MOVES.items():
            await page.open(written(tmp_path, name, content))
            await page.comes_to("document.title", "end")
            assert await page.value("document.readyState") == "complete"


async def test_what_changes_on_a_page_is_waited_for(tmp_path: Path, chromium: str) -> None:
    script = "<p id='count'>1</p><script>const count = document.getElementById('count');" \
        "setInterval(() => { count.textContent = Number(count.textContent) + 1 })</script>"  # fmt: skip
    async with tab(chromium) as page:
        await page.open(written(tmp_path, "counts", script))
        await page.comes_to("Number(count.textContent) > 9")
        await page.value("document.getElementById('count').remove()")
        with pytest.raises(AssertionError, match="Cannot read properties of null"):
            await page.comes_to("document.querySelector('#count').textContent", "1")


async def test_a_page_without_scripts_is_waited_for_alike(tmp_path: Path, chromium: str) -> None:
    form = "<input id='first'><input id='second' autofocus><script>document.title = 'ran'</script>"
    async with tab(chromium) as page:
        await page.without_scripts()
        for name, content in (("meta", MOVES["meta"]), ("end", form)):
            file = written(tmp_path, name, content)
        await page.open(file.with_name("meta.html"))
        await page.comes_to("document.title", "end")
        await page.comes_to("document.activeElement.id", "second")


async def test_only_a_page_that_left_has_gone(tmp_path: Path, chromium: str) -> None:
    async with tab(chromium) as page:
        await page.open(written(tmp_path, "start", "<a href='end.html'>go</a>"))
        written(tmp_path, "end", "there")
        with pytest.raises(PageGoneError):
            await page.value("new Promise(() => { document.querySelector('a').click() })")
        await page.comes_to("document.title", "end")
        with pytest.raises(AssertionError, match="nowhere"):
            await page.value("nowhere()")
        with pytest.raises(AssertionError, match="wasn't found"):
            await page.call("Page.flyAway")


async def test_what_leads_away_is_done_once(chromium: str) -> None:
    """Whether its answer comes or not, and over pages that lead on; the next page is never the one before."""
    sent = []

    async def form(request: web.Request) -> web.Response:
        sent.append(request.path)
        return web.Response(
            text=PAGE.format(len(sent), "<form method='post'></form>"), content_type="text/html"
        )

    app = web.Application()
    app.add_routes([web.get("/", form), web.post("/", form)])
    async with TestServer(app) as server, tab(chromium) as page:
        await page.visit(str(server.make_url("/")))
        for number, waits in enumerate(("", "new Promise(() => {})") * 5, 2):
            async with page.leaving():
                await page.value(f"document.forms[0].submit(); {waits}")
            assert await page.value("document.title") == str(number)
    assert len(sent) == 11
