"""``--every``: pass after pass until SIGTERM or Ctrl-C; SIGHUP takes up the configuration anew."""

import contextlib
import os
import random
import select
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from repcheck.cli.endings import Ending, Terminated, tell
from repcheck.cli.passes import Passes
from repcheck.errors import RepcheckError
from repcheck.model.report import ExitCode

#: Passes of many machines that begin at the same minute would all be seen by the lists at once.
_JITTER = 0.1


def stay(passes: Passes, every: float, chance: Callable[[], float] = random.random) -> int:
    """Do passes, each ``every`` seconds give or take a tenth of it, until a signal ends that; returns 0.

    ``chance``  from 0 to 1
    """
    with _signals() as waiting, contextlib.suppress(Terminated, KeyboardInterrupt):
        notify("READY=1")
        while True:
            notify("STATUS=a pass is under way")
            code = passes.one()
            if code == ExitCode.INTERRUPTED:
                break
            notify(f"STATUS=the last pass ended with {code}")
            if waiting(every * (1 + _JITTER * (2 * chance() - 1))):
                notify("RELOADING=1")
                _read_again(passes)
                notify("READY=1")
    notify("STOPPING=1")
    return int(ExitCode.OK)


def _read_again(passes: Passes) -> None:
    """A configuration with a mistake is told, and the one before stays in force."""
    try:
        passes.read_again()
    except RepcheckError as error:
        tell(error)


@contextmanager
def _signals() -> Iterator[Callable[[float], bool]]:
    """Waits so many seconds; True when SIGHUP cut that short. SIGTERM raises Terminated at any time."""
    reading, writing = os.pipe()
    former: dict[int, Any] = {}

    def hang_up(_number: int, _frame: object) -> None:
        os.write(writing, b"h")

    def terminate(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        raise Terminated(Ending.TERMINATED)

    for number, handler in ((int(signal.SIGHUP), hang_up), (int(signal.SIGTERM), terminate)):
        former[number] = signal.signal(number, handler)
    try:
        yield lambda seconds: bool(_drained(reading, seconds))
    finally:
        for number, before in former.items():
            signal.signal(number, before)
        os.close(reading)
        os.close(writing)


def _drained(reading: int, seconds: float) -> bytes:
    ready, _, _ = select.select([reading], [], [], seconds)
    return os.read(reading, 64) if ready else b""


def notify(state: str) -> None:
    """Tell systemd, when it asks (sd_notify(3)); nothing that goes wrong there matters here."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.sendto(state.encode(), address)
