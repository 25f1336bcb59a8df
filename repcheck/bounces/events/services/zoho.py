"""Zoho: one flat object for each bounce, without an id, so that nothing shows that it is a second copy.

Uncertain, from general knowledge: the words of ``bounce_type``; any that holds "hard" or "soft" is read.
"""

from collections.abc import Iterator

from repcheck.bounces.addresses import canonical_ip, clean_address
from repcheck.bounces.events.fields import Event, first, moment, reply_text, text
from repcheck.bounces.events.meanings import HARD, SOFT, UNKNOWN, Meaning, meant
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import status_field

BOUNCE_TYPES: dict[str, Meaning] = {"hard": HARD, "soft": SOFT}


def is_event(event: Event) -> bool:
    """An event of this service, by its shape."""
    return "contact_email" in event and any(
        name in event for name in ("bounce_type", "bounce_code", "bounce_reason")
    )


def replies(file: str, event: Event) -> Iterator[Reply]:
    """One reply."""
    if not is_event(event):
        return
    kind = text(event, "bounce_type")
    word = next((word for word in BOUNCE_TYPES if word in kind.lower()), "")
    reply = Reply(
        file=file,
        esp="zoho",
        recipient=clean_address(text(event, "contact_email")),
        status=status_field(text(event, "bounce_extended_code")),
        diagnostic=reply_text(text(event, "bounce_reason"), text(event, "bounce_code")),
        source_ip=canonical_ip(text(event, "sending_ip").strip()),
        time=moment(first(text(event, "bounced_time"), text(event, "time"))),
    )
    yield meant(reply, BOUNCE_TYPES.get(word, UNKNOWN), kind)
