"""All that can be done on the wall is done with a keyboard alone, and without script."""

from pathlib import Path

from repcheck.app.environment import real_environment
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.demo.asker import ABSENT, ScriptedAsker
from repcheck.model.dns import Server
from repcheck.web.site import Site
from tests.web.entering import PASSWORD, with_accounts

from . import walls
from .browser import Tab, tab
from .keys import enter, fill, go_to
from .places import BOUNCE


def asked_nothing(folder: Path) -> Site:
    """The demo behind a password; no list knows anything, so that nothing of a check is known."""
    world, plan = real_environment({}, print), AskingPlan(servers=(Server("127.0.0.1", 9),))
    return walls.demo(
        folder,
        entrance=with_accounts(),
        asking=lambda lists: Asking(plan, asked_lists(lists, world), world, ScriptedAsker(lambda _: ABSENT)),
    )


async def says(page: Tab, selector: str) -> str:
    text: str = await page.value(f"document.querySelector({selector!r}).textContent.trim()")
    return text


async def test_a_morning_with_the_keyboard(tmp_path: Path, chromium: str) -> None:
    site = asked_nothing(tmp_path)
    async with walls.wall(site) as server, tab(chromium) as page:
        await page.without_scripts()
        await page.look(1280, dark=False)
        await page.visit(server + "/targets")
        await fill(page, "#name", "ops")
        await fill(page, "#password", PASSWORD)
        assert await enter(page) == "/"
        await skips(page)
        await filters(page)
        await mutes(page)
        await asks_for_removal(page)
        await explains(page)
        await checks(page, site)
        await go_to(page, ".who button")
        assert await enter(page) == "/login"


async def skips(page: Tab) -> None:
    """The first Tab leads past the menu."""
    await go_to(page, ".skip")
    await page.press("Enter")
    await page.comes_to("location.hash", "#main")
    await page.press("Tab")
    assert await page.value("document.querySelector('main').contains(document.activeElement)")


async def filters(page: Tab) -> None:
    """From the menu to the targets of one group, and to the first of them."""
    await page.visit(await page.value("location.origin + '/'"))
    await go_to(page, ".site a[href='/targets']")
    assert await enter(page) == "/targets"
    await fill(page, "#q", "pool-a")
    assert await enter(page) == "/targets?q=pool-a"
    groups = "[...document.querySelectorAll('tbody small')].map(one => one.textContent)"
    assert set(await page.value(groups)) == {"pool-a"}
    await go_to(page, "tbody a")
    assert await enter(page) == "/targets/192.0.2.10"


async def mutes(page: Tab) -> None:
    """A mute of one list; first with a time that is none, at which the focus is then."""
    await go_to(page, "#mute-list")
    await page.press("ArrowDown")
    await fill(page, "#until", "soon")
    await fill(page, "#reason", "moves to the new network")
    assert await enter(page) == "/mutes"
    assert "neither a date" in await says(page, ".wrong")
    await page.comes_to("document.activeElement.id", "until")
    assert await page.value("document.getElementById('mute-list').value") == "demo-honest"
    await page.press("Tab")
    await page.press("Tab", back=True)  # which selects what stands there
    await page.type("7d")
    assert await enter(page) == "/targets/192.0.2.10?done=muted"
    assert (await says(page, "#done")).startswith("Muted")
    assert "moves to the new network" in await says(page, ".rows .tag")


async def asks_for_removal(page: Tab) -> None:
    await fill(page, "#note", "ticket 4712")
    assert await enter(page) == "/targets/192.0.2.10?done=noted"
    assert "ticket 4712" in await says(page, "tbody tr")


async def explains(page: Tab) -> None:
    await go_to(page, ".site a[href='/explain']")
    assert await enter(page) == "/explain"
    await fill(page, "#text", BOUNCE)
    await go_to(page, "main button")
    assert await enter(page) == "/explain"
    assert await says(page, "h2") == "The receiving server refused mail from 192.0.2.10 (554 5.7.1)."


async def checks(page: Tab, site: Site) -> None:
    await go_to(page, ".site a[href='/checks']")
    assert await enter(page) == "/checks"
    await fill(page, "#target", "192.0.2.99")
    path = await enter(page)
    job = site.checks.find(path.removeprefix("/checks/"))
    assert job is not None
    await job.ended.wait()
    await page.visit(await page.value("location.href"))
    assert await says(page, "h1") == "Could not decide"
