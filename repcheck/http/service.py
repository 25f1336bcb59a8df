"""One service of the web that a run asks many times: https alone, bounded, paced, and polite when refused.

Nothing here raises for what a server does: a request ends in an ``HttpResponse``, or in a ``Trouble``, which
says why.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

import msgspec

from repcheck._version import __version__
from repcheck.model.observations import UnknownReason
from repcheck.model.sources import Trouble

if TYPE_CHECKING:
    import aiohttp
    from aiohttp.abc import AbstractResolver

AGENT = f"repcheck/{__version__}"
OK, NOT_MODIFIED, UNAUTHORISED, FORBIDDEN, MISSING, TOO_MANY = 200, 304, 401, 403, 404, 429
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Statuses that another try may change.
_PASSING = frozenset({TOO_MANY, 502, 503, 504})
_GATEWAY_TIMEOUT, _SERVER_FAULT = 504, 500
_CHUNK = 65_536
_KEPT_HEADERS = ("etag", "last-modified", "retry-after", "x-ratelimit-remaining", "x-ratelimit-reset")
_MOST_HEADER = 512


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """How a service is asked.

    ``connect``, ``whole``  seconds of one try, until it is connected and in all
    ``octets``        of one answer
    ``tries``         of one request: again only after a fault that may pass
    ``longest_wait``  seconds that a request waits before it is tried again; who wants more is not waited for
    ``per_second``    requests; None: as many as it answers
    ``at_once``       requests that are open together
    ``redirects``     that are followed, each by https and never to an address of a private network
    """

    connect: float = 5.0
    whole: float = 15.0
    octets: int = 1 << 20
    tries: int = 3
    longest_wait: float = 10.0
    per_second: float | None = None
    at_once: int = 4
    redirects: int = 0


class HttpResponse(msgspec.Struct, frozen=True):
    """An answer of any status, read whole. ``headers`` in lower case, those that somebody reads."""

    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = {}


def is_safe(url: str) -> bool:
    """Whether requests may go there: by https, or by http to this very machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and _is_here(url)))


def _is_here(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Service:
    """One base address. Close it when the run is over.

    ``base``     where paths are joined to
    ``headers``  of each request: keys are in them, never in an address; none goes to another host
    ``now``      the time of day, for a ``Retry-After`` that is a date
    ``pause``    waits that many seconds
    """

    def __init__(
        self,
        base: str,
        manners: Manners,
        *,
        now: Callable[[], datetime],
        headers: Mapping[str, str] | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if not is_safe(base):
            raise ValueError("a service is asked by https, or by http on this machine")
        self._base = base if base.endswith("/") else base + "/"
        self._manners = manners
        self._headers = dict(headers or {})
        self._now = now
        self._pause = pause
        self._session: aiohttp.ClientSession | None = None
        self._room = asyncio.Semaphore(manners.at_once)
        self._free_at = 0.0
        self.sent = 0

    async def close(self) -> None:
        """Let go of its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def get(
        self,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        accept: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse | Trouble:
        """The answer to GET. ``path`` below the base, or an address as a whole."""
        return await self._ask("GET", path, params, {"Accept": accept, **(headers or {})}, None)

    async def post(
        self,
        path: str,
        body: bytes,
        content_type: str,
        *,
        accept: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> HttpResponse | Trouble:
        """The answer to POST."""
        sent = {"Accept": accept, "Content-Type": content_type, **(headers or {})}
        return await self._ask("POST", path, None, sent, body)

    async def _ask(
        self,
        method: Literal["GET", "POST"],
        path: str,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> HttpResponse | Trouble:
        url = urljoin(self._base, path)
        async with self._room:
            for left in reversed(range(self._manners.tries)):
                got, passing = await self._once(method, url, params, headers, body)
                wait = self._wait(got, self._manners.tries - left) if passing and left else None
                if wait is None:
                    return got
                await self._pause(wait)
        raise AssertionError("there is at least one try")

    def _wait(self, got: HttpResponse | Trouble, tried: int) -> float | None:
        """Seconds until the next try; None: it is not waited for."""
        asked = None
        if isinstance(got, HttpResponse) and "retry-after" in got.headers:
            asked = retry_after(got.headers["retry-after"], self._now())
        wait = 0.5 * 2 ** (tried - 1) if asked is None else asked
        return wait if wait <= self._manners.longest_wait else None

    async def _once(
        self,
        method: str,
        url: str,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> tuple[HttpResponse | Trouble, bool]:
        """What one try gave, and whether another one may give something else."""
        import aiohttp

        await self._turn()
        try:
            async with asyncio.timeout(self._manners.whole), AsyncExitStack() as stack:
                for _ in range(self._manners.redirects + 1):
                    own = self._headers if _same_host(url, self._base) else {}
                    answer = await stack.enter_async_context(
                        self._open().request(
                            method, url, params=params, data=body, headers={**own, **headers},
                            allow_redirects=False,
                        )
                    )  # fmt: skip
                    if answer.status not in _REDIRECTS:
                        got = await self._read(answer)
                        return got, isinstance(got, HttpResponse) and got.status in _PASSING
                    place = urljoin(url, answer.headers.get("Location", ""))
                    if not may_follow(self._base, place):
                        break
                    url, params = place, None
                return Trouble(UnknownReason.UNEXPECTED_ANSWER, "it leads to another place"), False
        except TimeoutError:
            what = f"no answer within {self._manners.whole:g} s"
            return Trouble(UnknownReason.TIMEOUT, what), False
        except aiohttp.ClientConnectorCertificateError:
            return Trouble(UnknownReason.UNEXPECTED_ANSWER, "its certificate is not valid"), False
        except aiohttp.ClientPayloadError:
            return Trouble(UnknownReason.UNEXPECTED_ANSWER, "its answer was cut off"), True
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # Its text may hold the address, which strangers or the user chose.
            return Trouble(UnknownReason.TIMEOUT, f"no connection ({type(error).__name__})"), True

    async def _read(self, answer: "aiohttp.ClientResponse") -> HttpResponse | Trouble:
        encoding = answer.headers.get("Content-Encoding", "identity").lower()
        if encoding not in ("", "identity"):
            return Trouble(UnknownReason.UNEXPECTED_ANSWER, "its answer is packed, which was not asked for")
        data = bytearray()
        async for chunk in answer.content.iter_chunked(_CHUNK):
            data += chunk
            if len(data) > self._manners.octets:
                what = f"its answer is larger than {self._manners.octets:,} octets"
                return Trouble(UnknownReason.UNEXPECTED_ANSWER, what)
        kept = {name: answer.headers[name][:_MOST_HEADER] for name in _KEPT_HEADERS if name in answer.headers}
        return HttpResponse(answer.status, answer.content_type.lower(), bytes(data), kept)

    def _open(self) -> "aiohttp.ClientSession":
        import aiohttp

        if self._session is None:
            # trust_env stays off: it would send passwords of a .netrc file. Packed answers are not asked
            # for, so that the bound counts what was sent.
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._manners.at_once,
                    resolver=outward(aiohttp.DefaultResolver(), urlsplit(self._base).hostname or ""),
                ),
                timeout=aiohttp.ClientTimeout(total=None, connect=self._manners.connect),
                headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            )
        return self._session

    async def _turn(self) -> None:
        """Wait until the pace allows a request."""
        self.sent += 1
        if self._manners.per_second is None:
            return
        now = asyncio.get_running_loop().time()
        at = max(now, self._free_at)
        self._free_at = at + 1 / self._manners.per_second
        if at > now:
            await self._pause(at - now)


def outward(inner: "AbstractResolver", own: str) -> "AbstractResolver":
    """A resolver that finds only public addresses of all hosts but ``own``: a redirect names a stranger's."""
    import socket

    from aiohttp.abc import AbstractResolver, ResolveResult

    class Outward(AbstractResolver):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            found = await inner.resolve(host, port, family)
            if host.lower() != own:
                found = [each for each in found if ip_address(each["host"]).is_global]
            if not found:
                raise OSError(None, "no public address")
            return found

        async def close(self) -> None:
            await inner.close()

    return Outward()


def may_follow(base: str, place: str) -> bool:
    """Whether a redirect of the service at ``base`` may go there: by https, never into a private network."""
    if _is_here(base):
        return is_safe(place)
    return urlsplit(place).scheme == "https" and not _is_private(place)


def _same_host(url: str, base: str) -> bool:
    mine, other = urlsplit(base), urlsplit(url)
    return (mine.scheme, mine.hostname, mine.port) == (other.scheme, other.hostname, other.port)


def _is_private(url: str) -> bool:
    """Whether the host is written as an address that is not public, or as this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host


def retry_after(text: str, now: datetime) -> float | None:
    """Seconds, out of either form (RFC 9110 10.2.3); None when it is neither."""
    try:
        wait = float(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError):
            return None
        wait = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return max(wait, 0.0) if wait == wait else None  # noqa: PLR0124 - not a number


_REFUSALS = {
    UNAUTHORISED: (UnknownReason.KEY_INVALID, "it does not accept the key"),
    FORBIDDEN: (UnknownReason.NOT_AUTHORISED, "it is not allowed"),
    TOO_MANY: (UnknownReason.OVER_QUOTA, "too much is asked"),
    _GATEWAY_TIMEOUT: (UnknownReason.TIMEOUT, "its own servers did not answer in time"),
}


def refusal(reply: HttpResponse) -> Trouble | None:
    """Why an answer of this status says nothing; None: of 200. A service may mean something else by it."""
    if reply.status == OK:
        return None
    server_failed = (UnknownReason.SERVFAIL, "its server failed")
    other = (UnknownReason.UNEXPECTED_ANSWER, "it answers what was not expected")
    usual = server_failed if reply.status >= _SERVER_FAULT else other
    reason, saw = _REFUSALS.get(reply.status, usual)
    return Trouble(reason, f"{saw} (status {reply.status})")
