"""The records of one cause while they are counted."""

from collections import Counter

from repcheck.causes.claim import Claim
from repcheck.causes.course import Hours
from repcheck.causes.groups import customer_of
from repcheck.causes.sentences import brief_words, opening, sentence
from repcheck.causes.subjects import shortened
from repcheck.causes.texts import reads_error_as_listing
from repcheck.model.bounces import BounceRecord
from repcheck.model.causes import Cause, LiveState, shares

_MOST_TEXTS = 3
_LONGEST_TEXT = 300
_MOST_SHARES = 5
#: Different senders that are counted: strangers may write a new one into each mail.
_MOST_NAMES = 1_000


class CauseTally:
    """Takes the records of one cause one by one, and makes the cause of them."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.bounces = 0
        self._delayed = 0
        self._shared = 0
        self._recipients: set[int] = set()  # numbers take half the memory of addresses
        self._domains: set[str] = set()
        self._first_seen: str | None = None
        self._last_seen: str | None = None
        self._texts: dict[str, None] = {}
        self._readings: dict[str, None] = {}
        self._all_misread = True
        self._esp: str | None = None
        self._classes: Counter[str] = Counter()
        self._hours = Hours()
        self._senders: Counter[str] = Counter()
        self._helos: Counter[str] = Counter()
        self._groups: Counter[str] = Counter()

    def add(self, record: BounceRecord, reading: str, group: str | None, *, shared: bool) -> None:
        """``group`` is the customer's; ``shared``: other causes count this record too."""
        self.bounces += 1
        self._esp = self._esp or record.esp
        self._delayed += record.kind == "delayed"
        self._shared += shared
        recipient = record.recipient or record.original_recipient
        if recipient:
            address = recipient.strip().lower()
            self._recipients.add(hash(address))
            _, at, domain = address.rpartition("@")
            if at:
                self._domains.add(domain.rstrip("."))
        self._classes[_class_of(record)] += 1
        _count(self._senders, customer_of(record.sender))
        _count(self._helos, record.helo)
        if group is not None:
            self._groups[group] += 1
        if record.time:
            self._hours.add(record.time)
            self._first_seen = min(self._first_seen or record.time, record.time)
            self._last_seen = max(self._last_seen or record.time, record.time)
        if record.diagnostic.strip() and len(self._texts) < _MOST_TEXTS:
            self._texts.setdefault(shortened(record.diagnostic, _LONGEST_TEXT))
        if reading and not self._readings:
            self._readings.setdefault(reading)
        self._all_misread = self._all_misread and reads_error_as_listing((record.diagnostic,))

    def cause(self, cause_id: str, newest: str | None, observed: str | None) -> Cause:
        """``newest``: time of the newest record of any cause; ``observed``: of the live answers, if any."""
        claim = self.claim
        domains = len(self._domains)
        seen_there = claim.live_state in (LiveState.CONFIRMED, LiveState.INFERRED)
        misread = self._all_misread and not seen_there
        older = self._last_seen is not None and observed is not None and self._last_seen <= observed
        since = self._last_seen if claim.live_state is LiveState.CLEARED and older else None
        return Cause(
            id=cause_id,
            list=claim.list,
            provider=claim.provider,
            kind=claim.kind,
            subject=claim.subject,
            live_state=claim.live_state,
            bounces=self.bounces,
            recipients=len(self._recipients),
            domains=domains,
            first_seen=self._first_seen,
            last_seen=self._last_seen,
            says=sentence(claim, opening(self.bounces, domains, self._delayed), self._shared, misread, since),
            brief=brief_words(claim, misread),
            evidence=(*self._texts, *self._readings, *((claim.answer,) if claim.answer else ()), *claim.more),
            esp=self._esp,
            publish=claim.publish,
            fault=claim.fault,
            temporary=self._classes["4"],
            permanent=self._classes["5"],
            course=self._hours.course(self._first_seen, newest, self.bounces),
            cleared_since=since,
            senders=shares(self._senders, _MOST_SHARES),
            helos=shares(self._helos, _MOST_SHARES),
            groups=shares(self._groups),
        )


def _class_of(record: BounceRecord) -> str:
    """The first figure of the reply code, else of the enhanced one; a delay without any code is temporary."""
    if record.status_code is not None:
        return str(record.status_code)[:1]
    return (record.enhanced_status or "")[:1] or ("4" if record.kind == "delayed" else "")


def _count(names: Counter[str], name: str | None) -> None:
    if name and (name in names or len(names) < _MOST_NAMES):
        names[shortened(name, 320)] += 1
