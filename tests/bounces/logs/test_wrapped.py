"""Lines out of the records of another logger reach the parser as one block, each at its own number."""

import json
from collections.abc import Iterator

from repcheck.bounces.logs.wrapped import MaybeWrapped, in_one_block
from repcheck.bounces.reply.judge import Reply
from tests.support.tables import each

LINE = "Nov 16 09:00:05 mta1 postfix/smtp[811]: 4XyZ{}: to=<kai@example.net>, status=bounced (no)"
STAMP = "2026-11-16T09:00:05Z"


class Parser:
    """Keeps what it is given."""

    sent = 0

    def __init__(self) -> None:
        self.fed: list[tuple[bytes, int]] = []

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        self.fed.append((block, first_line))
        return iter(())


def record(number: int) -> bytes:
    return json.dumps({"log": LINE.format(number), "stream": "stdout"}).encode() + b"\n"


def line(number: int) -> bytes:
    return LINE.format(number).encode() + b"\n"


def test_records_of_a_block_are_read_at_once_and_keep_their_numbers() -> None:
    parser = Parser()
    wrapped = MaybeWrapped(parser)
    list(wrapped.feed(record(1) + b'{"level": "info"}\n\nnoise\n' + record(2) + record(3), 1))
    list(wrapped.feed(b"noise\n" + record(4), 7))
    list(wrapped.feed(b"noise\n", 9))
    assert parser.fed == [
        (line(1) + b"\n\n\n" + line(2) + line(3), 1),
        (line(4), 8),
        (b"", 9),
    ]


def test_an_entry_of_the_journal_has_the_number_of_its_message() -> None:
    parser = Parser()
    wrapped = MaybeWrapped(parser)
    entry = f"__CURSOR=1\nSYSLOG_IDENTIFIER=postfix/smtp\nMESSAGE={LINE.format(1)}\n".encode()
    list(wrapped.feed(entry + b"_PID=811\n\n" + entry, 1))  # the second ends in the next block
    list(wrapped.feed(b"\n" + entry + b"\n", 9))
    assert parser.fed == [(line(1), 3), (line(1) + b"\n" * 3 + line(1), 8)]


@each("numbers", [(), (5,), (5, 6), (5, 9)])
def test_lines_that_are_not_there_are_empty(numbers: tuple[int, ...]) -> None:
    block, first = in_one_block([(number, b"%d\n" % number) for number in numbers], 4)
    there = {first + at: text for at, text in enumerate(block.splitlines()) if text}
    assert there == {number: b"%d" % number for number in numbers}
    assert first == (numbers[0] if numbers else 4)
