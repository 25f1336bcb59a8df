"""The monitor's memory behind the server: opened when it is first needed, and kept open."""

import threading
from collections.abc import Callable

from repcheck.errors import StoreMissing
from repcheck.store.nothing import NoState
from repcheck.store.ports import StateStore


class SharedStore:
    """Gives the store to any thread; the store itself stands many.

    ``opens``  opens it; raises StoreMissing while no pass has made it, and is then asked again
    """

    def __init__(self, opens: Callable[[], StateStore]) -> None:
        self._opens = opens
        self._store: StateStore | None = None
        self._lock = threading.Lock()

    def store(self) -> StateStore:
        """The store; before the first pass one that holds nothing. Raises StoreUnavailable and BadInput."""
        with self._lock:
            if self._store is None:
                try:
                    self._store = self._opens()
                except StoreMissing as missing:
                    return NoState(missing)
            return self._store

    def close(self) -> None:
        """Let go of files and connections; it may be used again."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None
