"""Who looks at the wall now, and hears when what it shows has changed."""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import TypeAlias

from repcheck.store.ports import StateStore

#: Browsers that hear of a change at once; one more loads its page again by itself.
MOST = 256

#: What of a store is compared: another one says that a page would show something else.
State: TypeAlias = tuple[object, ...]


def state_of(store: StateStore) -> State:
    """The last pass, mutes, requests, the last look at a domain: few rows, whatever is watched."""
    return (tuple(store.passes(1)), tuple(store.mutes()), tuple(store.requests()), store.last_look())


class Hub:
    """Tells all that look at once. A slow client holds nobody up: what it missed is one change more.

    ``most``     clients at a time
    ``looking``  held by who looks at the store, so that an older state never comes after a newer one
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._clients: set[Client] = set()
        self._state: State | None = None
        self.looking = asyncio.Lock()
        self.closed = False

    def __len__(self) -> int:
        return len(self._clients)

    @contextlib.contextmanager
    def joined(self) -> Iterator["Client | None"]:
        """One client more as long as it looks; None: there are too many, or the server ends."""
        if self.closed or len(self._clients) >= self._most:
            yield None
            return
        client = Client()
        self._clients.add(client)
        try:
            yield client
        finally:
            self._clients.discard(client)

    def seen(self, state: State) -> None:
        """Take what the store holds now; a state that differs goes to the browsers, but for the first."""
        changed = self._state is not None and self._state != state
        self._state = state
        if changed:
            self.tell()

    def tell(self) -> None:
        """Tell all that something changed."""
        for client in self._clients:
            client.change()

    def close(self) -> None:
        """Let all clients go, and take no more."""
        self.closed = True
        self.tell()


class Client:
    """One browser. However much happens while it reads, it hears of it once, and then loads what is so."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def change(self) -> None:
        """Something changed."""
        self._event.set()

    async def changed(self, most: float) -> bool:
        """Wait for a change; False: none came in ``most`` seconds."""
        try:
            async with asyncio.timeout(most):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True
