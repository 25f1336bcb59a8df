"""What a run asks of the store that counts the day's questions to each list."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec


class Want(msgspec.Struct, frozen=True):
    """``wanted`` questions to a list that may be asked ``per_day``."""

    list_id: str
    wanted: int
    per_day: int


class Grant(msgspec.Struct, frozen=True):
    """``granted`` questions may be sent. ``free_again``: when there are more; None when all were granted."""

    granted: int
    free_again: datetime | None = None


class QuotaStore(Protocol):
    """Quotas that all runs of a user share. Counts only err upwards: more is never granted than there is.

    Every method raises StoreUnavailable when the store cannot be used; nothing is then granted or counted.

    ``warning``  what the user has to know of the store, in one line; whoever shows it sets it to None
    """

    warning: str | None

    def reserve_all(self, wants: Sequence[Want]) -> tuple[Grant, ...]:
        """For each, in their order, as many questions as the day still has; they count as asked."""

    def settle(self, extra: Mapping[str, int]) -> None:
        """Count what is above zero as asked, too, and give back what is below, for each list."""
