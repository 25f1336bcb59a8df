"""Questions whose answer did not fit a datagram, asked again over one TCP connection a server (RFC 7766)."""

import asyncio
import contextlib
import os
from collections.abc import Callable

from repcheck.errors import TcpFailed
from repcheck.model.dns import Outcome, Server


class TcpChannel:
    """A connection that is opened when needed, shared by all questions to a server, pipelined.

    Answers come in any order and are told apart by id (RFC 7766 6.2.1.1). A server that closes
    with questions open gets each of them once more on a new connection (7766 6.2.4).
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._writer: asyncio.StreamWriter | None = None
        self._reading: set[asyncio.Task[None]] = set()
        self._opening = asyncio.Lock()
        self._waiting: dict[int, asyncio.Future[bytes]] = {}

    async def ask(
        self, packet_rest: bytes, patience: float, leave: Callable[[], bool] | None = None
    ) -> bytes:
        """The answer message to the packet (without its id), within ``patience`` seconds.

        ``leave``  whether it may be sent once more; None: yes

        Raises TcpFailed when the server cannot be reached or closes half-way twice.
        """
        try:
            async with asyncio.timeout(patience):
                try:
                    return await self._exchange(packet_rest)
                except (EOFError, ConnectionError):
                    if leave is not None and not leave():
                        raise
                    return await self._exchange(packet_rest)
        except TimeoutError:
            raise TcpFailed(Outcome.TIMEOUT) from None
        except (OSError, EOFError):
            raise TcpFailed(Outcome.MALFORMED) from None

    async def _exchange(self, packet_rest: bytes) -> bytes:
        writer = await self._connected()
        ident = int.from_bytes(os.urandom(2))
        while ident in self._waiting:
            ident = int.from_bytes(os.urandom(2))
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting[ident] = answer
        packet = ident.to_bytes(2) + packet_rest
        try:
            writer.write(len(packet).to_bytes(2) + packet)
            await writer.drain()
            return await answer
        finally:
            self._waiting.pop(ident, None)
            if not answer.cancel() and not answer.cancelled():
                answer.exception()  # seen, also when the writing failed first

    async def _connected(self) -> asyncio.StreamWriter:
        async with self._opening:
            if self._writer is None or self._writer.is_closing():
                reader, self._writer = await asyncio.open_connection(self._server.host, self._server.port)
                reading = asyncio.create_task(self._read(reader, self._writer))
                self._reading.add(reading)
                reading.add_done_callback(self._reading.discard)
            return self._writer

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        trouble: OSError | EOFError = EOFError()
        try:
            while True:
                size = int.from_bytes(await reader.readexactly(2))
                message = await reader.readexactly(size)
                waiting = self._waiting.pop(int.from_bytes(message[:2]), None) if size >= 12 else None
                if waiting is not None and not waiting.done():
                    waiting.set_result(message)
        except OSError as error:
            trouble = error
        except EOFError:
            pass  # closed, perhaps in the middle of a message
        finally:
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(trouble)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def close(self) -> None:
        """End the connection; what is open on it fails."""
        reading = list(self._reading)
        for task in reading:
            task.cancel()
        await asyncio.gather(*reading, return_exceptions=True)


class TcpChannels:
    """One channel for each server that had to be asked over TCP."""

    def __init__(self) -> None:
        self._of: dict[Server, TcpChannel] = {}

    async def ask(
        self,
        server: Server,
        packet_rest: bytes,
        patience: float,
        leave: Callable[[], bool] | None = None,
    ) -> bytes:
        """See TcpChannel.ask."""
        channel = self._of.get(server)
        if channel is None:
            channel = self._of[server] = TcpChannel(server)
        return await channel.ask(packet_rest, patience, leave)

    async def close(self) -> None:
        """End all connections."""
        for channel in self._of.values():
            await channel.close()
