"""Fetching an MTA-STS policy (RFC 8461 3.3): one small file, from a public address, and no way round it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from repcheck.records.tls import POLICY_OCTETS_AT_MOST, PolicyFetch

if TYPE_CHECKING:
    import ssl

    from aiohttp import ClientResponse
    from aiohttp.abc import AbstractResolver

SECONDS_AT_MOST = 10.0
_OK = 200


class FetchPolicy(Protocol):
    """Gets the policy of a domain whose ``mta-sts`` host has these addresses; never raises for trouble."""

    async def __call__(self, domain: str, addresses: Sequence[str]) -> PolicyFetch:
        """The text, or why there is none."""
        ...


async def fetch_policy(
    domain: str,
    addresses: Sequence[str],
    special: Callable[[str], str | None],
    *,
    trust: "ssl.SSLContext | None" = None,
    port: int = 443,
) -> PolicyFetch:
    """The policy file over HTTPS, with a valid certificate, within 10 seconds and 64 kB, not redirected.

    Only ordinary public addresses are connected to (``special`` gives None for them): the addresses are a
    stranger's word. ``trust`` None: the system's certificates.
    """
    public = [address for address in addresses if special(address) is None]
    if not public:
        return PolicyFetch(failure=f"mta-sts.{domain} has no public address")
    import aiohttp

    connector = aiohttp.TCPConnector(resolver=_fixed(public, port), use_dns_cache=False, ssl=trust or True)
    try:
        async with (
            asyncio.timeout(SECONDS_AT_MOST),
            aiohttp.ClientSession(connector=connector, trust_env=False) as session,
            session.get(
                f"https://mta-sts.{domain}/.well-known/mta-sts.txt",
                allow_redirects=False,
                headers={"Accept": "text/plain"},
            ) as response,
        ):
            return await _read(response)
    except TimeoutError:
        return PolicyFetch(failure=f"no answer within {SECONDS_AT_MOST:.0f} seconds")
    except aiohttp.ClientConnectorCertificateError:
        return PolicyFetch(failure="its certificate is not valid for this name")
    except (aiohttp.ClientError, OSError) as error:
        return PolicyFetch(failure=type(error).__name__)


async def _read(response: "ClientResponse") -> PolicyFetch:
    if response.status != _OK:
        return PolicyFetch(failure=f"the answer is {response.status}, and only 200 counts")
    if response.content_type != "text/plain":
        return PolicyFetch(failure="it is not text/plain")
    body = b""
    async for chunk in response.content.iter_chunked(8192):
        body += chunk
        if len(body) > POLICY_OCTETS_AT_MOST:
            return PolicyFetch(failure="it is larger than 64 kB")
    return PolicyFetch(text=body.decode("utf-8", "replace"))


def _fixed(addresses: Sequence[str], at: int) -> "AbstractResolver":
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
                    port=at,
                    family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                    proto=0,
                    flags=socket.AI_NUMERICHOST,
                )
                for address in addresses
                if family in (socket.AF_UNSPEC, socket.AF_INET6 if ":" in address else socket.AF_INET)
            ]

        async def close(self) -> None:
            return None

    return Fixed()
