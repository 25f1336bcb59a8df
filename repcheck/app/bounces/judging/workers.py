"""Judging what was read in several processes: batches go out, their records come back in order.

Each worker compiles what it knows once. Batches that are under way are few, so that memory stays
bounded however fast the reader is. What starts processes is imported when there is work for them.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import msgspec

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge, Reply
from repcheck.bounces.reply.memo import MemoJudge
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.mail.own_senders import Own
from repcheck.readers.formats import Item, Pasted, ReadRequest, read_items
from repcheck.readers.mail import Mail
from repcheck.readers.tally import IntakeTally

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

#: A batch is full when it has this many items, or this many bytes of mails.
_MOST_ITEMS = 64
_MOST_BYTES = 512 * 1024
#: Items and bytes that are judged before it is worth while to start a process, which takes 0.3 s.
_FEW_ITEMS = 256
_FEW_BYTES = 1024 * 1024
#: Batches for each worker that wait for it, are with it, or wait to be fetched in their turn.
_UNDER_WAY = 3

Batch = list[Item]


class JudgeInputs(msgspec.Struct, frozen=True):
    """What replies are judged by, not compiled yet, so that it can be given to another process."""

    catalog: Catalog
    own: Own | None = None

    def compiled(self) -> Knowledge:
        """Ready to judge with."""
        return Knowledge.of(self.catalog, self.own)


class PathsToRead(msgspec.Struct, frozen=True):
    """What is read of paths ("-" is ``stdin``), by what it is judged, and where it is counted."""

    paths: Sequence[str]
    request: ReadRequest
    tally: IntakeTally
    stdin: BinaryIO
    inputs: JudgeInputs

    def items(self) -> Iterator[Item]:
        """All that they hold, until the run has ended. Raises as ``read_items`` does."""
        for item in read_items(self.paths, self.request, self.tally, self.stdin):
            if self.request.ended():
                return
            yield item


class Judging:
    """Makes records of items."""

    def __init__(self, inputs: JudgeInputs) -> None:
        self._knowledge = inputs.compiled()
        self._judge = MemoJudge(self._knowledge)

    def records(self, item: Item) -> tuple[BounceRecord, ...]:
        """The records of one item."""
        if isinstance(item, Mail):
            found = records_of(item.file, item.raw, self._knowledge, self._judge)
            name = item.name if found else ""
            return tuple(msgspec.structs.replace(record, source_id=name) for record in found)
        if isinstance(item, Pasted):
            return self._pasted(item)
        return (self._judge(item),) if isinstance(item, Reply) else (item,)

    def _pasted(self, item: Pasted) -> tuple[BounceRecord, ...]:
        from repcheck.app.bounces.pasted import records_of_replies

        raw = item.text.encode("utf-8", "surrogateescape")
        found = records_of(item.file, raw, self._knowledge)
        return found or tuple(
            msgspec.structs.replace(record, file=item.file)
            for record in records_of_replies(item.text, self._knowledge)
        )


def records_in_order(items: Iterable[Item], inputs: JudgeInputs, jobs: int) -> Iterator[BounceRecord]:
    """The records of all items, in their order, with ``jobs`` processes when there is work for them."""
    judging = Judging(inputs)
    ahead_of = iter(items)
    for item in ahead_of if jobs == 1 else _few(ahead_of):
        yield from judging.records(item)
    ahead = next(ahead_of, None)
    if ahead is None:
        return
    with _Workers(inputs, jobs) as workers:
        yield from workers.records(_batches(ahead, ahead_of))


def _few(items: Iterator[Item]) -> Iterator[Item]:
    number, size = 0, 0
    while number < _FEW_ITEMS and size < _FEW_BYTES:
        item = next(items, None)
        if item is None:
            return
        yield item
        number, size = number + 1, size + _size(item)


def _batches(first: Item, items: Iterator[Item]) -> Iterator[Batch]:
    batch, size = [first], _size(first)
    for item in items:
        if len(batch) >= _MOST_ITEMS or size >= _MOST_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += _size(item)
    yield batch


def _size(item: Item) -> int:
    return len(item.raw) if isinstance(item, Mail) else 0


class _Workers:
    """Processes, with a thread for each that waits for its answers."""

    def __init__(self, inputs: JudgeInputs, jobs: int) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._inputs = inputs
        self._jobs = jobs
        self._idle: SimpleQueue[WorkerProcess] = SimpleQueue()
        self._workers: list[WorkerProcess] = []
        self._ended = False
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="repcheck-jobs")

    def __enter__(self) -> "_Workers":
        with interrupts_held():
            for _ in range(self._jobs):
                worker = WorkerProcess(_work, self._inputs)
                self._workers.append(worker)
                self._idle.put(worker)
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def records(self, batches: Iterator[Batch]) -> Iterator[BounceRecord]:
        """The records of all batches in order."""
        waiting: deque[Future[list[BounceRecord]]] = deque()
        for batch in batches:
            if len(waiting) >= self._jobs * _UNDER_WAY:
                yield from waiting.popleft().result()
            waiting.append(self._threads.submit(self._judged, batch))
        while waiting:
            yield from waiting.popleft().result()

    def _judged(self, batch: Batch) -> list[BounceRecord]:
        worker = self._idle.get()
        try:
            return cast("list[BounceRecord]", worker.answer(batch))
        except (EOFError, OSError):
            if self._ended:
                return []
            # A process that was killed takes no record with it. This is one of several threads.
            judging = Judging(self._inputs)
            return [record for item in batch for record in judging.records(item)]
        finally:
            self._idle.put(worker)


class WorkerProcess:
    """A process of our own and the way to it; it runs ``work``, given its end of that way, and ``args``."""

    def __init__(self, work: Callable[..., None], *args: object) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=work, args=(theirs, *args), daemon=True)
        self._process.start()
        theirs.close()  # so that its end is seen when the process ends

    def answer(self, sent: object) -> Any:
        """What it answers. Raises EOFError or OSError when it has ended."""
        self._connection.send(sent)
        return self._connection.recv()

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._process.terminate()
        self._process.join()
        self._connection.close()


def _work(connection: "Connection", inputs: JudgeInputs) -> None:
    """The life of a worker: it ends with its parent, whose end closes the connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    judging = Judging(inputs)
    while True:
        try:
            batch: Sequence[Item] = connection.recv()
        except EOFError:
            return
        connection.send([record for item in batch for record in judging.records(item)])


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Processes that start meanwhile inherit this: Ctrl-C is for the parent, which then ends them."""
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # once it runs, starting a process leaves the mask alone
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
