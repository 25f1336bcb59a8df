"""One failure in a log, a report and an event is counted once."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from repcheck.model.bounces import BounceRecord
from repcheck.model.mail.times import address_of, moment

#: A report is written when the log line is; clocks and queues may differ by this many seconds.
_NEAR = 120
#: Time zones differ by quarters of an hour, and so far at most.
_QUARTER = 15 * 60
_FARTHEST = 14 * 3600
#: At least this many addresses must show the same difference of a log's clock.
_LEAST_VOTES = 3
#: At most this many earlier failures of one address are compared.
_LOOK_BACK = 16
_LINE = re.compile(r":\d{1,12}\Z")
_PART = re.compile(r"(?:#\d{1,12}|:\d{1,12})\Z")


#: Failures of one address: time and number of the record.
_Dated = Sequence[tuple[int, int]]


class Deduped(msgspec.Struct, frozen=True):
    """``records`` without the second tellings, in their order.

    ``twice``       second tellings that were dropped
    ``uncompared``  records that could be second tellings, were they dated or addressed; 0 with one source
    """

    records: tuple[BounceRecord, ...]
    twice: int
    uncompared: int


class _SeenFailure:
    """A failure, and the sources that reported it."""

    def __init__(self, record: BounceRecord, at: int) -> None:
        self.record = record
        self.at = at
        self.sources = {_source(record)}
        self.kinds = {_kind(record)}

    def retold_by(self, record: BounceRecord, at: int) -> bool:
        """Whether ``record`` is this failure once more; a source reports each of its failures once."""
        source = _source(record)
        if source in self.sources or record.kind != self.record.kind:
            return False
        kind = _kind(record)
        if kind in self.kinds:
            # Two mails may report two failures of one address: only a copy of a report is the same.
            same = at == self.at and record.diagnostic == self.record.diagnostic
        else:
            same = at - self.at <= _NEAR and _code(record) == _code(self.record)
        if same:
            self.sources.add(source)
            self.kinds.add(kind)
        return same


def once(records: Sequence[BounceRecord]) -> Deduped:
    """Each failure once. A record is compared with those of its address, by time, kind and code."""
    by_address: dict[str, list[tuple[int, int]]] = {}
    uncompared = 0
    for index, record in enumerate(records):
        address, at = address_of(record), moment(record.time)
        if address is not None and at is not None:
            by_address.setdefault(address.lower(), []).append((at, index))
        elif record.kind == "bounce":
            uncompared += 1
    shifts = _shifts(records, by_address.values())
    dropped: set[int] = set()
    for dated in by_address.values():
        if len(dated) > 1:
            moved = [(at + shifts.get(_source(records[index]), 0), index) for at, index in dated]
            dropped.update(_retold(records, sorted(moved)))
    kept = tuple(record for index, record in enumerate(records) if index not in dropped)
    return Deduped(kept, len(dropped), uncompared if _several_kinds(records) else 0)


def _shifts(records: Sequence[BounceRecord], dated: Iterable[_Dated]) -> dict[str, int]:
    """By how many seconds the clock of a log stands apart from that of the reports.

    Most logs write local time without its zone. Addresses with one line and one report each show the
    difference, when most of them agree on it.
    """
    votes: dict[str, Counter[int]] = {}
    for failures in dated:
        lines = [one for one in failures if _kind(records[one[1]]) == "line"]
        mails = [one for one in failures if _kind(records[one[1]]) == "mail"]
        if len(lines) != 1 or len(mails) != 1:
            continue
        (line_at, line), (mail_at, mail) = lines[0], mails[0]
        zone = round((mail_at - line_at) / _QUARTER) * _QUARTER
        if abs(zone) <= _FARTHEST and _code(records[line]) == _code(records[mail]):
            near = abs(mail_at - line_at - zone) <= _NEAR
            votes.setdefault(_source(records[line]), Counter())[zone if near else 0] += 1
    shifts = {}
    for source, counts in votes.items():
        zone, number = counts.most_common(1)[0]
        if number >= _LEAST_VOTES and number * 2 > counts.total():
            shifts[source] = zone
    return shifts


def _retold(records: Sequence[BounceRecord], dated: Iterable[tuple[int, int]]) -> Iterable[int]:
    seen: list[_SeenFailure] = []
    for at, index in dated:
        record = records[index]
        if any(one.retold_by(record, at) for one in seen[-_LOOK_BACK:]):
            yield index
        else:
            seen.append(_SeenFailure(record, at))


def _several_kinds(records: Sequence[BounceRecord]) -> bool:
    return len({_kind(record) for record in records if record.kind == "bounce"}) > 1


def _kind(record: BounceRecord) -> Literal["event", "line", "mail"]:
    if record.esp is not None:
        return "event"
    return "line" if _LINE.search(record.file) else "mail"


def _source(record: BounceRecord) -> str:
    return _PART.sub("", record.file)


def _code(record: BounceRecord) -> str:
    return record.enhanced_status or str(record.status_code or "")
