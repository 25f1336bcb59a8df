"""Bounces read and judged by workers: files in, what they come to out, as one process would have it.

Workers read the files where they lie, by the same path. They give digests, or each record where it is wanted;
mails stay where they are. What only makes sense over all sources (events that came twice) and what a worker
cannot open is read by the driver.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby

import msgspec

from repcheck._version import __version__
from repcheck.app.bounces.judging.digest import DigestManner, DigestPart, DigestTaking
from repcheck.app.bounces.judging.workers import Judging, PathsToRead, records_in_order
from repcheck.app.cluster.hands import Hands, Pool, in_order
from repcheck.app.cluster.joining import Joining
from repcheck.app.cluster.parts import LEFT, PartRead, read_piece
from repcheck.app.cluster.pieces import RANGE, Part, Piece, PieceTask, pieces_of, task_of
from repcheck.app.cluster.tasks import Task
from repcheck.errors import UnreadableFile
from repcheck.model.bounces import BounceRecord
from repcheck.readers.formats import Item, read_items, read_place
from repcheck.readers.places import STDIN, UnopenedSource, is_mailbox_url, places


class SpreadReading(msgspec.Struct, frozen=True, kw_only=True):
    """Reads paths over a pool.

    ``most``  bytes of a range of a mailbox or log
    ``few``   bytes below which the driver reads what there is, and a single source that cannot be cut;
              0: it leaves these to the pool as well
    ``jobs``  processes that judge what the driver reads
    """

    pool: Pool
    warn: Callable[[str], None]
    most: int = RANGE
    few: int = 0
    jobs: int = 1

    def records(self, reading: PathsToRead) -> Iterator[BounceRecord]:
        """The records of all paths, in their order. Raises as ``read_items`` does."""
        for found in _Run(self, reading).read():
            if not isinstance(found, DigestPart):
                yield from found

    def digests(
        self, reading: PathsToRead, taking: DigestTaking
    ) -> Iterator[DigestPart | Iterator[BounceRecord]]:
        """What all paths come to, in their order: digested, or records that the driver read itself."""
        return _Run(self, reading, taking).read()


class _Run:
    """One reading of paths."""

    def __init__(
        self, spread: SpreadReading, reading: PathsToRead, taking: DigestTaking | None = None
    ) -> None:
        self._spread = spread
        self._reading = reading
        self._request = reading.request
        self._tally = reading.tally
        self._inputs = reading.inputs
        self._taking = taking
        self._judging: Judging | None = None

    def read(self) -> Iterator[DigestPart | Iterator[BounceRecord]]:
        """See SpreadReading."""
        stdin = self._reading.stdin
        for alone, group in groupby(self._reading.paths, key=_is_alone):
            if alone:
                yield self._in_order(read_items(tuple(group), self._request, self._tally, stdin))
                continue
            found = (place for path in group for place in places(path, self._tally.skip, stdin))
            pieces = pieces_of(
                found, self._request.kind, self._spread.most, logs=not self._request.deliveries
            )
            first = self._first(pieces)
            if self._is_little(first):
                yield self._in_order(
                    item
                    for piece in first
                    for place in piece.places
                    for item in read_place(place, self._request, self._tally)
                )
                continue
            joining = Joining(self._request, self._tally, self._judged, self._taking)
            for place, part, told in self._told(chain(first, pieces)):
                if told.left and part.end is None:
                    yield self._judged(read_place(place, self._request, self._tally))
                    continue
                if told.left and not part.log:
                    told = self._read_here(part)  # noqa: PLW2901 - the same range, read by the driver
                yield from joining.part(part, told)

    def _first(self, pieces: Iterator[Piece]) -> list[Piece]:
        """As many as show whether it is little."""
        found: list[Piece] = []
        while self._is_little(found):
            piece = next(pieces, None)
            if piece is None:
                break
            found.append(piece)
        return found

    def _is_little(self, pieces: list[Piece]) -> bool:
        if not self._spread.few or any(part.end is not None for piece in pieces for part in piece.parts):
            return False
        return len(pieces) < 2 or sum(piece.size for piece in pieces) < self._spread.few

    def _in_order(self, items: Iterator[Item]) -> Iterator[BounceRecord]:
        """Records of what is read here, judged by as many processes as are wanted."""
        if self._spread.jobs == 1:
            return self._judged(items)
        return records_in_order(self._until_ended(items), self._inputs, self._spread.jobs)

    def _until_ended(self, items: Iterator[Item]) -> Iterator[Item]:
        for item in items:
            if self._request.ended():
                return
            yield item

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

    def _told(self, pieces: Iterable[Piece]) -> Iterator[tuple[UnopenedSource, Part, PartRead]]:
        same = self._task(None if self._taking is None else self._taking.manner)
        under_way: dict[int, Piece] = {}

        def tasks() -> Iterator[Task]:
            for number, piece in enumerate(pieces):
                under_way[number] = piece
                yield task_of(number, piece, same)

        hands = Hands(self._spread.pool, read_piece, self._spread.warn, whole=True)
        for task, read in in_order(tasks(), hands, self._request.ended):
            piece = under_way.pop(task.number)
            if not all(map(self._is_sound, read)):
                read = (LEFT,) * len(read)  # noqa: PLW2901 - the driver has a key that the worker has not
            yield from zip(piece.places, piece.parts, read, strict=True)

    def _is_sound(self, told: PartRead) -> bool:
        return self._taking is None or told.digest is None or self._taking.sound(told.digest)

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
