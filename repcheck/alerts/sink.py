"""What all ways out have in common."""

from typing import Protocol

from repcheck.model.watch.alerts import Delivery, Dispatch

#: What one try may take, in seconds, whatever the other side does.
MOST_SECONDS = 20.0
_MOST_SAID = 200


class Sink(Protocol):
    """One way out. A sink is asked again with the same ``id`` until it has taken the message."""

    async def send(self, message: Dispatch) -> Delivery:
        """Hand the message over, within MOST_SECONDS. Never raises for what the other side does."""


def failed(said: str, *, permanent: bool = False, retry_after: float | None = None) -> Delivery:
    """A try that came to nothing; ``said`` may hold a stranger's words, which are cut and made printable."""
    words = " ".join(said.split())[:_MOST_SAID]
    shown = "".join(char if char.isprintable() else "?" for char in words)
    return Delivery(taken=False, permanent=permanent, retry_after=retry_after, said=shown)
