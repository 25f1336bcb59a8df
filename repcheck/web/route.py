"""What a row of the table of routes says."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TypeAlias

import msgspec
from aiohttp import web

from repcheck.web.site import Site
from repcheck.web.visit import Visit

#: Takes the site and one request; raises ``guard.refusal.Refused`` for what it does not do.
Handler: TypeAlias = Callable[[Site, Visit], Awaitable[web.StreamResponse]]

#: Bytes of the body of a form.
FORM = 16 * 1024


class Audience(StrEnum):
    """Who may; the gate has seen to it before the handler is called.

    ``public``    everybody: health, the log-in page, static files. Shows no state
    ``viewer``    everybody who may look: on loopback anybody, else a session
    ``operator``  who may change something: a session whose account is not a viewer
    ``token``     programs: as ``viewer``, or by the token of the API
    ``hook``      sending services; the handler checks their signature itself
    """

    PUBLIC = "public"
    VIEWER = "viewer"
    OPERATOR = "operator"
    TOKEN = "token"  # noqa: S105 - a kind of access
    HOOK = "hook"


class Route(msgspec.Struct, frozen=True):
    """One row.

    ``method``   "GET" (HEAD comes with it) or "POST"; no other is answered
    ``path``     as aiohttp writes it: "/targets/{target:.+}"
    ``access``   a POST of ``viewer`` and ``operator`` is a form, whose token the gate has checked
    ``most``     bytes of a body; 0: none may come. ``visit.Visit`` has what it said
    """

    method: str
    path: str
    handler: Handler
    access: Audience = Audience.VIEWER
    most: int = 0
