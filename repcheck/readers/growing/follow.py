"""The new lines of a file that grows, is renamed and made anew, or is emptied, as ``tail -F`` follows it.

However often it was rotated between two looks, each line is given once. Of rotated files those are read
that came up since the last look: they were written and renamed in between.
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from repcheck.errors import UnreadableFile
from repcheck.files import reason
from repcheck.readers.growing.rotated import (
    WINDOW,
    Identity,
    Position,
    appeared,
    before,
    identities,
    identity_of,
    is_copy,
    key_of,
    mark_of,
)
from repcheck.readers.stream import BLOCK, HEAD, MAX_LINE, Block, Warn


class Tail:
    """One file that is followed. ``new_lines`` is to be called again and again.

    ``from_start``  what the file holds already, too
    ``position``    go on there, also where that file has been rotated since
    ``generation``  counts the files that were read under this name
    """

    def __init__(
        self, path: str, warn: Warn, *, from_start: bool = False, position: Position | None = None
    ) -> None:
        self._path = Path(path)
        self._warn = warn
        self._file: BinaryIO | None = None
        self._seen = b""  # the bytes in front of the offset, at most WINDOW
        self._offset, self._line = 0, 1
        self._unfinished = b""  # what follows the offset, and has no end of line yet
        self._waiting = False
        self.generation = 0
        self._known = identities(self._path) if position is None else frozenset[Identity]()
        named = self._opened(first=True)
        if position is not None:
            self._resume(named, position)
        elif named is not None:
            self._begin(named)
            if not from_start:
                self._skip()

    @property
    def position(self) -> Position | None:
        """How far it was read; None while there is no file."""
        if self._file is None:
            return None
        about = os.fstat(self._file.fileno())
        return Position(about.st_dev, about.st_ino, self._offset, self._line, mark_of(self._seen))

    def head(self) -> bytes:
        """The first bytes of the file; b"" while there is none."""
        return os.pread(self._file.fileno(), HEAD, 0) if self._file is not None else b""

    def new_lines(self) -> Iterator[Block]:
        """Whole lines that came since the last call. What the old file still got is read before the new one.

        Raises UnreadableFile when the file that is open cannot be read any more.
        """
        try:
            while True:
                following = self._following()
                if self._file is not None:
                    yield from self._emptied()
                    yield from self._drained()
                if not following:
                    return
                for file in following:
                    yield from self._last_line()
                    self._begin(file)
                    yield from self._drained()
        except OSError as error:
            raise UnreadableFile(reason(error), str(self._path)) from error

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            self._file.close()
            self._file = None

    # -- which file

    def _opened(self, *, first: bool = False) -> BinaryIO | None:
        """What has the name now; None, with a warning, while that cannot be read."""
        try:
            file = _regular(self._path)
        except FileNotFoundError:
            if self._file is None:
                self._wait_for("is not there yet")
            return None
        except OSError as error:
            if first:
                raise UnreadableFile(reason(error), str(self._path)) from error
            self._wait_for(f"cannot be read ({reason(error)})")  # a new log may get its mode a moment later
            return None
        self._waiting = False
        return file

    def _wait_for(self, what: str) -> None:
        if not self._waiting:
            self._warn(f"{self._path}: {what}, waiting for it")
        self._waiting = True

    def _following(self) -> list[BinaryIO]:
        """The files that follow the one that is open, opened; the one that has the name now is the last.

        While that is empty there is none yet: who writes the log may not know of it and write to the old one.
        """
        if self._file is not None and self._has_the_name():
            return []
        named = self._opened()
        # Only now, so that a file that loses the name from here on is the one just opened.
        between = appeared(self._path, self._known, {key_of(each) for each in (named, self._file) if each})
        if named is not None and self._file is not None and not between and not _size(named):
            named.close()
            return []
        self._known = identities(self._path)
        return [*between, *([named] if named is not None else [])]

    def _has_the_name(self) -> bool:
        """Whether the open file is still called so."""
        assert self._file is not None
        try:
            named = self._path.stat()
        except OSError:
            return False
        return (named.st_dev, named.st_ino) == key_of(self._file)

    def _begin(self, file: BinaryIO) -> None:
        self.close()
        self._file = file
        self.generation += 1
        self._offset, self._line, self._seen, self._unfinished = 0, 1, b"", b""

    def _resume(self, named: BinaryIO | None, position: Position) -> None:
        """Go on behind what was read: in the file of the name, or in one that it was renamed or copied to."""
        rotated = appeared(self._path, (), () if named is None else {key_of(named)})
        candidates = [*rotated, *([named] if named is not None else [])]
        same = [file for file in candidates if key_of(file) == (position.device, position.inode)]
        at = next((file for file in (*same, *candidates) if position.is_in(file.fileno())), None)
        if at is None and position.offset:
            self._warn(f"{self._path}: what was read last is not there any more, read from its start")
        at = at or named
        # What was written before it was read already; what was written after it is still to be read.
        earlier = candidates[: candidates.index(at)] if at is not None else []
        self._known = frozenset(identity_of(file) for file in earlier)
        for file in candidates:
            if file is not at:
                file.close()
        if at is None:
            return
        self._begin(at)
        if position.is_in(at.fileno()):
            self._offset, self._line = position.offset, position.line
            self._seen = before(at.fileno(), position.offset)
            at.seek(position.offset)

    # -- what is in it

    def _skip(self) -> None:
        """Only count the lines; one that is half written is read from its start, once it is whole."""
        for _ in self._drained():
            pass

    def _emptied(self) -> Iterator[Block]:
        """Start at its beginning again when it was emptied (``copytruncate``), even if it grew since.

        What it got after the last look and before it was emptied stands in a copy.
        """
        assert self._file is not None
        number = self._file.fileno()
        size = _size(self._file)
        holds = size >= self._offset + len(self._unfinished) and before(number, self._offset) == self._seen
        if holds and (self._offset or not size):
            return
        emptied, self._file = self._file, None
        copies = appeared(self._path, self._known, {key_of(emptied)})
        for copy in self._unread(copies, emptied):
            self._file = copy
            yield from self._drained()
            yield from self._last_line()
            self._offset, self._line, self._seen = 0, 1, b""
        for copy in copies:
            copy.close()
        self._file = emptied
        if holds and not copies:
            return
        self._known = identities(self._path)
        self._file = None
        emptied.seek(0)
        self._begin(emptied)

    def _unread(self, copies: list[BinaryIO], emptied: BinaryIO) -> Iterator[BinaryIO]:
        """The copies that hold more than was read, each at the place where that begins."""
        found = not self._offset
        for copy in copies:
            if is_copy(copy, emptied):
                continue  # made just now: what it holds is still in the file
            if found:
                yield copy
            elif before(copy.fileno(), self._offset) == self._seen:
                found = True
                copy.seek(self._offset)
                yield copy

    def _last_line(self) -> Iterator[Block]:
        """What a file ends with, without an end of line, once nothing more comes."""
        if self._unfinished:
            yield Block(self._unfinished + b"\n", self._line)
            self._unfinished = b""

    def _drained(self) -> Iterator[Block]:
        """All whole lines from the offset on; what follows them is looked at again the next time."""
        assert self._file is not None
        rest = b"" if self._file.tell() == self._offset else self._unfinished
        while chunk := self._file.read(BLOCK):
            cut = chunk.rfind(b"\n") + 1
            if cut:
                data = rest + chunk[:cut].replace(b"\0", b"")
                rest = b""
                line, self._line = self._line, self._line + data.count(b"\n")
                start, end = self._file.tell() - len(chunk), self._file.tell() - len(chunk) + cut
                contiguous = start == self._offset or cut >= WINDOW
                self._seen = (
                    (self._seen + chunk[:cut])[-WINDOW:] if contiguous else before(self._file.fileno(), end)
                )
                self._offset = end
                yield Block(data, line)
            rest = (rest + chunk[cut:].replace(b"\0", b""))[:MAX_LINE]
        self._unfinished = rest
        if len(rest) < MAX_LINE:
            self._file.seek(self._offset)


def _regular(path: Path) -> BinaryIO:
    """The file, open; a device or pipe has no lines that come later, and may never end. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)  # a pipe would wait for a writer
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb", buffering=0)
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    raise OSError(errno.EINVAL, "is neither a file nor a link to one")


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size
