"""Where sending services post: signature first, then kept, and only then answered."""

import asyncio

from aiohttp import web

from repcheck.errors import Unreachable
from repcheck.web.guard.headers import PRIVATE
from repcheck.web.guard.refusal import Refused, cleaned, line_of
from repcheck.web.signed.senders import Denied, Nothing, Posted
from repcheck.web.site import Site
from repcheck.web.visit import Visit

#: Bytes of one request: services gather events for some seconds, and SNS sends at most 256 KiB.
MOST = 4 * 1024 * 1024
#: Requests that wait to be kept, one after the other; services try again what is refused.
WAITING = 32


async def receive(site: Site, visit: Visit) -> web.StreamResponse:
    """200 once all is kept; 403 where it is not signed; 503 where it is to be sent again."""
    hooks = site.hooks
    sender = hooks.senders.get(visit.named("service"))
    if sender is None:
        raise Refused(404, "Nothing is received here.", "hook")
    request = visit.request
    posted = Posted(visit.body, request.headers, visit.asked("secret"))
    try:
        document = await sender.events(posted, site.world.now())
        if hooks.waiting >= WAITING:
            raise _later("Too much is being received.")
        hooks.waiting += 1
        try:
            async with hooks.turn:
                await asyncio.to_thread(hooks.intake.take, sender.service, document)
        finally:
            hooks.waiting -= 1
    except Denied as error:
        refused = Refused(403, "This is not signed as it should be.", "hook", str(error))
        site.log(line_of(refused, request.method, visit.path, visit.peer), "hook")
        return _answer(403, f"{refused.said}\n")
    except Nothing as error:
        site.log(f"hook {sender.service}: {cleaned(str(error), 500)}", "subscription")
    except Unreachable as error:
        raise _later(f"The certificate or confirmation cannot be fetched: {error}") from None
    return _answer(200, "kept\n")


def _later(said: str) -> Refused:
    refused = Refused(503, "This cannot be taken now: send it again.", "hook", said)
    refused.headers["Retry-After"] = "60"
    return refused


def _answer(status: int, text: str) -> web.Response:
    return web.Response(status=status, text=text, headers={"Cache-Control": PRIVATE})
