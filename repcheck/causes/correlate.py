"""Bounces beside the live answers: which reasons cost how much mail, and whether they still hold."""

from collections.abc import Iterable, Mapping, Sequence

from repcheck.causes.claims import Claim, Claims
from repcheck.causes.senders import Sending
from repcheck.causes.sentences import brief_words, opening, sentence
from repcheck.causes.subjects import shortened, slug, subject_slug
from repcheck.causes.texts import reads_error_as_listing
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.causes import Cause, LiveState
from repcheck.model.published.spf import SenderVerdict
from repcheck.model.report import TargetReport

_MOST_TEXTS = 3
_LONGEST_TEXT = 300


def correlate(
    records: Iterable[BounceRecord],
    targets: Sequence[TargetReport],
    catalog: Catalog,
    checked: Mapping[Sending, SenderVerdict] | None = None,
) -> tuple[Cause, ...]:
    """One cause for each (kind, list or provider, subject), those that lost most mail first.

    Only mail refused or put off for something on the sender's side makes a cause; a bad address of a
    recipient makes none. A record that cites several lists counts in the cause of each, and the causes
    say so. A list that was not asked, or gave no answer to be believed, makes ``never_visible``, not
    ``cleared``. Never raises for strange values in records: they stay data.

    ``checked``  what SPF says now of those that sent, see ``senders``
    """
    claims = Claims(targets, catalog, checked or {})
    groups: dict[str, _Group] = {}
    for record in records:
        found = claims.of(record)
        for claim in found:
            groups.setdefault(_id(claim), _Group(claim)).add(record, claim.reading, shared=len(found) > 1)
    ranked = sorted(
        groups.items(), key=lambda item: (-item[1].bounces, -item[1].claim.severity.rank, item[0])
    )
    return tuple(group.cause(cause_id) for cause_id, group in ranked)


class _Group:
    """The records of one cause while they are counted."""

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

    def add(self, record: BounceRecord, reading: str, *, shared: bool) -> None:
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
        if record.time:
            self._first_seen = min(self._first_seen or record.time, record.time)
            self._last_seen = max(self._last_seen or record.time, record.time)
        if record.diagnostic.strip() and len(self._texts) < _MOST_TEXTS:
            self._texts.setdefault(shortened(record.diagnostic, _LONGEST_TEXT))
        if reading and not self._readings:
            self._readings.setdefault(reading)
        self._all_misread = self._all_misread and reads_error_as_listing((record.diagnostic,))

    def cause(self, cause_id: str) -> Cause:
        claim = self.claim
        domains = len(self._domains)
        seen_there = claim.live_state in (LiveState.CONFIRMED, LiveState.INFERRED)
        misread = self._all_misread and not seen_there
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
            says=sentence(claim, opening(self.bounces, domains, self._delayed), self._shared, misread),
            brief=brief_words(claim, misread),
            evidence=(*self._texts, *self._readings, *((claim.answer,) if claim.answer else ())),
            esp=self._esp,
            publish=claim.publish,
        )


def _id(claim: Claim) -> str:
    """Readable and stable over runs: it holds no state, so that history can follow a cause."""
    subject = subject_slug(claim.subject)
    if claim.kind in ("dns", "authentication"):
        return ":".join((claim.kind, *(() if claim.topic == "records" else (claim.topic,)), subject))
    if claim.kind == "list" and claim.provider is not None:
        return ":".join(("inferred", slug(claim.list), slug(claim.provider), subject))
    return ":".join((claim.kind, slug(claim.list if claim.kind == "list" else claim.provider), subject))
