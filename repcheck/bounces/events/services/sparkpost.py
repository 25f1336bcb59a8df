"""SparkPost (Bird): an array of ``{"msys": {"message_event": {...}}}``; the reason is ``bounce_class``.

Uncertain, from general knowledge: class 26, the generation events.
"""

from collections.abc import Iterator

from repcheck.bounces.addresses import canonical_ip, clean_address
from repcheck.bounces.events.fields import Event, envelope, first, host, moment, name_of, reply_text, text
from repcheck.bounces.events.meanings import (
    AUTO_REPLY,
    BLOCKED,
    CHALLENGE,
    CONTENT,
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
    UNKNOWN,
    Meaning,
    delayed,
    meant,
)
from repcheck.bounces.reply.judge import Reply

EVENTS: dict[str, Meaning] = {
    "bounce": UNKNOWN,
    "out_of_band": UNKNOWN,
    "delay": delayed(UNKNOWN),
    "policy_rejection": SUPPRESSED,
    "generation_failure": SUPPRESSED,
    "generation_rejection": SUPPRESSED,
    "spam_complaint": FEEDBACK,
    "delivery": DELIVERED,
}
BOUNCE_CLASSES: dict[str, Meaning] = {
    "1": UNKNOWN,
    "10": NONEXISTENT,
    "20": SOFT,
    "21": UNDELIVERABLE,
    "22": MAILBOX_FULL,
    "23": TOO_LARGE,
    "24": UNDELIVERABLE,
    "25": SUPPRESSED,
    "26": SUPPRESSED,
    "30": HARD,
    "40": UNKNOWN,
    "50": POLICY,
    "51": BLOCKED,
    "52": CONTENT,
    "53": CONTENT,
    "54": POLICY,
    "60": AUTO_REPLY,
    "70": SOFT,
    "80": AUTO_REPLY,
    "90": AUTO_REPLY,
    "100": CHALLENGE,
}


def is_event(event: Event) -> bool:
    """The inside of ``msys``, by its shape."""
    return bool(text(event, "type")) and "rcpt_to" in event


def replies(file: str, event: Event) -> Iterator[Reply]:
    """One reply, or none for an event that tells no outcome (injection, open, click)."""
    kind, number = text(event, "type"), text(event, "bounce_class")
    meaning = EVENTS.get(kind)
    if meaning is None:
        return
    if kind in ("bounce", "out_of_band"):
        meaning = BOUNCE_CLASSES.get(number, UNKNOWN)
    elif kind == "delay":
        meaning = delayed(BOUNCE_CLASSES.get(number, UNKNOWN))
    reply = Reply(
        file=file,
        esp="sparkpost",
        recipient=clean_address(first(text(event, "rcpt_to"), text(event, "raw_rcpt_to"))),
        diagnostic=reply_text(
            first(text(event, "raw_reason"), text(event, "reason")), text(event, "error_code")
        ),
        remote_mta=host(text(event, "ip_address")),
        source_ip=canonical_ip(text(event, "sending_ip").strip()),
        sender=envelope(text(event, "msg_from")),
        time=moment(text(event, "timestamp")),
        event=name_of(text(event, "event_id"), "sparkpost"),
    )
    yield meant(reply, meaning, kind, number)
