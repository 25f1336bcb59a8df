"""Mandrill (Mailchimp Transactional): a form field ``mandrill_events`` that holds an array.

Uncertain, from general knowledge: the bounce descriptions beyond bad_mailbox, invalid_domain, mailbox_full
and general; the event ``delivered`` (``send`` is not taken for one, or a mail would count twice).
"""

from collections.abc import Iterator

from repcheck.bounces.addresses import canonical_ip, clean_address
from repcheck.bounces.events.fields import Event, first, host, moment, name_of, part, parts, reply_text, text
from repcheck.bounces.events.meanings import (
    AUTO_REPLY,
    BLOCKED,
    CONTENT,
    DELAYED,
    DELIVERED,
    FEEDBACK,
    HARD,
    MAILBOX_FULL,
    NONEXISTENT,
    POLICY,
    SOFT,
    SUPPRESSED,
    TOO_LARGE,
    UNDELIVERABLE,
    Meaning,
    meant,
)
from repcheck.bounces.reply.judge import Reply

EVENTS: dict[str, Meaning] = {
    "hard_bounce": HARD,
    "soft_bounce": SOFT,
    "deferral": DELAYED,
    "reject": SUPPRESSED,
    "spam": FEEDBACK,
    "delivered": DELIVERED,
}
DESCRIPTIONS: dict[str, Meaning] = {
    "bad_mailbox": NONEXISTENT,
    "invalid_domain": NONEXISTENT,
    "mailbox_full": MAILBOX_FULL,
    "message_too_large": TOO_LARGE,
    "dns_failure": UNDELIVERABLE,
    "timeout": UNDELIVERABLE,
    "spam_block": BLOCKED,
    "spam_content": CONTENT,
    "relaying_denied": POLICY,
    "auto_reply": AUTO_REPLY,
}


def is_event(event: Event) -> bool:
    """An event of this service, by its shape."""
    return bool(text(event, "event")) and isinstance(event.get("msg"), dict)


def replies(file: str, event: Event) -> Iterator[Reply]:
    """One reply, or none for an event that tells no outcome (send, open, click, unsub)."""
    kind, message = text(event, "event"), part(event, "msg")
    meaning = EVENTS.get(kind)
    if meaning is None:
        return
    description = text(message, "bounce_description")
    if kind in ("hard_bounce", "soft_bounce"):
        meaning = DESCRIPTIONS.get(description, meaning)
    last: Event = next(reversed(parts(message, "smtp_events")), {})
    address, when = text(message, "email"), text(event, "ts")
    reply = Reply(
        file=file,
        esp="mandrill",
        recipient=clean_address(address),
        diagnostic=reply_text(first(text(message, "diag"), text(last, "diag"))),
        remote_mta=host(text(last, "destination_ip")),
        source_ip=canonical_ip(text(last, "source_ip").strip()),
        time=moment(first(when, text(last, "ts"))),
        event=name_of(first(text(event, "_id"), text(message, "_id")), "mandrill", kind, address, when),
    )
    yield meant(reply, meaning, kind, first(description, text(message, "reject", "reason")))
