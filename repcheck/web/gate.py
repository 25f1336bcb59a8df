"""What each request passes before its handler, and each answer after it."""

from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware

from repcheck.errors import BadInput, RepcheckError
from repcheck.render.json.served import render_problem
from repcheck.web import handling
from repcheck.web.guard import bounds, forms, headers
from repcheck.web.guard.connections import Connection
from repcheck.web.guard.refusal import Refused, line_of
from repcheck.web.guard.sessions import FIELD
from repcheck.web.route import Audience, Route
from repcheck.web.site import Site
from repcheck.web.visit import Visit, Visitor
from repcheck.web.visiting import (
    AGAIN,
    admitted,
    again,
    from_elsewhere,
    keep,
    nobody,
    peer_of,
    tell_of_forgery,
    visitor_of,
)

_Next = Callable[[web.Request], Awaitable[web.StreamResponse]]

_JSON = "application/json"
#: Every browser asks for it by itself.
_ICON = "/favicon.ico"
_HEADINGS = {403: "Not allowed", 404: "Not found", 429: "Too often", 503: "Not now"}
#: What strangers read of it; the log has where it lies and what is wrong.
_NO_STORE = "The monitor's memory cannot be read."
#: Below it a refusal is a document too (RFC 9457).
_API, _PROBLEM = "/api/", "application/problem+json"


def gate_of(site: Site) -> Middleware:
    """The middleware round all handlers: nothing that is raised gets past it but cancellation."""

    @web.middleware
    async def gate(request: web.Request, handler: _Next) -> web.StreamResponse:
        connection = request.protocol if isinstance(request.protocol, Connection) else None
        try:
            check_target(site, request)
            answer = await handler(request)
        except Exception as error:  # noqa: BLE001 - each has its answer, and each but cancellation is one
            answer = await answer_of(site, request, refusal_of(error))
        if connection is not None:
            connection.answered()
        return answer

    return gate


async def with_headers(request: web.Request, answer: web.StreamResponse) -> None:
    """Put what each answer tells the browser into its head, just before it is sent; streams too."""
    answer.headers.update(headers.ALWAYS)
    if AGAIN in request.cookies:  # it has done what it is for; the cookies of the answer are written already
        answer.headers.add(hdrs.SET_COOKIE, f"{AGAIN}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax")
    answer.headers.setdefault(hdrs.CACHE_CONTROL, headers.PRIVATE)


def entered(site: Site, route: Route) -> _Next:
    """The handler of one row, behind the checks that its row asks for."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if from_elsewhere(site, request, route):
            return await again(site, request)
        visit = Visit(request=request, visitor=visitor_of(site, request), peer=peer_of(site, request))
        tell_of_forgery(site, request)
        # Before its body: nobody sends one who may not come in.
        visit = admitted(site, visit, route)
        body = await _body(request, route)
        if route.method == hdrs.METH_POST:
            visit = _taken(site, visit, route, body)
        answer = await route.handler(site, visit)
        if visit.visitor.fresh and answer.content_type == "text/html" and not answer.prepared:
            keep(site, request, answer, visit.visitor.session)
        return answer

    return handle


async def _body(request: web.Request, route: Route) -> bytes:
    connection = request.protocol if isinstance(request.protocol, Connection) else None
    if connection is not None and route.most:
        connection.expect(route.most)
    body = await bounds.body(request, route.most)
    if connection is not None:
        connection.heard()
    return body


def _taken(site: Site, visit: Visit, route: Route, body: bytes) -> Visit:
    """With the form, whose token is checked; or the body, whose sender the handler checks."""
    request = visit.request
    if route.access is Audience.HOOK or visit.program:
        return visit.with_body(body)
    schemes = (
        ("http", "https") if site.entrance.proxies.believed(request.remote or "?") else (request.scheme,)
    )
    forms.check_origin(request.headers, request.host, schemes)
    if route.access is Audience.TOKEN:
        if request.content_type != _JSON:  # which no form of another site can send
            raise Refused(415, "This is not JSON.", "form", request.content_type)
        return visit.with_body(body)
    if request.content_type != forms.KIND:
        raise Refused(415, "This is not a form.", "form", request.content_type)
    said = forms.fields(body)
    if not site.sessions.holds(visit.visitor.session, said.pop(FIELD, "")):
        raise Refused(403, "The form is too old, or not of this server: load its page again.", "token")
    return visit.with_form(said)


def check_target(site: Site, request: web.Request) -> None:
    """Refuse a request that is for another server (421, RFC 9110 section 15.5.20). Raises Refused."""
    named = request.headers.getall(hdrs.HOST, [])
    if len(named) != 1 or not site.hosts.allow(named[0]):
        raise Refused(421, "This server has another name.", "host", ", ".join(named) or "none")
    # A whole address here is for proxies, and would count more than Host (RFC 9112 section 3.2.2).
    if not request.raw_path.startswith("/"):
        raise Refused(400, "This server asks no other for you.", "request", request.raw_path)


def refusal_of(error: Exception) -> Refused:
    """What is answered instead: to a refusal, to what aiohttp refuses, to a store that is not there."""
    match error:
        case Refused():
            return error
        case web.HTTPException():
            return _of_http(error)
        case BadInput():
            return Refused(400, str(error), "input", str(error))
        case RepcheckError():
            return Refused(503, str(error), "store", str(error))
    # A fault of ours: nothing of it to strangers, and its kind alone to the log.
    return Refused(500, "A fault of repcheck itself; its log has a line.", "fault", type(error).__name__)


def _of_http(error: web.HTTPException) -> Refused:
    if error.status == 404:
        return Refused(404, "This server has no such page.", "path")
    if error.status != 405:
        return Refused(error.status, "This cannot be answered.", "request", error.reason)
    refused = Refused(405, "That is not done with this method.", "method")
    refused.headers[hdrs.ALLOW] = error.headers.get(hdrs.ALLOW, "")
    return refused


def _known(site: Site, request: web.Request) -> Visitor:
    """Who is refused, so that his page links to the others; a forger is nobody."""
    try:
        return visitor_of(site, request)
    except Refused:
        return nobody(site)


async def answer_of(site: Site, request: web.Request, refused: Refused) -> web.StreamResponse:
    """A page for browsers, one line for programs; and the line in the log."""
    if refused.log and request.path != _ICON:
        line = line_of(refused, request.method, request.path, peer_of(site, request))
        site.log(line, refused.why)
    visitor = _known(site, request)
    said = refused.said if visitor.role is not None or refused.why != "store" else _NO_STORE
    answer: web.Response
    if request.path.startswith(_API) and refused.status != 303:
        content = render_problem(refused.status, said, refused.why)
        answer = web.Response(status=refused.status, body=content, content_type=_PROBLEM)
    elif "text/html" in request.headers.get(hdrs.ACCEPT, "") and refused.status not in (303, 421, 500):
        visit = Visit(request=request, visitor=visitor)
        heading = _HEADINGS.get(refused.status, "This cannot be done")
        answer = await handling.page(
            site,
            visit,
            "refused.html.j2",
            title=heading,
            status=refused.status,
            heading=heading,
            said=said,
        )
    else:
        answer = web.Response(status=refused.status, text=said + "\n")
    answer.headers.update(refused.headers)
    if refused.close or not request.content.is_eof():
        answer.force_close()
    return answer
