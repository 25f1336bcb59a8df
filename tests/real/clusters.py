"""A real scheduler and real workers of Dask: processes of their own, on loopback."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.patience import PATIENCE


class DaskProcesses:
    """``address`` of the scheduler. The workers find it by a file, and end when it does not come back."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
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
        return subprocess.Popen(
            [sys.executable, "-c", code, "--scheduler-file", str(self._file), *options],
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
def dask_processes(folder: Path, workers: int = 2) -> Iterator[DaskProcesses]:
    """They run until the end."""
    found = DaskProcesses(folder, workers)
    try:
        yield found
    finally:
        found.end()
