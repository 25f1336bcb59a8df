"""What a run asks of the store that counts the questions to each list: in a day, and how fast."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

#: What leaves in time may arrive late, and come together with what leaves a second later.
MARGIN = 1.1
#: With equal pauses only what is late comes together: of many in a second a few.
_EVEN_MARGIN, _MANY = 1.03, 20


def even_pause(rate: float) -> float:
    """Seconds between two turns of a list that wants at most ``rate`` questions in a second, or so seldom."""
    if rate < 1:
        return MARGIN / rate
    return (MARGIN if rate < _MANY else _EVEN_MARGIN) / int(rate)


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

    ``warning``  what the user has to know of the store, in one line; the caller that shows it sets it to None
    """

    warning: str | None

    def reserve_all(self, wants: Sequence[Want]) -> tuple[Grant, ...]:
        """For each, in their order, as many questions as the day still has; they count as asked."""

    def settle(self, extra: Mapping[str, int]) -> None:
        """Count what is above zero as asked, too, and give back what is below, for each list."""


class PaceStore(Protocol):
    """Turns in the pace of lists: all who draw them together keep the pace of one."""

    def draw(self, list_id: str, rate: float, count: int, *, even: bool = False) -> tuple[float, ...]:
        """Seconds from now until each of ``count`` turns, at most ``rate`` in any second (below one: so
        seldom). A turn that is not used passes. Raises StoreUnavailable.

        ``even``  with equal pauses, for turns that are used far away: in bursts they could meet on the way
        """


class SharedLimits(QuotaStore, PaceStore, Protocol):
    """Both, for all machines that use one database."""

    def close(self) -> None:
        """Release the connection."""
