"""``/live``: server-sent events that say when a page would show something else; they never say what."""

import asyncio
import contextlib

from aiohttp import hdrs, web

from repcheck.errors import RepcheckError
from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import reading
from repcheck.web.hub import Client, state_of
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
    """The stream, until the client goes; raises Refused (503) when too many look already."""
    request = visit.request
    headers = {hdrs.CONTENT_TYPE: KIND, "X-Accel-Buffering": "no"}
    if request.method == hdrs.METH_HEAD:
        return web.Response(headers=headers)
    with site.hub.joined() as client:
        if client is None:
            refused = Refused(503, "Too many look at this live.", "live")
            refused.headers[hdrs.RETRY_AFTER] = "60"
            raise refused
        answer = web.StreamResponse(headers=headers)
        answer.force_close()
        with contextlib.suppress(ConnectionError):
            await answer.prepare(request)
            await answer.write(f"retry: {_AGAIN * 1000}\n\n".encode())
            await _tell(site, client, answer)
        return answer


async def _tell(site: Site, client: Client, answer: web.StreamResponse) -> None:
    """Each write waits until the client takes it; who takes nothing is ended by ``guard.connections``."""
    for _ in range(_BEATS):
        while await client.changed(BEAT):
            if site.hub.closed:
                return
            await answer.write(CHANGED)
        await answer.write(_ALIVE)


async def look_on(site: Site) -> None:
    """Look at the store again and again while somebody is there to be told."""
    while True:
        await asyncio.sleep(LOOK)
        if len(site.hub):
            await look(site)


async def look(site: Site) -> None:
    """One look. A store that cannot be read just now is no news: the pages say so themselves."""
    with contextlib.suppress(RepcheckError):
        site.hub.seen(await reading(site, state_of))
