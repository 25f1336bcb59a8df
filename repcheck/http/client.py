"""The one client of the web: https alone, bounded in octets, seconds and redirects, and no way round it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import msgspec

from repcheck.errors import Unreachable
from repcheck.model.secret import without_password

if TYPE_CHECKING:
    import ssl

    import aiohttp
    from aiohttp.abc import AbstractResolver

SAFE = frozenset({"https"})
OK = 200
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 65_536


class FetchLimits(msgspec.Struct, frozen=True, kw_only=True):
    """``octets`` of the body, ``seconds`` for all of it, ``redirects`` to follow, each by https too."""

    octets: int
    seconds: float
    redirects: int = 0


class Pinned(msgspec.Struct, frozen=True, kw_only=True):
    """The only addresses that are connected to, for a host that a stranger named.

    ``trust`` None: the system's certificates.
    """

    addresses: Sequence[str]
    port: int = 443
    trust: "ssl.SSLContext | None" = None


class Fetched(msgspec.Struct, frozen=True):
    """``body`` is read of an answer with status 200 only."""

    status: int
    reason: str
    content_type: str
    body: bytes


async def get(
    url: str,
    limits: FetchLimits,
    *,
    accept: str = "*/*",
    schemes: frozenset[str] = SAFE,
    pinned: Pinned | None = None,
) -> Fetched:
    """The answer of the host that the URL, or a redirect of it, leads to.

    ``schemes``  the protocols that are used, for redirects too
    Raises Unreachable for everything that goes wrong, with the reason.
    """
    import asyncio

    import aiohttp

    shown = without_password(url)
    try:
        async with asyncio.timeout(limits.seconds), _session(accept, pinned) as session:
            return await _follow(session, url, limits, schemes)
    except TimeoutError:
        raise Unreachable(f"took longer than {limits.seconds:g} seconds", shown) from None
    except aiohttp.ClientConnectorCertificateError as error:
        raise Unreachable("its certificate is not valid for this name", shown) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        reason = " ".join(without_password(str(error)).split()) or type(error).__name__
        raise Unreachable(f"cannot be fetched: {reason}", shown) from error


def _session(accept: str, pinned: Pinned | None) -> "aiohttp.ClientSession":
    import aiohttp

    connector = None
    if pinned is not None:
        connector = aiohttp.TCPConnector(
            resolver=_fixed(pinned), use_dns_cache=False, ssl=pinned.trust or True
        )
    # trust_env stays off: it would send passwords of a .netrc file to any host that a redirect names.
    return aiohttp.ClientSession(
        connector=connector, trust_env=False, headers={"User-Agent": "repcheck", "Accept": accept}
    )


async def _follow(
    session: "aiohttp.ClientSession", url: str, limits: FetchLimits, schemes: frozenset[str]
) -> Fetched:
    place, shown = url, without_password(url)
    for _ in range(limits.redirects + 1):
        scheme = urlsplit(place).scheme.lower()
        if scheme not in schemes:
            what = "is asked for by" if place == url else "leads to"
            raise Unreachable(f"{what} {scheme}, which is not safe: only https is", shown)
        async with session.get(place, allow_redirects=False) as answer:
            if limits.redirects and answer.status in _REDIRECTS and "Location" in answer.headers:
                place = urljoin(place, answer.headers["Location"])
                continue
            body = await _body(answer, limits.octets, shown) if answer.status == OK else b""
            return Fetched(answer.status, answer.reason or "", answer.content_type, body)
    raise Unreachable(f"leads on more than {limits.redirects} times", shown)


async def _body(answer: "aiohttp.ClientResponse", most: int, shown: str) -> bytes:
    data = bytearray()
    async for chunk in answer.content.iter_chunked(_CHUNK):
        data += chunk
        if len(data) > most:
            raise Unreachable(f"is larger than {most:,} bytes", shown)
    return bytes(data)


def _fixed(pinned: Pinned) -> "AbstractResolver":
    """A resolver that knows these addresses alone, so that what was looked at is what is connected to."""
    import socket

    from aiohttp.abc import AbstractResolver, ResolveResult

    class Fixed(AbstractResolver):
        async def resolve(
            self,
            host: str,
            port: int = 0,  # noqa: ARG002
            family: socket.AddressFamily = socket.AF_INET,
        ) -> list[ResolveResult]:
            return [
                ResolveResult(
                    hostname=host,
                    host=address,
                    port=pinned.port,
                    family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                    proto=0,
                    flags=socket.AI_NUMERICHOST,
                )
                for address in pinned.addresses
                if family in (socket.AF_UNSPEC, socket.AF_INET6 if ":" in address else socket.AF_INET)
            ]

        async def close(self) -> None:
            return None

    return Fixed()
