"""Recipients of mail, hidden in records that others will read; who is the same stays the same."""

import hashlib

import msgspec

from repcheck.model.bounces import BounceRecord, Subject
from repcheck.words.people import local_part, mask_addresses, mask_names


class RecipientMask:
    """Writes ``a***7@example.net`` for the seventh recipient of a run: counts of recipients stay right.

    Texts lose the local part of every address, and the local part of the recipient wherever it stands as
    a word. Senders lose theirs too, as a recipient may stand in it (VERP).
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def masked(self, record: BounceRecord) -> BounceRecord:
        """The record without any person's name."""
        people = frozenset(
            local_part(address) for address in (record.recipient, record.original_recipient) if address
        )
        return msgspec.structs.replace(
            record,
            recipient=self._person(record.recipient),
            original_recipient=self._person(record.original_recipient),
            sender=None if record.sender is None else mask_addresses(record.sender),
            blocked_subject=_subject(record.blocked_subject, people),
            source_id=None if record.source_id is None else _digest(record.source_id),
            diagnostic=mask_addresses(mask_names(record.diagnostic, people)),
            words=None if record.words is None else mask_addresses(mask_names(record.words, people)),
        )

    def _person(self, address: str | None) -> str | None:
        """Empty and without "@" there is no person to hide but the whole."""
        if not address:
            return address
        number = self._numbers.setdefault(address.lower(), len(self._numbers) + 1)
        local, at, domain = address.rpartition("@")
        name = (local or domain)[:1]
        return f"{name if name.isalnum() else ''}***{number}{at}{domain if at else ''}"


def _subject(subject: Subject | None, people: frozenset[str]) -> Subject | None:
    if subject is None or subject.kind in ("ip", "domain"):
        return subject
    return Subject(subject.kind, mask_addresses(mask_names(subject.value, people)))


def _digest(text: str) -> str:
    """The same for the same mail, and says nothing of it."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]
