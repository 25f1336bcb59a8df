"""What services put round their events: arrays, envelopes, JSON inside of JSON, forms."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from urllib.parse import unquote_to_bytes

import msgspec

from repcheck.bounces.events.fields import Event, first, part, parts, text, texts
from repcheck.bounces.events.vendors import EventKind

MAX_EVENTS = 100_000
_MAX_WRAPPINGS = 8
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
    for name, kind, opened in _ENVELOPES:
        if name in event:
            inside = opened(event)
            if inside is not None:
                return inside, kind
    return None


def _mapping(event: Event, name: str) -> Event | None:
    found = event.get(name)
    return found if isinstance(found, Mapping) else None


def _sns(event: Event) -> object | None:
    return _decoded(event["Message"]) or () if text(event, "Type") == "Notification" else None


def _event_bridge(event: Event) -> Event | None:
    return _mapping(event, "detail") if text(event, "source") == "aws.ses" else None


def _in_each(name: str, inside: str) -> Callable[[Event], object | None]:
    """What opens an array of which each object holds one event, as JSON or as it is."""

    def opened(event: Event) -> object | None:
        items = [item[inside] for item in parts(event, name) if inside in item]
        return [_decoded(item) for item in items] or None

    return opened


def _details(event: Event) -> list[Event] | None:
    """ZeptoMail: the flat object that each detail stands for, with the kind of its event."""
    found = [
        {
            "contact_email": first(
                *(text(detail, name) for name in ("bounced_recipient", "recipient", "email"))
            ),
            "bounce_type": first(text(data, "object"), *texts(event, "event_name")),
            "bounce_reason": first(text(detail, "diagnostic_message"), text(detail, "reason")),
            "bounced_time": first(text(detail, "time"), text(detail, "bounced_time")),
        }
        for message in parts(event, "event_message")
        for data in parts(message, "event_data")
        for detail in parts(data, "details")
    ]
    return [each for each in found if each["contact_email"]] or None


#: Name of the field that makes it an envelope, the service it tells, and what opens it.
_ENVELOPES: tuple[tuple[str, EventKind | None, Callable[[Event], object | None]], ...] = (
    ("mandrill_events", "mandrill", lambda event: _decoded(event["mandrill_events"]) or ()),
    ("event-data", "mailgun", lambda event: _mapping(event, "event-data")),
    ("msys", "sparkpost", lambda event: list(part(event, "msys").values()) or None),
    ("event_message", "zoho", _details),
    ("Message", None, _sns),  # Amazon SNS, and what it is handed on by: SQS, Lambda, CloudWatch, EventBridge
    ("Messages", None, _in_each("Messages", "Body")),
    ("Records", None, _in_each("Records", "body")),
    ("Records", None, _in_each("Records", "Sns")),
    ("events", None, _in_each("events", "message")),
    ("logEvents", None, _in_each("logEvents", "message")),
    ("detail", "ses", _event_bridge),
)


def _decoded(value: object) -> object:
    """The value of a JSON text, or ``value`` itself where it is one already; None where it is not JSON."""
    if not isinstance(value, str | bytes):
        return value
    if len(value) > _LONGEST_INSIDE:
        return None
    try:
        return msgspec.json.decode(value)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
