"""The day's questions to each list: drawn from the quota that all runs of a user share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from repcheck.app.environment import rfc3339
from repcheck.errors import StoreUnavailable
from repcheck.model.catalog import ReputationList
from repcheck.model.observations import Severity
from repcheck.model.report import Finding

if TYPE_CHECKING:
    from repcheck.store.quota import QuotaStore

NOT_KEPT = "lists with a daily limit are asked little in this run, as it cannot be counted: {}"
#: Questions reserved at once when one more is wanted: each reservation is a locked write.
_AT_ONCE = 8
#: Runs in a day of a user who runs it every minute.
_RUNS_A_DAY = 24 * 60


class Quota:
    """Grants questions to lists that publish a daily limit; all others may be asked freely.

    ``free_again``  the lists whose questions are used up, and when there are new ones

    All that is sent counts: test points, repeats, questions over TCP and to further resolvers. When the
    counts cannot be kept (no state directory, locked for too long), a warning says so, and such a list is
    asked only what is certainly allowed: what it would be if a run began in each minute of the day.
    """

    def __init__(self, store: "QuotaStore | None", warn: Callable[[str], None]) -> None:
        self._store = store
        self._warn = warn
        self._stock: dict[str, int] = {}
        self._uncounted: dict[str, int] = {}
        self.free_again: dict[str, datetime] = {}

    def stock_up(self, wanted: Mapping[str, tuple[ReputationList, int]]) -> None:
        """Reserve for several lists in one step what they will surely need."""
        wants = [
            (list_id, count, entry.limits.per_day)
            for list_id, (entry, count) in wanted.items()
            if entry.limits.per_day is not None
        ]
        self._reserve(wants)

    def reserve(self, entry: ReputationList, wanted: int) -> int:
        """How many of the wanted questions may go to this list."""
        if entry.limits.per_day is None:
            return wanted
        return self.reserve_for(entry.id, wanted, entry.limits.per_day)

    def reserve_for(self, name: str, wanted: int, per_day: int) -> int:
        """The same for whatever is asked under that name, a list or a source over HTTP."""
        short = wanted - self._stock.get(name, 0)
        if short > 0:
            self._reserve([(name, max(short, _AT_ONCE), per_day)], needed=short)
        granted = min(wanted, self._stock.get(name, 0))
        self._stock[name] = self._stock.get(name, 0) - granted
        if self._store is None and granted < wanted:
            granted += self._certain(name, wanted - granted, per_day)
        return granted

    def give_back(self, unused: Mapping[str, int]) -> None:
        """Questions that were granted and not sent, by list."""
        for list_id, count in unused.items():
            if self._store is not None:
                self._stock[list_id] = self._stock.get(list_id, 0) + count

    def _certain(self, name: str, wanted: int, per_day: int) -> int:
        """As many of the wanted questions as no other run can have used up."""
        left = per_day // _RUNS_A_DAY - self._uncounted.get(name, 0)
        granted = max(0, min(wanted, left))
        self._uncounted[name] = self._uncounted.get(name, 0) + granted
        return granted

    def settle(self) -> None:
        """Give back what was reserved and not used."""
        unused = {list_id: -count for list_id, count in self._stock.items() if count > 0}
        if self._store is None or not unused:
            return
        try:
            self._store.settle(unused)
        except StoreUnavailable as error:
            self._give_up(error)

    def _reserve(self, wanted: Sequence[tuple[str, int, int]], needed: int | None = None) -> None:
        """``wanted``  names with the questions to each, and how many its day has."""
        if self._store is None or not wanted:
            return
        from repcheck.store.quota import Want

        wants = [Want(*each) for each in wanted]
        try:
            grants = self._store.reserve_all(wants)
        except StoreUnavailable as error:
            self._give_up(error)
            return
        if self._store.warning is not None:
            self._warn(self._store.warning)
            self._store.warning = None
        for want, grant in zip(wants, grants, strict=True):
            self._stock[want.list_id] = self._stock.get(want.list_id, 0) + grant.granted
            if grant.free_again is not None and (needed is None or grant.granted < needed):
                self.free_again[want.list_id] = grant.free_again

    def _give_up(self, error: StoreUnavailable) -> None:
        self._warn(NOT_KEPT.format(error))
        self._store = None


def budget_findings(free_again: Mapping[str, datetime]) -> Iterable[Finding]:
    """Which budgets are spent, and when they are free again."""
    for list_id, moment in free_again.items():
        yield Finding(
            id="budget_spent",
            severity=Severity.MEDIUM,
            says=f"The day's questions to {list_id} are used up; free again at {rfc3339(moment)}.",
            remedy="Ask fewer targets or less often, get a key, or raise the limit in your own catalog.",
        )
