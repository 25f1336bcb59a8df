"""The page in a real browser: nothing cut, nothing asked, nothing run, and axe-core finds nothing to mend.

``REPCHECK_PICTURES=DIR`` keeps what was seen there, as PNG and PDF, to be looked at.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.render import report
from repcheck.model.exit_code import ExitCode
from repcheck.model.report import Report
from repcheck.render.html.shown import shown
from repcheck.render.view import View
from tests.render.html.remembered import remembering
from tests.render.machines import others
from tests.render.machines.made import CHECKS, poisoned
from tests.render.parts import STARTED, with_counts
from tests.support.examples import MANY

from .browser import Tab, tab
from .looking import FAULTS, WIDTHS, axe, keep, violations

LISTS = 60
PAGES: dict[str, Callable[[], Any]] = {
    "0-targets": lambda: Report(started=STARTED, seconds=0.1, exit_code=ExitCode.OK),
    "3-targets": CHECKS["bounced"],
    "50-targets": lambda: with_counts(report(50 * LISTS)),
    "5000-targets": lambda: with_counts(report(5_000 * LISTS)),
    "monitor": remembering,
    "domains": others.domains,
    "poisoned": poisoned,
    "poisoned-monitor": lambda: others.a_pass(others.HOSTILE_TEXTS),
}
#: Those that are looked at each time; all of them with REPCHECK_EXAMPLES=many, as in CI.
FEW = ("3-targets", "monitor")
#: Letters of which no font has all: a browser takes a minute to draw them.
SLOW = ("poisoned",)


def written(folder: Path, name: str) -> Path:
    file = folder / f"{name}.html"
    file.write_bytes(shown(PAGES[name](), View(version="1.0")))
    return file


async def look_at(page: Tab, name: str, file: Path) -> None:
    await page.open(file)
    for width in WIDTHS[1:2] if name in SLOW else WIDTHS:
        await page.look(width, dark=False)
        assert await page.value(FAULTS) == [], (name, width)
        for dark in (False, True) if os.environ.get("REPCHECK_PICTURES") and name not in SLOW else ():
            await page.look(width, dark=dark)
            keep(f"{name}-{width}-{'dark' if dark else 'light'}.png", await page.picture())
    assert (page.asked, page.complaints) == ([file.as_uri()], []), name


async def test_nothing_is_cut_asked_or_run(tmp_path: Path, chromium: str) -> None:
    async with tab(chromium) as page:
        for name in PAGES if MANY else FEW:
            page.asked.clear()
            file = written(tmp_path, name)
            await look_at(page, name, file)
            if os.environ.get("REPCHECK_PICTURES") and name not in SLOW:
                keep(f"{name}.pdf", await page.printed())


async def test_axe_finds_nothing_to_mend_and_the_keyboard_gets_everywhere(
    tmp_path: Path, chromium: str
) -> None:
    source = axe()
    async with tab(chromium) as page:
        for name in ("3-targets", "monitor", "domains"):
            await page.open(written(tmp_path, name))
            await page.value(source)
            assert await violations(page, printed=MANY) == [], name
        await page.look(1280, dark=False)
        await page.press("Tab")
        assert await page.value("document.activeElement.className") == "skip"
        await page.press("Tab")
        assert await page.value("document.activeElement.className") == "scroll"
