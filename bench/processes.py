"""Child processes that are measured, and the responder that they ask."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from .responder import LOOPBACK

_FIRST_PACKET_SECONDS = 30.0
#: ru_maxrss counts kilobytes, on macOS bytes (getrusage(2)).
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """What one process took: seconds, seconds of CPU (user and system), bytes at its peak, exit code."""

    wall: float
    cpu: float
    rss: int
    code: int


class BenchError(Exception):
    """A measurement that means nothing, with the reason."""


def complaints(output: Path) -> Path:
    """Where the standard error of a process goes whose standard output is the file ``output``."""
    return output.with_suffix(".stderr")


def _start(command: Sequence[str], environ: Mapping[str, str], output: Path) -> "subprocess.Popen[bytes]":
    with output.open("wb") as stream, complaints(output).open("wb") as errors:
        return subprocess.Popen(  # noqa: S603  the command is made here
            command, env=dict(environ), stdin=subprocess.DEVNULL, stdout=stream, stderr=errors
        )


def _wait(process: "subprocess.Popen[bytes]", started: float) -> Cost:
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)  # so that it is not waited for again
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(wall, cpu, usage.ru_maxrss * _RSS_UNIT, process.returncode)


def cost_of(command: Sequence[str], environ: Mapping[str, str], output: Path) -> Cost:
    """Run ``command`` to its end, its standard output into the file ``output``.

    The peak of a child is at least what its parent holds, for it begins as a copy of it: a caller that
    reads the outputs must not hold them.
    """
    started = time.perf_counter()
    return _wait(_start(command, environ, output), started)


def cost_until_first_packet(command: Sequence[str], environ: Mapping[str, str], output: Path) -> Cost:
    """Run ``command`` with a resolver behind it, and kill it when its first packet arrives there.

    So the cost is that of everything up to the first question, and of the moment until the kill.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((LOOPBACK, 0))
        sock.settimeout(_FIRST_PACKET_SECONDS)
        resolver = f"{LOOPBACK}:{sock.getsockname()[1]}"
        started = time.perf_counter()
        process = _start([*command, "--resolver", resolver], environ, output)
        try:
            sock.recv(512)
        except TimeoutError as error:
            raise BenchError(f"no question came within {_FIRST_PACKET_SECONDS:.0f} s") from error
        finally:
            os.kill(process.pid, signal.SIGKILL)  # Popen.kill would wait for one that has ended
            cost = _wait(process, started)
    if cost.code != -signal.SIGKILL:
        raise BenchError(f"the command ended with {cost.code} before it was killed")
    return cost


class Responder:
    """The running responder; ``questions`` when it has ended."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.resolver = f"{LOOPBACK}:{port}"
        self.questions = 0
        self._process = process

    def end(self) -> None:
        """Close its stdin and take its count."""
        said, _ = self._process.communicate()
        self.questions = int(said or 0)


@contextmanager
def responding() -> Iterator[Responder]:
    """A responder as a process of its own."""
    command = [sys.executable, "-m", "bench.responder"]
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        if not first.strip().isdigit():
            raise BenchError("the responder did not start")
        responder = Responder(process, int(first))
        try:
            yield responder
        finally:
            responder.end()
