"""Messages of the monitor, as those who look at the outbox see them."""

from collections.abc import Sequence
from datetime import datetime

from repcheck.app.monitor.delivering import dispatch_of
from repcheck.model.watch.outbox import Outgoing
from repcheck.monitor.retry import waits, was_lost
from repcheck.store.ports import StateStore


def messages(store: StateStore, now: datetime, *, everything: bool) -> Sequence[Outgoing]:
    """Those that wait or were given up of late, oldest first; with ``everything`` all that are kept."""
    return [one for one in store.outbox() if everything or waits(one) or was_lost(one, now)]


def subject_of(message: Outgoing) -> str:
    """What a message says, in one line; "" when its body is not kept."""
    return message.subject or (dispatch_of(message).subject if message.body else "")
