"""The monitor's memory behind the server: opened when it is first needed, and kept open."""

import threading
from collections.abc import Callable

from repcheck.store.ports import StateStore


class Memory:
    """Gives the store to any thread; the store itself stands many.

    ``opens``  opens it; raises StoreUnavailable, also while there is none, and is then asked again
    """

    def __init__(self, opens: Callable[[], StateStore]) -> None:
        self._opens = opens
        self._store: StateStore | None = None
        self._lock = threading.Lock()

    def store(self) -> StateStore:
        """The store. Raises StoreUnavailable and BadInput, as opening does."""
        with self._lock:
            if self._store is None:
                self._store = self._opens()
            return self._store

    def close(self) -> None:
        """Let go of files and connections; it may be used again."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None
