"""A missing address that is the sender's own says nothing of the recipient.

Servers that ask back whether a sender exists (RFC 5321 section 4.5.1 has each domain keep a postmaster) say
"postmaster@example.org does not exist" in the words for a missing recipient. Who sent the mail tells whom
they mean.
"""

import re

import msgspec

from repcheck.bounces.smtp.codes import quoted_reply
from repcheck.model.bounces import BounceRecord, Category
from repcheck.patterns import compiled

_BAD = frozenset({Category.NONEXISTENT, Category.INACTIVE})
_OF_DOMAIN = ("postmaster", "abuse", "hostmaster")
#: Nothing stands before a subject but codes, its own noun, and who says what: "mx.example.net said: 550".
_AS_SUBJECT = compiled(
    r"(?:\A|\b(?:said|says|answered|replied):? )[\W\d]{0,24}"
    r"(?:(?:the|address|mailbox|user|account|domain)\W{1,3}){0,3}\Z"
    r"|\b(?:address|mailbox|user|account|domain|unknown|find|verify|know|such|named|for)\W{1,4}\Z",
    re.IGNORECASE,
)
_SAID_OF_IT = compiled(
    r"\W{1,5}(?:(?:is|was|does|do|has|could|cannot|can't|did|doesn't|isn't|no|not|unknown|invalid|user|host"
    r"|unrout\w{0,8}|unbekannt|inconnue?|sconosciuto|desconocido|desconhecido|onbekend|nieznany|ist|existiert|gibt|n'est|n'existe|est|no|non|nao|nie|не|niet|bestaat|finns|findes|finnes)\b|不|は|が)"
    r"|\W{0,3}\Z",
    re.IGNORECASE,
)


def of_own_address(record: BounceRecord, author: str | None = None) -> BounceRecord:
    """The record; if a missing address in it is the sender's, one that is not about the recipient.

    ``author`` is the domain of From where the returned mail shows it.
    """
    if not record.hard or record.category not in _BAD or not (record.sender or author):
        return record
    words = (quoted_reply(record.diagnostic) or record.diagnostic).lower()
    recipients = {each.lower() for each in (record.recipient, record.original_recipient) if each}
    domains = {each.rpartition("@")[2] for each in recipients}
    for own in _addresses(record.sender, author):
        theirs = own in recipients or own in domains
        if (
            not theirs
            and own in words
            and not any(each in words for each in recipients)
            and _is_said(own, words)
        ):
            return msgspec.structs.replace(
                record, category=Category.POLICY, hard=False, sender_blocked=False, rule="sender-invalid"
            )
    return record


def _addresses(sender: str | None, author: str | None) -> tuple[str, ...]:
    """The sender's address, those that his domain must have, and the domain."""
    domains = dict.fromkeys(filter(None, ((sender or "").rpartition("@")[2].lower(), author)))
    of_domains = (f"{name}@{domain}" for domain in domains for name in _OF_DOMAIN)
    return tuple(filter(None, ((sender or "").lower(), *of_domains, *domains)))


def _is_said(own: str, words: str) -> bool:
    """Whether what is said is said of this address or domain: it stands as the subject, and whole."""
    place = words.find(own)
    before, behind = words[:place], words[place + len(own) :]
    whole = not before[-1:].isalnum() and before[-1:] not in (".", "-", "@", "=", "+")
    return whole and _AS_SUBJECT.search(before) is not None and _SAID_OF_IT.match(behind) is not None
