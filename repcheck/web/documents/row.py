"""What a row of the table of the API says: enough to route it, and to describe it."""

import msgspec
from aiohttp import web

from repcheck.errors import BadInput
from repcheck.web.documents.fields import Param, check
from repcheck.web.guard.refusal import Refused
from repcheck.web.route import Audience, Handler, Route
from repcheck.web.site import Site
from repcheck.web.visit import Visit

JSON, LINES, TEXT, METRICS = (
    "application/json",
    "application/jsonl",
    "text/plain",
    "text/plain; version=0.0.4; charset=utf-8",
)


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One operation.

    ``name``      its operationId, there once
    ``params``    what path and query take; others are refused
    ``takes``     the schema of a JSON body; None: none may come
    ``status``    of the good answer
    ``kind``      its media type
    ``gives``     its schema, the name of a file of ``render/json/schemas``; None: it is text
    ``problems``  other statuses that it may answer, with what they say
    """

    method: str
    path: str
    name: str
    about: str
    handler: Handler
    access: Audience = Audience.TOKEN
    params: tuple[Param, ...] = ()
    takes: type[msgspec.Struct] | None = None
    most: int = 0
    status: int = 200
    kind: str = JSON
    gives: str | None = None
    problems: tuple[int, ...] = ()

    @property
    def route(self) -> Route:
        """The row of the one table of routes."""
        return Route(self.method, self.path, self._handle, self.access, self.most)

    async def _handle(self, site: Site, visit: Visit) -> web.StreamResponse:
        try:
            check(visit.request.query.items(), self.params)
            return await self.handler(site, visit)
        except BadInput as error:
            raise Refused(400, str(error), "input", str(error)) from None


def decoded(visit: Visit, shape: type[msgspec.Struct]) -> msgspec.Struct:
    """The body as that shape. Raises Refused."""
    try:
        return msgspec.json.decode(visit.body, type=shape)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        said = f"The body is not as it should be: {error}" if str(error) else "The body is not JSON."
        raise Refused(400, said[:300], "body", type(error).__name__) from None
