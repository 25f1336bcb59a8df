"""A program that takes a message on its standard input, within a time and whatever it says."""

import asyncio
import contextlib
import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from repcheck.alerts.sink import MOST_SECONDS

_MOST_SAID = 4096
_CHUNK = 65_536


class Ran(NamedTuple):
    """``code`` None: it took too long and was killed. ``said``: how its words on standard error begin."""

    code: int | None
    said: str


async def run(
    arguments: Sequence[str],
    data: bytes,
    environ: Mapping[str, str] | None = None,
    seconds: float = MOST_SECONDS,
) -> Ran:
    """Start it without a shell, hand it ``data``, and wait for its end, but not for what it leaves behind.

    ``environ``  None: that of repcheck itself
    Raises OSError when it cannot be started.
    """
    said = _Said()
    try:
        running = await asyncio.create_subprocess_exec(
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=said.end,
            env=environ,
            start_new_session=True,
        )
        said.close_end()
        return Ran(await _ended(running, data, seconds), said.words())
    finally:
        said.close()


async def _ended(running: asyncio.subprocess.Process, data: bytes, seconds: float) -> int | None:
    assert running.stdin is not None
    try:
        async with asyncio.timeout(seconds):
            await asyncio.gather(_hand_over(running.stdin, data), running.wait())
    except TimeoutError:
        _kill(running)
        await running.wait()
        return None
    return running.returncode


async def _hand_over(to: asyncio.StreamWriter, data: bytes) -> None:
    try:
        to.write(data)
        await to.drain()
    except (BrokenPipeError, ConnectionResetError):
        pass  # it need not read all of it: its exit code says whether it took the message
    except asyncio.CancelledError:
        to.transport.abort()
        raise
    finally:
        to.close()


def _kill(running: asyncio.subprocess.Process) -> None:
    """The program and what it has started: it leads a session of its own."""
    import signal

    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)


class _Said:
    """A pipe of our own: asyncio's would have the end of the program wait for all that hold the other end.

    ``end``  what the program writes to
    """

    def __init__(self) -> None:
        self._reading, self.end = os.pipe()
        os.set_blocking(self._reading, False)
        self._kept = b""
        self._ended = False
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._reading, self._take)

    def _take(self) -> None:
        try:
            chunk = os.read(self._reading, _CHUNK)
        except BlockingIOError:
            return
        self._kept = (self._kept + chunk)[:_MOST_SAID]
        if not chunk:
            self._loop.remove_reader(self._reading)

    def close_end(self) -> None:
        """The program has it now."""
        if not self._ended:
            self._ended = True
            os.close(self.end)

    def words(self) -> str:
        """What was said until now."""
        self._take()
        return self._kept.decode("utf-8", "replace").strip()

    def close(self) -> None:
        """Hear no more."""
        self.close_end()
        self._loop.remove_reader(self._reading)
        os.close(self._reading)
