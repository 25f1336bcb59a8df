"""Twilio SendGrid's Event Webhook: an array of flat events, among them many that tell no outcome."""

from collections.abc import Iterator

from repcheck.bounces.addresses import canonical_ip, clean_address
from repcheck.bounces.events.fields import Event, first, moment, name_of, reply_text, text
from repcheck.bounces.events.meanings import (
    BLOCKED,
    CONTENT,
    DELAYED,
    DELIVERED,
    FEEDBACK,
    HARD,
    INACTIVE,
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
from repcheck.bounces.smtp.codes import status_field
from repcheck.model.bounces import Category

EVENTS: dict[str, Meaning] = {
    "bounce": UNKNOWN,
    "dropped": SUPPRESSED,
    "deferred": DELAYED,
    "delivered": DELIVERED,
    "spamreport": FEEDBACK,
}
BOUNCE_TYPES: dict[str, Meaning] = {"bounce": HARD, "blocked": POLICY}
CLASSIFICATIONS: dict[str, Meaning] = {
    "invalid address": NONEXISTENT,
    "technical": UNDELIVERABLE,
    "content": CONTENT,
    "reputation": BLOCKED,
    "frequency/volume": RATE_LIMITED,
    "frequency or volume too high": RATE_LIMITED,
    # Full, disabled or only busy: the word does not say that the address is bad.
    "mailbox unavailable": Meaning(category=Category.INACTIVE, hard=None, blocked=INACTIVE.blocked),
}


def is_event(event: Event) -> bool:
    """An event of this service, by its shape."""
    return bool(text(event, "event")) and ("sg_event_id" in event or "sg_message_id" in event)


def replies(file: str, event: Event) -> Iterator[Reply]:
    """One reply, or none for an event that tells no outcome (processed, open, click)."""
    kind = text(event, "event")
    meaning = EVENTS.get(kind)
    if meaning is None:
        return
    words = (kind, "")
    if kind == "bounce":
        words = (text(event, "type"), text(event, "bounce_classification"))
        meaning = CLASSIFICATIONS.get(words[1].strip().lower()) or BOUNCE_TYPES.get(words[0], UNKNOWN)
    reply = Reply(
        file=file,
        esp="sendgrid",
        recipient=clean_address(text(event, "email")),
        status=status_field(text(event, "status")),
        diagnostic=reply_text(first(text(event, "reason"), text(event, "response"))),
        source_ip=canonical_ip(text(event, "ip").strip()),
        time=moment(text(event, "timestamp")),
        event=name_of(text(event, "sg_event_id"), "sendgrid"),
    )
    yield meant(reply, meaning, *words)
