"""Style, script and pictures: from the table read at start."""

from aiohttp import web

from repcheck.web.guard.headers import FOR_EVER
from repcheck.web.guard.refusal import Refused
from repcheck.web.site import Site
from repcheck.web.visit import Visit


async def handle(site: Site, visit: Visit) -> web.StreamResponse:
    """One file by its exact path; raises Refused for any other."""
    asset = site.assets.at(visit.path)
    if asset is None:
        raise Refused(404, "There is no such file.", "path")
    headers = {"Cache-Control": FOR_EVER}
    return web.Response(body=asset.content, content_type=asset.kind, charset="utf-8", headers=headers)


async def no_icon(_: Site, __: Visit) -> web.StreamResponse:
    """Browsers ask for one unasked, and note it when there is none: 204."""
    return web.Response(status=204, headers={"Cache-Control": FOR_EVER})
