"""``/live``: server-sent events that say when a page would show something else; they never say what."""

import asyncio
import contextlib

from aiohttp import hdrs, web

from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import look
from repcheck.web.hub import Client, Hub
from repcheck.web.site import Site
from repcheck.web.visit import Visit

KIND = "text/event-stream"
#: Seconds between two signs of life, of which a client misses none for half a minute (WHATWG HTML 9.2.7).
BEAT = 15.0
#: Signs of life before a stream ends and the browser begins another one: its session is looked at anew.
_BEATS = 40
#: Seconds between two looks at a store that another process may have written.
LOOK = 3.0
_AGAIN = 5
CHANGED = b"event: change\ndata: \n\n"
_ALIVE = b": alive\n\n"


async def handle(site: Site, visit: Visit) -> web.StreamResponse:
    """The stream of all pages that show the store."""
    return await streaming(site.hub, visit)


async def streaming(hub: Hub, visit: Visit) -> web.StreamResponse:
    """The stream of a hub, until the client goes or the hub ends. Raises Refused for one client too many."""
    request = visit.request
    headers = {hdrs.CONTENT_TYPE: KIND, "X-Accel-Buffering": "no"}
    if request.method == hdrs.METH_HEAD:
        return web.Response(headers=headers)
    with hub.joined() as client:
        if client is None and not hub.closed:
            refused = Refused(503, "Too many look at this live.", "live")
            refused.headers[hdrs.RETRY_AFTER] = "60"
            raise refused
        answer = web.StreamResponse(headers=headers)
        answer.force_close()
        with contextlib.suppress(ConnectionError):
            await answer.prepare(request)
            await answer.write(f"retry: {_AGAIN * 1000}\n\n".encode())
            if client is None:
                await answer.write(CHANGED)  # it has ended: the page is another one now
            else:
                await _tell(hub, client, answer)
        return answer


async def _tell(hub: Hub, client: Client, answer: web.StreamResponse) -> None:
    """Each write waits until the client takes it; who takes nothing is ended by ``guard.connections``."""
    for _ in range(_BEATS):
        while await client.changed(BEAT):
            await answer.write(CHANGED)
            if hub.closed:
                return
        await answer.write(_ALIVE)


async def look_on(site: Site) -> None:
    """Look at the store again and again; when nobody does, too, so that the next one waits for nothing."""
    while True:
        await asyncio.sleep(LOOK)
        await look(site)
