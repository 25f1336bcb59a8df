"""What an eye would find is found: each fault of a page made for it, and none of the same page without."""

from pathlib import Path

from .browser import tab
from .looking import FAULTS

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<style>* {{ box-sizing: border-box }} body {{ margin: 0 }} section {{ width: 300px; padding: 8px }}</style>
<main><section><h1>Heading</h1><p>A few words.</p></section>{}</main>"""
WORD = "W" * 80


CONTENTS: tuple[tuple[str | None, str], ...] = (
    ("the page scrolls sideways", '<p style="width: 2000px">wide</p>'),
    ("leaves the page:", '<p style="margin-left: -40px">left</p>'),
    ("cut:", f'<p style="width: 100px; overflow: hidden">{WORD}</p>'),
    ("cut below:", '<p style="height: 9px; overflow: hidden">One<br>two</p>'),
    ("outside of its box:", f'<section><span style="white-space: nowrap">{WORD}</span></section>'),
    ("a word is broken:", '<button style="width: 1px; overflow-wrap: anywhere">Go on</button>'),
    ("text on text:", '<p>Under it</p><p style="margin-top: -30px">Over it</p>'),
    ("lies on the next:", '<section>One</section><section style="margin-top: -30px">Two</section>'),
    (
        "falls apart:",
        '<table class="rows"><tr><td data-head="Since" style="display: grid">for <b>1 d</b></table>',
    ),
    (None, "<section><p>One line</p><p>and another.</p><button>Go on</button></section>"),
)


async def test_each_fault_is_found(tmp_path: Path, chromium: str) -> None:
    async with tab(chromium) as page:
        await page.look(390, dark=False)
        for place, (fault, content) in enumerate(CONTENTS):
            file = tmp_path / f"{place}.html"
            file.write_text(PAGE.format(content), encoding="utf-8")
            await page.open(file)
            found = await page.value(FAULTS)
            assert any(one.startswith(fault) for one in found) if fault else found == [], (content, found)
