"""Resend: ``{"type": "email.bounced", "data": {...}}``; it hands on the bounce types of Amazon SES.

``message`` is mostly Resend's own prose, read as a reply only where it holds a reply code.
Uncertain, from general knowledge: all events but ``email.bounced``.
"""

from collections.abc import Iterator

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.events.fields import Event, first, moment, name_of, part, reply_text, text, texts
from repcheck.bounces.events.meanings import DELAYED, DELIVERED, FEEDBACK, SUPPRESSED, UNKNOWN, Meaning, meant
from repcheck.bounces.events.services.ses import bounce_meaning
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import enhanced_status, reply_code

EVENTS: dict[str, Meaning] = {
    "email.bounced": UNKNOWN,
    "email.complained": FEEDBACK,
    "email.delivery_delayed": DELAYED,
    "email.delivered": DELIVERED,
    "email.suppressed": SUPPRESSED,
}


def is_event(event: Event) -> bool:
    """An event of this service, by its shape."""
    return text(event, "type").startswith("email.") and isinstance(event.get("data"), dict)


def replies(file: str, event: Event) -> Iterator[Reply]:
    """One reply for each recipient; none for an event that tells no outcome (email.sent, email.opened)."""
    kind, data = text(event, "type"), part(event, "data")
    meaning = EVENTS.get(kind)
    if meaning is None:
        return
    bounce = part(data, "bounce")
    words: tuple[str, ...] = (kind,)
    if kind == "email.bounced":
        words = (text(bounce, "type"), text(bounce, "subType"))
        meaning = bounce_meaning(*words)
    said = reply_text(text(bounce, "message"))
    when = first(text(event, "created_at"), text(data, "created_at"))
    for address in texts(data, "to"):
        reply = Reply(
            file=file,
            esp="resend",
            recipient=clean_address(address),
            diagnostic=said if reply_code(said) or enhanced_status(said) else "",
            time=moment(when),
            event=name_of(text(data, "email_id"), "resend", kind, address, when),
        )
        yield meant(reply, meaning, *words)
