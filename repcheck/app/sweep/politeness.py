"""How much a list may be asked, and how fast."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import isinf

import msgspec

from repcheck.app.sweep.job import AskedList
from repcheck.dns import Lane
from repcheck.model.catalog import Limits, ReputationList
from repcheck.model.observations import Severity

#: Asked how many questions to a list may go out today: (list, wanted) -> granted.
Reserve = Callable[[ReputationList, int], int]
#: (id of a list, questions a second, count) -> seconds from now until each of that many turns.
Turns = Callable[[str, float, int], Sequence[float]]


class Politeness(msgspec.Struct, frozen=True):
    """``polite`` False: one's own mirrors, asked without limits.

    ``turns``       the pace that all runs of the user keep together; None: this run keeps it alone
    ``dead_waits``  seconds of silence, by the ids of lists that were dead in the last passes: nobody is to
                    wait longer for them
    ``usual``       seconds that answers took in the last passes, by the ids of lists
    ``patience``    seconds that the run waits for a list of little severity with a pace of its own; None
                    and infinity: as long as it takes
    """

    polite: bool
    reserve: Reserve
    turns: Turns | None = None
    dead_waits: Mapping[str, float] = {}
    patience: float | None = None
    usual: Mapping[str, float] = {}

    def in_time(self, lists: Sequence[AskedList]) -> int | None:
        """The most questions to a zone that patience allows, by its pace; None: any number.

        Patience ends only with lists of which a listing costs little mail.
        """
        paces = [pace for asked in lists if (pace := self.pace(asked.entry.limits)) is not None]
        if (
            self.patience is None
            or isinf(self.patience)
            or not paces
            or any(_matters(asked.entry) for asked in lists)
        ):
            return None
        return int(self.patience * min(paces))

    def pace(self, limits: Limits) -> float | None:
        """Questions a second that a list may be asked; None: as many as it answers."""
        return limits.per_second if self.polite else None

    def lane(self, lists: Sequence[AskedList], zone: str) -> Lane:
        """The lane of a zone through the run's resolvers. All that is sent counts, repeats too."""
        first = lists[0].entry
        rate = self.pace(first.limits)
        return Lane(
            zone,
            per_second=rate,
            turns=None if rate is None or self.turns is None else partial(self.turns, first.id, rate),
            leave=partial(self._one_more, tuple(lists)) if self.counts(lists) else None,
            dead_wait=self.dead_wait(lists),
            usual=max(
                (self.usual[each.entry.id] for each in lists if each.entry.id in self.usual), default=None
            ),
        )

    def dead_wait(self, lists: Sequence[AskedList]) -> float | None:
        """How long silence of a zone may last; None: as for any, as one of the lists that read it lived."""
        waits = [self.dead_waits.get(asked.entry.id) for asked in lists]
        known = [wait for wait in waits if wait is not None]
        return max(known) if len(known) == len(waits) else None

    def _one_more(self, lists: Sequence[AskedList]) -> bool:
        return self.allowed(lists, 1) > 0

    def allowed(self, lists: Sequence[AskedList], wanted: int) -> int:
        """How many of the wanted questions may go to a zone: what each list that reads it allows."""
        if not self.polite or not wanted:
            return wanted
        return min(self.reserve(asked.entry, wanted) for asked in lists)

    def counts(self, lists: Sequence[AskedList]) -> bool:
        """Whether a day's limit of one of the lists is kept."""
        return self.polite and any(asked.entry.limits.per_day is not None for asked in lists)


def _matters(entry: ReputationList) -> bool:
    """Whether some listing there costs more than a little mail."""
    severities = (entry.severity, *(sublist.severity for sublist in entry.sublists))
    return any(severity.rank > Severity.LOW.rank for severity in severities)
