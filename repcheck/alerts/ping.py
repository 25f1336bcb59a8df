"""Dead-man switches: an address that is called when a pass starts and ends, and never changes it."""

from datetime import datetime

from repcheck.alerts.web import post
from repcheck.model.secret import Secret

#: Bodies of more than 10,000 octets are cut or refused by the common services.
_MOST_BODY = 10_000
_TRIES = 3
#: The start may not delay the pass.
_START_SECONDS = 5.0
_SECONDS = 10.0


async def ping(url: Secret, body: str, now: datetime, *, start: bool = False) -> str:
    """Call the address with ``body``; returns why that failed, empty when it did not."""
    data = body.encode()[:_MOST_BODY]
    headers = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "repcheck"}
    said = ""
    for _ in range(1 if start else _TRIES):
        seconds = _START_SECONDS if start else _SECONDS
        done = await post(url.reveal(), data, headers, now=now, seconds=seconds)
        if done.taken:
            return ""
        said = done.said
        if done.permanent:
            break
    return said
