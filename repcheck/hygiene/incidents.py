"""The same refusal of many recipients within a short time is one incident, told once."""

import re
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.mail.bounces_read import number_of
from repcheck.model.mail.hygiene import RefusalIncident
from repcheck.model.mail.times import address_of, domain_of, moment

#: So many different recipients, refused in the same words within so many seconds.
LEAST_RECIPIENTS = 5
WITHIN = 3600
#: The costliest so many are told.
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


class _Told:
    """When a refusal was told and of whom, in little room.

    Recipients and domains are numbers here, 0 when none was named.
    """

    def __init__(self, number: int, text: str, recipient: str | None) -> None:
        self.number = number
        self.text = text
        self.recipient = recipient
        self.times = array("q")
        self.recipients = array("q")
        self.domains = array("q")

    def extend(self, other: "_Told", start: int = 0, end: int | None = None) -> None:
        """Add the tellings of another, from one on and up to another."""
        for mine, theirs in (
            (self.times, other.times),
            (self.recipients, other.recipients),
            (self.domains, other.domains),
        ):
            mine.extend(theirs[start:end])


class IncidentWatch:
    """Takes records one by one, in any order, and finds the incidents among failures and delays.

    ``software``  ids of providers that are kinds of servers, and so run by anybody
    ``whole``     False: it watches a part of the records, and forgets nothing of it
    """

    def __init__(self, software: frozenset[str] = frozenset(), *, whole: bool = True) -> None:
        self._software = software
        self._told: dict[_Refusal, _Told] = {}
        #: Of a part: which refusal was told when, by their numbers.
        self._order = None if whole else array("l")

    def add(self, record: BounceRecord) -> None:
        """Look at one more record; an undated one is part of no incident."""
        at = moment(record.time)
        if at is None or record.kind not in ("bounce", "delayed") or record.suppressed:
            return
        address = address_of(record)
        told = self._of(_refusal(record, address, self._software), record.diagnostic, address)
        if self._order is not None:
            self._order.append(told.number)
        told.times.append(at)
        told.recipients.append(_signed(address.lower()) if address else 0)
        told.domains.append(_signed(domain_of(address)) if address else 0)

    def _of(self, refusal: _Refusal, text: str, recipient: str | None) -> _Told:
        told = self._told.get(refusal)
        if told is None:
            if self._order is None and len(self._told) >= _MOST_REFUSALS:
                self._told = {known: one for known, one in self._told.items() if len(one.times) > 1}
            told = self._told[refusal] = _Told(len(self._told), text, recipient)
        return told

    def merge(self, part: "IncidentWatch") -> None:
        """Add what a watch over the next part of the records saw."""
        if len(self._told) + len(part._told) < _MOST_REFUSALS:
            for refusal, told in part._told.items():
                self._of(refusal, told.text, told.recipient).extend(told)
            return
        # Some go on the way: which, depends on what was told before.
        refusals, begun = list(part._told.items()), [0] * len(part._told)
        for number in part._order or ():
            refusal, told = refusals[number]
            at = begun[number]
            self._of(refusal, told.text, told.recipient).extend(told, at, at + 1)
            begun[number] = at + 1

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


def _bursts(told: _Told) -> Iterator[list[int]]:
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


def _is_dense(told: _Told, stretch: list[int]) -> bool:
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


def _incident(refusal: _Refusal, told: _Told, burst: list[int]) -> RefusalIncident:
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


def _signed(text: str) -> int:
    """As an array holds it."""
    return number_of(text) >> 1 or 1
