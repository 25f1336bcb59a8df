"""What is looked for in a page that a real browser shows, and where what it showed is kept."""

import os
from pathlib import Path

import pytest

from .browser import Tab

WIDTHS = (320, 1280, 1920)
#: What an eye would find: content wider than its place that neither scrolls nor wraps, text outside of its
#: box, words of ours that are broken, texts or neighbours that lie on each other, cells in pieces beside
#: their heads, pages that scroll sideways.
FAULTS = """
(() => {
  const wide = document.documentElement.clientWidth, found = [];
  const name = one => `${one.tagName.toLowerCase()}.${one.className}: ${one.textContent.trim().slice(0, 60)}`;
  const told = (fault, one) => found.push(`${fault} ${name(one)}`);
  if (document.documentElement.scrollWidth > wide) found.push('the page scrolls sideways');

  for (const one of document.querySelectorAll('body :not(.heat *, .heat, .skip, svg *, option, script)')) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (!box.width || style.clipPath !== 'none' || one.closest('thead')) continue;
    if (box.right > wide + 1 || box.left < -1) told('leaves the page:', one);
    const over = one.clientWidth && one.scrollWidth > one.clientWidth + 1;
    if (over && !one.matches('.scroll')) told('cut:', one);
    if (style.overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1) told('cut below:', one);
  }

  const rows = 'main section, li, .rows td, .rows th, .cards article, .notes li > *';
  for (const one of document.querySelectorAll(rows)) {
    const next = one.nextElementSibling;
    if (!next || one.closest('thead')) continue;
    const here = one.getBoundingClientRect(), there = next.getBoundingClientRect();
    if (here.right > there.left + 1 && there.right > here.left + 1
        && here.bottom > there.top + 1 && there.bottom > here.top + 1) told('lies on the next:', one);
  }

  for (const one of document.querySelectorAll('.rows [data-head]')) {
    const parts = [...one.childNodes].filter(node => node.nodeType === 1 || node.data?.trim());
    if (getComputedStyle(one).display === 'grid' && parts.length > 1) told('falls apart:', one);
  }

  const texts = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const aside = '.heat i, .heat thead *, .skip, option, script, noscript, textarea, svg *';
  while (walk.nextNode()) {
    const node = walk.currentNode, holder = node.parentElement;
    if (!node.data.trim() || holder.matches(aside) || !holder.checkVisibility()) continue;
    if (holder.closest('thead') && getComputedStyle(holder.closest('thead')).clipPath !== 'none') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const home = holder.closest('section, li, button, td, th, article, .mark, .tag, .wrong, .flash');
    const edge = home && !holder.closest('.scroll') && home.getBoundingClientRect();
    const boxes = [...range.getClientRects()], said = node.data.trim();
    const ours = holder.closest('td') && /^[a-z ]{1,20}$/i.test(said);
    const short = ours || holder.matches('button, label, .mark, dt');
    const lines = new Set(boxes.filter(box => box.width >= 1).map(box => Math.round(box.top))).size;
    if (short && lines > said.split(/[\\s-]+/).length) told('a word is broken:', holder);
    for (const box of boxes) {
      if (box.width < 1) continue;
      const outside = edge && (box.right > edge.right + 1 || box.left < edge.left - 1);
      if (outside) told('outside of its box:', holder);
      texts.push({ node, holder, box });
    }
  }
  texts.sort((one, other) => one.box.top - other.box.top);
  texts.forEach((one, place) => {
    for (let next = place + 1; next < texts.length; next += 1) {
      const other = texts[next];
      if (other.box.top > one.box.bottom - 4) break;
      const beside = one.box.right <= other.box.left + 3 || other.box.right <= one.box.left + 3;
      if (one.node !== other.node && !beside) told('text on text:', one.holder);
    }
  });
  return found;
})()
"""
_VIOLATIONS = """
axe.run(document, {runOnly: %s, resultTypes: ['violations'], preload: false})
.then(found => found.violations.map(one => `${one.id}: ${one.nodes[0].html}`))
"""
_ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What a scheme changes, which is colours alone.
_COLOURS = ["color-contrast", "link-in-text-block"]


async def violations(page: Tab, *, printed: bool) -> list[str]:
    """What axe-core finds on a page that is there: in both schemes and, ``printed``, on paper."""
    await page.look(WIDTHS[1], dark=False)
    found: list[str] = await page.value(_VIOLATIONS % _ALL)
    await page.look(WIDTHS[1], dark=True)
    found += [f"dark: {one}" for one in await page.value(_VIOLATIONS % _COLOURS)]
    if printed:
        await page.look(WIDTHS[1], dark=False, printed=True)
        found += [f"on paper: {one}" for one in await page.value(_VIOLATIONS % _ALL)]
    return found


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
