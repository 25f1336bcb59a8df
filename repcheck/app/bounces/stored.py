"""The store of bounce records: filling it, and reading from it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from repcheck.app.environment import Environment
from repcheck.model.bounces import BounceRecord
from repcheck.store.places import state_directory, state_place

if TYPE_CHECKING:
    from repcheck.store.bounces import Added


def store_records(records: Iterable[BounceRecord], environment: Environment, keep_days: int) -> "Added":
    """Store the records, each once; what is older than ``keep_days`` goes. Raises StoreUnavailable."""
    from repcheck.store.bounces import FILE_NAME, BounceStore

    store = BounceStore(state_directory(environment.environ) / FILE_NAME)
    return store.add(records, environment.now(), keep_days)


def arrived(environment: Environment, after: int) -> Iterator[tuple[int, BounceRecord]]:
    """Records with the number by which they arrived, those behind ``after``; none where none were stored.

    Raises StoreUnavailable.
    """
    from repcheck.store.bounces import FILE_NAME, BounceStore

    path = state_place(environment.environ) / FILE_NAME
    if path.exists():
        yield from BounceStore(path).arrived(after)


def stored_records(environment: Environment, since: datetime | None) -> Iterator[BounceRecord]:
    """The records that were stored, the oldest first. Raises StoreUnavailable."""
    from repcheck.store.bounces import FILE_NAME, BounceStore

    yield from BounceStore(state_place(environment.environ) / FILE_NAME).records(since)
