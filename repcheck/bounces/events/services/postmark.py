"""Postmark's webhooks: one flat object, known by its ``RecordType``.

``Description`` names all that a type may mean ("unknown user, mailbox full"), so it is not read as a reply.
Uncertain, from general knowledge: the codes of the types from BadEmailAddress on.
"""

from collections.abc import Iterator

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.events.fields import Event, first, moment, name_of, reply_text, text
from repcheck.bounces.events.meanings import (
    AUTHENTICATION,
    AUTO_REPLY,
    CHALLENGE,
    CONTENT,
    DELAYED,
    DELIVERED,
    FEEDBACK,
    HARD,
    NONEXISTENT,
    POLICY,
    SOFT,
    SUPPRESSED,
    UNDELIVERABLE,
    UNKNOWN,
    Meaning,
    meant,
)
from repcheck.bounces.reply.judge import Reply

#: Names and codes of types. None: tells nothing of a mail that was sent.
TYPES: dict[str, tuple[int, Meaning | None]] = {
    "HardBounce": (1, HARD),
    "Transient": (2, DELAYED),
    "Unsubscribe": (16, AUTO_REPLY),
    "Subscribe": (32, AUTO_REPLY),
    "AutoResponder": (64, AUTO_REPLY),
    "AddressChange": (128, AUTO_REPLY),
    "DnsError": (256, UNDELIVERABLE),
    "SpamNotification": (512, CONTENT),
    "OpenRelayTest": (1024, None),
    "Unknown": (2048, UNKNOWN),
    "SoftBounce": (4096, SOFT),
    "VirusNotification": (8192, CONTENT),
    "ChallengeVerification": (16384, CHALLENGE),
    "BadEmailAddress": (100000, NONEXISTENT),
    "SpamComplaint": (100001, FEEDBACK),
    "ManuallyDeactivated": (100002, SUPPRESSED),
    "Unconfirmed": (100003, SUPPRESSED),
    "Blocked": (100006, POLICY),
    "SMTPApiError": (100007, SUPPRESSED),
    "InboundError": (100008, None),
    "DMARCPolicy": (100009, AUTHENTICATION),
    "TemplateRenderingFailed": (100010, SUPPRESSED),
}
_BY_CODE: dict[str, tuple[int, Meaning | None]] = {str(entry[0]): entry for entry in TYPES.values()}


def is_event(event: Event) -> bool:
    """An event of this service, by its shape."""
    return bool(text(event, "RecordType"))


def replies(file: str, event: Event) -> Iterator[Reply]:
    """One reply, or none for an event that tells no outcome (Open, Click, SubscriptionChange)."""
    record = text(event, "RecordType")
    name, code = text(event, "Type"), text(event, "TypeCode")
    meaning: Meaning | None
    if record == "Delivery":
        meaning = DELIVERED
    elif record == "SpamComplaint":
        meaning = FEEDBACK
    elif record == "Bounce":
        meaning = (TYPES.get(name) or _BY_CODE.get(code) or (0, UNKNOWN))[1]
    else:
        meaning = None
    if meaning is None:
        return
    recipient = first(text(event, "Email"), text(event, "Recipient"))
    reply = Reply(
        file=file,
        esp="postmark",
        recipient=clean_address(recipient),
        diagnostic="" if meaning is FEEDBACK else reply_text(text(event, "Details")),
        time=moment(first(text(event, "BouncedAt"), text(event, "DeliveredAt"))),
        event=name_of(first(text(event, "ID"), text(event, "MessageID")), "postmark", record, recipient),
    )
    yield meant(reply, meaning, first(name, code, record))
