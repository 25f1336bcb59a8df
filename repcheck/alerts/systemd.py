"""systemd's view of the process: its state and its watchdog (sd_notify(3), sd_watchdog_enabled(3))."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Awaitable, Mapping
from typing import TypeVar

_T = TypeVar("_T")


def notify(state: str, environ: Mapping[str, str]) -> None:
    """Tell systemd, when it asks; nothing that goes wrong there matters here."""
    address = environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.sendto(state.encode(), address)


def beat_every(environ: Mapping[str, str]) -> float | None:
    """Seconds between two signs of life, half of what systemd waits for one; None: it wants none."""
    if environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    microseconds = environ.get("WATCHDOG_USEC", "")
    return int(microseconds) / 2e6 if microseconds.isdecimal() and int(microseconds) else None


def beat(environ: Mapping[str, str]) -> None:
    """One sign of life."""
    notify("WATCHDOG=1", environ)


async def beating(work: Awaitable[_T], environ: Mapping[str, str]) -> _T:
    """The work, with signs of life from the loop that does it: a loop that hangs gives none."""
    every = beat_every(environ)
    if every is None:
        return await work
    alive = asyncio.create_task(_beat_on(every, environ))
    try:
        return await work
    finally:
        alive.cancel()


async def _beat_on(every: float, environ: Mapping[str, str]) -> None:
    while True:
        beat(environ)
        await asyncio.sleep(every)
