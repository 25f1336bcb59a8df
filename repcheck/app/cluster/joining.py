"""The results of parts, joined: mails and lines numbered through all ranges, logs as if read in one."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from repcheck.app.bounces.judging.digest import DigestPart, DigestTaking
from repcheck.app.cluster.parts import PLACES, PartRead, log_blocks
from repcheck.app.cluster.pieces import Part
from repcheck.bounces.logs import cut_log
from repcheck.bounces.logs.parts import Held, JoinedLog, PartEnd
from repcheck.errors import UnreadableFile
from repcheck.model.bounces import BounceRecord
from repcheck.readers.formats import Item, ReadRequest
from repcheck.readers.log_blocks import replies_in
from repcheck.readers.stream import Block
from repcheck.readers.tally import FirstWarning, IntakeTally

Judged = Callable[[Iterable[Item]], Iterator[BounceRecord]]


class Joining:
    """Takes the results of all parts, in their order.

    ``judged``  makes records of items
    ``taking``  of digests; None: each record is wanted
    """

    def __init__(
        self, request: ReadRequest, tally: IntakeTally, judged: Judged, taking: DigestTaking | None
    ) -> None:
        self._request = request
        self._tally = tally
        self._judged = judged
        self._taking = taking
        self._before = 0
        self._log: JoinedLog | None = None
        self._warn = FirstWarning(tally.warn)

    def part(self, part: Part, told: PartRead) -> Iterator[DigestPart | Iterator[BounceRecord]]:
        """What it comes to; an iterator is drained before the next is drawn. Raises UnreadableFile."""
        if part.end is None or part.start == 0:
            self._before = 0
            self._log = None
        if part.log:
            yield from self._of_log(part, told)
            return
        yield self._records(part, told)
        if told.digest is not None:
            yield told.digest

    def _records(self, part: Part, told: PartRead) -> Iterator[BounceRecord]:
        self._count(part, told)
        yield from (self._renamed(part, record) for record in told.records)
        self._before += told.begun

    def _count(self, part: Part, told: PartRead) -> None:
        for name, count in told.counts.items():
            self._tally.add(name, count)
        if told.sent is not None:
            self._tally.add_sent(told.sent)
        self._tally.take(told.reports)
        for line in told.warnings:
            (self._warn if part.log else self._tally.warn)(self._numbered(part, line))

    def _of_log(self, part: Part, told: PartRead) -> Iterator[DigestPart | Iterator[BounceRecord]]:
        if self._log is None:
            kind = cut_log(part.log)
            assert kind is not None
            self._log = kind.joined(part.name, now=self._now(part))
            self._warn = FirstWarning(self._tally.warn)
        if told.left or told.end is None or not self._log.fits(told.end):
            yield self._fed(part, self._log)
        elif told.digest is None or self._taking is None:
            yield self._among(part, told, told.end, self._log)
        else:
            self._count(part, told)
            for at, held in told.held:
                for number, record in enumerate(self._resolved(held, self._log)):
                    self._taking.late(told.digest, record, at * PLACES + number)
            self._behind(told, told.end, self._log)
            yield told.digest

    def _among(self, part: Part, told: PartRead, end: PartEnd, log: JoinedLog) -> Iterator[BounceRecord]:
        """The records, those that were held at their places."""
        self._count(part, told)
        records, place = iter(told.records), 0
        for at, held in told.held:
            for _ in range(at - place):
                yield self._renamed(part, next(records))
            place = at + 1
            yield from (self._renamed(part, record) for record in self._resolved(held, log))
        yield from (self._renamed(part, record) for record in records)
        self._behind(told, end, log)

    def _resolved(self, held: Held, log: JoinedLog) -> Iterator[BounceRecord]:
        replies = list(log.resolved(held, self._before))
        if held.expiry:
            self._tally.add_sent(len(replies))  # failed now; the others are counted where they were read
        return self._judged(replies)

    def _behind(self, told: PartRead, end: PartEnd, log: JoinedLog) -> None:
        log.joined(end, self._before)
        self._before += told.counts.get("log_lines", 0)

    def _fed(self, part: Part, log: JoinedLog) -> Iterator[BounceRecord]:
        """The range read here, where all that stands before it is known."""
        try:
            with log_blocks(part, lambda line: self._warn(self._numbered(part, line))) as (blocks, _):
                self._tally.add("files", part.start == 0)
                self._tally.add_sent(0)
                before, number = self._before, 0
                for block in blocks:
                    moved = Block(block.data, before + block.first_line)
                    number += block.data.count(b"\n") + (not block.data.endswith(b"\n"))
                    yield from self._judged(replies_in(moved, log, self._tally))
                self._before = before + number
        except OSError as error:
            raise UnreadableFile((error.strerror or "cannot be read").lower(), part.name) from error

    def _now(self, part: Part) -> datetime:
        try:
            written = datetime.fromtimestamp(Path(part.path).stat().st_mtime, UTC)
        except OSError:
            return self._request.now
        return min(self._request.now, written)

    def _renamed(self, part: Part, record: BounceRecord) -> BounceRecord:
        if not self._before:
            return record
        return msgspec.structs.replace(record, file=self._numbered(part, record.file))

    def _numbered(self, part: Part, text: str) -> str:
        """With the number that the mail or line has in its file, where it begins with one of a range."""
        sign = ":" if part.log else "#"
        found = re.match(re.escape(part.name) + sign + r"(\d+)", text) if self._before else None
        if found is None:
            return text
        return f"{part.name}{sign}{int(found[1]) + self._before}{text[found.end() :]}"
