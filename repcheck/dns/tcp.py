"""Questions whose answer did not fit a datagram, asked again over TCP (RFC 7766)."""

import asyncio
import os

from repcheck.dns.upstream import ServerAddress
from repcheck.model.dns import Outcome


class TcpFailed(Exception):  # noqa: N818 - an outcome in transit, not an error of the program
    """No answer over TCP: ``outcome`` is ``timeout`` or ``malformed``."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


async def ask_over_tcp(server: ServerAddress, packet_rest: bytes, patience: float) -> bytes:
    """The answer message to the packet (without its id), within ``patience`` seconds.

    Raises TcpFailed when the server cannot be reached, closes half-way, or sends another id.
    """
    try:
        async with asyncio.timeout(patience):
            return await _exchange(server, packet_rest)
    except TimeoutError:
        raise TcpFailed(Outcome.TIMEOUT) from None
    except (OSError, EOFError):
        raise TcpFailed(Outcome.MALFORMED) from None


async def _exchange(server: ServerAddress, packet_rest: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(server.host, server.port)
    try:
        ident = os.urandom(2)
        packet = ident + packet_rest
        writer.write(len(packet).to_bytes(2) + packet)
        await writer.drain()
        size = int.from_bytes(await reader.readexactly(2))
        message = await reader.readexactly(size)
        if size < 12 or message[:2] != ident:
            raise TcpFailed(Outcome.MALFORMED)
        return message
    finally:
        writer.close()
