"""One failure that a log, a report and an event tell of is counted once."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from repcheck.hygiene.moments import address_of, moment
from repcheck.model.bounces import BounceRecord

#: A report is written when the log line is; clocks and queues may differ by so many seconds.
_NEAR = 120
#: So many failures of one address are compared back.
_LOOK_BACK = 16
_LINE = re.compile(r":\d{1,12}\Z")
_PART = re.compile(r"(?:#\d{1,12}|:\d{1,12})\Z")


class Once(msgspec.Struct, frozen=True):
    """``records`` without the second tellings, in their order.

    ``twice``       second tellings that were dropped
    ``uncompared``  records that could be second tellings, were they dated or addressed; 0 with one source
    """

    records: tuple[BounceRecord, ...]
    twice: int
    uncompared: int


class _Seen:
    """A failure, and the sources that told of it."""

    def __init__(self, record: BounceRecord, at: int) -> None:
        self.record = record
        self.at = at
        self.sources = {_source(record)}
        self.from_lines = _is_line(record)

    def retold_by(self, record: BounceRecord, at: int) -> bool:
        """Whether ``record`` tells of this failure once more; a source tells of each of its failures once."""
        source = _source(record)
        if source in self.sources or record.kind != self.record.kind:
            return False
        if _is_line(record) or self.from_lines:
            same = at - self.at <= _NEAR and _code(record) == _code(self.record)
        else:
            # Two mails may report two failures of one address: only a copy of a report is the same.
            same = at == self.at and record.diagnostic == self.record.diagnostic
        if same:
            self.sources.add(source)
            self.from_lines = self.from_lines or _is_line(record)
        return same


def once(records: Sequence[BounceRecord]) -> Once:
    """Each failure once. A record is compared with those of its address, by time, kind and code."""
    by_address: dict[str, list[tuple[int, int]]] = {}
    uncompared = 0
    for index, record in enumerate(records):
        address, at = address_of(record), moment(record.time)
        if address is not None and at is not None:
            by_address.setdefault(address.lower(), []).append((at, index))
        elif record.kind == "bounce":
            uncompared += 1
    dropped: set[int] = set()
    for dated in by_address.values():
        if len(dated) > 1:
            dropped.update(_retold(records, sorted(dated)))
    kept = tuple(record for index, record in enumerate(records) if index not in dropped)
    return Once(kept, len(dropped), uncompared if _several_kinds(records) else 0)


def _retold(records: Sequence[BounceRecord], dated: Iterable[tuple[int, int]]) -> Iterable[int]:
    seen: list[_Seen] = []
    for at, index in dated:
        record = records[index]
        if any(one.retold_by(record, at) for one in seen[-_LOOK_BACK:]):
            yield index
        else:
            seen.append(_Seen(record, at))


def _several_kinds(records: Sequence[BounceRecord]) -> bool:
    return len({_is_line(record) for record in records if record.kind == "bounce"}) > 1


def _is_line(record: BounceRecord) -> bool:
    return _LINE.search(record.file) is not None


def _source(record: BounceRecord) -> str:
    return _PART.sub("", record.file)


def _code(record: BounceRecord) -> str:
    return record.enhanced_status or str(record.status_code or "")
