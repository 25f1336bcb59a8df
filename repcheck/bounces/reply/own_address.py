"""A missing address that is the sender's own says nothing of the recipient.

Servers that ask back whether a sender exists (RFC 5321 section 4.5.1 has each domain keep a postmaster) say
"postmaster@example.org does not exist" in the words for a missing recipient. Who sent the mail tells whom
they mean.
"""

import msgspec

from repcheck.bounces.prefilter import Pattern
from repcheck.bounces.smtp.codes import quoted_reply
from repcheck.model.bounces import BounceRecord, Category

_BAD = frozenset({Category.NONEXISTENT, Category.INACTIVE})
_OF_DOMAIN = ("postmaster", "abuse", "hostmaster")
#: Nothing stands before a subject but codes, its own noun, and who says what: "mx.example.net said: 550".
_AS_SUBJECT = Pattern(
    r"(?:\A|\b(?:said|says|answered|replied):? )[\W\d]{0,24}"
    r"(?:(?:the|address|mailbox|user|account|domain)\W{1,3}){0,3}\Z"
    r"|\b(?:address|mailbox|user|account|domain|unknown|find|verify|know|such|named|for)\W{1,4}\Z"
)
_SAID_OF_IT = Pattern(
    r"\W{1,5}(?:(?:is|was|does|do|has|could|cannot|can't|did|doesn't|isn't|no|not|unknown|invalid|user|host"
    r"|unrout\w{0,8}|unbekannt|inconnue?|sconosciuto|desconocido|desconhecido|onbekend|nieznany"
    r"|ist|existiert|gibt|n'est|n'existe|est|non|nao|nie|не|niet|bestaat|finns|findes|finnes)\b|不|は|が)"
    r"|\W{0,3}\Z"
)


def of_own_address(record: BounceRecord, author: str | None = None) -> BounceRecord:
    """The record; if a missing address in it is the sender's, one that is not about the recipient.

    ``author`` is the domain of From where the returned mail shows it.
    """
    if not record.hard or record.category not in _BAD:
        return record
    sender = (record.sender or "").lower()
    domains = tuple(filter(None, (sender.rpartition("@")[2], author)))
    words = record.diagnostic.lower()
    if not any(domain in words for domain in domains):
        return record
    words = (quoted_reply(record.diagnostic) or record.diagnostic).lower()
    recipients = {each.lower() for each in (record.recipient, record.original_recipient) if each}
    theirs = recipients | {each.rpartition("@")[2] for each in recipients}
    if any(each in words for each in recipients):
        return record
    of_domains = (f"{name}@{domain}" for domain in domains for name in _OF_DOMAIN)
    for own in filter(None, (sender, *of_domains, *domains)):
        if own not in theirs and own in words and _is_said(own, words):
            return msgspec.structs.replace(
                record, category=Category.POLICY, hard=False, sender_blocked=False, rule="sender-invalid"
            )
    return record


def _is_said(own: str, words: str) -> bool:
    """Whether what is said is said of this address or domain: it stands as the subject, and whole."""
    place = words.find(own)
    before, behind = words[:place], words[place + len(own) :]
    whole = not before[-1:].isalnum() and before[-1:] not in (".", "-", "@", "=", "+")
    return (
        whole
        and _AS_SUBJECT.search(before) is not None
        and _SAID_OF_IT.fit_for(behind).match(behind) is not None
    )
