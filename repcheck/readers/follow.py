"""The new lines of a file that grows, is renamed and made anew, or is emptied, as ``tail -F`` follows it.

Rotated files are not looked at: what they hold was read while it was written.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from repcheck.errors import UnreadableFile
from repcheck.readers.places import why
from repcheck.readers.stream import BLOCK, HEAD, MAX_LINE, Block, Warn

#: The first bytes of a log hold its first time stamp: when they change, it is another log.
_FINGERPRINT = 64


class Tail:
    """One file that is followed. ``new_lines`` is to be called again and again.

    ``generation`` counts the files that were read under this name.
    """

    def __init__(self, path: str, warn: Warn, *, from_start: bool = False) -> None:
        self._path = Path(path)
        self._warn = warn
        self._file: BinaryIO | None = None
        self._fingerprint = b""
        self._rest = b""
        self._line = 1
        self._waiting = False
        self.generation = 0
        self._open(skip=not from_start)

    def head(self) -> bytes:
        """The first bytes of the file; b"" while there is none."""
        return os.pread(self._file.fileno(), HEAD, 0) if self._file is not None else b""

    def new_lines(self) -> Iterator[Block]:
        """Whole lines that came since the last call. What the old file still got is read before the new one.

        Raises UnreadableFile when the file that is open cannot be read any more.
        """
        if self._file is None:
            self._open(skip=False)
        while self._file is not None:
            replaced = self._is_replaced()
            try:
                self._notice_emptied()
                yield from self._drained()
            except OSError as error:
                raise UnreadableFile(why(error), str(self._path)) from error
            if not replaced:
                return
            if self._rest:
                yield Block(self._rest + b"\n", self._line)
            self.close()
            self._open(skip=False)

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self, *, skip: bool) -> None:
        """Open what has the name now; with ``skip`` its lines are only counted."""
        try:
            self._file = self._path.open("rb", buffering=0)
        except FileNotFoundError:
            self._wait_for("is not there yet")
            return
        except OSError as error:
            if not self.generation and not self._waiting:
                raise UnreadableFile(why(error), str(self._path)) from error
            self._wait_for(f"cannot be read ({why(error)})")  # a new log may get its mode a moment later
            return
        self.generation += 1
        self._waiting = False
        self._begin_anew()
        if skip:
            while chunk := self._file.read(BLOCK):
                self._line += chunk.count(b"\n")
                self._rest = chunk[chunk.rfind(b"\n") + 1 :][-MAX_LINE:]

    def _wait_for(self, what: str) -> None:
        if not self._waiting:
            self._warn(f"{self._path}: {what}, waiting for it")
        self._waiting = True

    def _begin_anew(self) -> None:
        self._fingerprint, self._rest, self._line = b"", b"", 1

    def _is_replaced(self) -> bool:
        """Whether another file has the name, and something in it.

        While the new one is empty, who writes the log may not know of it yet and still write to the old.
        """
        assert self._file is not None
        try:
            named = self._path.stat()
        except OSError:
            return False
        mine = os.fstat(self._file.fileno())
        return (named.st_dev, named.st_ino) != (mine.st_dev, mine.st_ino) and named.st_size > 0

    def _notice_emptied(self) -> None:
        """Start at its beginning again when it was emptied (``copytruncate``), even if it grew since."""
        assert self._file is not None
        number = self._file.fileno()
        first = os.pread(number, _FINGERPRINT, 0)
        same = first.startswith(self._fingerprint)
        if not same or os.fstat(number).st_size < self._file.tell():
            self._file.seek(0)
            self.generation += 1
            self._begin_anew()
        self._fingerprint = first

    def _drained(self) -> Iterator[Block]:
        assert self._file is not None
        while chunk := self._file.read(BLOCK):
            data = self._rest + chunk.replace(b"\0", b"")
            cut = data.rfind(b"\n") + 1
            self._rest = data[cut:][:MAX_LINE]
            if cut:
                yield Block(data[:cut], self._line)
                self._line += data.count(b"\n", 0, cut)
