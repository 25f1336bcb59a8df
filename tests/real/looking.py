"""What is looked for in a page that a real browser shows, and where what it showed is kept."""

import os
from pathlib import Path

import pytest

WIDTHS = (390, 1280, 1920)
#: What is wider than its place and neither scrolls nor wraps, and what leaves the page.
CUT = """
[...document.querySelectorAll('main :not(.heat *, .heat, thead, thead *, svg *)')].filter(one => {
    const box = one.getBoundingClientRect();
    const past = box.right > document.documentElement.clientWidth + 1 || box.left < -1;
    const over = one.scrollWidth > one.clientWidth + 1 && one.clientWidth && !one.matches('.scroll');
    return box.width && (past || over);
}).map(one => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 60)}`)
"""
#: Neighbours in one row or list that lie on each other.
OVERLAP = """
[...document.querySelectorAll('main section, .numbers li, .rows td, .rows th, .cards article, .notes li > *')]
.filter(one => {
    const next = one.nextElementSibling;
    if (!next || one.closest('thead')) return false;
    const here = one.getBoundingClientRect(), there = next.getBoundingClientRect();
    return here.right > there.left + 1 && there.right > here.left + 1
        && here.bottom > there.top + 1 && there.bottom > here.top + 1;
}).map(one => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 60)}`)
"""
VIOLATIONS = """
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
.then(found => found.violations.map(one => `${one.id}: ${one.nodes[0].html}`))
"""


def axe() -> str:
    """The source of axe-core. Without it: skipped, or failed under REPCHECK_REQUIRE_REAL=1."""
    file = os.environ.get("REPCHECK_AXE")
    if file:
        return Path(file).read_text(encoding="utf-8")
    message = "REPCHECK_AXE does not name axe.min.js: npm install axe-core"
    if os.environ.get("REPCHECK_REQUIRE_REAL") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def keep(name: str, content: bytes) -> None:
    """Where somebody wants to look at it."""
    if folder := os.environ.get("REPCHECK_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / name).write_bytes(content)
