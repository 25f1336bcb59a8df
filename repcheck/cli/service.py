"""``--every``: pass after pass until SIGTERM or Ctrl-C; SIGHUP takes up the configuration anew."""

import contextlib
import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from repcheck.alerts.systemd import beat, beat_every, notify
from repcheck.cli.endings import Ending, Terminated, tell
from repcheck.errors import RepcheckError
from repcheck.model.exit_code import ExitCode

#: Passes of many machines that begin at the same minute would all be seen by the lists at once.
_JITTER = 0.1


class Repeated(Protocol):
    """What is done again and again: see ``cli.passes.Passes``."""

    def one(self) -> int:
        """Do it once; returns its exit code."""

    def read_again(self) -> None:
        """Take up the configuration as it is now. Raises BadInput."""


def stay(
    passes: Repeated,
    every: float,
    environ: Mapping[str, str],
    chance: Callable[[], float] = random.random,
) -> int:
    """Do passes, each ``every`` seconds give or take a tenth of it, until a signal ends that; returns 0.

    ``environ``  names systemd's socket and its watchdog, if it has started this
    ``chance``   from 0 to 1
    """
    with _signals(environ) as waiting, contextlib.suppress(Terminated, KeyboardInterrupt):
        notify("READY=1", environ)
        while True:
            notify("STATUS=a pass is under way", environ)
            code = passes.one()
            if code == ExitCode.INTERRUPTED:
                break
            notify(f"STATUS=the last pass ended with {code}", environ)
            if waiting(every * (1 + _JITTER * (2 * chance() - 1))):
                notify(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}", environ)
                _read_again(passes)
                notify("READY=1", environ)
    notify("STOPPING=1", environ)
    return int(ExitCode.OK)


def _read_again(passes: Repeated) -> None:
    """A configuration with a mistake is reported, and the one before still applies."""
    try:
        passes.read_again()
    except RepcheckError as error:
        tell(error)


@contextmanager
def _signals(environ: Mapping[str, str]) -> Iterator[Callable[[float], bool]]:
    """Waits that many seconds; True when SIGHUP cut that short. SIGTERM raises Terminated at any time."""
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
        yield lambda seconds: _cut_short(reading, seconds, environ)
    finally:
        for number, before in former.items():
            signal.signal(number, before)
        os.close(reading)
        os.close(writing)


def _cut_short(reading: int, seconds: float, environ: Mapping[str, str]) -> bool:
    """Wait, with signs of life for systemd's watchdog."""
    end, every = time.monotonic() + seconds, beat_every(environ)
    while (left := end - time.monotonic()) > 0:
        if every is not None:
            beat(environ)
        ready, _, _ = select.select([reading], [], [], left if every is None else min(left, every))
        if ready:
            return bool(os.read(reading, 64))
    return False
