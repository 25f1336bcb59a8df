"""Mailgun's webhooks: ``{"signature": ..., "event-data": {...}}``.

Uncertain, from general knowledge: the reason ``espblock``, the event ``rejected``.
"""

from collections.abc import Iterator

from repcheck.bounces.addresses import canonical_ip, clean_address
from repcheck.bounces.events.fields import (
    Event,
    envelope,
    first,
    host,
    moment,
    name_of,
    part,
    reply_text,
    text,
)
from repcheck.bounces.events.meanings import (
    BLOCKED,
    DELIVERED,
    FEEDBACK,
    HARD,
    RATE_LIMITED,
    SOFT,
    SUPPRESSED,
    UNDELIVERABLE,
    UNKNOWN,
    Meaning,
    delayed,
    meant,
)
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import status_field

EVENTS: dict[str, Meaning] = {
    "failed": UNKNOWN,
    "complained": FEEDBACK,
    "delivered": DELIVERED,
    "rejected": SUPPRESSED,
}
REASONS: dict[str, Meaning] = {
    "bounce": HARD,
    "generic": UNKNOWN,
    "greylisted": RATE_LIMITED,
    "old": UNDELIVERABLE,
    "espblock": BLOCKED,
    "suppress-bounce": SUPPRESSED,
    "suppress-complaint": SUPPRESSED,
    "suppress-unsubscribe": SUPPRESSED,
}
BOUNCE_TYPES: dict[str, Meaning] = {"hard": HARD, "soft": SOFT}


def is_event(event: Event) -> bool:
    """The inside of ``event-data``, by its shape."""
    return bool(text(event, "event")) and ("delivery-status" in event or "log-level" in event)


def replies(file: str, event: Event) -> Iterator[Reply]:
    """One reply, or none for an event that tells no outcome (accepted, opened, clicked)."""
    kind = text(event, "event")
    if kind not in EVENTS:
        return
    status = part(event, "delivery-status")
    reply = Reply(
        file=file,
        esp="mailgun",
        recipient=clean_address(text(event, "recipient")),
        status=status_field(text(status, "enhanced-code")),
        diagnostic=reply_text(
            first(text(status, "message"), text(status, "description"), text(event, "reject", "reason")),
            text(status, "code"),
        ),
        remote_mta=host(text(status, "mx-host")),
        source_ip=canonical_ip(text(event, "envelope", "sending-ip").strip()),
        sender=envelope(text(event, "envelope", "sender")),
        time=moment(text(event, "timestamp")),
        event=name_of(text(event, "id"), "mailgun"),
    )
    severity, reason = text(event, "severity"), text(event, "reason")
    yield meant(
        reply, _meaning(kind, severity, reason, text(status, "bounce-type")), severity or kind, reason
    )


def _meaning(kind: str, severity: str, reason: str, bounce_type: str) -> Meaning:
    if kind != "failed":
        return EVENTS[kind]
    meaning = REASONS.get(reason, UNKNOWN)
    if meaning in (HARD, UNKNOWN):
        meaning = BOUNCE_TYPES.get(bounce_type.lower(), meaning)
    return delayed(meaning) if severity == "temporary" and not meaning.suppressed else meaning
