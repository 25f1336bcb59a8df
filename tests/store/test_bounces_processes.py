"""Many processes store at once, as a mail server's pipes do; one is killed in the middle."""

import multiprocessing
import sqlite3
import time
from multiprocessing.connection import Connection
from pathlib import Path

from repcheck.store.bounces import FILE_NAME, BounceStore
from tests.store.kept import NOW, record
from tests.support.patience import PATIENCE
from tests.support.processes import copies

PROCESSES = 5
EACH = 12


def store_many(folder: str, number: int, sign: Connection) -> None:
    """Records of its own, one process run's worth at a time, and one that all have in common."""
    store = BounceStore(Path(folder) / FILE_NAME, wait=PATIENCE)
    new = sum(store.add([record(number * 1000 + index), record(0)], NOW).new for index in range(1, EACH + 1))
    sign.send(new)


def stop_inside(folder: str, number: int, sign: Connection) -> None:
    """Stand still with the write lock held and something written."""
    database = sqlite3.connect(Path(folder) / FILE_NAME, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    database.execute("UPDATE records SET at = 0")
    sign.send(number)
    time.sleep(PATIENCE)


def test_nothing_is_lost_and_nothing_is_stored_twice(tmp_path: Path) -> None:
    context = copies()
    path = tmp_path / FILE_NAME
    BounceStore(path).add([record(7)], NOW)

    def started(work: object, number: int) -> tuple[multiprocessing.process.BaseProcess, Connection]:
        mine, theirs = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(str(tmp_path), number, theirs), daemon=True)  # type: ignore[arg-type]
        process.start()
        theirs.close()
        return process, mine

    doomed, sign = started(stop_inside, 0)
    assert sign.poll(PATIENCE)
    others = [started(store_many, number) for number in range(1, PROCESSES + 1)]
    doomed.kill()
    doomed.join(PATIENCE)
    new = 0
    for process, result in others:
        assert result.poll(PATIENCE), "a process said nothing"
        new += result.recv()
        process.join(PATIENCE)
        assert process.exitcode == 0
    assert new == PROCESSES * EACH + 1
    recipients = [one.recipient for one in BounceStore(path).records()]
    assert len(recipients) == len(set(recipients)) == new + 1
    assert [file.name for file in tmp_path.iterdir() if not file.name.endswith("-journal")] == [FILE_NAME]


def test_the_first_ones_may_make_the_file_together(tmp_path: Path) -> None:
    context = copies()
    pipes = [context.Pipe(duplex=False) for _ in range(4)]
    processes = [
        context.Process(target=store_many, args=(str(tmp_path), number, theirs), daemon=True)
        for number, (_, theirs) in enumerate(pipes, 1)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [0] * 4
    assert len(list(BounceStore(tmp_path / FILE_NAME).records())) == 4 * EACH + 1
