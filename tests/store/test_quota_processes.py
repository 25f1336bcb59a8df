"""Processes that share budgets never exceed them together, also when one of them is killed."""

import multiprocessing
import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

from tests.store.one_list import OneListQuota
from tests.support.patience import PATIENCE
from tests.support.processes import copies

PER_DAY = 1000


def noon() -> datetime:
    return datetime(2026, 11, 23, 12, tzinfo=UTC)


def reserve_repeatedly(folder: str, results: Connection) -> None:
    """Take 40 times 10, and give back 1 of each."""
    quota = OneListQuota(Path(folder), noon, wait=PATIENCE)
    kept = 0
    for _ in range(40):
        granted = quota.reserve("one", 10, PER_DAY).granted
        unused = min(1, granted)
        quota.give_back("one", unused)
        kept += granted - unused
    results.send(kept)


def stop_while_writing(folder: str, results: Connection) -> None:
    """Reserve, and stand still with the lock held and the new file half-way."""

    def stand_still(descriptor: int) -> None:
        results.send(0)
        time.sleep(PATIENCE)

    quota = OneListQuota(Path(folder), noon, wait=PATIENCE)
    quota.reserve("one", 100, PER_DAY)
    with mock.patch("os.fsync", stand_still):
        quota.reserve("one", 100, PER_DAY)


def start(
    work: Callable[[str, Connection], None], folder: Path
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    context = copies()
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(str(folder), theirs), daemon=True)
    process.start()
    theirs.close()
    return process, mine


def received(connection: Connection) -> int:
    assert connection.poll(PATIENCE), "a process said nothing"
    number = connection.recv()
    assert isinstance(number, int)
    return number


def test_processes_at_once_and_one_that_is_killed(tmp_path: Path) -> None:
    doomed, sign = start(stop_while_writing, tmp_path)
    assert received(sign) == 0
    others = [start(reserve_repeatedly, tmp_path) for _ in range(4)]
    doomed.kill()
    doomed.join(PATIENCE)
    kept = sum(received(connection) for _, connection in others)
    for process, _ in others:
        process.join(PATIENCE)
    # 4 x 40 x 9 is more than there is; the first 100 of the killed one stay spent, and the next 100,
    # which were never granted, do not.
    left = OneListQuota(tmp_path, noon).reserve("one", PER_DAY, PER_DAY).granted
    assert 100 + kept + left == PER_DAY
    assert sorted(file.name for file in tmp_path.iterdir()) == ["budget.json", "budget.lock"]


def test_processes_at_once(tmp_path: Path) -> None:
    processes = [start(reserve_repeatedly, tmp_path) for _ in range(5)]
    kept = sum(received(connection) for _, connection in processes)
    for process, _ in processes:
        process.join(PATIENCE)
    left = OneListQuota(tmp_path, noon).reserve("one", PER_DAY, PER_DAY).granted
    assert kept + left == PER_DAY
    assert left < 10
