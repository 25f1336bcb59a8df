"""``live.js`` in a real browser: the page follows the server, keeps its place, and says each thing once."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import msgspec

from repcheck.app.run.progress import Progress
from repcheck.model.report import Report
from repcheck.model.watch.monitor import ListedAs, Memory, Pair
from repcheck.model.watch.outbox import Pass
from repcheck.store.ports import StateStore
from repcheck.web.checks import OnStart
from repcheck.web.handling import look
from tests.memory.made import NOW
from tests.render.machines.made import CHECKS

from . import walls
from .browser import tab
from .keys import enter, fill, go_to
from .places import BOUNCE

if TYPE_CHECKING:
    from repcheck.app.run.run import Run

#: Everything that a screen reader would read out by itself: texts that change, or come, in a live region.
LISTENING = """
window.heard = [];
new MutationObserver(all => {
  for (const one of all) {
    const holder = one.target.nodeType === 1 ? one.target : one.target.parentElement;
    const near = holder && holder.closest('[role=status], [role=alert], [aria-live]');
    const came = [...one.addedNodes].filter(node => node.nodeType === 1).flatMap(node =>
      [...node.querySelectorAll('[role=status], [role=alert], [aria-live]'),
       ...(node.matches('[role=status], [role=alert], [aria-live]') ? [node] : [])]);
    for (const region of near ? [near] : came) if (!region.hidden) window.heard.push(region.textContent);
  }
}).observe(document.body, {subtree: true, childList: true, characterData: true});
"""
LIVE = "document.getElementById('live').textContent === 'Live'"


def another_pass(store: StateStore, number: int, standing: ListedAs | None) -> None:
    """One more pass, in which a target came onto a list, or everything was clean."""
    if standing is None:
        listed = [one for one in store.memories().values() if one.standing is not None]
        memories = [msgspec.structs.replace(one, standing=None, since=None) for one in listed]
    else:
        pair = Pair(f"192.0.2.{number}", "psbl")
        memories = [Memory(pair=pair, group="pool-a", known=True, standing=standing, since=NOW)]
    with store.writing() as writing:
        writing.remember(memories)
        writing.finish(
            Pass(started=NOW, seconds=number, exit_code=0, baseline=False, targets=50 + number, lists=3)
        )


async def test_a_pass_changes_the_page_where_one_reads_and_is_said_once(
    tmp_path: Path, chromium: str
) -> None:
    site = walls.crowd(tmp_path, 50)
    store = site.memory.store()
    await look(site)  # how things stand before
    async with walls.wall(site) as server, tab(chromium) as page:
        await page.look(1280, dark=False)
        await page.visit(server + "/")
        await page.comes_to(LIVE)
        await go_to(page, "#changed ~ p a")
        await page.value("scrollTo(0, 400)")
        await page.value(LISTENING)
        first = "document.querySelector('.numbers b').textContent"
        listings = int(await page.value(first))
        another_pass(store, 1, ListedAs())
        await look(site)
        await page.comes_to(f"{first} === '{listings + 1}'")
        assert await page.value("document.activeElement.getAttribute('href')") == "/history"
        assert await page.value("scrollY") == 400
        assert await page.value("heard") == []  # the verdict is the one that was there
        another_pass(store, 2, None)
        await look(site)
        await page.comes_to(f"{first} === '0'")
        heading = await page.value("document.querySelector('h1').textContent")
        assert heading == "Mail is refused"
        assert await page.value("heard") == [f"Live. Now: {heading}"]
        assert await page.value("document.title") == f"{heading} - repcheck"


async def test_nobodys_words_are_taken_away(tmp_path: Path, chromium: str) -> None:
    """Not while somebody types, not the answer to a form, and what a form did is said once."""
    site = walls.crowd(tmp_path, 3)
    store = site.memory.store()
    await look(site)
    async with walls.wall(site) as server, tab(chromium) as page:
        await page.look(1280, dark=False)
        await page.visit(server + "/targets/198.18.0.0")
        await page.comes_to(LIVE)
        await fill(page, "#reason", "moves")
        another_pass(store, 1, ListedAs())
        await look(site)
        await page.comes_to("document.getElementById('live').textContent.startsWith('There is news')")
        assert await page.value("document.getElementById('reason').value") == "moves"
        await enter(page)
        await page.comes_to(LIVE)
        assert await page.value("[document.querySelector('#done') !== null, location.search]") == [True, ""]
        await page.value(LISTENING)
        another_pass(store, 2, ListedAs())
        await look(site)
        await page.comes_to("document.querySelector('#done') === null")
        assert await page.value("heard") == []
        await page.visit(server + "/explain")
        await fill(page, "#text", BOUNCE)
        await go_to(page, "main button")
        await enter(page)
        assert await page.value("[document.scripts.length, document.querySelector('#live').hidden]") == [
            0,
            True,
        ]


async def test_a_check_shows_how_far_it_is_and_then_its_result(tmp_path: Path, chromium: str) -> None:
    site, ended = walls.crowd(tmp_path, 3), asyncio.Event()
    run = SimpleNamespace(progress=Progress(done=10, total=60), end=lambda _: ended.set())

    async def work(started: OnStart) -> Report:
        started(cast("Run", run))
        await ended.wait()
        return CHECKS["bounced"]()

    async with walls.wall(site) as server, tab(chromium) as page:
        job = site.checks.start(("192.0.2.10",), work, "192.0.2.10")
        await page.visit(f"{server}/checks/{job.id}")
        await page.comes_to(LIVE)
        await page.value(LISTENING)
        assert await page.value("document.querySelector('progress').value") == 10
        run.progress = Progress(done=45, total=60)
        job.hub.tell()
        await page.comes_to("document.querySelector('progress').value === 45")
        assert "45 of 60 questions" in await page.value("document.querySelector('main .lead').textContent")
        assert await page.value("heard") == []  # nobody is read each number
        ended.set()
        await page.comes_to("document.querySelector('h1').textContent === 'Act now'")
        await page.comes_to("document.getElementById('live').textContent !== 'Live'")
        assert await page.value("heard") == ["Live. Now: Act now"]
