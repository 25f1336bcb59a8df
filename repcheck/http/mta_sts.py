"""Fetching an MTA-STS policy (RFC 8461 3.3): one small file, from a public address, and no way round it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from repcheck.errors import Unreachable
from repcheck.http.client import OK, FetchLimits, Pinned, get
from repcheck.records.tls import POLICY_OCTETS_AT_MOST, PolicyFetch

if TYPE_CHECKING:
    import ssl

SECONDS_AT_MOST = 10.0


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
    try:
        answer = await get(
            f"https://mta-sts.{domain}/.well-known/mta-sts.txt",
            FetchLimits(octets=POLICY_OCTETS_AT_MOST, seconds=SECONDS_AT_MOST),
            accept="text/plain",
            pinned=Pinned(addresses=public, port=port, trust=trust),
        )
    except Unreachable as error:
        return PolicyFetch(failure=error.what.removeprefix("cannot be fetched: "))
    if answer.status != OK:
        return PolicyFetch(failure=f"the answer is {answer.status}, and only 200 counts")
    if answer.content_type != "text/plain":
        return PolicyFetch(failure="it is not text/plain")
    return PolicyFetch(text=answer.body.decode("utf-8", "replace"))
