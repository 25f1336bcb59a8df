"""Following a file as tail -F does, step by step: whatever happened to it between two looks."""

import gzip
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from repcheck.errors import UnreadableFile
from repcheck.readers.follow import Tail
from repcheck.readers.stream import BLOCK, MAX_LINE


class Followed:
    """A file, and what a Tail says of it."""

    def __init__(self, path: Path, *, from_start: bool = False) -> None:
        self.warnings: list[str] = []
        self.path = path
        self.tail = Tail(str(path), self.warnings.append, from_start=from_start)

    def close(self) -> None:
        self.tail.close()

    def write(self, text: bytes) -> None:
        with self.path.open("ab") as file:
            file.write(text)

    def new(self) -> list[tuple[int, bytes]]:
        found = []
        for block in self.tail.new_lines():
            for number, line in enumerate(block.data.splitlines()):
                found.append((block.first_line + number, line))
        return found


@pytest.fixture
def followed(log: Path) -> Iterator["Followed"]:
    with closing(Followed(log)) as followed:
        yield followed


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "mail.log"
    path.write_bytes(b"old 1\nold 2\n")
    return path


def test_only_what_comes_from_now_on_with_its_line_number(log: Path, followed: Followed) -> None:
    assert followed.new() == []
    followed.write(b"a\nb\n")
    assert followed.new() == [(3, b"a"), (4, b"b")]
    assert followed.new() == []


def test_what_is_there_already_when_wanted(log: Path) -> None:
    with closing(Followed(log, from_start=True)) as followed:
        assert followed.new() == [(1, b"old 1"), (2, b"old 2")]


def test_a_line_is_told_when_it_is_whole(log: Path) -> None:
    log.write_bytes(b"old\nhalf")
    with closing(Followed(log)) as followed:
        followed.write(b" a")
        assert followed.new() == []
        followed.write(b" line\nnext")
        assert followed.new() == [(2, b"half a line")]
        followed.write(b"\n")
        assert followed.new() == [(3, b"next")]


def test_renamed_and_made_anew(log: Path, followed: Followed) -> None:
    followed.write(b"a\n")
    log.rename(log.with_suffix(".1"))
    with log.with_suffix(".1").open("ab") as file:
        file.write(b"b\nc")  # who writes it has not noticed yet
    log.touch()
    assert followed.new() == [(3, b"a"), (4, b"b")]
    with log.with_suffix(".1").open("ab") as file:
        file.write(b"c\n")  # and still has not
    assert followed.new() == [(5, b"cc")]
    followed.write(b"d\n")
    assert followed.new() == [(1, b"d")]
    log.with_suffix(".2.gz").write_bytes(gzip.compress(log.with_suffix(".1").read_bytes()))
    log.with_suffix(".1").unlink()
    assert followed.new() == []
    assert followed.warnings == []


def test_several_rotations_later_the_last_half_line_is_not_lost(log: Path, followed: Followed) -> None:
    for number in range(3):
        followed.write(b"%d\nrest %d" % (number, number))
        log.rename(log.with_suffix(f".{number}"))
        followed.write(b"first %d\n" % number)
        assert [line for _, line in followed.new()] == [
            b"%d" % number,
            b"rest %d" % number,
            b"first %d" % number,
        ]
    assert followed.tail.generation == 4


def test_gone_for_a_while(log: Path, followed: Followed) -> None:
    log.unlink()
    assert followed.new() == []
    followed.write(b"a\n")
    assert followed.new() == [(1, b"a")]


def test_emptied_in_place(log: Path, followed: Followed) -> None:
    followed.write(b"a\n")
    assert followed.new() == [(3, b"a")]
    os.truncate(log, 0)
    assert followed.new() == []
    followed.write(b"b\n")
    assert followed.new() == [(1, b"b")]


def test_emptied_in_place_and_longer_again_before_the_next_look(log: Path) -> None:
    with closing(Followed(log, from_start=True)) as followed:
        assert len(followed.new()) == 2
        os.truncate(log, 0)
        followed.write(b"new 1\nnew 2\nnew 3\n")
        assert followed.new() == [(1, b"new 1"), (2, b"new 2"), (3, b"new 3")]


def test_emptied_under_a_writer_that_keeps_its_place(log: Path, followed: Followed) -> None:
    with log.open("r+b") as file:
        file.seek(0, os.SEEK_END)
        os.truncate(log, 0)
        assert followed.new() == []
        file.write(b"a\n")
    assert followed.new() == [(1, b"a")]  # behind a hole of NUL bytes


def test_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    with closing(Followed(tmp_path / "mail.log")) as followed:
        assert followed.new() == []
        followed.write(b"a\n")
        assert followed.new() == [(1, b"a")]
    assert followed.warnings == [f"{tmp_path / 'mail.log'}: is not there yet, waiting for it"]


def test_a_directory_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a directory"):
        Tail(str(tmp_path), pytest.fail)


def test_a_line_without_end_is_cut(log: Path, followed: Followed) -> None:
    for _ in range(4):
        followed.write(b"x" * BLOCK)
        assert followed.new() == []
    followed.write(b"\nnext\n")
    (_, long), following = followed.new()
    assert len(long) <= MAX_LINE
    assert following == (4, b"next")
