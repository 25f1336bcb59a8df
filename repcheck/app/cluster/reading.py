"""Bounces read and judged by workers: files in, what they come to out, as one process would have it.

Workers read the files where they lie, by the same path. They give digests, or each record where it is wanted;
mails stay where they are. What only makes sense over all sources (events that came twice) and what a worker
cannot open is read by the driver.
"""

import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import BinaryIO

import msgspec

from repcheck._version import __version__
from repcheck.app.bounces.judging.digest import DigestManner, DigestPart
from repcheck.app.bounces.judging.workers import JudgeInputs, Judging
from repcheck.app.cluster.hands import Hands, Pool, in_order
from repcheck.app.cluster.parts import LEFT, PartRead, read_piece
from repcheck.app.cluster.pieces import RANGE, Part, Piece, PieceTask, pieces_of, task_of
from repcheck.app.cluster.tasks import Task
from repcheck.errors import UnreadableFile
from repcheck.model.bounces import BounceRecord
from repcheck.readers.formats import Item, ReadRequest, read_items, read_place
from repcheck.readers.places import STDIN, UnopenedSource, is_mailbox_url, places
from repcheck.readers.tally import IntakeTally

#: Whether what a worker digested can be taken as it is.
Sound = Callable[[DigestPart], bool]


class SpreadReading(msgspec.Struct, frozen=True, kw_only=True):
    """Reads paths over a pool. ``most``: bytes of a range of a mailbox."""

    pool: Pool
    warn: Callable[[str], None]
    most: int = RANGE

    def records(
        self,
        paths: Sequence[str],
        request: ReadRequest,
        tally: IntakeTally,
        stdin: BinaryIO,
        inputs: JudgeInputs,
    ) -> Iterator[BounceRecord]:
        """The records of all paths, in their order. Raises as ``read_items`` does."""
        for found in _Run(self, request, tally, inputs).read(paths, stdin):
            if not isinstance(found, DigestPart):
                yield from found

    def digests(
        self,
        paths: Sequence[str],
        request: ReadRequest,
        tally: IntakeTally,
        stdin: BinaryIO,
        inputs: JudgeInputs,
        manner: DigestManner,
        sound: Sound,
    ) -> Iterator[DigestPart | Iterator[BounceRecord]]:
        """What all paths come to, in their order: digested, or records that the driver read itself."""
        return _Run(self, request, tally, inputs, manner, sound).read(paths, stdin)


class _Run:
    """One reading of paths."""

    def __init__(
        self,
        spread: SpreadReading,
        request: ReadRequest,
        tally: IntakeTally,
        inputs: JudgeInputs,
        manner: DigestManner | None = None,
        sound: Sound = lambda _: True,
    ) -> None:
        self._spread = spread
        self._request = request
        self._tally = tally
        self._inputs = inputs
        self._manner = manner
        self._sound = sound
        self._judging: Judging | None = None

    def read(self, paths: Sequence[str], stdin: BinaryIO) -> Iterator[DigestPart | Iterator[BounceRecord]]:
        """See SpreadReading."""
        for alone, group in groupby(paths, key=_is_alone):
            if alone:
                yield self._judged(read_items(tuple(group), self._request, self._tally, stdin))
                continue
            found = (place for path in group for place in places(path, self._tally.skip, stdin))
            counting = _Counting(self._tally)
            for place, part, told in self._told(found):
                if told.left and part.end is not None:
                    told = self._read_here(part)  # noqa: PLW2901 - the same range, read by the driver
                elif told.left:
                    yield self._judged(read_place(place, self._request, self._tally))
                    continue
                yield counting.records(part, told)
                if told.digest is not None:
                    yield told.digest

    def _read_here(self, part: Part) -> PartRead:
        """The records of a range that a worker could not read. Raises UnreadableFile."""
        (told,) = read_piece(task_of(0, Piece((part,), ()), self._task(None)).payload)
        if told.left:
            raise UnreadableFile("it cannot be read any more", part.name)
        return told

    def _judged(self, items: Iterable[Item]) -> Iterator[BounceRecord]:
        for item in items:
            if self._judging is None:
                self._judging = Judging(self._inputs)
            yield from self._judging.records(item)

    def _told(self, found: Iterator[UnopenedSource]) -> Iterator[tuple[UnopenedSource, Part, PartRead]]:
        same = self._task(self._manner)
        under_way: dict[int, Piece] = {}

        def tasks() -> Iterator[Task]:
            for number, piece in enumerate(pieces_of(found, self._request.kind, self._spread.most)):
                under_way[number] = piece
                yield task_of(number, piece, same)

        hands = Hands(self._spread.pool, read_piece, self._spread.warn, whole=True)
        for task, read in in_order(tasks(), hands, self._request.ended):
            piece = under_way.pop(task.number)
            if not all(told.digest is None or self._sound(told.digest) for told in read):
                read = (LEFT,) * len(read)  # noqa: PLW2901 - the driver has a key that the worker has not
            yield from zip(piece.places, piece.parts, read, strict=True)

    def _task(self, manner: DigestManner | None) -> PieceTask:
        """What is the same for all pieces."""
        return PieceTask(
            version=__version__,
            parts=(),
            inputs=pickle.dumps(self._inputs, pickle.HIGHEST_PROTOCOL),
            now=self._request.now.timestamp(),
            kind=self._request.kind,
            deliveries=self._request.deliveries,
            digest=manner,
        )


def _is_alone(path: str) -> bool:
    """Whether only the driver can read it."""
    return path == STDIN or is_mailbox_url(path)


class _Counting:
    """Counts what workers have told, and numbers the mails of a mailbox through all its ranges."""

    def __init__(self, tally: IntakeTally) -> None:
        self._tally = tally
        self._box = ""
        self._before = 0

    def records(self, part: Part, told: PartRead) -> Iterator[BounceRecord]:
        """The records of the next part."""
        if part.end is None or part.start == 0:
            self._before = 0
        for name, count in told.counts.items():
            self._tally.add(name, count)
        if told.sent is not None:
            self._tally.add_sent(told.sent)
        self._tally.take(told.reports)
        for line in told.warnings:
            self._tally.warn(self._numbered(part, line))
        for record in told.records:
            if self._before:
                record = msgspec.structs.replace(record, file=self._numbered(part, record.file))  # noqa: PLW2901
            yield record
        self._before += told.begun

    def _numbered(self, part: Part, text: str) -> str:
        """With the number that the mail has in its mailbox, where the text begins with one of a range."""
        found = re.match(re.escape(part.name) + r"#(\d+)", text) if self._before else None
        if found is None:
            return text
        return f"{part.name}#{int(found[1]) + self._before}{text[found.end() :]}"
