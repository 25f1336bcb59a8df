"""A link of another site, in a real browser: who is logged in stays so."""

from pathlib import Path

from repcheck.web import pages
from tests.web.attacking import bound
from tests.web.entering import PASSWORD, with_accounts
from tests.web.rooms import ROOMS

from .browser import Tab, tab


async def gone(page: Tab, expression: str, where: str) -> None:
    """Do something that leads to another page, and from there to where one wants to be."""
    async with page.leaving():
        await page.value(f"(() => {{ {expression}; }})()")
    await page.comes_to("location.pathname", where)


async def test_a_link_of_another_site_leads_to_the_page_and_not_to_the_log_in(
    tmp_path: Path, chromium: str
) -> None:
    async with bound((*ROOMS, *pages.ROUTES), entrance=with_accounts()) as server, tab(chromium) as page:
        link = tmp_path / "mail.html"
        link.write_text(f"<a href='http://127.0.0.1:{server.port}/managed'>since 10:40 ...</a>")
        await page.open(link)
        await gone(page, "document.querySelector('a').click()", "/login")
        for field, value in (("name", "ops"), ("password", PASSWORD)):
            await page.value(f"document.querySelector('#{field}').value = '{value}'")
        await gone(page, "document.querySelector('main form').submit()", "/")
        await page.open(link)
        await gone(page, "document.querySelector('a').click()", "/managed")
        await page.comes_to("document.body.innerText.includes('private to ops')")
        assert await page.value("location.pathname") == "/managed"
        assert [line for line in server.lines if "refused 403" in line] == []
