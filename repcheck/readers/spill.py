"""Records of a run, as many as there are: the first ones in memory, more than that in a file without name."""

import os
import pickle
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from repcheck.errors import UnwritableFile
from repcheck.model.bounces import BounceRecord

#: Kept in memory; a record takes about a kilobyte.
IN_MEMORY = 2_000
_BATCH = 500
_LENGTH = 4


class SpilledRecords(Collection[BounceRecord]):
    """Can be gone through any number of times, also while another one is under way, once all are added.

    The file is removed before anything is written to it, so nobody else sees it and no crash leaves it.
    """

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._in_memory = in_memory
        self._first: list[BounceRecord] = []
        self._batch: list[BounceRecord] = []
        self._file: int | None = None
        self._written = 0
        self._count = 0

    @classmethod
    def of(cls, records: Iterable[BounceRecord]) -> "SpilledRecords":
        """All of these. Raises UnwritableFile when there is no room for them."""
        kept = cls()
        for record in records:
            kept.add(record)
        return kept

    def add(self, record: BounceRecord) -> None:
        """Keep one more. Raises UnwritableFile when there is no room for it."""
        self._count += 1
        if len(self._first) < self._in_memory:
            self._first.append(record)
            return
        self._batch.append(record)
        if len(self._batch) >= _BATCH:
            self._write()

    def _write(self) -> None:
        data = pickle.dumps(self._batch, pickle.HIGHEST_PROTOCOL)  # keeps what is not valid Unicode
        try:
            if self._file is None:
                self._file = _nameless_file()
                weakref.finalize(self, os.close, self._file)
            for part in (len(data).to_bytes(_LENGTH), data):
                self._written += self._put(part)
        except OSError as error:
            raise UnwritableFile(
                f"records cannot be kept: {error.strerror}", tempfile.gettempdir()
            ) from error
        self._batch = []

    def _put(self, part: bytes) -> int:
        assert self._file is not None
        done = 0
        while done < len(part):
            done += os.pwrite(self._file, part[done:], self._written + done)
        return done

    def __len__(self) -> int:
        return self._count

    def __contains__(self, record: object) -> bool:
        return any(record == each for each in self)

    def __iter__(self) -> Iterator[BounceRecord]:
        yield from self._first
        if self._file is not None:
            at = 0
            while at < self._written:
                length = int.from_bytes(os.pread(self._file, _LENGTH, at))
                data = os.pread(self._file, length, at + _LENGTH)
                yield from pickle.loads(data)  # noqa: S301 - nobody else can have written it
                at += _LENGTH + length
        yield from self._batch


def _nameless_file() -> int:
    descriptor, name = tempfile.mkstemp(prefix="repcheck-")
    Path(name).unlink()
    return descriptor
