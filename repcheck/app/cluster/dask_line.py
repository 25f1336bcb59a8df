"""Questions of Dask's workers to the driver, and its answers: by queues of the scheduler, small and few.

A worker puts its request and the name of a queue of its own into the queue of the run, and waits at its own
for what is lent. Whatever breaks on the way - a scheduler that died, a run that ended - is the same to the
worker: the driver is lost.
"""

import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from repcheck.app.cluster.lending import Ask, OpenLine
from repcheck.errors import DriverLost

if TYPE_CHECKING:
    from distributed import Client, Queue

#: Seconds that a worker waits for its driver.
_PATIENCE = 30
#: Seconds between two looks whether the run has ended.
_LOOK = 1
#: Requests that are answered side by side: most of the time is the way to the scheduler.
_AT_ONCE = 4
#: A request of the driver to itself, to wake it.
_END = ("", b"")


@contextmanager
def lent_by(client: "Client", ask: Ask) -> Iterator[OpenLine]:
    """Answer what workers ask, until the end."""
    desk = _DriverEnd(client, ask)
    desk.start()
    try:
        yield partial(QueueLine, desk.name)
    finally:
        desk.stop()


class _DriverEnd:
    """Where the driver answers."""

    def __init__(self, client: "Client", ask: Ask) -> None:
        self.name = f"repcheck-{uuid.uuid4().hex}"
        self._client = client
        self._ask = ask
        self._answering = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="repcheck-lending")
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._loop, daemon=True)
        self._queue: Queue | None = None

    def start(self) -> None:
        """Begin; requests of workers are taken from now on."""
        from distributed import Queue

        self._queue = Queue(self.name, client=self._client)
        self._thread.start()

    def stop(self) -> None:
        """End; who asks later gets no answer."""
        self._stopped.set()
        self._answering.shutdown(wait=False, cancel_futures=True)
        with suppress(Exception):  # the scheduler may have gone, and its queues with it
            if self._queue is not None:
                # Dask complains of a queue that is waited for when the scheduler ends.
                self._queue.put(_END, timeout=_LOOK)
                self._thread.join(2 * _LOOK)
                self._queue.close()

    def _loop(self) -> None:
        while not self._stopped.is_set() and self._queue is not None:
            try:
                back, request = self._queue.get(timeout=_LOOK)
                if not self._stopped.is_set():
                    self._answering.submit(self._answer, back, request)
            except TimeoutError:
                continue
            except Exception:  # noqa: BLE001 - whatever a broken connection raises
                self._stopped.wait(_LOOK)
                self._open_again()

    def _open_again(self) -> None:
        """A scheduler that was started anew knows no queue."""
        from distributed import Queue

        with suppress(Exception):  # it is still away
            self._queue = Queue(self.name, client=self._client)

    def _answer(self, back: str, request: bytes) -> None:
        from distributed import Queue

        try:
            lent = self._ask(request)
        except DriverLost:
            return  # the run has ended: the worker waits, and gives up
        with suppress(Exception):  # the scheduler has gone, and the worker notices it, too
            queue = Queue(back, client=self._client)
            queue.put(lent, timeout=_PATIENCE)
            queue.close()


class QueueLine:
    """See ``Line``; opened within a task of Dask. ``name`` is that of the run's queue."""

    def __init__(self, name: str) -> None:
        from distributed import Queue, get_client

        self._back = f"{name}-{uuid.uuid4().hex}"
        try:
            client = get_client()
            self._there = Queue(name, client=client)
            self._here = Queue(self._back, client=client)
        except Exception as error:  # noqa: BLE001 - whatever a broken connection raises
            raise DriverLost(str(error)) from None

    def ask(self, request: bytes) -> bytes:
        """See ``Ask``."""
        begun = time.monotonic()
        try:
            self._there.put([self._back, request], timeout=_PATIENCE)
            lent: bytes = self._here.get(timeout=_PATIENCE)
        except Exception as error:  # noqa: BLE001 - whatever a broken connection raises
            waited = time.monotonic() - begun
            raise DriverLost(f"no answer of the driver within {waited:.0f} s: {error}") from None
        return lent

    def close(self) -> None:
        """See ``Line``."""
        with suppress(Exception):  # the scheduler may have gone, and its queues with it
            self._here.close()
            self._there.close()
