"""Webhook events of the services that send mail: a decoded JSON value in, what each server replied out."""

from repcheck.bounces.events.recognise import event_kind
from repcheck.bounces.events.replies import OnlyNew, replies_of_event
from repcheck.bounces.events.vendors import EventKind
from repcheck.bounces.events.wrapping import form_document

__all__ = ["EventKind", "OnlyNew", "event_kind", "form_document", "replies_of_event"]
