"""The API: the documents of the command line over HTTP, their description, health and metrics."""

import asyncio

from aiohttp import web

from repcheck.render.encoding import encoded
from repcheck.web.documents.openapi import openapi
from repcheck.web.documents.table import ROWS
from repcheck.web.handling import document
from repcheck.web.route import Audience, Route
from repcheck.web.site import Site
from repcheck.web.visit import Visit

DESCRIPTION = "/api/v1/openapi.json"


async def _describe(_: Site, __: Visit) -> web.StreamResponse:
    """OpenAPI 3.1; it says nothing of this server but what it can be asked."""
    return document(await asyncio.to_thread(lambda: encoded(openapi(ROWS))))


ROUTES = (*(row.route for row in ROWS), Route("GET", DESCRIPTION, _describe, Audience.TOKEN))
