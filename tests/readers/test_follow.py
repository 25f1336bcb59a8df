"""Following a file as tail -F does, step by step: whatever happened to it between two looks."""

import gzip
import os
import shutil
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from repcheck.errors import UnreadableFile
from repcheck.readers.growing.follow import Tail
from repcheck.readers.stream import BLOCK, MAX_LINE
from tests.readers.following import Followed, rotated
from tests.support.examples import MANY


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


def lines(followed: "Followed") -> list[bytes]:
    return [line for _, line in followed.new()]


@pytest.mark.parametrize("keep", ["mail.log.{}", "mail.log-2026112{}", "mail-2026112{}.log", "mail.{}"])
def test_rotated_several_times_between_two_looks(log: Path, followed: Followed, keep: str) -> None:
    for number in range(1, 4):
        followed.write(b"a%d\nb%d\n" % (number, number))
        log.rename(log.with_name(keep.format(number)))
    followed.write(b"a4\n")
    assert lines(followed) == [b"a1", b"b1", b"a2", b"b2", b"a3", b"b3", b"a4"]
    assert lines(followed) == []
    followed.write(b"b4\n")
    assert lines(followed) == [b"b4"]


def test_rotated_as_logrotate_does_names_move_on(log: Path) -> None:
    log.with_name("mail.log.1").write_bytes(b"older\n")
    with closing(Followed(log)) as followed:
        for number in range(1, 5):
            followed.write(b"line %d\n" % number)
            for old in range(number + 1, 0, -1):
                if log.with_name(f"mail.log.{old}").exists():
                    log.with_name(f"mail.log.{old}").rename(log.with_name(f"mail.log.{old + 1}"))
            log.rename(log.with_name("mail.log.1"))
        followed.write(b"line 5\n")
        assert lines(followed) == [b"line 1", b"line 2", b"line 3", b"line 4", b"line 5"]


def test_files_beside_a_log_that_are_no_part_of_it(log: Path, followed: Followed) -> None:
    followed.write(b"a\n")
    log.rename(log.with_name("mail.log.1"))
    for name in ("mail.err", "mail.info", "mail.log.2.gz", "mail.log.2.xz"):
        log.with_name(name).write_bytes(gzip.compress(b"a\n") if name.endswith("z") else b"b\n")
    log.with_name("mail.log.3").mkdir()
    os.mkfifo(log.with_name("mail.log.4"))
    log.with_name("mail.log.5").symlink_to("mail.log.5")
    followed.write(b"c\n")
    assert lines(followed) == [b"a", b"c"]
    assert followed.warnings == []


def test_emptied_and_longer_again_with_the_same_beginning(log: Path) -> None:
    header = b"#" * 5000 + b"\n"
    log.write_bytes(header)
    with closing(Followed(log)) as followed:
        followed.write(b"a 1\na 2\n")
        assert lines(followed) == [b"a 1", b"a 2"]
        log.write_bytes(header + b"b 1\nb 2\nb 3\n")
        assert [line for line in lines(followed) if line[:1] == b"b"] == [b"b 1", b"b 2", b"b 3"]


def test_copied_and_emptied_before_all_of_it_was_read(log: Path, followed: Followed) -> None:
    followed.write(b"a 1\n")
    assert lines(followed) == [b"a 1"]
    for number in range(2, 4):
        followed.write(b"a %d\n" % number)
        shutil.copy(log, log.with_name(f"mail.log.{number}"))
        os.truncate(log, 0)
    followed.write(b"a 4 is longer than all that was there before it\n")
    assert lines(followed) == [b"a 2", b"a 3", b"a 4 is longer than all that was there before it"]
    assert lines(followed) == []


def test_copied_and_not_emptied_yet(log: Path, followed: Followed) -> None:
    followed.write(b"a\n")
    shutil.copy(log, log.with_name("mail.log.1"))
    assert lines(followed) == [b"a"]
    os.truncate(log, 0)
    followed.write(b"b\n")
    assert lines(followed) == [b"b"]


@pytest.mark.parametrize("size", [BLOCK - 30, BLOCK, BLOCK + 30, 2 * BLOCK - 1])
def test_a_half_line_when_following_begins_wherever_it_lies(log: Path, size: int) -> None:
    log.write_bytes(b"x\n" * (size // 2) + b"half of a line that is written in two parts, ")
    with closing(Followed(log)) as followed:
        assert followed.new() == []
        followed.write(b"and its end\nnext\n")
        number = size // 2 + 1
        whole = b"half of a line that is written in two parts, and its end"
        assert followed.new() == [(number, whole), (number + 1, b"next")]


def test_a_long_line_does_not_look_like_another_log(log: Path, followed: Followed) -> None:
    followed.write(b"a\n" + b"x" * BLOCK)
    assert lines(followed) == [b"a"]
    followed.write(b"x" * (BLOCK - 3) + b"\nb\n")
    assert [line[:9] for line in lines(followed)] == [b"x" * 9, b"b"]
    followed.write(b"c\n")
    assert lines(followed) == [b"c"]


@pytest.mark.parametrize("seed", range(6 if not MANY else 20))
def test_whatever_happens_each_line_comes_once(log: Path, seed: int) -> None:
    random = Random(seed)
    written, rotations = [], 0
    with closing(Followed(log)) as followed:
        seen = []
        for number in range(400):
            line = b"%d %s %d" % (number, b"x" * random.choice((0, 10, 2000)), number)
            written.append(line)
            cut = random.randrange(len(line))
            followed.write(line[:cut])
            if random.random() < 0.1:
                seen += lines(followed)
            followed.write(line[cut:] + b"\n")
            what = random.random()
            if what < 0.1:
                rotations += 1
                rotated(log, rotations)
            elif what < 0.2:
                rotations += 1
                shutil.copy(log, log.with_name(f"{log.name}.{rotations}"))
                os.truncate(log, 0)
                seen += lines(followed)
            elif what < 0.4:
                seen += lines(followed)
        followed.write(b"end\n")
        seen += lines(followed)
    assert sorted(seen) == sorted([*written, b"end"])


def test_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    with closing(Followed(tmp_path / "mail.log")) as followed:
        assert followed.new() == []
        followed.write(b"a\n")
        assert followed.new() == [(1, b"a")]
    assert followed.warnings == [f"{tmp_path / 'mail.log'}: is not there yet, waiting for it"]


def test_a_directory_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a directory"):
        Tail(str(tmp_path), pytest.fail)


@pytest.mark.parametrize("kind", ["pipe", "zero"])
def test_only_files_are_followed(tmp_path: Path, kind: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    with pytest.raises(UnreadableFile, match="neither a file nor a link to one"):
        Tail(str(tmp_path / kind), pytest.fail)


def test_a_pipe_takes_the_name_for_a_while(log: Path, followed: Followed) -> None:
    followed.write(b"a\n")
    log.rename(log.with_suffix(".1"))
    os.mkfifo(log)
    assert lines(followed) == [b"a"]
    log.unlink()
    followed.write(b"b\n")
    assert lines(followed) == [b"b"]
    assert followed.warnings == [
        f"{log}: cannot be read (is neither a file nor a link to one), waiting for it"
    ]


def test_a_line_without_end_is_cut(log: Path, followed: Followed) -> None:
    for _ in range(4):
        followed.write(b"x" * BLOCK)
        assert followed.new() == []
    followed.write(b"\nnext\n")
    (_, long), following = followed.new()
    assert len(long) <= MAX_LINE
    assert following == (4, b"next")
