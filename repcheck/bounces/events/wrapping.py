"""What services put round their events: arrays, envelopes, JSON inside of JSON, forms."""

from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import unquote_to_bytes

import msgspec

from repcheck.bounces.events.fields import Event, part, text
from repcheck.bounces.events.vendors import EventKind

MAX_EVENTS = 100_000
_MAX_WRAPPINGS = 4
_LONGEST_INSIDE = 4 * 1024 * 1024
_FORM = b"mandrill_events="


def unwrapped(document: object) -> Iterator[tuple[Event, EventKind | None]]:
    """The events of a document, at most 100,000, with the service where the wrapping tells it."""
    return islice(_inside(document, None, _MAX_WRAPPINGS), MAX_EVENTS)


def form_document(body: bytes) -> object | None:
    """The JSON value of Mandrill's form body ``mandrill_events=%5B...``; None where it is none."""
    field = next((each for each in body.lstrip().split(b"&") if each.startswith(_FORM)), None)
    return None if field is None else _decoded(form_json(field))


def form_json(field: bytes) -> bytes:
    """The value of a form field, decoded."""
    return unquote_to_bytes(field.partition(b"=")[2].replace(b"+", b" "))


def _inside(document: object, kind: EventKind | None, left: int) -> Iterator[tuple[Event, EventKind | None]]:
    if isinstance(document, list):
        for item in document if left else ():
            yield from _inside(item, kind, left - 1)
    elif isinstance(document, Mapping):
        inner = _opened(document) if left else None
        if inner is None:
            yield document, kind
        else:
            yield from _inside(inner[0], inner[1] or kind, left - 1)


def _opened(event: Event) -> tuple[object, EventKind | None] | None:
    """What an envelope holds; None for a bare event."""
    if "mandrill_events" in event:
        return _decoded(event["mandrill_events"]), "mandrill"
    if isinstance(event.get("event-data"), Mapping):
        return event["event-data"], "mailgun"
    if isinstance(event.get("msys"), Mapping):
        return list(part(event, "msys").values()), "sparkpost"
    if text(event, "Type") == "Notification" and "Message" in event:  # Amazon SNS
        return _decoded(event["Message"]), None
    if text(event, "source") == "aws.ses" and isinstance(event.get("detail"), Mapping):  # Amazon EventBridge
        return event["detail"], "ses"
    return None


def _decoded(value: object) -> object:
    """The value of a JSON text, or ``value`` itself where it is one already; None where it is no JSON."""
    if not isinstance(value, str | bytes):
        return value
    if len(value) > _LONGEST_INSIDE:
        return None
    try:
        return msgspec.json.decode(value)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
