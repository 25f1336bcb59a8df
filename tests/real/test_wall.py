"""The wall in a real browser: whole at every size, without script, by keyboard, and deaf to strangers."""

import os
from collections.abc import Callable
from pathlib import Path

from repcheck.web.site import Site
from tests.support.examples import MANY

from . import walls
from .browser import Tab, tab
from .looking import CUT, OVERLAP, VIOLATIONS, WIDTHS, axe, keep

PAGES = {
    "overview": "/",
    "targets": "/targets",
    "target": "/targets/192.0.2.10",
    "lists": "/lists",
    "list": "/lists/demo-honest",
    "history": "/history",
    "bounces": "/bounces",
    "alerts": "/alerts",
    "mutes": "/mutes",
}
SITES: dict[str, Callable[[Path], Site]] = {
    "demo": walls.demo,
    "0": lambda folder: walls.crowd(folder, 0),
    "50": lambda folder: walls.crowd(folder, 50),
    "5000": lambda folder: walls.crowd(folder, 5_000),
    "hostile": walls.hostile,
}
FEW_SITES = ("demo",)
FEW_PAGES = ("overview", "target")
#: What the browser notes of a page about something that this store does not know.
MISSING = "Failed to load resource: the server responded with a status of 404 (Not Found)"
PICTURES = bool(os.environ.get("REPCHECK_PICTURES"))
#: Where the keyboard is: the text of what has the focus, and whether one sees that it has.
FOCUS = """
(() => { const one = document.activeElement, style = getComputedStyle(one);
  const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return [one === document.body ? '' : one.tagName + ' ' + (one.name || one.textContent || '').trim(), drawn];
})()
"""
CONTROLS = """
[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
.filter(one => one.checkVisibility() && one.tabIndex >= 0 && !one.disabled).length
"""


async def test_nothing_is_cut_asked_elsewhere_or_run(tmp_path: Path, chromium: str) -> None:
    async with tab(chromium) as page:
        for name in SITES if MANY else FEW_SITES:
            async with walls.wall(SITES[name](tmp_path)) as place:
                for which, path in PAGES.items():
                    if MANY or which in FEW_PAGES:
                        await look_at(page, f"{name}-{which}", place, path)
                await page.visit("about:blank")  # the live page would look for a server that has gone


async def look_at(page: Tab, name: str, place: str, path: str) -> None:
    page.asked.clear()
    page.complaints.clear()
    await page.visit(place + path)
    for width in WIDTHS:
        await page.look(width, dark=False)
        assert await page.value("document.documentElement.scrollWidth") <= width, (name, width)
        assert await page.value(CUT) == [], (name, width)
        assert await page.value(OVERLAP) == [], (name, width)
        for dark in (False, True) if PICTURES else ():
            await page.look(width, dark=dark)
            keep(f"wall-{name}-{width}-{'dark' if dark else 'light'}.png", await page.picture())
    if PICTURES:
        keep(f"wall-{name}.pdf", await page.printed())
    assert {asked for asked in page.asked if not asked.startswith(place)} == set(), name
    assert [said for said in page.complaints if said != MISSING] == [], name


async def test_axe_finds_nothing_to_mend(tmp_path: Path, chromium: str) -> None:
    source = axe()
    async with walls.wall(walls.demo(tmp_path)) as place, tab(chromium) as page:
        for which, path in PAGES.items():
            if MANY or which in FEW_PAGES:
                await page.visit(place + path)
                await page.value(source)
                for dark in (False, True) if MANY else (False,):
                    await page.look(1280, dark=dark)
                    assert await page.value(VIOLATIONS) == [], (which, dark)


async def test_the_keyboard_reaches_each_control_without_script(tmp_path: Path, chromium: str) -> None:
    async with walls.wall(walls.demo(tmp_path)) as place, tab(chromium) as page:
        await page.call("Emulation.setScriptExecutionDisabled", value=True)
        for which in PAGES if MANY else FEW_PAGES[1:]:
            await page.visit(place + PAGES[which])
            await page.look(1280, dark=False)
            controls = await page.value(CONTROLS)
            reached, unseen = 0, []
            for _ in range(min(controls, 60)):
                await page.press("Tab")
                focus, drawn = await page.value(FOCUS)
                reached += bool(focus)
                if focus and not drawn:
                    unseen.append(focus)
            assert (reached, unseen) == (min(controls, 60), []), which
