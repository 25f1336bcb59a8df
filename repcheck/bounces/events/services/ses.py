"""Amazon SES: notifications by SNS (``notificationType``) and event publishing (``eventType``).

Uncertain, from general knowledge: the delay types, UnsubscribedRecipient and CustomTimeoutExceeded, Reject.
``mail.sourceIp`` is who handed the mail to SES, not what the mail was sent from: it is left out.
"""

from collections.abc import Iterator

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.events.fields import (
    Event,
    envelope,
    first,
    host,
    moment,
    name_of,
    part,
    parts,
    reply_text,
    text,
    texts,
)
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
from repcheck.bounces.smtp.codes import status_field

BOUNCE_TYPES: dict[str, Meaning] = {"Permanent": HARD, "Transient": SOFT, "Undetermined": UNKNOWN}
BOUNCE_SUBTYPES: dict[tuple[str, str], Meaning] = {
    ("Permanent", "NoEmail"): NONEXISTENT,
    ("Permanent", "Suppressed"): SUPPRESSED,
    ("Permanent", "OnAccountSuppressionList"): SUPPRESSED,
    ("Permanent", "UnsubscribedRecipient"): SUPPRESSED,
    ("Transient", "MailboxFull"): MAILBOX_FULL,
    ("Transient", "MessageTooLarge"): TOO_LARGE,
    ("Transient", "ContentRejected"): CONTENT,
    ("Transient", "AttachmentRejected"): CONTENT,
    ("Transient", "CustomTimeoutExceeded"): UNDELIVERABLE,
}
DELAY_TYPES: dict[str, Meaning] = {
    "IPFailure": delayed(BLOCKED),
    "MailboxFull": delayed(MAILBOX_FULL),
    "SpamDetected": delayed(CONTENT),
}


def is_event(event: Event) -> bool:
    """An event of this service, by its shape."""
    return bool(_type(event)) and any(
        isinstance(event.get(name), dict) for name in ("mail", *_BODIES.values())
    )


def bounce_meaning(kind: str, subtype: str) -> Meaning:
    """What a bounce type and subtype stand for; Resend hands the same words on."""
    return BOUNCE_SUBTYPES.get((kind, subtype)) or BOUNCE_TYPES.get(kind, UNKNOWN)


def replies(file: str, event: Event) -> Iterator[Reply]:
    """One reply for each recipient; none for an event that tells no outcome (Send, Open, Click)."""
    kind = _type(event)
    body = part(event, _BODIES.get(kind, ""))
    recipients = {
        "Bounce": parts(body, "bouncedRecipients"),
        "DeliveryDelay": parts(body, "delayedRecipients"),
        "Complaint": parts(body, "complainedRecipients"),
        "Delivery": tuple({"emailAddress": each} for each in texts(body, "recipients")),
        "Reject": tuple({"emailAddress": each} for each in texts(part(event, "mail"), "destination")),
    }.get(kind, ())
    time = moment(first(text(body, "timestamp"), text(event, "mail", "timestamp")))
    for who in recipients:
        meaning, words = _meaning(kind, body, who)
        address = text(who, "emailAddress")
        reply = Reply(
            file=file,
            esp="ses",
            recipient=clean_address(address),
            status=status_field(text(who, "status")),
            diagnostic=_diagnostic(kind, body, who),
            remote_mta=host(text(body, "remoteMtaIp")),
            sender=envelope(text(event, "mail", "source")),
            time=time,
            event=name_of(text(event, "mail", "messageId"), "ses", kind, address, text(body, "timestamp")),
        )
        yield meant(reply, meaning, *words)


_BODIES = {
    "Bounce": "bounce",
    "DeliveryDelay": "deliveryDelay",
    "Complaint": "complaint",
    "Delivery": "delivery",
    "Reject": "reject",
}


def _type(event: Event) -> str:
    return first(text(event, "notificationType"), text(event, "eventType"))


def _meaning(kind: str, body: Event, who: Event) -> tuple[Meaning, tuple[str, ...]]:
    if kind == "Bounce":
        names = text(body, "bounceType"), text(body, "bounceSubType")
        meaning = bounce_meaning(*names)
        if text(who, "action").strip().lower() == "delayed":
            meaning = delayed(meaning)
        elif meaning is SOFT and not any(text(who, name) for name in ("action", "status", "diagnosticCode")):
            # An automatic reply arrives as Transient/General, and has no server's reply with it.
            meaning = AUTO_REPLY
        return meaning, names
    if kind == "DeliveryDelay":
        name = text(body, "delayType")
        return DELAY_TYPES.get(name, DELAYED), (kind, name)
    if kind == "Complaint":
        return FEEDBACK, (kind, text(body, "complaintFeedbackType"))
    return (DELIVERED if kind == "Delivery" else SUPPRESSED), (kind, text(body, "reason"))


def _diagnostic(kind: str, body: Event, who: Event) -> str:
    if kind == "Complaint":
        return f"Feedback-Type: {first(text(body, 'complaintFeedbackType'), 'abuse')[:100]}"
    return reply_text(first(text(who, "diagnosticCode"), text(body, "smtpResponse"), text(body, "reason")))
