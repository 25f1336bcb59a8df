"""Who asks, and whether the row of the table lets him."""

from aiohttp import hdrs, web

from repcheck.model.watch.serving import Role
from repcheck.web.guard.proxies import FOR
from repcheck.web.guard.refusal import Refused, line_of
from repcheck.web.guard.sessions import LASTS, PLAIN, SECURE, Session
from repcheck.web.handling import page
from repcheck.web.route import Audience, Route
from repcheck.web.site import Site
from repcheck.web.visit import Visit, Visitor

_BEARER = "bearer "
#: A cookie that is there while a browser asks for the same page again.
AGAIN = "repcheck-again"
#: What proxies add (RFC 7239, RFC 9110 section 7.6.3).
_THROUGH = (FOR, "Forwarded", "X-Real-IP", "X-Forwarded-Host", hdrs.VIA)
LOG_IN = "/login"


def peer_of(site: Site, request: web.Request) -> str:
    """The address that asks; behind a proxy the one that the proxy names."""
    peer = request.remote or "?"
    return site.entrance.proxies.peer(peer, request.headers.getall(FOR, []))


def encrypted(site: Site, request: web.Request) -> bool:
    """Whether the browser speaks TLS, with this server or with the proxy before it."""
    return request.scheme == "https" or site.entrance.proxies.encrypted(
        request.remote or "?", request.headers
    )


def nobody(site: Site) -> Visitor:
    """Somebody of whom nothing is known."""
    return Visitor("", None, site.sessions.begin(), fresh=True)


def visitor_of(site: Site, request: web.Request) -> Visitor:
    """Who asks, by what his browser or the proxy says. Raises Refused for what only a forger sends."""
    entrance = site.entrance
    session = site.sessions.read(request.cookies.get(_cookie_name(site, request)))
    fresh = session is None
    if session is None:
        session = site.sessions.begin()
    header = entrance.proxies.header
    if header is not None:
        name = entrance.proxies.named(request.remote or "?", request.headers.getall(header, []))
        if name is not None:
            return Visitor(name, entrance.role_of(name), session, fresh=fresh)
    if entrance.open:
        check_direct(request)
        return Visitor("", Role.OPERATOR, session, fresh=fresh)
    known = entrance.by_session(session.account, session.proof)
    if known is not None:
        return Visitor(known.name, known.role, session, logged_in=True)
    if session.account is not None:  # its password is another one now, or the account is gone
        return nobody(site)
    return Visitor("", None, session, fresh=fresh)


def tell_of_forgery(site: Site, request: web.Request) -> None:
    """Note a cookie that is of no key of ours where sessions let somebody in; it counts for nothing."""
    cookie = request.cookies.get(_cookie_name(site, request))
    if cookie is not None and site.entrance.accounts and site.sessions.forged(cookie):
        forged = Refused(401, "", "cookie", "of no key of this server")
        site.log(line_of(forged, request.method, request.path, peer_of(site, request)), forged.why)


def check_direct(request: web.Request) -> None:
    """Refuse what came through a proxy that is not configured: it would let in everybody who reaches it.

    Raises Refused. Without accounts only who sits at this machine may look.
    """
    found = [name for name in _THROUGH if name in request.headers]
    if found:
        said = "This came through a proxy, which serve: proxy of the configuration has to name."
        raise Refused(403, said, "proxy", f"{found[0]}, and no proxy is configured")


def admitted(site: Site, visit: Visit, route: Route) -> Visit:
    """The visit, if its row lets this visitor in. Raises Refused."""
    if route.access in (Audience.PUBLIC, Audience.HOOK):
        return visit
    if route.access is Audience.TOKEN and (token := _token(visit.request)) is not None:
        return _by_token(site, visit, token)
    if visit.visitor.role is None:
        raise _unknown(site, visit, route)
    if route.access is Audience.OPERATOR and visit.visitor.role is not Role.OPERATOR:
        raise Refused(403, "This account may look, and change nothing.", "role", visit.visitor.name)
    return visit


def from_elsewhere(site: Site, request: web.Request, route: Route) -> bool:
    """Whether a link of another site (a mail, a chat) led here, so that the cookie did not come with it.

    A strict cookie comes only with what a page of ours asks for (RFC 6265bis section 5.6.7.1). To take this
    for somebody without a visit would begin another one, and end that of who logged in.
    """
    cookies = request.cookies
    return (
        request.method == hdrs.METH_GET
        and route.access not in (Audience.TOKEN, Audience.HOOK)
        and request.headers.get("Sec-Fetch-Mode") == "navigate"
        and request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
        and _cookie_name(site, request) not in cookies
        and AGAIN not in cookies
    )


async def again(site: Site, request: web.Request) -> web.StreamResponse:
    """A page of ours that asks for the same again; once, should a browser send no cookie then either."""
    visit = Visit(request=request, visitor=nobody(site))
    answer = await page(site, visit, "again.html.j2", title="One moment")
    answer.set_cookie(AGAIN, "1", max_age=10, path="/", httponly=True, samesite="Lax")
    return answer


def keep(site: Site, request: web.Request, answer: web.StreamResponse, session: Session) -> None:
    """Send the cookie of a visit with the answer (RFC 6265bis section 4.1)."""
    answer.set_cookie(
        _cookie_name(site, request),
        site.sessions.cookie(session),
        max_age=int(LASTS.total_seconds()),
        path="/",
        httponly=True,
        samesite="Strict",
        secure=encrypted(site, request),
    )


def _cookie_name(site: Site, request: web.Request) -> str:
    return SECURE if encrypted(site, request) else PLAIN


def _token(request: web.Request) -> str | None:
    """What a program brings (RFC 6750 section 2.1); None: nothing."""
    said = request.headers.get(hdrs.AUTHORIZATION, "")
    return said[len(_BEARER) :].strip() if said.lower().startswith(_BEARER) else None


def _by_token(site: Site, visit: Visit, token: str) -> Visit:
    found = site.entrance.by_token(token)
    if found is not None:
        who = Visitor(found.name, found.role, visit.visitor.session)
        return visit.by(who, program=True)
    wait = site.attempts.take(visit.peer)
    if wait:
        raise too_often(wait)
    refused = Refused(401, "The token is not one of this server.", "bearer")
    refused.headers[hdrs.WWW_AUTHENTICATE] = 'Bearer realm="repcheck", error="invalid_token"'
    raise refused


def too_often(wait: int) -> Refused:
    """429, with when to try again (RFC 6585 section 4)."""
    refused = Refused(429, f"Too many wrong attempts: try again in {wait} seconds.", "attempts")
    refused.headers[hdrs.RETRY_AFTER] = str(wait)
    return refused


def _unknown(site: Site, visit: Visit, route: Route) -> Refused:
    """Where somebody unknown is sent: to the log-in page, or away."""
    if route.access is Audience.TOKEN:
        refused = Refused(401, "A token or a log-in is needed.", "bearer")
        refused.headers[hdrs.WWW_AUTHENTICATE] = 'Bearer realm="repcheck"'
        return refused
    if not site.entrance.accounts:
        return Refused(403, "The pages are for those whom the proxy names.", "nobody")
    if visit.request.method in (hdrs.METH_GET, hdrs.METH_HEAD):
        refused = Refused(303, "Log in first.", "login", log=False)
        refused.headers[hdrs.LOCATION] = LOG_IN
        return refused
    return Refused(403, "Log in first.", "login")
