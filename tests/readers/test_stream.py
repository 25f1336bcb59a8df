"""Blocks of whole lines, in bounded memory."""

import io
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from repcheck.readers.stream import BLOCK, HEAD, MAX_LINE, Stream, blocks, full_read, whole_lines
from tests.support.tables import each

from .reading import Dribbling, Endless

lines = st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"").replace(b"\0", b"")))


@given(lines, st.integers(1, 40), st.booleans())
def test_all_lines_come_whole_with_their_numbers(parts: list[bytes], size: int, ended: bool) -> None:
    text = b"\n".join(parts) + (b"\n" if ended and parts else b"")
    cut: list[int] = []
    found, number = b"", 1
    for block in whole_lines(Dribbling(text, size), cut.append):
        assert block.first_line == number
        number += block.data.count(b"\n")
        found += block.data
    assert (found, cut) == (text, [])
    assert b"".join(block.data for block in blocks(Dribbling(text, size))) == text


def test_a_long_line_is_cut_and_the_lines_around_it_are_not() -> None:
    text = b"one\n" + b"x" * (3 * BLOCK) + b"\nthree\n"
    cut: list[int] = []
    found = [line for block in whole_lines(io.BytesIO(text), cut.append) for line in block.data.splitlines()]
    assert (found[0], found[-1], cut) == (b"one", b"three", [2])
    assert len(found) == 3
    assert len(found[1]) == MAX_LINE
    last = list(whole_lines(io.BytesIO(text), cut.append))[-1]
    assert last.first_line == 3


def test_a_line_without_end_costs_little_memory() -> None:
    tracemalloc.start()
    size = sum(len(block.data) for block in whole_lines(Endless(b"x", 100 << 20), lambda _: None))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == MAX_LINE + 1
    assert peak < 4 * BLOCK


@each("hole", [1, HEAD - 1, HEAD, 3 * BLOCK])
def test_a_hole_of_nul_bytes_is_no_text(hole: int) -> None:
    stream = Stream(io.BytesIO(b"\0" * hole + b"a\nb\0c\n" * HEAD + b"\0" * BLOCK + b"end"))
    assert stream.head.startswith(b"a\nbc\n")
    assert full_read(stream, 1 << 30) == b"a\nbc\n" * HEAD + b"end"


def test_a_file_of_nul_bytes_is_empty() -> None:
    assert Stream(io.BytesIO(b"\0" * (2 * BLOCK))).head == b""


def test_the_head_is_looked_at_and_read_again() -> None:
    data = b"\xef\xbb\xbf" + bytes(range(256)) * 1000
    stream = Stream(io.BytesIO(data.replace(b"\0", b"")))
    data = data.replace(b"\0", b"")
    assert stream.head == data[3:HEAD]
    assert full_read(stream, 1 << 30) == data[3:]


def test_line_ends_that_are_cr_alone_become_lf() -> None:
    assert full_read(Stream(io.BytesIO(b"a\rb\r")), 99) == b"a\nb\n"
    assert full_read(Stream(io.BytesIO(b"a\r\nb\rc\r\n")), 99) == b"a\r\nb\rc\r\n"
