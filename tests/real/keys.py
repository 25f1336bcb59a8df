"""Somebody with a keyboard alone: Tab, Enter, arrows, letters; the focus is to be seen at each step."""

from .browser import Tab

#: Tabs that lead through all of a page of these tests, and more.
_MOST = 120
_SEEN = """
(wanted => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const there = box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight;
  const name = `${one.tagName} ${one.id || one.name || one.textContent.trim().slice(0, 40)}`;
  return [one.matches(wanted), one === document.body || (drawn && there), name];
})
"""


async def go_to(page: Tab, wanted: str) -> None:
    """Tab on until what is wanted has the focus. ``wanted``: a selector."""
    for _ in range(_MOST):
        await page.press("Tab")
        found, seen, name = await page.value(f"({_SEEN})({wanted!r})")
        assert seen, f"the focus is not seen at {name}"
        if found:
            return
    raise AssertionError(f"no Tab leads to {wanted}")


async def fill(page: Tab, field: str, text: str) -> None:
    """Go to a field and type; what stood there is selected, and makes room."""
    await go_to(page, field)
    await page.type(text)


async def enter(page: Tab) -> str:
    """Press Enter, until the next page is there; its path."""
    async with page.leaving():
        await page.press("Enter")
    path: str = await page.value("location.pathname + location.search")
    return path
