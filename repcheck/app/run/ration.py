"""The day's questions to each list: drawn from the budget that all runs of a user share."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from repcheck.app.environment import rfc3339
from repcheck.errors import StoreUnavailable
from repcheck.model.catalog import ReputationList
from repcheck.model.observations import Severity
from repcheck.model.report import Finding
from repcheck.store.budget import Budget, Want


class Ration:
    """Grants questions to lists that publish a daily limit; all others may be asked freely.

    When the budget cannot be kept (no state directory, locked for too long), the user is told and
    the run goes on: a checker that refuses to check helps nobody.
    """

    def __init__(self, budget: Budget | None, warn: Callable[[str], None]) -> None:
        self._budget = budget
        self._warn = warn
        self._stock: dict[str, int] = {}
        self._free_again: dict[str, datetime] = {}

    def stock_up(self, wanted: Mapping[str, tuple[ReputationList, int]]) -> None:
        """Reserve for several lists in one step what they will surely need."""
        wants = [
            Want(list_id, count, entry.limits.per_day)
            for list_id, (entry, count) in wanted.items()
            if entry.limits.per_day is not None
        ]
        self._reserve(wants)

    def __call__(self, entry: ReputationList, wanted: int) -> int:
        """How many of the wanted questions may go to this list."""
        if entry.limits.per_day is None:
            return wanted
        short = wanted - self._stock.get(entry.id, 0)
        if short > 0:
            self._reserve([Want(entry.id, short, entry.limits.per_day)])
        if self._budget is None:
            return wanted
        granted = min(wanted, self._stock.get(entry.id, 0))
        self._stock[entry.id] = self._stock.get(entry.id, 0) - granted
        return granted

    def settle(self) -> None:
        """Give back what was reserved and not used."""
        unused = {list_id: -count for list_id, count in self._stock.items() if count > 0}
        if self._budget is None or not unused:
            return
        try:
            self._budget.settle(unused)
        except StoreUnavailable as error:
            self._give_up(error)

    def findings(self) -> Iterable[Finding]:
        """Which budgets are spent, and when they are free again."""
        for list_id, moment in self._free_again.items():
            yield Finding(
                id="budget_spent",
                severity=Severity.MEDIUM,
                says=f"The day's questions to {list_id} are used up; free again at {rfc3339(moment)}.",
                remedy="Ask fewer targets or less often, get a key, or raise the limit in your own catalog.",
            )

    def _reserve(self, wants: list[Want]) -> None:
        if self._budget is None or not wants:
            return
        try:
            grants = self._budget.reserve_all(wants)
        except StoreUnavailable as error:
            self._give_up(error)
            return
        if self._budget.warning is not None:
            self._warn(self._budget.warning)
            self._budget.warning = None
        for want, grant in zip(wants, grants, strict=True):
            self._stock[want.list_id] = self._stock.get(want.list_id, 0) + grant.granted
            if grant.free_again is not None:
                self._free_again[want.list_id] = grant.free_again

    def _give_up(self, error: StoreUnavailable) -> None:
        self._warn(f"daily limits of lists are not kept in this run: {error}")
        self._budget = None
