"""The wall in a real browser: whole at every size, without script, by keyboard, and deaf to strangers.

Each page of ``places.PLACES`` on each of the sites is looked at with ``REPCHECK_EXAMPLES=many``, as in CI;
few of them each time. ``REPCHECK_PICTURES=DIR`` keeps what was seen there, as PNG and PDF, to be looked at.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from repcheck.web import live, pages
from repcheck.web.site import Site
from tests.support.examples import MANY

from . import walls
from .browser import Tab, tab
from .looking import FAULTS, WIDTHS, axe, keep, violations
from .places import PLACES, UNSEEN, Place

SITES: dict[str, Callable[[Path], Site]] = {
    "demo": walls.demo,
    "0": lambda folder: walls.crowd(folder, 0),
    "3": lambda folder: walls.crowd(folder, 3),
    "50": lambda folder: walls.crowd(folder, 50),
    "5000": lambda folder: walls.crowd(folder, 5_000),
    "hostile": walls.hostile,
    "unborn": walls.unborn,
    "guarded": walls.guarded,
}
#: Those that axe-core judges on paper, too.
PRINTED = ("demo", "50", "hostile")
#: What is looked at each time.
FEW_SITES = ("demo",)
FEW_PLACES = ("overview", "target-wrong", "checking", "explain-answer")
#: What is shown to who has not logged in.
OPEN = ("login", "login-wrong", "logged-in")
#: What the browser notes of a page that says what is wrong.
REFUSED = "Failed to load resource: the server responded with a status of "
#: Of a site without a memory.
NO_MEMORY = 503
PICTURES = bool(os.environ.get("REPCHECK_PICTURES"))
#: Where the keyboard is: the text of what has the focus, and whether one sees that it has.
FOCUS = """
(() => { const one = document.activeElement, style = getComputedStyle(one);
  const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return [one === document.body ? '' : one.tagName + ' ' + (one.name || one.textContent || '').trim(), drawn];
})()
"""
CONTROLS = """
[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, .scroll')]
.filter(one => one.checkVisibility() && one.tabIndex >= 0 && !one.disabled).length
"""


def shown(name: str) -> Iterator[Place]:
    """The pages of a site that are looked at."""
    for place in PLACES:
        if (place.name in OPEN or name != "guarded") and (MANY or place.name in FEW_PLACES):
            yield place


def test_each_route_that_shows_a_page_has_its_row() -> None:
    there = {row.path for row in (*pages.ROUTES, *live.ROUTES)}
    assert {place.route for place in PLACES} == there - UNSEEN.keys()
    assert UNSEEN.keys() <= there


@pytest.mark.parametrize("name", SITES if MANY else FEW_SITES)
async def test_nothing_is_cut_asked_elsewhere_or_run(tmp_path: Path, chromium: str, name: str) -> None:
    site = SITES[name](tmp_path)
    async with walls.wall(site) as server, tab(chromium) as page:
        for place in shown(name):
            path = await place.found(site)
            if path is not None:
                await look_at(page, f"{name}-{place.name}", place, server, path)


async def look_at(page: Tab, name: str, place: Place, server: str, path: str) -> None:
    page.asked.clear()
    page.complaints.clear()
    await place.show(page, server, path)
    assert page.status in (place.status, NO_MEMORY if name.startswith("unborn-") else place.status), name
    for width in WIDTHS:
        await page.look(width, dark=False)
        assert await page.value(FAULTS) == [], (name, width)
        for dark in (False, True) if PICTURES else ():
            await page.look(width, dark=dark)
            keep(f"wall-{name}-{width}-{'dark' if dark else 'light'}.png", await page.picture())
    if PICTURES:
        keep(f"wall-{name}.pdf", await page.printed())
    assert {asked for asked in page.asked if not asked.startswith(server)} == set(), name
    assert [said for said in page.complaints if not said.startswith(REFUSED)] == [], name


@pytest.mark.parametrize("name", SITES if MANY else FEW_SITES)
async def test_axe_finds_nothing_to_mend(tmp_path: Path, chromium: str, name: str) -> None:
    source, site = axe(), SITES[name](tmp_path)
    async with walls.wall(site) as server, tab(chromium) as page:
        for place in shown(name):
            path = await place.found(site)
            if path is not None:
                await place.show(page, server, path)
                await page.value(source)
                found = await violations(page, printed=MANY and name in PRINTED)
                assert found == [], place.name


async def test_the_keyboard_reaches_each_control_without_script(tmp_path: Path, chromium: str) -> None:
    site = walls.demo(tmp_path)
    async with walls.wall(site) as server, tab(chromium) as page:
        await page.without_scripts()
        for place in PLACES if MANY else [one for one in PLACES if one.name == "target"]:
            path = await place.found(site)
            if path is None or place.typed or place.status == 400:
                continue  # what is wrong with a form has the focus: it is not where Tab begins
            await page.visit(server + path)
            await page.look(1280, dark=False)
            controls = min(await page.value(CONTROLS), 60)
            reached, unseen = 0, []
            for _ in range(controls):
                await page.press("Tab")
                focus, drawn = await page.value(FOCUS)
                reached += bool(focus)
                if focus and not drawn:
                    unseen.append(focus)
            assert (reached, unseen) == (controls, []), place.name
