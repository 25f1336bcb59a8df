"""Where a log goes on after it was rotated: the files beside it, and a position that outlives its name."""

import os
import re
import stat
from collections.abc import Collection, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from repcheck.readers.packed.unpack import is_packed

#: Bytes in front of a position by which it is known again: lines of a log hold their time.
WINDOW = 1024
#: The first bytes of a log hold its first time stamp, so that an inode that is used again is another file.
_FIRST = 64


class Position(msgspec.Struct, frozen=True):
    """How far a log was read: can be stored, and reading goes on there whatever the file is called by then.

    ``device``, ``inode``  the file
    ``offset``             of the first byte that was not read yet, which begins a line
    ``line``               the number of that line, from 1
    ``mark``               digest of the bytes in front of ``offset``, at most WINDOW of them
    """

    device: int
    inode: int
    offset: int
    line: int
    mark: str

    def is_in(self, file: int) -> bool:
        """Whether this open file holds, in front of the offset, what was read there. Raises OSError."""
        return os.fstat(file).st_size >= self.offset and mark_of(before(file, self.offset)) == self.mark


class Identity(NamedTuple):
    """A file, whatever its name: an inode that was freed and used again begins otherwise."""

    device: int
    inode: int
    first: bytes

    @property
    def key(self) -> tuple[int, int]:
        """Device and inode."""
        return self.device, self.inode


def key_of(file: BinaryIO) -> tuple[int, int]:
    """Device and inode of an open file."""
    about = os.fstat(file.fileno())
    return about.st_dev, about.st_ino


def identity_of(file: BinaryIO) -> Identity:
    """What an open file is known by."""
    return Identity(*key_of(file), os.pread(file.fileno(), _FIRST, 0))


def is_copy(one: BinaryIO, of: BinaryIO) -> bool:
    """Whether a file begins and ends with what another one holds at the same places."""
    size = os.fstat(one.fileno()).st_size
    if os.fstat(of.fileno()).st_size < size:
        return False
    return all(before(one.fileno(), end) == before(of.fileno(), end) for end in (min(size, WINDOW), size))


def before(file: int, offset: int) -> bytes:
    """The bytes in front of an offset, at most WINDOW of them. Raises OSError."""
    size = min(WINDOW, offset)
    return os.pread(file, size, offset - size)


def mark_of(seen: bytes) -> str:
    """The digest that stands for these bytes in a Position."""
    return blake2b(seen, digest_size=16).hexdigest()


def identities(log: Path) -> frozenset[Identity]:
    """The rotated files of this log that are there now, and the log itself."""
    found = set()
    for file, identity, _ in (*_rotated(log), *_opened(Path(os.path.realpath(log)))):
        file.close()
        found.add(identity)
    return frozenset(found)


def appeared(log: Path, known: Collection[Identity], held: Collection[tuple[int, int]]) -> list[BinaryIO]:
    """The rotated files of this log that are not ``known``, the one written first in front; to be closed.

    ``held``  device and inode of files that are open already
    """
    found = []
    for file, identity, written in _rotated(log):
        if identity in known or identity.key in held:
            file.close()
        else:
            found.append((written, file))
    return [file for _, file in sorted(found, key=lambda each: each[0])]


def _rotated(log: Path) -> Iterator[tuple[BinaryIO, Identity, tuple[int, int]]]:
    """The rotated files beside a log, open, and when they were last written and renamed.

    What was packed is left out: it was read before, while it was written.
    """
    real = Path(os.path.realpath(log))
    name_of_rotated = _names(real)
    try:
        beside = sorted(real.parent.iterdir())
    except OSError:
        return
    for path in beside:
        if path.name != real.name and name_of_rotated.fullmatch(path.name):
            yield from _opened(path)


def _names(log: Path) -> re.Pattern[str]:
    """mail.log.1, mail.log-20261127, mail.log.old; with the extension kept, mail.1, mail-20261127.log."""
    full, stem = re.escape(log.name), re.escape(log.stem)
    return re.compile(
        rf"(?:{full}[.-](?:\d.*|old)|{stem}[.-]\d[\d.-]*(?:{re.escape(log.suffix)})?)", re.DOTALL
    )


def _opened(path: Path) -> Iterator[tuple[BinaryIO, Identity, tuple[int, int]]]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return
        file = path.open("rb", buffering=0)
    except OSError:
        return  # it has gone meanwhile, or is nobody's but root's as the log was not
    about, identity = os.fstat(file.fileno()), identity_of(file)
    if is_packed(identity.first) or not identity.first:
        file.close()
        return
    yield file, identity, (about.st_mtime_ns, about.st_ctime_ns)
