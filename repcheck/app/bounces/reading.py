"""Reading bounces: paths in, records out, with a count of what was read."""

import io
import sys
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from repcheck.app.bounces.own_keys import OwnKeys
from repcheck.app.bounces.sources import BounceSources, cores
from repcheck.app.bounces.stored import stored_records
from repcheck.app.environment import Environment
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.mail.read_counts import Intake
from repcheck.model.mail.received import Received
from repcheck.model.mail.times import moment
from repcheck.model.secret import Secret
from repcheck.readers.formats import ReadRequest
from repcheck.readers.places import PASSWORD
from repcheck.readers.tally import IntakeTally

if TYPE_CHECKING:
    from repcheck.app.bounces.judging.digest import BounceDigest, DigestPart
    from repcheck.app.bounces.judging.workers import PathsToRead

#: Octets that are taken from a terminal.
_MOST_TYPED = 1 << 26


class Reading:
    """The records of the sources, read while they are asked for; ``intake`` counts what was read so far.

    Going through it raises UnreadableFile for a path that was given and cannot be read; what is found
    below a directory and is nothing that can be read is only warned of. It ends when ``stop`` is set.
    """

    def __init__(
        self,
        sources: BounceSources,
        catalog: Catalog,
        environment: Environment,
        stop: threading.Event | None = None,
        stdin: BinaryIO | None = None,
    ) -> None:
        self._sources = sources
        self._catalog = catalog
        self._environment = environment
        self._stop = stop
        self._stdin = stdin
        self._tally = IntakeTally(environment.warn)

    @property
    def intake(self) -> Intake:
        """What was read so far."""
        return self._tally.intake

    @property
    def received(self) -> Received:
        """The reports of receivers that were among what was read so far."""
        return self._tally.received.received if self._tally.intake.reports else Received()

    def __iter__(self) -> Iterator[BounceRecord]:
        since = None if self._sources.since is None else int(self._sources.since.timestamp())
        return recent(self._records(), since)

    def into(self, digest: "BounceDigest") -> None:
        """Digest all of them, where they lie if they are spread and not to be kept."""
        spread = self._sources.spread
        if spread is None or digest.records is not None:
            digest.add_all(self)
            return
        from repcheck.app.bounces.judging.digest import DigestManner, DigestPart, DigestTaking

        keys = OwnKeys.of(self._catalog, self._environment)
        since = None if self._sources.since is None else int(self._sources.since.timestamp())
        digest.add_all(recent(self._beside(keys), since))

        def sound(part: "DigestPart") -> bool:
            return not any(keys.stand_in(text) for text in part.texts())

        def late(part: "DigestPart", record: BounceRecord, at: int) -> None:
            for one in recent((keys.masked(record),), since):
                digest.add(one, part, at)

        taking = DigestTaking(DigestManner(since, digest.grouped), sound, late)
        for part in spread.digests(self._to_read(), taking):
            if isinstance(part, DigestPart):
                digest.found.merge(part)
            else:
                digest.add_all(recent(map(keys.masked, part), since))

    def _beside(self, keys: OwnKeys) -> Iterator[BounceRecord]:
        """What is read before the paths."""
        if self._sources.stored:
            for record in stored_records(self._environment, self._sources.since):
                self._tally.add("stored")
                yield record
        if self._sources.pasted is not None:
            from repcheck.app.bounces.pasted import records_of_text

            yield from map(
                keys.masked, records_of_text(self._sources.pasted, self._catalog, self._environment.now())
            )

    def _records(self) -> Iterator[BounceRecord]:
        from repcheck.app.bounces.judging.workers import records_in_order

        keys = OwnKeys.of(self._catalog, self._environment)
        yield from self._beside(keys)
        reading, spread = self._to_read(), self._sources.spread
        if spread is None:
            records = records_in_order(reading.items(), reading.inputs, self._sources.jobs or cores())
        else:
            records = spread.records(reading)
        yield from map(keys.masked, numbered(records))

    def _to_read(self) -> "PathsToRead":
        from repcheck.app.bounces.judging.workers import JudgeInputs, PathsToRead

        password = self._environment.environ.get(PASSWORD)
        request = ReadRequest(
            now=self._environment.now(),
            kind=self._sources.kind,
            deliveries=self._sources.deliveries,
            imap_password=Secret(password) if password else None,
            ended=bool if self._stop is None else self._stop.is_set,
        )
        inputs = JudgeInputs(self._catalog, self._sources.own)
        return PathsToRead(
            self._sources.paths, request, self._tally, self._stdin or _standard_input(), inputs
        )


def recent(records: Iterable[BounceRecord], since: int | None) -> Iterator[BounceRecord]:
    """Those that are not dated, or of this Unix time or later; None: all."""
    for record in records:
        at = None if since is None else moment(record.time)
        if since is None or at is None or at >= since:
            yield record


def numbered(records: Iterable[BounceRecord]) -> Iterator[BounceRecord]:
    """The records with their numbers: an event or a line of a log may name several recipients."""
    file, count = None, 0
    for record in records:
        file, count = record.file, count + 1 if record.file == file else 0
        yield record if record.index == count else msgspec.structs.replace(record, index=count)


def _standard_input() -> BinaryIO:
    """What the process was given; nothing when it was started without.

    What is typed at a terminal is read whole: there Ctrl-D ends one read alone, and the next would wait.
    """
    if sys.stdin is None:
        return io.BytesIO()
    return io.BytesIO(sys.stdin.buffer.read(_MOST_TYPED)) if sys.stdin.isatty() else sys.stdin.buffer
