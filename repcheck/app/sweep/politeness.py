"""How much a list may be asked, and how fast."""

from collections.abc import Callable, Sequence

import msgspec

from repcheck.app.sweep.job import AskedList
from repcheck.model.catalog import Limits, ReputationList

#: Asked how many questions to a list may go out today: (list, wanted) -> granted.
Allowance = Callable[[ReputationList, int], int]


class Politeness(msgspec.Struct, frozen=True):
    """``polite`` False: one's own mirrors, asked without limits."""

    polite: bool
    allowance: Allowance

    def pace(self, limits: Limits) -> float | None:
        """Questions a second that a list may be asked; None: as many as it answers."""
        return limits.per_second if self.polite else None

    def allowed(self, lists: Sequence[AskedList], wanted: int) -> int:
        """How many of the wanted questions may go to a zone: what each list that reads it allows."""
        if not self.polite or not wanted:
            return wanted
        return min(self.allowance(asked.entry, wanted) for asked in lists)

    def counts(self, lists: Sequence[AskedList]) -> bool:
        """Whether a day's limit of one of the lists is kept."""
        return self.polite and any(asked.entry.limits.per_day is not None for asked in lists)
