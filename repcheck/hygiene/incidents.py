"""The same refusal of many recipients within a short time is one incident."""

import re
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.mail.bounces_read import number_of
from repcheck.model.mail.hygiene import RefusalIncident
from repcheck.model.mail.times import address_of, domain_of, moment

#: An incident: this many different recipients, refused in the same words within this many seconds.
LEAST_RECIPIENTS = 5
WITHIN = 3600
#: At most this many are reported, the costliest first.
MOST_INCIDENTS = 100
#: Different refusals that are watched at once; above it, those seen only once go.
_MOST_REFUSALS = 20_000
_LONGEST = 300

_ADDRESS = re.compile(r"[^\s<>()\[\]\"';:,@]{1,64}@[\w.-]{1,255}")
_URL = re.compile(r"https?://[^\s<>\"']{1,500}", re.IGNORECASE)
#: A word with a figure in it is a number, an address of a host, or the id of a message or session.
_WORD = re.compile(r"[\w.:/=+-]{2,}+")
_FIGURE = re.compile(r"\d")
_SPACE = re.compile(r"\s+")


class _Refusal(NamedTuple):
    """What makes two refusals the same."""

    where: str | None
    category: Category
    sender_blocked: bool | None
    status_code: int | None
    enhanced_status: str | None
    words: str


class _RefusalTimes:
    """The times and recipients of one refusal, in little room.

    Recipients and domains are numbers here, 0 when none was named. ``first`` and ``places``: where among the
    records the first telling stands, and each; the latter only where they are merged with others later.
    """

    def __init__(self, text: str, recipient: str | None, first: int) -> None:
        self.text = text
        self.recipient = recipient
        self.first = first
        self.times = array("q")
        self.recipients = array("q")
        self.domains = array("q")
        self.places = array("q")

    def extend(self, other: "_RefusalTimes") -> None:
        """Add the tellings of another."""
        self.times.extend(other.times)
        self.recipients.extend(other.recipients)
        self.domains.extend(other.domains)

    def add(self, at: int, recipient: int, domain: int) -> None:
        """Add one."""
        self.times.append(at)
        self.recipients.append(recipient)
        self.domains.append(domain)


class IncidentWatch:
    """Takes records one by one, of any times, and finds the incidents among failures and delays.

    ``software``  ids of providers that are kinds of servers, and so run by anybody
    ``whole``     False: it watches a part of the records, and forgets nothing of it; they may come out of
                  their order
    """

    def __init__(self, software: frozenset[str] = frozenset(), *, whole: bool = True) -> None:
        self._software = software
        self._whole = whole
        self._told: dict[_Refusal, _RefusalTimes] = {}

    def add(self, record: BounceRecord, place: int = 0) -> None:
        """Look at one more record, at its place among all; an undated one is part of no incident."""
        at = moment(record.time)
        if at is None or record.kind not in ("bounce", "delayed") or record.suppressed:
            return
        address = address_of(record)
        told = self._of(_refusal(record, address, self._software), record.diagnostic, address, place)
        if not self._whole:
            told.places.append(place)
            if place < told.first:
                told.first, told.text, told.recipient = place, record.diagnostic, address
        told.add(
            at,
            _shorter(address.lower()) if address else 0,
            _shorter(domain_of(address)) if address else 0,
        )

    def _of(self, refusal: _Refusal, text: str, recipient: str | None, place: int) -> _RefusalTimes:
        told = self._told.get(refusal)
        if told is None:
            if self._whole and len(self._told) >= _MOST_REFUSALS:
                self._told = {known: one for known, one in self._told.items() if len(one.times) > 1}
            told = self._told[refusal] = _RefusalTimes(text, recipient, place)
        return told

    def merge(self, part: "IncidentWatch", behind: int) -> None:
        """Add what a watch over the next part of the records saw, which come behind that place."""
        found = sorted(part._told.items(), key=lambda item: item[1].first)
        if not self._whole or len(self._told) + len(found) < _MOST_REFUSALS:
            for refusal, told in found:
                mine = self._of(refusal, told.text, told.recipient, behind + told.first)
                mine.extend(told)
                if not self._whole:
                    mine.places.extend(array("q", (behind + place for place in told.places)))
            return
        # Some go on the way: which, depends on what came before.
        order = sorted(
            ((told.places[n], n, refusal) for refusal, told in found for n in range(len(told.times))),
            key=lambda one: one[0],
        )
        for place, n, refusal in order:
            told = part._told[refusal]
            mine = self._of(refusal, told.text, told.recipient, behind + place)
            mine.add(told.times[n], told.recipients[n], told.domains[n])

    def texts(self) -> Iterator[str]:
        """What strangers wrote, as far as it is kept."""
        for refusal, told in self._told.items():
            yield from (refusal.where or "", refusal.words, told.text, told.recipient or "")

    def incidents(self) -> tuple[RefusalIncident, ...]:
        """Those of the records so far, the costliest first."""
        found = [
            _incident(refusal, told, burst)
            for refusal, told in self._told.items()
            if len(told.times) >= LEAST_RECIPIENTS
            for burst in _bursts(told)
        ]
        found.sort(key=lambda incident: (-incident.records, incident.first, incident.text))
        return tuple(found[:MOST_INCIDENTS])


def _bursts(told: _RefusalTimes) -> Iterator[list[int]]:
    """Stretches in which enough recipients are refused within the time, with all that follows closely.

    They are numbers of tellings: a log of hundreds of thousands has to fit into memory.
    """
    stretch: list[int] = []
    for one in sorted(range(len(told.times)), key=told.times.__getitem__):
        if stretch and told.times[one] - told.times[stretch[-1]] > WITHIN:
            if _is_dense(told, stretch):
                yield stretch
            stretch = []
        stretch.append(one)
    if _is_dense(told, stretch):
        yield stretch


def _is_dense(told: _RefusalTimes, stretch: list[int]) -> bool:
    """Whether some LEAST_RECIPIENTS different recipients lie within the time."""
    start = 0
    inside: dict[int, int] = {}
    for one in stretch:
        recipient = told.recipients[one]
        inside[recipient] = inside.get(recipient, 0) + 1
        while told.times[one] - told.times[stretch[start]] > WITHIN:
            gone = told.recipients[stretch[start]]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            start += 1
        if len(inside) - (0 in inside) >= LEAST_RECIPIENTS:
            return True
    return False


def _incident(refusal: _Refusal, told: _RefusalTimes, burst: list[int]) -> RefusalIncident:
    return RefusalIncident(
        where=refusal.where,
        category=refusal.category,
        sender_blocked=refusal.sender_blocked,
        status_code=refusal.status_code,
        enhanced_status=refusal.enhanced_status,
        text=told.text,
        recipient=told.recipient,
        records=len(burst),
        recipients=len({told.recipients[one] for one in burst} - {0}),
        domains=len({told.domains[one] for one in burst} - {0}),
        first=_rfc3339(told.times[burst[0]]),
        last=_rfc3339(told.times[burst[-1]]),
    )


def _rfc3339(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _refusal(record: BounceRecord, address: str | None, software: frozenset[str]) -> _Refusal:
    known = record.provider is not None and record.provider not in software
    return _Refusal(
        where=record.provider if known else _where(record, address),
        category=record.category,
        sender_blocked=record.sender_blocked,
        status_code=record.status_code,
        enhanced_status=record.enhanced_status,
        words=same_words(record.diagnostic, address),
    )


def _where(record: BounceRecord, address: str | None) -> str | None:
    """Who refused: the host's domain, as a receiver has many mail hosts, else the recipient's domain."""
    host = (record.remote_mta or "").lower().rstrip(".")
    labels = host.split(".")
    if len(labels) > 2 and not labels[-1].isdigit() and ":" not in host:
        return ".".join(labels[1:])
    return host or (domain_of(address) if address else None)


def same_words(text: str, recipient: str | None) -> str:
    """The text without what differs from mail to mail: addresses, ids, numbers, the recipient's name."""
    text = text[: 2 * _LONGEST].lower()
    text = _ADDRESS.sub("@", _URL.sub(lambda match: match[0].partition("?")[0], text))
    own = frozenset((recipient or "").lower().rpartition("@"))

    def same(match: re.Match[str]) -> str:
        if _FIGURE.search(match[0]):
            return "#"
        return "@" if match[0].strip(".:=/") in own else match[0]

    return _SPACE.sub(" ", _WORD.sub(same, text))[:_LONGEST]


def _shorter(text: str) -> int:
    """As an array holds it."""
    return number_of(text) >> 1 or 1
