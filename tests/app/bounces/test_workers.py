"""Judging in several processes: the same records in the same order, whatever happens to a process."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcheck.app.bounces.judging import workers
from repcheck.app.bounces.judging.workers import JudgeInputs, records_in_order
from repcheck.bounces.reply.judge import Reply
from repcheck.model.bounces import BounceRecord
from repcheck.readers.formats import Item
from repcheck.readers.mail import Mail
from tests.support.built_in import built_in_catalog

MAILS = sorted((Path(__file__).parents[2] / "bounces" / "mails").glob("*.eml"))
INPUTS = JudgeInputs(built_in_catalog())


def items(rounds: int) -> Iterator[Item]:
    for number in range(rounds):
        for file in MAILS:
            yield Mail(f"{file.name}#{number}", file.read_bytes())
        yield Reply(file=f"log:{number}", diagnostic="550 5.1.1 no such user", recipient="kai@example.net")
        yield BounceRecord(file=f"known:{number}", index=0, kind="bounce")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_FEW_ITEMS", 5)
    monkeypatch.setattr(workers, "_MOST_ITEMS", 7)


def test_the_same_records_in_the_same_order() -> None:
    alone = list(records_in_order(items(4), INPUTS, 1))
    assert len(alone) > 80
    assert list(records_in_order(items(4), INPUTS, 2)) == alone
    assert multiprocessing.active_children() == []


def test_little_work_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_FEW_ITEMS", 100)
    started = list(records_in_order(iter(list(items(1))), INPUTS, 2))
    assert started == list(records_in_order(items(1), INPUTS, 1))
    records = records_in_order(items(1), INPUTS, 2)
    next(records)
    assert multiprocessing.active_children() == []
    records.close()  # type: ignore[attr-defined]


def test_a_process_that_is_killed_takes_no_record_with_it() -> None:
    alone = list(records_in_order(items(6), INPUTS, 1))
    records = records_in_order(items(6), INPUTS, 2)
    found = [next(records) for _ in range(30)]
    for process in multiprocessing.active_children():
        process.kill()
    assert found + list(records) == alone


def test_who_stops_early_leaves_no_process() -> None:
    records = records_in_order(items(50), INPUTS, 2)
    for _ in range(30):
        next(records)
    assert len(multiprocessing.active_children()) == 2
    records.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_what_is_read_ahead_is_bounded() -> None:
    read = 0

    def counted() -> Iterator[Item]:
        nonlocal read
        for item in items(100):
            read += 1
            yield item

    records = records_in_order(counted(), INPUTS, 2)
    for _ in range(20):
        next(records)
    assert read < 20 + 2 * 7 * (2 * 3 + 2)
    records.close()  # type: ignore[attr-defined]
