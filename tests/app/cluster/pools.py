"""Pools of threads instead of machines, that can lose what they were given."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from repcheck.app.cluster.lending import Ask, OpenLine
from repcheck.errors import DriverLost

Loses = Callable[[int], bool]


class ThreadPool(Executor):
    """See ``Pool``; ``given`` counts the tasks.

    ``loses``  whether the task of this number is lost: given the how-manieth it is, from 1
    ``dies``   no worker is there any more, after so many tasks
    """

    def __init__(self, slots: int = 4, loses: Loses = lambda _: False, dies: int | None = None) -> None:
        self._threads = ThreadPoolExecutor(slots)
        self._slots = slots
        self._loses = loses
        self._dies = dies
        self._lock = threading.Lock()
        self.given = 0
        self.executor: Executor = self

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        with self._lock:
            self.given += 1
            number = self.given
        if self._dies is not None and number > self._dies:
            raise OSError("the connection is closed")
        if self._loses(number):
            lost: Future[Any] = Future()
            lost.cancel()
            lost.set_running_or_notify_cancel()
            return lost
        return self._threads.submit(work, *args, **more)

    def slots(self, *, whole: bool) -> int:
        return self._slots

    def alive(self) -> bool:
        return self._dies is None or self.given < self._dies

    @contextmanager
    def lending(self, ask: Ask) -> Iterator[OpenLine]:
        yield lambda: ThreadLine(self, ask)

    def close(self) -> None:
        self._threads.shutdown()


class ThreadLine:
    """See ``Line``; it breaks when the pool dies."""

    def __init__(self, pool: ThreadPool, ask: Ask) -> None:
        self._pool = pool
        self._ask = ask

    def ask(self, request: bytes) -> bytes:
        if not self._pool.alive():
            raise DriverLost("the connection is closed")
        return self._ask(request)

    def close(self) -> None:
        pass
