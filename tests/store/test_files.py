"""Locks that end with their holder, and files that are never half there."""

import fcntl
import os
from pathlib import Path

import pytest

from repcheck.errors import StoreBusy, StoreUnavailable
from repcheck.store.files import locked, read_whole, replace_whole


def test_a_held_lock_is_waited_for_with_a_bound(tmp_path: Path) -> None:
    pauses: list[float] = []
    with (
        locked(tmp_path / "lock", 1.0),
        pytest.raises(StoreBusy, match=r"held by another process for more than 0\.5 s"),
        locked(tmp_path / "lock", 0.5, pauses.append),
    ):
        pytest.fail("two hold one lock")
    assert sum(pauses) == pytest.approx(0.5)


def test_a_lock_that_gets_free_is_taken(tmp_path: Path) -> None:
    holder = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(holder, fcntl.LOCK_EX)
    freed_meanwhile = locked(tmp_path / "lock", 1.0, lambda _: fcntl.flock(holder, fcntl.LOCK_UN))
    with freed_meanwhile, pytest.raises(BlockingIOError):
        fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(holder)


def test_an_error_of_the_holder_frees_the_lock(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mine"), locked(tmp_path / "lock", 1.0):
        raise ValueError("mine")
    with locked(tmp_path / "lock", 0.0):
        pass


def test_a_lock_that_cannot_be_is_told(tmp_path: Path) -> None:
    nowhere = locked(tmp_path / "missing" / "lock", 1.0)
    with pytest.raises(StoreUnavailable, match="cannot be opened: no such file"), nowhere:
        pytest.fail("locked nothing")


def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreUnavailable), locked(tmp_path / "lock", 1.0):
        pytest.fail("followed a link")
    assert not (tmp_path / "elsewhere").exists()


def test_replacing_is_whole_and_private(tmp_path: Path) -> None:
    file = tmp_path / "file"
    assert read_whole(file, 10) is None
    file.write_bytes(b"old")
    file.chmod(0o644)
    (tmp_path / "file.new").write_bytes(b"left by one that was killed, and longer")
    (tmp_path / "file.new").chmod(0o644)
    replace_whole(file, b"new")
    assert read_whole(file, 10) == b"new"
    assert read_whole(file, 1) == b"ne"  # one more than asked for: too long
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "file"
    replace_whole(file, b"old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreUnavailable, match=r"^\S+/file: cannot be written: no space left on device$"):
        replace_whole(file, b"new")
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_bytes() == b"old"


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be read: is a directory"):
        read_whole(tmp_path, 10)
