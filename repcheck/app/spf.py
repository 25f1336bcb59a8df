"""SPF for one sender: the public coroutine, and the use case behind ``repcheck spf``."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence

from repcheck.dns import Asker, carry_out
from repcheck.dns.engine import Engine
from repcheck.dns.upstream import ServerAddress
from repcheck.model.spf import SpfQuery, SpfVerdict
from repcheck.records.spf.verdict import check_host

#: RFC 7208 4.6.4: a check may take 20 seconds; what is open then is a temperror.
SECONDS_AT_MOST = 20.0


async def check_spf(
    *,
    ip: str,
    sender: str,
    helo: str = "",
    resolver: tuple[str, int] | None = None,
    timeout: float = 5.0,  # noqa: ASYNC109 - of each question, not of the coroutine
) -> SpfVerdict:
    """May ``ip`` send mail from ``sender``? The RFC 7208 verdict, with ``.result`` and ``.explanation``.

    ``sender``    MAIL FROM; empty: a bounce, so the HELO name is checked
    ``resolver``  address and port of the name server to ask; None: the system's
    ``timeout``   seconds that a name server may take over one question; the whole check takes 20 at most

    DNS trouble is a verdict (``temperror``), not an exception. Raises ValueError when ``ip`` is no address,
    and BadInput when there is no name server to ask.
    """
    domain = sender.rpartition("@")[2] or helo
    query = SpfQuery(ip=ip, domain=domain, sender=sender, helo=helo, now=int(time.time()))
    inquiry = check_host(query)
    async with asking(_servers(resolver), timeout) as asker:
        return await carry_out(asker, inquiry)


def _servers(resolver: tuple[str, int] | None) -> Sequence[ServerAddress]:
    if resolver is not None:
        return [ServerAddress(*resolver)]
    from repcheck.dns.resolvers import system_resolvers

    return system_resolvers()


@contextlib.asynccontextmanager
async def asking(servers: Sequence[ServerAddress], patience: float) -> AsyncIterator[Asker]:
    """An asker that gives up after the time that one check may take."""
    asker = Engine(servers, dead_wait=patience)
    timer = asyncio.get_running_loop().call_later(SECONDS_AT_MOST, asker.give_up)
    try:
        yield asker
    finally:
        timer.cancel()
        await asker.close()
