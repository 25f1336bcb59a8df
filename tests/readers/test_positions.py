"""Where a log was read to is found again, whatever became of the log."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import msgspec

from repcheck.readers.growing.follow import Tail
from repcheck.readers.growing.rotated import Position
from tests.readers.following import Followed, rotated


def resumed(log: Path, position: Position | None) -> list[bytes]:
    """What a later process gives that goes on at a position, after its way through a store."""
    stored = msgspec.json.decode(msgspec.json.encode(position), type=Position)
    warnings: list[str] = []
    with closing(Tail(str(log), warnings.append, position=stored)) as tail:
        found = [line for block in tail.new_lines() for line in block.data.splitlines()]
    return [*found, *(warning.encode() for warning in warnings)]


def position_after(log: Path, text: bytes) -> Position | None:
    with closing(Followed(log)) as followed:
        followed.write(text)
        followed.new()
        return followed.tail.position


def test_a_position_is_found_again(log: Path) -> None:
    position = position_after(log, b"a\nb\nhal")
    assert position is not None
    assert position.line == 5
    assert resumed(log, position) == []
    with log.open("ab") as file:
        file.write(b"f\nc\n")
    assert resumed(log, position) == [b"half", b"c"]


def test_a_position_in_a_file_that_was_rotated_since(log: Path) -> None:
    log.with_name("mail.log.7").write_bytes(b"of last year\n")
    os.utime(log.with_name("mail.log.7"), (1, 1))
    position = position_after(log, b"a\n")
    for number in range(1, 4):
        rotated(log, number, b"b%d\n" % number)
    waiting = f"{log}: is not there yet, waiting for it".encode()
    assert resumed(log, position) == [b"b1", b"b2", b"b3", waiting]
    log.write_bytes(b"c\n")
    assert resumed(log, position) == [b"b1", b"b2", b"b3", b"c"]


def test_a_position_in_a_file_that_was_copied_and_emptied(log: Path) -> None:
    position = position_after(log, b"a\n")
    with log.open("ab") as file:
        file.write(b"b\n")
    shutil.copy(log, log.with_name("mail.log.1"))
    log.write_bytes(b"c\n")
    assert resumed(log, position) == [b"b", b"c"]


def test_a_position_whose_file_is_gone(log: Path) -> None:
    position = position_after(log, b"a\n")
    log.write_bytes(b"b\n")
    (line, warning) = resumed(log, position)
    assert line == b"b"
    assert b"read from its start" in warning
