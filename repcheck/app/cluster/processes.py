"""Workers on this machine without any cluster: processes of our own, to which ``--jobs`` gives ranges."""

import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from repcheck.app.bounces.judging.workers import WorkerProcess, interrupts_held

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from repcheck.app.cluster.lending import Ask


class Processes(Executor):
    """A ``Pool`` of ``jobs`` processes, started when the first task comes; one that dies has a successor."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="repcheck-jobs")
        self._all: list[WorkerProcess] = []
        self._idle: SimpleQueue[WorkerProcess] = SimpleQueue()
        self._ended = False
        self.executor: Executor = self

    def slots(self, *, whole: bool) -> int:  # noqa: ARG002 - each is a process of its own
        """See ``Pool``."""
        return self._jobs

    def alive(self) -> bool:
        """See ``Pool``."""
        return not self._ended

    def lending(self, ask: "Ask") -> AbstractContextManager[None]:  # noqa: ARG002 - of the protocol
        """See ``Pool``; it only reads."""
        return nullcontext()

    def submit(self, work: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Have a function of a module done by a process."""
        while len(self._all) < self._jobs:
            self._idle.put(self._started())
        return self._threads.submit(self._done, work, args)

    def _started(self) -> WorkerProcess:
        with interrupts_held():
            process = WorkerProcess(_work)
        self._all.append(process)
        return process

    def _done(self, work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        process = self._idle.get()
        try:
            found, error = process.answer((work, args))
        except (EOFError, OSError):
            if not self._ended:
                process = self._started()
            raise
        finally:
            self._idle.put(process)
        if error is not None:
            raise RuntimeError(error)
        return found

    def __exit__(self, *_: object) -> None:
        self._ended = True
        for process in tuple(self._all):
            process.end()
        self._threads.shutdown(wait=True, cancel_futures=True)


def _work(connection: "Connection") -> None:
    """The life of a process: it ends with its parent, whose end closes the connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            work, args = connection.recv()
        except EOFError:
            return
        try:
            connection.send((work(*args), None))
        except Exception as error:  # noqa: BLE001 - what it fails at the parent does again, and raises
            connection.send((None, repr(error)))
