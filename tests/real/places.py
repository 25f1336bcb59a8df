"""Each page that a browser can see of the wall, in one table; what the routes have and it has not fails."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

import msgspec

from repcheck.errors import StoreUnavailable
from repcheck.web.site import Site
from tests.web.entering import PASSWORD

from . import finding
from .browser import Tab

#: Where a page lies on this site; None: this site has none of that kind.
Finds: TypeAlias = Callable[[Site], Awaitable[str | None]]
BOUNCE = "554 5.7.1 Client host [192.0.2.10] blocked using zen.spamhaus.org; see https://check.spamhaus.org/"


class Place(msgspec.Struct, frozen=True):
    """One row.

    ``route``  the path of its row in the table of routes
    ``path``   where it lies, or what finds that
    ``typed``  what is put into the fields of a form, by their id: the page is what the form answers
    ``status`` of its answer
    """

    name: str
    route: str
    path: str | Finds
    typed: Mapping[str, str] = {}
    status: int = 200

    async def found(self, site: Site) -> str | None:
        """Where it lies there; None: nowhere."""
        if isinstance(self.path, str):
            return self.path
        try:
            return await self.path(site)
        except StoreUnavailable:
            return None

    async def show(self, page: Tab, server: str, path: str) -> None:
        """Open it, and send its form."""
        await page.visit(server + path)
        if self.typed:
            async with page.leaving():
                await page.value(_sending(self.typed))


def _sending(typed: Mapping[str, str]) -> str:
    values = "".join(f"document.getElementById('{name}').value = {text!r};" for name, text in typed.items())
    return f"{values} document.getElementById('{next(iter(typed))}').form.submit()"


PLACES = (
    Place("overview", "/", "/"),
    Place("targets", "/targets", "/targets"),
    Place("targets-next", "/targets", "/targets?page=2"),
    Place("targets-none", "/targets", "/targets?q=nothing-like-it"),
    Place("target", "/targets/{target:.+}", finding.a_target),
    Place("target-muted", "/targets/{target:.+}", finding.a_muted_one),
    Place("target-wrong", "/mutes", finding.a_target, {"until": "soon", "reason": "moves"}, 400),
    Place("domain", "/domains/{target:.+}", finding.a_domain),
    Place("lists", "/lists", "/lists"),
    Place("list", "/lists/{list:.+}", finding.a_list),
    Place("list-silent", "/lists/{list:.+}", finding.a_silent_list),
    Place("history", "/history", "/history?days=90"),
    Place("history-past", "/history", "/history?at=2026-11-27+10:00"),
    Place("history-wrong", "/history", "/history?at=tomorrow", status=400),
    Place("bounces", "/bounces", "/bounces"),
    Place("cause", "/causes/{cause:.+}", finding.a_cause),
    Place("alerts", "/alerts", "/alerts"),
    Place("alert", "/alerts/{name}", finding.an_alert),
    Place("mutes", "/mutes", "/mutes"),
    Place("login", "/login", finding.a_log_in),
    Place("login-wrong", "/login", finding.a_log_in, {"name": "ops", "password": "1234"}, 403),
    Place("logged-in", "/login", finding.a_log_in, {"name": "ops", "password": PASSWORD}),
    Place("checks", "/checks", "/checks"),
    Place("checks-wrong", "/checks", "/checks", {"target": "192.0.2.300"}, 400),
    Place("checking", "/checks/{job}", finding.a_check_under_way),
    Place("result", "/checks/{job}", finding.a_result),
    Place("failed", "/checks/{job}", finding.a_failed_check),
    Place("explain", "/explain", "/explain"),
    Place("explain-answer", "/explain", "/explain", {"text": BOUNCE}),
    Place("explain-none", "/explain", "/explain", {"text": "good morning"}, 422),
    Place("missing", "/targets/{target:.+}", "/targets/192.0.2.200", status=404),
)
#: What a browser is never shown as a page, and why.
UNSEEN = {
    "/static/{name}": "a file that pages need",
    "/favicon.ico": "has no content",
    "/live": "a stream of events",
    "/checks/{job}/live": "a stream of events",
    "/mutes/end": "answers with another page",
    "/requests": "answers with another page",
    "/logout": "answers with another page",
}
