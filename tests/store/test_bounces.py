"""Bounce records from run to run."""

import os
import resource
import sqlite3
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from repcheck.errors import StoreBusy, StoreUnavailable
from repcheck.model.bounces import Category, Subject
from repcheck.store.bounces import FILE_NAME, Added, BounceStore
from tests.store.kept import NOW, record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


@pytest.fixture
def store(path: Path) -> BounceStore:
    return BounceStore(path, wait=0.05)


def test_records_come_back_as_they_were_oldest_first(store: BounceStore) -> None:
    full = record(
        1,
        2,
        original_recipient="a@example.net",
        status_code=550,
        enhanced_status="5.7.1",
        category=Category.BLOCKED,
        hard=False,
        sender_blocked=True,
        blocked_subject=Subject("ip", "192.0.2.10"),
        cited_lists=("one",),
        backscatter=False,
        backscatter_why=("its Message-ID is of example.com",),
    )
    assert store.add([record(2, 1), full, record(3, time=None)], NOW) == Added(new=3)
    assert list(store.records()) == [full, record(2, 1), record(3, time=None)]


def test_the_same_record_is_stored_once_wherever_it_is_read(store: BounceStore) -> None:
    again = record(1, file="box#7", index=2, category=Category.NONEXISTENT)
    assert store.add([record(1), again], NOW) == Added(new=1, known=1)
    assert store.add([record(1)], NOW + timedelta(days=1)) == Added(known=1)
    assert store.add([record(1, diagnostic="551 no")], NOW) == Added(new=1)


@pytest.mark.parametrize("file", ["mail.log:{}", "events.json#{}"])
def test_what_stands_several_times_in_one_file_is_several_bounces(store: BounceStore, file: str) -> None:
    """A log has no finer time than a second, and an event may have none at all."""
    same = [record(1, file=file.format(number), time=None) for number in (3, 4, 9)]
    assert store.add(same, NOW) == Added(new=3)
    again = [record(1, file=f"old/{one.file}", time=None) for one in same]
    assert store.add(again, NOW) == Added(known=3)
    assert store.add([*same, record(1, file=file.format(12), time=None)], NOW) == Added(new=1, known=3)
    assert len(list(store.records())) == 4


def test_mails_that_say_the_same_are_told_apart_by_their_names(store: BounceStore) -> None:
    first = record(1, file="cur/1", time=None, source_id="<1@mx.example.net>")
    second = record(1, file="cur/2", time=None, source_id="<2@mx.example.net>")
    assert store.add([first], NOW) == Added(new=1)
    assert store.add([second, record(1, file="new/1", time=None, source_id=first.source_id)], NOW) == Added(
        new=1, known=1
    )


def test_lines_of_one_second_that_name_different_mails(store: BounceStore) -> None:
    two = [record(1, file=f"mail.log:{number}", queue_id=f"4XyZ{number}") for number in (1, 2)]
    assert store.add(two, NOW) == Added(new=2)
    assert store.add(two[1:], NOW) == Added(known=1)


def test_since(store: BounceStore) -> None:
    store.add([record(number, number) for number in range(5)], NOW)
    found = store.records(NOW - timedelta(days=2))
    assert [one.recipient for one in found] == ["u2@example.org", "u1@example.org", "u0@example.org"]


def test_many_are_read_in_pieces(store: BounceStore) -> None:
    store.add((record(number, number % 7) for number in range(4100)), NOW)
    found = list(store.records())
    assert len({one.recipient for one in found}) == len(found) == 4100
    assert [one.time for one in found] == sorted(one.time or "" for one in found)


def test_the_old_go_when_something_is_written(store: BounceStore) -> None:
    store.add([record(1, 399), record(2)], NOW)
    assert store.add([record(3, 401)], NOW) == Added(old=1)
    assert [one.recipient for one in store.records()] == ["u1@example.org", "u2@example.org"]
    store.add([record(4)], NOW + timedelta(days=2))
    assert [one.recipient for one in store.records()] == ["u2@example.org", "u4@example.org"]
    assert store.add([record(5, 9)], NOW, keep_days=5) == Added(old=1)


def test_a_date_in_the_future_keeps_nobody_for_ever(store: BounceStore) -> None:
    store.add([record(1, time="2099-01-01T00:00:00Z")], NOW)
    store.add([record(2, -401)], NOW + timedelta(days=401))
    assert [one.recipient for one in store.records()] == ["u2@example.org"]


def test_the_file_does_not_grow_without_bound(path: Path) -> None:
    store = BounceStore(path, limit=10)
    store.add([record(number) for number in range(25)], NOW)
    store.add([record(30)], NOW)
    assert [one.recipient for one in store.records()][-1] == "u30@example.org"
    assert len(list(store.records())) == 10


def test_only_the_user_can_read_it(store: BounceStore, path: Path) -> None:
    before = os.umask(0)
    try:
        store.add([record()], NOW)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_octets_that_are_no_characters(store: BounceStore) -> None:
    store.add([record(diagnostic="550 \udcff \0 \u202e")], NOW)
    (found,) = store.records()
    assert found.diagnostic == "550 ? \0 \u202e"


def test_records_of_a_later_version_with_more_keys_are_read(store: BounceStore, path: Path) -> None:
    store.add([record()], NOW)
    grown = {**msgspec.structs.asdict(record(9)), "later": 1}
    with sqlite3.connect(path) as database:
        database.execute("UPDATE records SET record = ?", (msgspec.json.encode(grown),))
    assert list(store.records()) == [record(9)]


# -- trouble


def damage(path: Path) -> None:
    path.write_bytes(b"no database at all, but long enough to be looked at" * 100)


def damage_inside(path: Path) -> None:
    BounceStore(path).add((record(number) for number in range(2000)), NOW)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


def make_newer(path: Path) -> None:
    BounceStore(path).add([record()], NOW)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 7")


def make_foreign(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE records (id)")


def make_directory(path: Path) -> None:
    path.mkdir()


def make_link(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere"))


def spoil_record(path: Path) -> None:
    BounceStore(path).add([record()], NOW)
    with sqlite3.connect(path) as database:
        database.execute("UPDATE records SET record = x'00'")


TROUBLE: list[tuple[Callable[[Path], None], str]] = [
    (damage, "is damaged: move it away"),
    (damage_inside, "is damaged: move it away"),
    (make_newer, r"was written by a newer repcheck \(schema 7, known up to 1\)"),
    (make_foreign, "is a database of something else"),
    (make_directory, "cannot be opened: is a directory"),
    (make_link, "cannot be opened: too many levels of symbolic links"),
]


@pytest.mark.parametrize(("spoil", "says"), TROUBLE)
def test_any_trouble_is_one_error_that_names_the_file(
    store: BounceStore, path: Path, spoil: Callable[[Path], None], says: str
) -> None:
    spoil(path)
    with pytest.raises(StoreUnavailable, match=says) as caught:
        store.add([record(1)], NOW)
    assert caught.value.where == str(path)
    with pytest.raises(StoreUnavailable, match=says):
        list(store.records())


def test_a_record_that_cannot_be_read_is_trouble_for_readers(store: BounceStore, path: Path) -> None:
    spoil_record(path)
    with pytest.raises(StoreUnavailable, match="holds a record that cannot be read"):
        list(store.records())
    assert store.add([record(1)], NOW) == Added(new=1)


def test_nothing_stored_yet(store: BounceStore, path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="no bounces are stored yet"):
        list(store.records())
    assert not path.exists()


def test_a_missing_directory(path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be opened: no such file"):
        BounceStore(path.parent / "none" / FILE_NAME).add([record()], NOW)


def test_a_lock_is_waited_for_with_a_bound(store: BounceStore, path: Path) -> None:
    store.add([record()], NOW)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match=r"held by another process for more than 0\.05 s"):
        store.add([record(1)], NOW)
    assert len(list(store.records())) == 1, "reading goes on"
    holder.execute("ROLLBACK")
    holder.close()
    assert store.add([record(1)], NOW) == Added(new=1)


def test_a_full_disk_keeps_what_was_there(store: BounceStore, path: Path) -> None:
    store.add([record()], NOW)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A limit on the size of files acts like a full disk; the kernel's signal for it is ignored by Python.
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        with pytest.raises(StoreUnavailable, match="cannot be used"):
            store.add((record(number, diagnostic="x" * 2000) for number in range(1, 200)), NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(store.records()) == [record()]
    assert store.add([record(1)], NOW) == Added(new=1)
