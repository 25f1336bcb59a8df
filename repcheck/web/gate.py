"""What each request passes before its handler, and each answer after it."""

from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware

from repcheck.errors import BadInput, RepcheckError
from repcheck.web import handling
from repcheck.web.guard import bounds, forms, headers
from repcheck.web.guard.refusal import Refused, line_of
from repcheck.web.guard.sessions import COOKIE, FIELD, LASTS
from repcheck.web.route import Access, Route
from repcheck.web.site import Site
from repcheck.web.visit import Role, Visit, Visitor

_Next = Callable[[web.Request], Awaitable[web.StreamResponse]]


def gate_of(site: Site) -> Middleware:
    """The middleware round all handlers: nothing that is raised gets past it but cancellation."""

    @web.middleware
    async def gate(request: web.Request, handler: _Next) -> web.StreamResponse:
        try:
            check_host(site, request)
            answer = await handler(request)
        except Refused as refused:
            answer = await answer_of(site, request, refused)
        except web.HTTPException as error:
            answer = await answer_of(site, request, refusal_of(error))
        except RepcheckError as error:
            status = 400 if isinstance(error, BadInput) else 503
            answer = await answer_of(site, request, Refused(status, str(error), "error", str(error)))
        except Exception as error:  # noqa: BLE001 - a fault of ours: one line, and nothing of it to strangers
            fault = Refused(500, "A fault of repcheck itself; its log has a line.", "fault", repr(error))
            answer = await answer_of(site, request, fault)
        if not answer.prepared:
            answer.headers.update(headers.ALWAYS)
            answer.headers.setdefault(hdrs.CACHE_CONTROL, headers.PRIVATE)
        return answer

    return gate


def entered(site: Site, route: Route) -> _Next:
    """The handler of one row, behind the checks that its row asks for."""

    async def handle(request: web.Request) -> web.StreamResponse:
        who = visitor_of(site, request)
        body = await bounds.body(request, route.most)
        visit = Visit(request=request, visitor=who)
        if route.method == hdrs.METH_POST:
            visit = _taken(site, visit, route, body)
        answer = await route.handler(site, visit)
        if who.fresh and answer.content_type == "text/html" and not answer.prepared:
            _keep(site, request, answer, who)
        return answer

    return handle


def _taken(site: Site, visit: Visit, route: Route, body: bytes) -> Visit:
    """With the form, whose token is checked; or the body, whose sender the handler checks."""
    request, who = visit.request, visit.visitor
    if route.access in (Access.TOKEN, Access.HOOK):
        return Visit(request=request, visitor=who, body=body)
    forms.check_origin(request.headers, request.host, request.scheme)
    if request.content_type != forms.KIND:
        raise Refused(415, "This is not a form.", "form", request.content_type)
    said = forms.fields(body)
    if not site.sessions.holds(who.session, said.pop(FIELD, "")):
        raise Refused(403, "The form is too old, or not of this server: load its page again.", "token")
    return Visit(request=request, visitor=who, form=said)


def check_host(site: Site, request: web.Request) -> None:
    """Refuse a request that is for another server (421, RFC 9110 section 15.5.20). Raises Refused."""
    named = request.headers.getall(hdrs.HOST, [])
    if len(named) != 1 or not site.hosts.allow(named[0]):
        raise Refused(421, "This server has another name.", "host", ", ".join(named) or "none")


def visitor_of(site: Site, request: web.Request) -> Visitor:
    """Who asks. Without accounts everybody on this machine may everything."""
    session = site.sessions.read(request.cookies.get(COOKIE))
    if session is not None:
        return Visitor("", Role.OPERATOR, session)
    return Visitor("", Role.OPERATOR, site.sessions.begin(), fresh=True)


def _keep(site: Site, request: web.Request, answer: web.StreamResponse, who: Visitor) -> None:
    answer.set_cookie(
        COOKIE,
        site.sessions.cookie(who.session),
        max_age=int(LASTS.total_seconds()),
        path="/",
        httponly=True,
        samesite="Strict",
        secure=request.scheme == "https",
    )


def refusal_of(error: web.HTTPException) -> Refused:
    """What aiohttp itself refuses: a path that is not there, a method that it does not take."""
    if error.status == 405:
        refused = Refused(405, "That is not done with this method.", "method")
        refused.headers[hdrs.ALLOW] = error.headers.get(hdrs.ALLOW, "")
        return refused
    if error.status == 404:
        return Refused(404, "There is no such page.", "path", log=False)
    return Refused(error.status, "This cannot be answered.", "request", error.reason)


async def answer_of(site: Site, request: web.Request, refused: Refused) -> web.StreamResponse:
    """A page for browsers, one line for programs; and the line in the log."""
    if refused.log:
        site.log(line_of(refused, request.method, request.path, request.remote or "?"))
    answer: web.Response
    if "text/html" in request.headers.get(hdrs.ACCEPT, "") and refused.status != 421:
        visit = Visit(request=request, visitor=visitor_of(site, request))
        said = refused.said
        answer = await handling.page(
            site, visit, "refused.html.j2", title=said, status=refused.status, said=said
        )
    else:
        answer = web.Response(status=refused.status, text=refused.said + "\n")
    answer.headers.update(refused.headers)
    if refused.close:
        answer.force_close()
    return answer
