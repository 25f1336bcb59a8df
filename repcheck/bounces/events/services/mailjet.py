"""Mailjet's Event API: one flat object, or an array of them; it gives no code, and the reply in ``comment``.

Uncertain, from general knowledge: the errors beyond user unknown, mailbox inactive, quota exceeded,
blacklisted, spam reporter and sender blocked, and that ``blocked`` is never a server's answer.
"""

from collections.abc import Iterator

import msgspec

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.events.fields import Event, first, flag, moment, name_of, reply_text, text
from repcheck.bounces.events.meanings import (
    BLOCKED,
    CONTENT,
    DELIVERED,
    FEEDBACK,
    INACTIVE,
    MAILBOX_FULL,
    NONEXISTENT,
    POLICY,
    RATE_LIMITED,
    SUPPRESSED,
    UNDELIVERABLE,
    UNKNOWN,
    Meaning,
    meant,
)
from repcheck.bounces.reply.judge import Reply
from repcheck.model.bounces import Category

EVENTS: dict[str, Meaning] = {
    "bounce": UNKNOWN,
    "blocked": SUPPRESSED,
    "spam": FEEDBACK,
    "sent": DELIVERED,
}
ERRORS: dict[str, Meaning] = {
    "user unknown": NONEXISTENT,
    "mailbox inactive": INACTIVE,
    "quota exceeded": MAILBOX_FULL,
    "blacklisted": SUPPRESSED,
    "spam reporter": SUPPRESSED,
    "invalid domain": NONEXISTENT,
    "typofix": NONEXISTENT,
    "no mail host": UNDELIVERABLE,
    "relay/access denied": POLICY,
    "greylisted": RATE_LIMITED,
    "sender blocked": BLOCKED,
    "content blocked": CONTENT,
    "policy issue": POLICY,
    "system issue": UNDELIVERABLE,
    "protocol issue": UNDELIVERABLE,
    "connection issue": UNDELIVERABLE,
    "preblocked": SUPPRESSED,
    "duplicate in campaign": SUPPRESSED,
    "bad or empty template": SUPPRESSED,
    "error in template language": SUPPRESSED,
}
RELATED_TO: dict[str, Meaning] = {
    "content": CONTENT,
    "spam": POLICY,
    "system": UNDELIVERABLE,
    "mailjet": SUPPRESSED,
    "recipient": UNKNOWN,
    "domain": UNKNOWN,
}
_OURS = ("mj_campaign_id", "mj_contact_id", "MessageID", "Message_GUID", "hard_bounce", "error_related_to")
_HARD_CAN_BE = (Category.NONEXISTENT, Category.INACTIVE, Category.OTHER)


def is_event(event: Event) -> bool:
    """An event of this service, by its shape."""
    return bool(text(event, "event")) and "email" in event and any(name in event for name in _OURS)


def replies(file: str, event: Event) -> Iterator[Reply]:
    """One reply, or none for an event that tells no outcome (open, click, unsub)."""
    kind = text(event, "event")
    meaning = EVENTS.get(kind)
    if meaning is None:
        return
    error, related = text(event, "error"), text(event, "error_related_to")
    if kind == "bounce":
        meaning = ERRORS.get(error.strip().lower()) or RELATED_TO.get(related.strip().lower(), UNKNOWN)
        hard = flag(event, "hard_bounce")
        if hard is not None and meaning.category in _HARD_CAN_BE:
            meaning = msgspec.structs.replace(meaning, hard=hard)
    address, when = text(event, "email"), text(event, "time")
    reply = Reply(
        file=file,
        esp="mailjet",
        recipient=clean_address(address),
        diagnostic=reply_text(first(text(event, "comment"), text(event, "smtp_reply"))),
        time=moment(when),
        event=name_of(
            first(text(event, "Message_GUID"), text(event, "MessageID")), "mailjet", kind, address, when
        ),
    )
    yield meant(reply, meaning, kind, related, error)
