"""How fast lists are asked that publish a rate: together with all other runs of the user."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from repcheck.errors import StoreUnavailable

if TYPE_CHECKING:
    from repcheck.store.quota import PaceStore

#: Runs that may be under way unseen when nobody knows how many there are.
_UNSEEN = 10


class Paces:
    """Turns out of the shared book.

    When it cannot be used (no state directory, locked for too long), a warning says so, and the run
    goes on at a tenth of the rate: so that even ten runs which do not see each other keep it.
    """

    def __init__(
        self, book: "PaceStore | None", monotonic: Callable[[], float], warn: Callable[[str], None]
    ) -> None:
        self._book = book
        self._monotonic = monotonic
        self._warn = warn
        self._free: dict[str, float] = {}

    def turns(self, list_id: str, rate: float, count: int, *, even: bool = False) -> Sequence[float]:
        """Seconds from the call until each of ``count`` turns; ``even``: see ``PaceStore``."""
        if self._book is not None:
            try:
                begun = self._monotonic()
                drawn = self._book.draw(list_id, rate, count, even=even)
                # The book's clock was read some time during the call: a turn rather comes late than early.
                late = self._monotonic() - begun
                return tuple(late + seconds for seconds in drawn)
            except StoreUnavailable as error:
                self._warn(f"lists with a rate are asked at a tenth of it in this run: {error}")
                self._book = None
        now = self._monotonic()
        first, each = max(now, self._free.get(list_id, now)), 1.1 * _UNSEEN / rate
        self._free[list_id] = first + count * each
        return tuple(first + number * each - now for number in range(count))
