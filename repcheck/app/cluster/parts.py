"""What a worker does with parts of sources: reads them where they lie, judges, and counts what it found."""

import os
import pickle
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from io import FileIO
from pathlib import Path
from typing import BinaryIO, NoReturn

import msgspec

from repcheck._version import __version__
from repcheck.app.bounces.judging.digest import BounceDigest, DigestManner, DigestPart
from repcheck.app.bounces.judging.workers import JudgeInputs, Judging
from repcheck.app.bounces.own_keys import OwnKeys
from repcheck.app.bounces.reading import recent
from repcheck.app.cluster.pieces import Part, PieceTask
from repcheck.app.environment import real_environment
from repcheck.bounces.logs import cut_log
from repcheck.bounces.logs.parts import Held, PartEnd
from repcheck.errors import CannotUnpack, LeftToDriver, UnreadableFile
from repcheck.model.bounces import BounceRecord
from repcheck.model.mail.received import DmarcReport, TlsReport
from repcheck.readers.formats import Item, ReadRequest, read_open, unless_report
from repcheck.readers.log_blocks import replies_in
from repcheck.readers.mail import mailbox
from repcheck.readers.places import UnopenedSource
from repcheck.readers.stream import Block, BlockRange, Stream, Warn, whole_lines
from repcheck.readers.tally import IntakeTally


class PartRead(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a part.

    ``records``  where each of them is wanted
    ``digest``   else: of this part and those before it that have none; None: a later part has it
    ``held``     of a range of a log what rests on earlier ones, each with its place among its results
    ``end``      of a range of a log: what it leaves to those behind it
    ``begun``    mails that begin in a range; ``sent`` as Intake says
    ``left``     True: nothing was read, the driver is to
    """

    records: tuple[BounceRecord, ...] = ()
    digest: DigestPart | None = None
    held: tuple[tuple[int, Held], ...] = ()
    end: PartEnd | None = None
    counts: dict[str, int] = {}
    sent: int | None = None
    begun: int = 0
    reports: tuple[DmarcReport | TlsReport, ...] = ()
    warnings: tuple[str, ...] = ()
    left: bool = False


LEFT = PartRead(left=True)
#: Of each outcome in a range of a log: one that is held may turn out to be several records.
PLACES = 1 << 16


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

    def _open(self) -> FileIO:
        return FileIO(self._path)


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


class _Bench:
    """What a worker judges with. One piece at a time: so its memory stays that of one."""

    def __init__(self, inputs: bytes) -> None:
        self.alone = threading.Lock()
        found: JudgeInputs = pickle.loads(inputs)  # noqa: S301 - a worker runs whatever its driver says
        self.catalog = found.catalog
        self.judging = Judging(found)
        # Its own: no key travels.
        self.keys = OwnKeys.of(found.catalog, real_environment(os.environ, lambda _: None))


_bench = lru_cache(maxsize=1)(_Bench)


def read_piece(payload: bytes) -> tuple[PartRead, ...]:
    """Read and judge its parts, in their order; each digested into that before it, as far as it goes."""
    task = msgspec.msgpack.decode(payload, type=PieceTask)
    if task.version != __version__:
        raise RuntimeError(f"the driver runs repcheck {task.version}, and this worker {__version__}")
    bench = _bench(task.inputs)
    request = ReadRequest(
        now=datetime.fromtimestamp(task.now, UTC), kind=task.kind, deliveries=task.deliveries
    )
    with bench.alone:
        found = [_read(part, request, bench, task.digest) for part in task.parts]
    for number in range(len(found) - 1):
        before, after = found[number].digest, found[number + 1].digest
        if before is not None and after is not None and found[number].end is found[number + 1].end is None:
            before.merge(after)
            found[number + 1] = msgspec.structs.replace(found[number + 1], digest=before)
            found[number] = msgspec.structs.replace(found[number], digest=None)
    return tuple(found)


def _read(part: Part, request: ReadRequest, bench: _Bench, manner: DigestManner | None) -> PartRead:
    if part.here:
        return LEFT
    tally, begun = _Noted(), [0]

    def begin() -> None:
        begun[0] += 1

    found = PartRead()
    try:
        if part.log:
            found = _log(part, request, tally, bench, manner)
        else:
            whole = part.end is None
            items = read_open(_Elsewhere(part), request, tally) if whole else _mails(part, tally, begin)
            records = (record for item in items for record in bench.judging.records(item))
            if manner is None:
                found = PartRead(records=tuple(records))
            else:
                found = PartRead(digest=_digested(map(bench.keys.masked, records), bench, manner))
    except (OSError, CannotUnpack, UnreadableFile, LeftToDriver):
        return LEFT
    intake = tally.intake
    counts = msgspec.structs.asdict(intake)
    return msgspec.structs.replace(
        found,
        counts={name: count for name, count in counts.items() if name != "sent" and count},
        sent=intake.sent,
        begun=begun[0],
        reports=tuple(tally.reports),
        warnings=tuple(tally.warnings),
    )


def _digested(records: Iterable[BounceRecord], bench: _Bench, manner: DigestManner) -> DigestPart:
    digest = BounceDigest(bench.catalog, grouped=manner.grouped, whole=False)
    return digest.add_all(recent(records, manner.since)).found


def _mails(part: Part, tally: IntakeTally, begun: Callable[[], None]) -> Iterator[Item]:
    assert part.end is not None
    with Path(part.path).open("rb") as file:
        stream = Stream(_Range(file, part.start, part.end))
        tally.add("files", part.start == 0)
        for mail in mailbox(stream, part.name, tally.warn, begun):
            tally.add("mails")
            yield from unless_report(mail, tally)


def _log(
    part: Part, request: ReadRequest, tally: IntakeTally, bench: _Bench, manner: DigestManner | None
) -> PartRead:
    """A range of a log: what it tells by itself, and what is held."""
    digest = None if manner is None else BounceDigest(bench.catalog, grouped=manner.grouped, whole=False)
    since = None if manner is None else manner.since
    records: list[BounceRecord] = []
    held: list[tuple[int, Held]] = []
    at = 0
    with log_blocks(part, tally.warn) as (blocks, written):
        kind = cut_log(part.log)
        assert kind is not None
        parser = kind.part(part.name, now=min(request.now, written))
        tally.add("files", part.start == 0)
        tally.add_sent(0)
        for reply in (reply for block in blocks for reply in replies_in(block, parser, tally)):
            if isinstance(reply, Held):
                held.append((at, reply))
            elif digest is None:
                records += bench.judging.records(reply)
            else:
                for record in recent(map(bench.keys.masked, bench.judging.records(reply)), since):
                    digest.add(record, digest.found, at * PLACES)
            at += 1
    if digest is not None:
        digest.found.size = at * PLACES
    return PartRead(
        records=tuple(records),
        digest=None if digest is None else digest.found,
        held=tuple(held),
        end=parser.end,
    )


@contextmanager
def log_blocks(part: Part, warn: Warn) -> Iterator[tuple[Iterator[Block], datetime]]:
    """The blocks of a range of a log, and when it was last written; lines are counted from the range's first.

    Raises OSError.
    """

    def cut(line: int) -> None:
        warn(f"{part.name}:{line}: a line that is too long was cut")

    assert part.end is not None
    with Path(part.path).open("rb") as file:
        written = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
        first = part.start == 0
        source = Stream(_Range(file, 0, part.end)) if first else BlockRange(file, part.start, part.end)
        yield whole_lines(source, cut), written
