"""The same refusal of many recipients within a short time is one incident, told once."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from repcheck.hygiene.moments import address_of, domain_of, moment
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.hygiene import Incident

#: So many different recipients, refused in the same words within so many seconds.
LEAST_RECIPIENTS = 5
WITHIN = 3600
#: The costliest so many are told.
MOST_INCIDENTS = 100
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


def incidents_of(records: Iterable[BounceRecord]) -> tuple[Incident, ...]:
    """The incidents among failures and delays, the costliest first; undated records are in none."""
    same: dict[_Refusal, list[tuple[int, BounceRecord]]] = {}
    for record in records:
        at = moment(record.time)
        if at is not None and record.kind in ("bounce", "delayed") and not record.suppressed:
            same.setdefault(_refusal(record), []).append((at, record))
    found = [
        _incident(refusal, burst)
        for refusal, told in same.items()
        if len(told) >= LEAST_RECIPIENTS
        for burst in _bursts(told)
    ]
    found.sort(key=lambda incident: (-incident.records, incident.first, incident.text))
    return tuple(found[:MOST_INCIDENTS])


def _bursts(told: list[tuple[int, BounceRecord]]) -> Iterable[list[BounceRecord]]:
    """Stretches in which enough recipients are refused within the time, with all that follows closely."""
    told.sort(key=lambda one: one[0])
    stretch: list[tuple[int, BounceRecord]] = []
    for one in told:
        if stretch and one[0] - stretch[-1][0] > WITHIN:
            if _is_dense(stretch):
                yield [record for _, record in stretch]
            stretch = []
        stretch.append(one)
    if _is_dense(stretch):
        yield [record for _, record in stretch]


def _is_dense(stretch: Sequence[tuple[int, BounceRecord]]) -> bool:
    """Whether some LEAST_RECIPIENTS different recipients lie within the time."""
    start = 0
    inside: dict[str, int] = {}
    for at, record in stretch:
        recipient = _recipient(record)
        inside[recipient] = inside.get(recipient, 0) + 1
        while at - stretch[start][0] > WITHIN:
            gone = _recipient(stretch[start][1])
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            start += 1
        if len(inside) - ("" in inside) >= LEAST_RECIPIENTS:
            return True
    return False


def _incident(refusal: _Refusal, burst: Sequence[BounceRecord]) -> Incident:
    recipients = {recipient for record in burst if (recipient := _recipient(record))}
    return Incident(
        where=refusal.where,
        category=refusal.category,
        sender_blocked=refusal.sender_blocked,
        status_code=refusal.status_code,
        enhanced_status=refusal.enhanced_status,
        text=burst[0].diagnostic,
        records=len(burst),
        recipients=len(recipients),
        domains=len({domain_of(recipient) for recipient in recipients}),
        first=burst[0].time or "",
        last=burst[-1].time or "",
    )


def _refusal(record: BounceRecord) -> _Refusal:
    return _Refusal(
        where=_where(record),
        category=record.category,
        sender_blocked=record.sender_blocked,
        status_code=record.status_code,
        enhanced_status=record.enhanced_status,
        words=same_words(record.diagnostic, address_of(record)),
    )


def _where(record: BounceRecord) -> str | None:
    """Who refused: the provider, the host's domain (one of many mx hosts), or the recipient's domain."""
    if record.provider is not None:
        return record.provider
    host = (record.remote_mta or "").lower().rstrip(".")
    labels = host.split(".")
    if len(labels) > 2 and not labels[-1].isdigit() and ":" not in host:
        return ".".join(labels[1:])
    if host:
        return host
    address = address_of(record)
    return domain_of(address) if address else None


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


def _recipient(record: BounceRecord) -> str:
    return (address_of(record) or "").lower()
