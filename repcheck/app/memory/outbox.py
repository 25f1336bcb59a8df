"""Messages of the monitor, as those who look at the outbox see them."""

from collections.abc import Sequence

from repcheck.app.monitor.delivering import dispatch_of
from repcheck.model.watch.outbox import Outgoing
from repcheck.store.ports import StateStore


def messages(store: StateStore, *, everything: bool) -> Sequence[Outgoing]:
    """Those that wait, oldest first; with ``everything`` those that were sent or given up, too."""
    return [one for one in store.outbox() if everything or (one.sent is None and one.given_up is None)]


def subject_of(message: Outgoing) -> str:
    """What a message says, in one line; "" when its body is not kept."""
    return message.subject or (dispatch_of(message).subject if message.body else "")
