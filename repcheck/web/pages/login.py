"""Logging in and out."""

from aiohttp import web

from repcheck.web.guard.refusal import Refused, line_of
from repcheck.web.handling import page, see_other
from repcheck.web.site import Site
from repcheck.web.visit import Visit
from repcheck.web.visiting import keep, too_often

_WRONG = "The name or the password is wrong."


async def show(site: Site, visit: Visit) -> web.StreamResponse:
    """The form; where nobody logs in there is none."""
    _check_accounts(site)
    return await page(site, visit, "login.html.j2", title="Log in", wrong=None)


async def log_in(site: Site, visit: Visit) -> web.StreamResponse:
    """Begin a new visit for who has the password: what a stranger may have put into the old one is void."""
    _check_accounts(site)
    wait = site.attempts.take(visit.peer)
    if wait:
        raise too_often(wait)
    name = visit.form.get("name", "")
    known = await site.entrance.by_password(name, visit.form.get("password", ""))
    if known is None:
        # A name that there is not may be a password in the wrong field: the log has it not.
        detail = name if name in site.entrance.accounts else "a name that there is not"
        refused = Refused(403, _WRONG, "password", detail)
        site.log(line_of(refused, "POST", visit.path, visit.peer), refused.why)
        return await page(site, visit, "login.html.j2", title="Log in", status=403, wrong=_WRONG)
    site.attempts.right(visit.peer)
    site.sessions.end(visit.visitor.session)
    site.log(f"{known.name} logged in from {visit.peer}", "login")
    answer = see_other()
    keep(site, visit.request, answer, site.sessions.begin(known.name, known.proof))
    return answer


async def log_out(site: Site, visit: Visit) -> web.StreamResponse:
    """End the visit here, so that a copy of its cookie is worth nothing either."""
    site.sessions.end(visit.visitor.session)
    answer = see_other("login") if site.entrance.accounts else see_other()
    keep(site, visit.request, answer, site.sessions.begin())
    return answer


def _check_accounts(site: Site) -> None:
    if not site.entrance.accounts:
        raise Refused(404, "Nobody logs in here.", "path", log=False)
