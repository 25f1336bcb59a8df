"""A real scheduler and real workers of Dask: processes of their own, on loopback."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from repcheck._version import __version__
from repcheck.app.cluster.hands import Pool
from repcheck.app.cluster.lending import Ask, OpenLine
from repcheck.model.report import Report
from repcheck.render.json.report import render_json
from tests.support.certificates import Authority
from tests.support.patience import PATIENCE


class Certificates:
    """An authority, and what it vouches for: one certificate for all that is on this machine."""

    def __init__(self, folder: Path, name: str) -> None:
        authority = Authority(folder / f"{name}-ca.pem")
        self.authority, self.mine, self.key = authority.file, folder / f"{name}.pem", folder / f"{name}.key"
        authority.vouch_for("localhost", self.mine, self.key)

    @property
    def settings(self) -> dict[str, str]:
        """As Dask's configuration names them, for a client."""
        names = ("ca-file", "client.cert", "client.key")
        paths = map(str, (self.authority, self.mine, self.key))
        return {f"distributed.comm.tls.{name}": path for name, path in zip(names, paths, strict=True)}

    @property
    def options(self) -> tuple[str, ...]:
        """For a scheduler and its workers."""
        options = {"--tls-ca-file": self.authority, "--tls-cert": self.mine, "--tls-key": self.key}
        return tuple(str(word) for pair in options.items() for word in pair)


class DaskProcesses:
    """``address`` of the scheduler. The workers find it by a file, and end when it does not come back.

    ``tls``      with which all speak TLS; None: nobody does
    ``version``  of repcheck that the workers take themselves for; None: ours
    """

    def __init__(
        self, folder: Path, workers: int, tls: Certificates | None = None, version: str | None = None
    ) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._options = () if tls is None else tls.options
        self._version = version
        scheme = "tcp" if tls is None else "tls"
        place = ("--protocol", scheme, "--host", "127.0.0.1", "--port", "0")
        self.scheduler = self._start("scheduler", *place, "--no-dashboard")
        began = time.monotonic()
        while not self._file.exists() or not self._file.read_text().rstrip().endswith("}"):
            assert self.scheduler.poll() is None
            assert time.monotonic() - began < PATIENCE
            time.sleep(0.05)
        self.workers = [
            self._start("worker", "--nthreads", "4", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
            for _ in range(workers)
        ]

    @property
    def address(self) -> str:
        import json

        address: str = json.loads(self._file.read_text())["address"]
        return address

    def _start(self, what: str, *options: str) -> "subprocess.Popen[bytes]":
        code = f"from distributed.cli.dask_{what} import main; main()"
        if what == "worker" and self._version is not None:
            code = f"import repcheck._version as v; v.__version__ = {self._version!r}; {code}"
        return subprocess.Popen(
            [sys.executable, "-c", code, "--scheduler-file", str(self._file), *options, *self._options],
            cwd=self._folder,
            env={**os.environ, "XDG_STATE_HOME": str(self._folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def dask_processes(
    folder: Path, workers: int = 2, tls: Certificates | None = None, version: str | None = None
) -> Iterator[DaskProcesses]:
    """They run until the end."""
    found = DaskProcesses(folder, workers, tls, version)
    try:
        yield found
    finally:
        found.end()


class Killing(Executor):
    """A pool that kills a worker after so many tasks, another one, and then the scheduler."""

    def __init__(self, pool: Pool, processes: DaskProcesses, after: tuple[int, ...]) -> None:
        self._pool = pool
        self._kills = dict(zip(after, (*processes.workers[:2], processes.scheduler), strict=True))
        self.given = 0
        self.executor = self

    def submit(self, work: Any, /, *args: Any, **more: Any) -> Future[Any]:
        future: Future[Any] = self._pool.executor.submit(work, *args, **more)
        self.given += 1
        if self.given in self._kills:
            self._kills[self.given].kill()
        return future

    def slots(self, *, whole: bool) -> int:
        return self._pool.slots(whole=whole)

    def alive(self) -> bool:
        return self._pool.alive()

    def lending(self, ask: Ask) -> AbstractContextManager[OpenLine | None]:
        return self._pool.lending(ask)


def document(report: Report) -> bytes:
    """Times and the count of questions set aside: who cuts a list asks its test points again."""
    targets = tuple(
        msgspec.structs.replace(
            found,
            observations=tuple(
                msgspec.structs.replace(seen, rtt_ms=None, ttl=None) for seen in found.observations
            ),
        )
        for found in report.targets
    )
    fixed = msgspec.structs.replace(report, started="", seconds=0.0, queries=0, targets=targets, plan=())
    return render_json(fixed, __version__)
