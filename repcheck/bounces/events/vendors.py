"""All services whose events are read, and how each is told by the shape of its events."""

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from repcheck.bounces.events import (
    brevo,
    mailgun,
    mailjet,
    mandrill,
    postmark,
    resend,
    sendgrid,
    ses,
    sparkpost,
    zoho,
)
from repcheck.bounces.events.fields import Event
from repcheck.bounces.judge import Reply

EventKind = Literal[
    "ses", "sendgrid", "mailgun", "postmark", "sparkpost", "brevo", "mailjet", "mandrill", "resend", "zoho"
]


class Vendor(msgspec.Struct, frozen=True):
    """How one service's events are told and read."""

    is_event: Callable[[Event], bool]
    replies: Callable[[str, Event], Iterator[Reply]]


#: In the order in which shapes are tried: what only one service writes goes first.
VENDORS: dict[EventKind, Vendor] = {
    "ses": Vendor(ses.is_event, ses.replies),
    "resend": Vendor(resend.is_event, resend.replies),
    "postmark": Vendor(postmark.is_event, postmark.replies),
    "sendgrid": Vendor(sendgrid.is_event, sendgrid.replies),
    "mailgun": Vendor(mailgun.is_event, mailgun.replies),
    "mandrill": Vendor(mandrill.is_event, mandrill.replies),
    "mailjet": Vendor(mailjet.is_event, mailjet.replies),
    "brevo": Vendor(brevo.is_event, brevo.replies),
    "sparkpost": Vendor(sparkpost.is_event, sparkpost.replies),
    "zoho": Vendor(zoho.is_event, zoho.replies),
}


def kind_of(event: Event) -> EventKind | None:
    """The service that wrote an event without its wrapping; None: no shape that is known."""
    return next((kind for kind, vendor in VENDORS.items() if vendor.is_event(event)), None)
