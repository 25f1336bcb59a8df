"""What bounces show of their senders that can be looked up in the same run, within bounds."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

import msgspec

from repcheck.causes.senders import PAIRS_AT_MOST, Sending, sending_of
from repcheck.causes.subjects import canonical, is_name, name_of
from repcheck.causes.texts import about_authentication, about_helo, authentication_topic, demands_alignment
from repcheck.model.bounces import BounceRecord, Signature
from repcheck.model.keys import mask_keys
from repcheck.model.published.spf import SenderVerdict
from repcheck.model.records import SpfRecord
from repcheck.records.dkim.selectors import DkimKey
from repcheck.records.dmarc.record import Dmarc
from repcheck.records.reverse.helo import Helo

T = TypeVar("T")

_JUDGED = re.compile(
    r"\b(?:spf|dkim|dmarc)\b[^.;:]{0,30}\b(?:for|of|domain)[ :=<\"']{1,3}(?:[^\s@<>]{1,32}@)?"
    r"([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})",
    re.IGNORECASE,
)
_LONGEST = 2000

DOMAINS_AT_MOST = 20
SIGNATURES_AT_MOST = 40
HELOS_AT_MOST = 20


class LookUpsWanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be looked up: senders by SPF, DKIM keys, domains of From by SPF and DMARC, HELO names."""

    pairs: tuple[Sending, ...] = ()
    signatures: tuple[Signature, ...] = ()
    domains: tuple[str, ...] = ()
    helos: tuple[str, ...] = ()


class LookedUp(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. What is not in it was not looked up."""

    spf: Mapping[Sending, SenderVerdict] = {}
    keys: Mapping[Signature, DkimKey] = {}
    records: Mapping[str, SpfRecord] = {}
    dmarc: Mapping[str, Dmarc] = {}
    helos: Mapping[str, Helo] = {}


def judged_domain(record: BounceRecord) -> str | None:
    """The domain whose record a reply says to have failed: "SPF validation failed for example.com"."""
    found = _JUDGED.search(record.diagnostic[:_LONGEST])
    return found[1].lower() if found is not None else None


def author_of(record: BounceRecord) -> str | None:
    """The domain that the mail was sent for: as the refusal names it, in From, or of the envelope sender."""
    subject = None if record.blocked_subject is None else canonical(record.blocked_subject)
    named = name_of(subject) if subject is not None and subject.kind in ("domain", "sender") else None
    sender = (record.sender or "").rpartition("@")[2].lower()
    named = named or judged_domain(record)
    author = record.header_from
    found = (author or named if demands_alignment(record) else named or author) or sender
    return found if found and is_name(found) else None


def _askable(name: str) -> tuple[str, ...]:
    """The name; nothing where the key of a list stands in it, which nobody else is to be asked about."""
    return (name,) if mask_keys(name) == name else ()


def wanted(records: Iterable[BounceRecord], domains: Collection[str]) -> LookUpsWanted:
    """What would explain these refusals, each once; ``domains`` are the user's own."""
    pairs: dict[Sending, None] = {}
    signatures: dict[Signature, None] = {}
    authors: dict[str, None] = {}
    helos: dict[str, None] = {}
    for record in records:
        if record.helo is not None and about_helo(record):
            _keep(helos, _askable(record.helo), HELOS_AT_MOST)
        if not about_authentication(record, None):
            continue
        topic = authentication_topic(record)
        if topic == "other":
            continue
        _keep(signatures, record.signatures, SIGNATURES_AT_MOST)
        author = author_of(record)
        _keep(authors, () if author is None else _askable(author), DOMAINS_AT_MOST)
        sending = sending_of(record, domains) if topic == "records" else None
        _keep(pairs, () if sending is None else (sending,), PAIRS_AT_MOST)
    return LookUpsWanted(
        pairs=tuple(pairs), signatures=tuple(signatures), domains=tuple(authors), helos=tuple(helos)
    )


def _keep(found: dict[T, None], new: Iterable[T], most: int) -> None:
    """Strangers write bounces: no more than ``most``."""
    for each in new:
        if len(found) < most:
            found[each] = None
