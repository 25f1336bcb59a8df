"""Brevo (Sendinblue): one flat object. All of it from general knowledge, and so uncertain."""

from collections.abc import Iterator

from repcheck.bounces.addresses import canonical_ip, clean_address
from repcheck.bounces.events.fields import Event, first, moment, name_of, reply_text, text
from repcheck.bounces.events.meanings import (
    DELAYED,
    DELIVERED,
    FEEDBACK,
    HARD,
    NONEXISTENT,
    POLICY,
    SOFT,
    SUPPRESSED,
    UNKNOWN,
    Meaning,
    meant,
)
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import reply_code

EVENTS: dict[str, Meaning] = {
    "hard_bounce": HARD,
    "soft_bounce": SOFT,
    "blocked": SUPPRESSED,
    "spam": FEEDBACK,
    "complaint": FEEDBACK,
    "invalid_email": NONEXISTENT,
    "deferred": DELAYED,
    "error": UNKNOWN,
    "delivered": DELIVERED,
}


def is_event(event: Event) -> bool:
    """An event of this service, by its shape."""
    ours = any(name in event for name in ("message-id", "ts_event", "ts_epoch"))
    return bool(text(event, "event")) and "email" in event and ours


def replies(file: str, event: Event) -> Iterator[Reply]:
    """One reply, or none for an event that tells no outcome (request, opened, click)."""
    kind = text(event, "event")
    meaning = EVENTS.get(kind)
    if meaning is None:
        return
    address = text(event, "email")
    words = reply_text(text(event, "reason"))
    if meaning is SUPPRESSED and reply_code(words) is not None:
        meaning = POLICY  # a server was asked, and answered
    when = first(*(text(event, name) for name in ("ts_event", "ts_epoch", "ts", "date")))
    reply = Reply(
        file=file,
        esp="brevo",
        recipient=clean_address(address),
        diagnostic=words,
        source_ip=canonical_ip(text(event, "sending_ip").strip()),
        time=moment(when),
        event=name_of(text(event, "message-id"), "brevo", kind, address, when),
    )
    yield meant(reply, meaning, kind)
