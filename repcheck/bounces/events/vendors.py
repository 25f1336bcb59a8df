"""How the events of each service are recognised and read: by the module of its name."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import TypeAlias

import msgspec

from repcheck.bounces.events.fields import Event
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.services import SERVICES

#: One of SERVICES.
EventKind: TypeAlias = str


class Vendor(msgspec.Struct, frozen=True):
    """How one service's events are recognised and read."""

    is_event: Callable[[Event], bool]
    replies: Callable[[str, Event], Iterator[Reply]]


@cache
def vendor(kind: EventKind) -> Vendor:
    """The reader of one service's events."""
    module = import_module(f"repcheck.bounces.events.services.{kind}")
    return Vendor(module.is_event, module.replies)


def kind_of(event: Event) -> EventKind | None:
    """The service that wrote an event without its wrapping; None: no shape that is known."""
    return next((kind for kind in SERVICES if vendor(kind).is_event(event)), None)
