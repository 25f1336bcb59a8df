"""The pool of all machines that share a memory: they claim the pieces of a pass, and need nothing else."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from repcheck.app.cluster.hands import Pool
from repcheck.app.cluster.lending import Ask
from repcheck.errors import StoreUnavailable
from repcheck.store.sql.sharing import LEASE, Done, SharedPieces

#: Seconds between two looks for pieces and results.
_LOOK = 0.2
#: Pieces that a machine does side by side: they mostly wait for answers.
AT_ONCE = 8
#: Pieces that are offered at a time, to however many machines there are.
_OFFERED = 256

Work = Callable[[bytes], bytes]


class UndoneError(Exception):
    """A machine could not do a piece."""


class Machine:
    """Does pieces until somebody stops it.

    ``work``     what is done with the payload of a piece
    ``at_once``  the number of pieces done side by side
    """

    def __init__(self, pieces: SharedPieces, work: Work, at_once: int = AT_ONCE) -> None:
        self._pieces = pieces
        self._work = work
        self._at_work: set[int] = set()
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._done = 0
        self._threads = [threading.Thread(target=self._loop, daemon=True) for _ in range(at_once)]
        self._threads.append(threading.Thread(target=self._renew, daemon=True))

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> int:
        """End once what is under way is done; returns how many pieces this machine has done."""
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        return self._done

    def wait(self, seconds: float) -> bool:
        """Whether somebody stopped it within that time."""
        return self._stopped.wait(seconds)

    def _loop(self) -> None:
        while not self._stopped.is_set():
            try:
                did = self._one()
            except StoreUnavailable:
                did = False  # the lease ends by itself; the driver reports a store that is away
            if not did:
                self._stopped.wait(_LOOK)

    def _one(self) -> bool:
        claimed = self._pieces.claim()
        if claimed is None:
            return False
        with self._lock:
            self._at_work.add(claimed.number)
        try:
            result = self._work(claimed.payload)
        except Exception as error:  # noqa: BLE001 - whatever it is, the driver hears of it
            self._pieces.fail(claimed.number, f"{type(error).__name__}: {error}"[:500])
        else:
            self._pieces.finish(claimed.number, result)
            with self._lock:
                self._done += 1
        finally:
            with self._lock:
                self._at_work.discard(claimed.number)
        return True

    def _renew(self) -> None:
        while not self._stopped.wait(LEASE / 4):
            with self._lock:
                mine = tuple(self._at_work)
            if mine:
                try:
                    self._pieces.renew(mine)
                except StoreUnavailable:
                    continue  # tried again before the lease ends


class SharePool(Executor):
    """See ``Pool``: a task is a piece that is offered, and done by whichever machine claims it."""

    def __init__(self, pieces: SharedPieces) -> None:
        self.executor: Executor = self
        self._pieces = pieces
        self._open: dict[int, Future[Any]] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._away = False
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def submit(self, _work: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Offer the payload. What is done with it each machine knows itself. Raises StoreUnavailable."""
        (payload,) = args
        future: Future[Any] = Future()
        try:
            number = self._pieces.put(payload)
        except StoreUnavailable:
            self._away = True
            raise
        with self._lock:
            self._open[number] = future
        return future

    def slots(self, *, whole: bool) -> int:  # noqa: ARG002 - of the protocol
        """See ``Pool``."""
        return _OFFERED

    def alive(self) -> bool:
        """See ``Pool``: this machine is always one of them, as long as the store is there."""
        return not self._away

    def lending(self, ask: Ask) -> AbstractContextManager[None]:  # noqa: ARG002 - of the protocol
        """See ``Pool``."""
        return nullcontext()

    def close(self) -> None:
        """Take back what nobody has done."""
        self._stopped.set()
        self._thread.join()
        with self._lock:
            left = tuple(self._open)
        if left and not self._away:
            try:
                self._pieces.drop(left)
            except StoreUnavailable:
                return  # the next driver clears them away

    def _watch(self) -> None:
        while not self._stopped.wait(_LOOK):
            with self._lock:
                numbers = tuple(self._open)
            if not numbers:
                continue
            try:
                done = self._pieces.take(numbers)
            except StoreUnavailable as error:
                self._away = True
                done = {number: Done(None, str(error)) for number in numbers}
            for number, found in done.items():
                self._tell(number, found)

    def _tell(self, number: int, found: Done) -> None:
        with self._lock:
            future = self._open.pop(number)
        if not future.set_running_or_notify_cancel():
            return
        if found.result is None:
            future.set_exception(UndoneError(found.failed or ""))
        else:
            future.set_result(found.result)


@contextmanager
def share_pool(pieces: SharedPieces, work: Work, at_once: int = AT_ONCE) -> Iterator[Pool]:
    """All machines, of which this is one. To be opened by who holds the lock of the pass."""
    pieces.clear()
    pool, machine = SharePool(pieces), Machine(pieces, work, at_once)
    machine.start()
    try:
        yield pool
    finally:
        pool.close()
        machine.stop()


def help_out(pieces: SharedPieces, work: Work) -> int:
    """Do pieces of the pass that another machine drives, until it has ended; returns how many.

    Raises StoreUnavailable.
    """
    machine = Machine(pieces, work)
    machine.start()
    try:
        while pieces.under_way():
            machine.wait(_LOOK)
    finally:
        done = machine.stop()
    return done
