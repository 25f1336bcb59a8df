"""Records that are more than memory should hold."""

import os
import tempfile

import pytest

from repcheck.errors import UnwritableFile
from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.readers.spill import SpilledRecords
from tests.support.tables import each


def record(number: int) -> BounceRecord:
    return BounceRecord(
        file=f"box#{number}",
        index=0,
        kind="bounce",
        recipient=f"kai{number}@corp.example.net",
        category=Category.BLOCKED,
        blocked_subject=Subject("ip", "192.0.2.1"),
        cited_lists=("a", "b"),
        diagnostic="\udcff not Unicode",
    )


@each("number", [0, 1, 9, 10, 11, 2600])
def test_all_come_back_in_order_as_often_as_wanted(number: int) -> None:
    records = [record(each) for each in range(number)]
    kept = SpilledRecords(in_memory=10)
    for one in records:
        kept.add(one)
    assert len(kept) == number
    assert bool(kept) == bool(number)
    assert list(kept) == records
    assert list(zip(kept, kept, strict=True)) == list(zip(records, records, strict=True))
    assert all(each in kept for each in records[-2:])
    assert record(-1) not in kept


def fill(kept: SpilledRecords) -> None:
    for number in range(600):
        kept.add(record(number))


def test_nothing_is_left_on_the_disk(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = SpilledRecords(in_memory=1)
    fill(kept)
    assert list(tmp_path.iterdir()) == []
    assert len(list(kept)) == 600


def test_a_full_disk_is_told(monkeypatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    kept = SpilledRecords(in_memory=1)
    with pytest.raises(UnwritableFile, match="records cannot be kept: No space left on device"):
        fill(kept)
