"""Mails out of archives: zip and tar files with mails and mailboxes in them, as people pack a folder.

Only what a member holds counts: no name is a path here, nothing is written, and an archive within an archive
stays packed. What a header says of a size is not believed where memory depends on it.
"""

import io
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from repcheck.readers.mail import Mail, looks_like_mail, looks_like_mailbox, mailbox, one_mail
from repcheck.readers.stream import BLOCK, TAR_BLOCK, Readable, Stream, Warn, full_read

#: Bytes of a zip archive, whose table of contents stands at its end; a tar archive is read as it comes.
MOST_ZIP = 128 * 1024 * 1024
#: Bytes that all members of a zip archive may come to; mails shrink to a third or a tenth.
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_MEMBERS = 100_000
#: At most this many members of a zip archive are looked at to know whether mails are in it.
_MOST_LOOKED_AT = 50
_SIGHT = 8 * 1024


class Member(NamedTuple):
    """What one file of an archive holds, and how it is called in messages: by its number."""

    name: str
    content: Readable


def mails_of(members: Iterator[Member], warn: Warn, other: Callable[[Stream, str], object]) -> Iterator[Mail]:
    """The mails in these members; "mails.zip#3" is the third file, "mails.zip#3#2" the second mail in it.

    ``other``  is given each further member and its name
    """
    for member in members:
        stream = Stream(member.content)
        if looks_like_mailbox(stream.head):
            yield from mailbox(stream, member.name, warn)
        elif looks_like_mail(stream.head):
            yield from one_mail(stream, member.name, warn)
        else:
            other(stream, member.name)


def zip_has_mails(raw: bytes) -> bool:
    """Whether one of the first files of a zip archive is a mail or a mailbox; False for a damaged one."""
    unheard: list[str] = []
    members = zip_members(raw, "", unheard.append)
    for _, (_, content) in zip(range(_MOST_LOOKED_AT), members, strict=False):
        if looks_like_mail(full_read(content, _SIGHT)):
            return True
    return False


def zip_members(raw: bytes, name: str, warn: Warn, most: int | None = None) -> Iterator[Member]:
    """The files of a zip archive, each to be read before the next; what is damaged or locked is warned of.

    ``most``  files are read of it; None: MOST_MEMBERS
    """
    from zipfile import BadZipFile, ZipFile

    bad = (BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error)
    room, most = _Room(MOST_UNPACKED), most or MOST_MEMBERS
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            files = [info for info in archive.infolist() if not info.is_dir()]
            if len(files) > most:
                warn(f"{name}: only the first {most:,} files of the archive are read")
            for number, info in enumerate(files[:most], 1):
                label = f"{name}#{number}"
                try:
                    with archive.open(info) as file:
                        yield Member(label, _Bounded(file, room, label, warn, bad))
                except bad as error:
                    warn(f"{label}: cannot be unpacked ({error}), not read")
                if room.left <= 0:
                    warn(f"{name}: unpacks to more than {MOST_UNPACKED >> 20:,} MiB, the rest is not read")
                    return
    except bad as error:
        warn(f"{name}: damaged archive ({error}), not read")


class _Room:
    """How much may still be unpacked."""

    def __init__(self, left: int) -> None:
        self.left = left


class _Bounded:
    """A file of an archive; what is damaged or too much ends early, with a warning."""

    def __init__(
        self, file: Readable, room: _Room, label: str, warn: Warn, bad: tuple[type[Exception], ...]
    ) -> None:
        self._file = file
        self._room = room
        self._label = label
        self._warn = warn
        self._bad = bad

    def read(self, size: int, /) -> bytes:
        """As Readable says."""
        try:
            piece = self._file.read(min(size, max(self._room.left, 0)))
        except self._bad as error:
            self._warn(f"{self._label}: damaged ({error}), the rest is not read")
            return b""
        self._room.left -= len(piece)
        return piece


def tar_members(stream: Readable, name: str, warn: Warn) -> Iterator[Member]:
    """The files of a tar archive as it comes (POSIX.1-2024, pax: ustar), each to be read before the next.

    Long names and other attributes of pax and GNU tar are skipped: no name is needed.
    """
    from tarfile import HeaderError, TarInfo

    source = _Pieces(stream)
    number = 0
    while header := full_read(source, TAR_BLOCK):
        if not header.strip(b"\0"):
            return
        try:
            info = TarInfo.frombuf(header, "utf-8", "surrogateescape")
        except HeaderError as error:
            warn(f"{name}: damaged archive ({error}), the rest is not read")
            return
        file = _Within(source, max(info.size, 0))
        if info.isreg() and not info.issparse():
            number += 1
            yield Member(f"{name}#{number}", file)
        file.skip()
        full_read(source, -info.size % TAR_BLOCK)


class _Pieces:
    """A stream that is read in pieces of any size: a Stream gives its head at once."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        """As Readable says."""
        data = self._rest or self._stream.read(BLOCK)
        self._rest = data[size:]
        return data[:size]


class _Within:
    """The next bytes of a source, up to a length."""

    def __init__(self, source: Readable, length: int) -> None:
        self._source = source
        self._left = length

    def read(self, size: int, /) -> bytes:
        """As Readable says."""
        piece = self._source.read(min(size, self._left)) if self._left else b""
        self._left -= len(piece)
        return piece

    def skip(self) -> None:
        """Read on to the end of the length, or of the source."""
        while self.read(BLOCK):
            pass
