"""Having tasks done by a pool of workers: what a worker or the scheduler loses is done again."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from typing import Generic, Protocol, TypeVar

from repcheck.app.cluster.lending import Ask, OpenLine
from repcheck.app.cluster.tasks import TRIES, Chains, Task

R = TypeVar("R")

#: Seconds after which it is looked again whether the run is to end, and how many workers there are.
_LOOK = 0.2
#: Tasks that the driver does side by side once it is alone: they mostly wait for answers.
_ALONE = 32
#: Results that wait for that of an earlier task.
_AHEAD = 8


class Pool(Protocol):
    """Workers somewhere. ``executor`` gives tasks to them, and may lose any."""

    @property
    def executor(self) -> Executor:
        """Takes a function of a module and its argument."""
        ...

    def slots(self, *, whole: bool) -> int:
        """Tasks that are done side by side; ``whole``: those that want a process of their own."""
        ...

    def alive(self) -> bool:
        """Whether there are workers, or will be in a moment; asked after something was lost."""
        ...

    def lending(self, ask: Ask) -> AbstractContextManager[OpenLine | None]:
        """How workers reach ``ask`` of the driver; None: they need not, as they share its database."""
        ...


class Hands(Generic[R]):
    """Gives tasks to a pool, and does itself what the pool cannot.

    ``work``   what is done: a function of a module, which workers find by its name
    ``warn``   takes one line for the user
    ``here``   the same as done by the driver; None: as workers do it
    ``whole``  each task wants a process of its own
    """

    def __init__(
        self,
        pool: Pool,
        work: Callable[[bytes], R],
        warn: Callable[[str], None],
        *,
        here: Callable[[bytes], R] | None = None,
        whole: bool = False,
    ) -> None:
        self._pool: Pool | None = pool
        self._work = work
        self._work_here = work if here is None else here
        self._warn = warn
        self._whole = whole
        self._own: ThreadPoolExecutor | None = None
        self._open: dict[Future[R], Task] = {}
        self._here: set[Future[R]] = set()
        self._lost: dict[int, int] = {}

    def __enter__(self) -> "Hands[R]":
        return self

    def __exit__(self, *_: object) -> None:
        for future in self._open:
            future.cancel()
        if self._own is not None:
            self._own.shutdown(wait=False, cancel_futures=True)

    @property
    def free(self) -> int:
        """Tasks that can be begun now."""
        if self._pool is None:
            slots = 1 if self._whole else _ALONE
        else:
            slots = max(1, self._pool.slots(whole=self._whole))
        return slots - len(self._open)

    @property
    def processes(self) -> int:
        """Those that do tasks."""
        return 1 if self._pool is None else max(1, self._pool.slots(whole=True))

    def begin(self, task: Task) -> None:
        """Have it done."""
        if self._pool is None or self._lost.get(task.number, 0) >= TRIES:
            self._begin_here(task)
            return
        try:
            self._open[self._pool.executor.submit(self._work, task.payload)] = task
        except Exception:  # noqa: BLE001 - whatever a broken connection raises
            self._again(task)

    def _begin_here(self, task: Task) -> None:
        if self._own is None:
            self._own = ThreadPoolExecutor(1 if self._whole else _ALONE, thread_name_prefix="repcheck-driver")
        future = self._own.submit(self._work_here, task.payload)
        self._here.add(future)
        self._open[future] = task

    def finished(self) -> Iterator[tuple[Task, R]]:
        """Wait a moment; then the tasks that are done, with what came of them.

        What workers fail at is done here in the end, and raises here what it raises.
        """
        done, _ = wait(tuple(self._open), timeout=_LOOK, return_when=FIRST_COMPLETED)
        for future in done:
            task = self._open.pop(future, None)
            if task is None:
                continue  # begun anew meanwhile, as the cluster has gone
            if future not in self._here and (future.cancelled() or future.exception() is not None):
                self._again(task)
                continue
            self._here.discard(future)
            yield task, future.result()

    def _again(self, task: Task) -> None:
        """Have it done once more; without a pool, all that is open is done here."""
        self._lost[task.number] = self._lost.get(task.number, 0) + 1
        if self._pool is not None and not self._pool.alive():
            self._warn("the cluster has gone: what it has not done is done by this process")
            self._pool = None
            for future in [each for each in self._open if each not in self._here]:
                self._begin_here(self._open.pop(future))
            self._begin_here(task)
            return
        self.begin(task)


def drive(
    tasks: Iterable[Task],
    hands: Hands[R],
    take: Callable[[Task, R], None],
    over: Callable[[], bool],
) -> None:
    """Have all tasks done, those of a chain one after the other; ends early when ``over`` says so."""
    chains = Chains(tasks)
    with hands:
        while chains.left and not over():
            for task in chains.ready(hands.free, hands.processes):
                hands.begin(task)
            for task, told in hands.finished():
                take(task, told)
                chains.done(task)


def in_order(tasks: Iterable[Task], hands: Hands[R], over: Callable[[], bool]) -> Iterator[tuple[Task, R]]:
    """Have all tasks done side by side, and give what came of them in their order.

    ``tasks`` is drawn from as there is room: what is done ahead of its turn is kept, so it is little.
    """
    waiting: dict[int, tuple[Task, R]] = {}
    order: list[int] = []
    source, more = iter(tasks), True
    with hands:
        while (more or order) and not over():
            while more and hands.free > 0 and len(waiting) < _AHEAD:
                task = next(source, None)
                if task is None:
                    more = False
                else:
                    order.append(task.number)
                    hands.begin(task)
            if order and order[0] not in waiting:
                for done in hands.finished():
                    waiting[done[0].number] = done
            while order and order[0] in waiting:
                yield waiting.pop(order.pop(0))
