"""Bounces read and judged by workers: files in, records out, in the order and number of one process.

Workers read the files where they lie, by the same path, and give records and counts; mails stay where
they are. What only makes sense over all sources (events that came twice) and what a worker cannot open is
read by the driver.
"""

import pickle
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, NoReturn

import msgspec

from repcheck._version import __version__
from repcheck.app.bounces.workers import JudgeInputs, Judging
from repcheck.app.cluster.hands import Hands, Pool, in_order
from repcheck.app.cluster.pieces import RANGE, Part, Piece, PieceTask, pieces_of, task_of
from repcheck.app.cluster.tasks import Task
from repcheck.errors import CannotUnpack, LeftToDriver, UnreadableFile
from repcheck.model.bounces import BounceRecord
from repcheck.model.mail.received import DmarcReport, TlsReport
from repcheck.readers.formats import Item, ReadRequest, read_items, read_open, read_place, unless_report
from repcheck.readers.mail import mailbox
from repcheck.readers.places import STDIN, UnopenedSource, is_mailbox_url, places
from repcheck.readers.stream import Stream
from repcheck.readers.tally import IntakeTally


class PartRead(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a part.

    ``begun``  mails that begin in a range; ``sent`` as Intake says
    ``left``   True: nothing was read, the driver is to
    """

    records: tuple[BounceRecord, ...] = ()
    counts: dict[str, int] = {}
    sent: int | None = None
    begun: int = 0
    reports: tuple[DmarcReport | TlsReport, ...] = ()
    warnings: tuple[str, ...] = ()
    left: bool = False


LEFT = PartRead(left=True)


class _Noted(IntakeTally):
    """Counts what is read, and keeps reports and warnings, which the driver counts and tells again."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self.reports: list[DmarcReport | TlsReport] = []
        super().__init__(self.warnings.append)

    @property
    def only_new(self) -> NoReturn:
        """Which events are new, only the driver knows."""
        raise LeftToDriver("events")

    def take(self, reports: Iterable[DmarcReport | TlsReport]) -> bool:
        """See IntakeTally; the driver counts them."""
        before = len(self.reports)
        self.reports.extend(reports)
        return len(self.reports) > before


class _Elsewhere(UnopenedSource):
    """A file that has another path here than its name says."""

    def __init__(self, part: Part) -> None:
        super().__init__(part.name, given=part.given)
        self._path = part.path

    def _open(self) -> BinaryIO:
        return Path(self._path).open("rb")


class _Range:
    """Bytes of a file from where it stands on, up to an end."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        file.seek(start)
        self._file = file
        self._left = end - start

    def read(self, size: int, /) -> bytes:
        """See Readable."""
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data


# -- what a worker does


class _Bench:
    """What a worker judges with. One piece at a time: so its memory stays that of one."""

    def __init__(self, inputs: bytes) -> None:
        self.alone = threading.Lock()
        found: JudgeInputs = pickle.loads(inputs)  # noqa: S301 - a worker runs whatever its driver says
        self.judging = Judging(found)


_bench = lru_cache(maxsize=1)(_Bench)


def read_piece(payload: bytes) -> tuple[PartRead, ...]:
    """Read and judge its parts, in their order."""
    task = msgspec.msgpack.decode(payload, type=PieceTask)
    if task.version != __version__:
        raise RuntimeError(f"the driver runs repcheck {task.version}, and this worker {__version__}")
    bench = _bench(task.inputs)
    request = ReadRequest(
        now=datetime.fromtimestamp(task.now, UTC), kind=task.kind, deliveries=task.deliveries
    )
    with bench.alone:
        return tuple(_read(part, request, bench.judging) for part in task.parts)


def _read(part: Part, request: ReadRequest, judging: Judging) -> PartRead:
    if part.here:
        return LEFT
    tally, begun = _Noted(), [0]

    def begin() -> None:
        begun[0] += 1

    items = read_open(_Elsewhere(part), request, tally) if part.end is None else _mails(part, tally, begin)
    try:
        records = tuple(record for item in items for record in judging.records(item))
    except (OSError, CannotUnpack, UnreadableFile, LeftToDriver):
        return LEFT
    intake = tally.intake
    counts = msgspec.structs.asdict(intake)
    return PartRead(
        records=records,
        counts={name: count for name, count in counts.items() if name != "sent" and count},
        sent=intake.sent,
        begun=begun[0],
        reports=tuple(tally.reports),
        warnings=tuple(tally.warnings),
    )


def _mails(part: Part, tally: IntakeTally, begun: Callable[[], None]) -> Iterator[Item]:
    assert part.end is not None
    with Path(part.path).open("rb") as file:
        stream = Stream(_Range(file, part.start, part.end))
        tally.add("files", part.start == 0)
        for mail in mailbox(stream, part.name, tally.warn, begun):
            tally.add("mails")
            yield from unless_report(mail, tally)


# -- what the driver does


class SpreadReading(msgspec.Struct, frozen=True, kw_only=True):
    """Reads paths over a pool. ``most``: bytes of a range of a mailbox."""

    pool: Pool
    warn: Callable[[str], None]
    most: int = RANGE

    def __call__(
        self,
        paths: Sequence[str],
        request: ReadRequest,
        tally: IntakeTally,
        stdin: BinaryIO,
        inputs: JudgeInputs,
    ) -> Iterator[BounceRecord]:
        """The records of all paths, in their order. Raises as ``read_items`` does."""
        judging: list[Judging] = []

        def judged(items: Iterable[Item]) -> Iterator[BounceRecord]:
            for item in items:
                if not judging:
                    judging.append(Judging(inputs))
                yield from judging[0].records(item)

        for alone, group in groupby(paths, key=_is_alone):
            if alone:
                yield from judged(read_items(tuple(group), request, tally, stdin))
                continue
            found = (place for path in group for place in places(path, tally.skip, stdin))
            counting = _Counting(tally)
            for place, part, told in self._told(found, request, inputs):
                if told.left:
                    yield from judged(read_place(place, request, tally))
                else:
                    yield from counting.records(part, told)

    def _told(
        self, found: Iterator[UnopenedSource], request: ReadRequest, inputs: JudgeInputs
    ) -> Iterator[tuple[UnopenedSource, Part, PartRead]]:
        same = PieceTask(
            version=__version__,
            parts=(),
            inputs=pickle.dumps(inputs, pickle.HIGHEST_PROTOCOL),
            now=request.now.timestamp(),
            kind=request.kind,
            deliveries=request.deliveries,
        )
        under_way: dict[int, Piece] = {}

        def tasks() -> Iterator[Task]:
            for number, piece in enumerate(pieces_of(found, request.kind, self.most)):
                under_way[number] = piece
                yield task_of(number, piece, same)

        hands = Hands(self.pool, read_piece, self.warn, whole=True)
        for task, read in in_order(tasks(), hands, request.ended):
            piece = under_way.pop(task.number)
            yield from zip(piece.places, piece.parts, read, strict=True)


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
