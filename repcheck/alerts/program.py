"""A program of the user's: the document on its standard input, the gist in its environment."""

import asyncio
import contextlib
import os
from collections.abc import Mapping, Sequence

from repcheck.alerts.sink import MOST_SECONDS, failed
from repcheck.model.watch.alerts import TAKEN, Delivery, Dispatch

_MOST_ANSWER = 4096
#: sysexits.h: EX_TEMPFAIL asks to be called again later. So does every other failure here.
_USAGE = 64


class Program:
    """Runs ``arguments`` (no shell) for each message. Exit 0 is taken, 64 (EX_USAGE) never will be.

    Environment, beside that of repcheck itself: REPCHECK_ID, REPCHECK_THREAD, REPCHECK_SUBJECT and
    REPCHECK_SCHEMA. New ones may come; a value may hold any character but NUL.
    """

    def __init__(self, arguments: Sequence[str], environ: Mapping[str, str]) -> None:
        self._arguments = tuple(arguments)
        self._environ = dict(environ)

    async def send(self, message: Dispatch) -> Delivery:
        """See ``Sink``. A program that runs too long is killed, and called again at the next try."""
        environ = self._environ | {
            "REPCHECK_ID": message.id,
            "REPCHECK_THREAD": message.thread,
            "REPCHECK_SUBJECT": message.subject.replace("\0", ""),
            "REPCHECK_SCHEMA": "repcheck.monitor/1",
        }
        try:
            running = await asyncio.create_subprocess_exec(
                *self._arguments,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                env=environ,
                start_new_session=True,
            )
        except OSError as error:
            return failed(f"cannot be run: {error.strerror}")
        try:
            async with asyncio.timeout(MOST_SECONDS):
                said = await _fed(running, message.document.encode())
        except TimeoutError:
            _kill(running)
            await running.wait()
            return failed(f"still running after {MOST_SECONDS:g} s, killed")
        code = running.returncode
        if code == 0:
            return TAKEN
        words = said.decode("utf-8", "replace").strip()
        return failed(f"exit {code}" + (f": {words}" if words else ""), permanent=code == _USAGE)


async def _fed(running: asyncio.subprocess.Process, data: bytes) -> bytes:
    """Write the document, read what is said about it (bounded), and wait for the end."""
    assert running.stdin is not None
    assert running.stderr is not None

    async def write(to: asyncio.StreamWriter) -> None:
        try:
            to.write(data)
            await to.drain()
        except (BrokenPipeError, ConnectionResetError):
            pass  # it need not read all of it: its exit code says whether it took the message
        finally:
            to.close()

    async def read(source: asyncio.StreamReader) -> bytes:
        kept = b""
        while chunk := await source.read(_MOST_ANSWER):
            kept = (kept + chunk)[:_MOST_ANSWER]
        return kept

    _, said, _ = await asyncio.gather(write(running.stdin), read(running.stderr), running.wait())
    return said


def _kill(running: asyncio.subprocess.Process) -> None:
    """The program and what it has started: it leads a session of its own."""
    import signal

    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
