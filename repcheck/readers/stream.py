"""Bytes of any source in pieces: its first bytes, which show what it is, then blocks of whole lines.

A line of any length costs the memory of ``MAX_LINE`` bytes and a block.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, Protocol

from repcheck.patterns import compiled

#: Bytes that are looked at to recognise a source.
HEAD = 64 * 1024
#: Longer lines are cut here.
MAX_LINE = 64 * 1024
BLOCK = 256 * 1024

#: A zip archive that holds something begins so (APPNOTE.TXT 4.3.7).
ZIP_MARK = b"PK\x03\x04"
#: A tar archive is made of such blocks, and has this mark in its first (POSIX.1-2024, pax: ustar).
TAR_BLOCK = 512
_TAR_MARK = b"ustar"
_TAR_MARK_AT = 257
#: How many NUL bytes in front are looked behind.
_MOST_HOLE = 4 << 30
#: Byte order marks of UTF-8 and UTF-16: without its NUL bytes UTF-16 reads as ASCII where it is.
_BOM = compiled(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")

#: Takes one line for the user.
Warn = Callable[[str], None]


def is_tar(head: bytes) -> bool:
    """Whether a source that begins so is a tar archive."""
    return head.startswith(_TAR_MARK, _TAR_MARK_AT)


class Readable(Protocol):
    """What bytes come from; b"" is its end."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes, and at least one before the end."""


class Stream:
    """A source whose first bytes can be looked at before they are read.

    ``head`` holds up to HEAD of them. Ends of lines that are CR alone come out as LF: whole files of
    such lines exist (RFC 5322 section 2.3 forbids them, old Macs wrote them). NUL bytes are left out: a
    log that was emptied while it was written to begins with a hole of them. Of a zip or tar archive
    every byte stays.
    """

    def __init__(self, source: Readable) -> None:
        self._source = source
        first = _BOM.sub(b"", _behind_hole(source))
        self._verbatim = first.startswith(ZIP_MARK) or is_tar(first)
        self._cr_only = b"\n" not in first and b"\r" in first
        self.head = self._mended(first)
        self._unread: bytes | None = self.head

    def read(self, size: int, /) -> bytes:
        """As Readable says; the first call gives the head, whatever the size."""
        if self._unread:
            first, self._unread = self._unread, None
            return first
        while chunk := self._source.read(size):
            if mended := self._mended(chunk):
                return mended
        return b""

    def _mended(self, chunk: bytes) -> bytes:
        if self._verbatim:
            return chunk
        if b"\0" in chunk:
            chunk = chunk.replace(b"\0", b"")
        return chunk.replace(b"\r", b"\n") if self._cr_only else chunk


def _behind_hole(source: Readable) -> bytes:
    """The first bytes, without those before the first that is not NUL; b"" when none is found."""
    first = full_read(source, HEAD)
    for _ in range(_MOST_HOLE // BLOCK):
        text = first.lstrip(b"\0")
        if text or not first:
            return text + full_read(source, HEAD - len(text))
        first = source.read(BLOCK)
    return b""


def full_read(source: Readable, size: int) -> bytes:
    """Exactly ``size`` bytes, or all up to the end: a pipe gives what it has."""
    parts = []
    while size > 0:
        part = source.read(size)
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class Block(NamedTuple):
    """Whole lines with their ends, or a piece of one that is too long.

    ``first_line``  number of the first one, from 1
    ``starts``      False: a piece that continues the line of the block before
    ``ends``        False: a piece that the next block continues
    """

    data: bytes
    first_line: int
    starts: bool = True
    ends: bool = True


def blocks(source: Readable) -> Iterator[Block]:
    """All of the source; its last line may lack its end."""
    rest, line, starts = b"", 1, True
    while chunk := source.read(BLOCK):
        cut = chunk.rfind(b"\n") + 1
        if not cut:
            rest += chunk
        else:
            data = rest + chunk[:cut]
            yield Block(data, line, starts)
            line += data.count(b"\n")
            rest, starts = chunk[cut:], True
        if len(rest) > MAX_LINE:
            yield Block(rest, line, starts, ends=False)
            rest, starts = b"", False
    if rest:
        yield Block(rest, line, starts)


class BlockRange:
    """Bytes of a plain file from ``start``, one of ``block_starts``, to ``end``, where a line begins, too.

    Read by blocks, they are the same blocks as those of the whole file.
    """

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        file.seek(start)
        self._file = file
        self._left = end - start
        self._first = -(start - HEAD) % BLOCK + BLOCK

    def read(self, size: int, /) -> bytes:
        """See Readable; the first call gives what the file's own block has beside the lines before."""
        size, self._first = self._first or size, 0
        while chunk := self._file.read(min(size, self._left)):
            self._left -= len(chunk)
            if mended := chunk.replace(b"\0", b""):
                return mended
        return b""


def block_starts(file: BinaryIO, size: int, most: int) -> Iterator[int]:
    """Where a plain file of that size can be cut about every ``most`` bytes: between two of its blocks."""
    wanted = most
    while wanted < size:
        # Where a block is read up to; what stands behind its last line goes before the next one.
        read_to = HEAD + -(-max(wanted - HEAD, BLOCK) // BLOCK) * BLOCK
        if read_to >= size:
            return
        file.seek(read_to - MAX_LINE)
        cut = file.read(MAX_LINE).rfind(b"\n") + 1
        if cut:
            yield read_to - MAX_LINE + cut
        wanted = read_to + (most if cut else 1)


def whole_lines(source: Readable, cut: Callable[[int], None]) -> Iterator[Block]:
    """The lines, too long ones cut at MAX_LINE; ``cut`` gets their numbers."""
    for block in blocks(source):
        data = block.data
        if not block.starts:
            end = data.find(b"\n") + 1
            if not (end and block.ends):
                continue
            block = Block(data[end:], block.first_line + 1)  # noqa: PLW2901 - the same lines, less one
            data = block.data
        elif not block.ends:
            cut(block.first_line)
            data = data[:MAX_LINE] + b"\n"
        if data:
            yield Block(data, block.first_line)
