"""What a run saw of lists and of the resolver, whether it has just asked or is replayed."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from repcheck.app.run.canary import DENIES, NETWORK_DOWN, Canary
from repcheck.app.run.collect import Gathering
from repcheck.app.run.findings import (
    disagreement_findings,
    resolver_findings,
    route_findings,
    run_findings,
    source_findings,
    strip_findings,
)
from repcheck.app.run.quota import budget_findings
from repcheck.app.sweep.job import AskedList, ZoneResult
from repcheck.app.sweep.observe import Sight
from repcheck.lists.health import Verdict
from repcheck.model.dns import Outcome
from repcheck.model.observations import ListHealth
from repcheck.model.report import Finding
from repcheck.targets.names import registered_domain

if TYPE_CHECKING:
    from repcheck.model.said import SourceSeen

Ending = Literal["interrupt", "timeout"]


class SeenRun(ABC):
    """Read when all is asked.

    ``targets``  the targets, with what their records say
    ``canary``   what was seen of the resolver
    ``ending``   how the run was ended early; None when it was not
    """

    targets: Gathering
    canary: Canary
    ending: Ending | None

    @property
    @abstractmethod
    def started(self) -> str:
        """When it began."""

    @property
    @abstractmethod
    def seconds(self) -> float:
        """Since it began."""

    @property
    @abstractmethod
    def queries(self) -> int:
        """Questions sent."""

    @property
    @abstractmethod
    def direct(self) -> bool:
        """The lists' own servers were asked, with no resolver between."""

    @property
    @abstractmethod
    def silent(self) -> bool:
        """Nothing at all answered: the network's or the resolver's fault, not the lists'."""

    @property
    @abstractmethod
    def lists(self) -> Sequence[AskedList]:
        """Those that were to be asked."""

    @abstractmethod
    def results(self) -> Mapping[str, ZoneResult]:
        """What was learned, by the id of each list that has a zone."""

    def sources(self) -> "Sequence[SourceSeen]":
        """What sources over HTTP said."""
        return ()

    @abstractmethod
    def budgets(self) -> Mapping[str, datetime]:
        """The lists whose questions of the day are used up, and when they are free again."""

    # -- what follows from it

    @property
    def blind(self) -> Verdict | None:
        """Why nothing that this run saw can be believed; None when it can."""
        return DENIES if self.canary.denies else NETWORK_DOWN if self.silent else None

    def sight(self) -> Sight:
        """What the lists said."""
        return Sight(self.lists, self.results(), registered_domain, self.blind)

    def findings(self, health: Iterable[ListHealth]) -> tuple[Finding, ...]:
        """What is wrong with the run itself: the network, the resolver, the day's budgets."""
        health = tuple(health)
        # That no list was to be asked needs no telling.
        any_pair = not self.lists or any(entry.asked for entry in health)
        direct = self.direct
        return (
            *run_findings(network_down=self.silent, denies=self.canary.denies, any_pair=any_pair),
            *(() if self.canary.denies else resolver_findings(self.canary.invented, health, direct=direct)),
            *(() if self.blind else strip_findings(self._emptied(), health, direct=direct)),
            *budget_findings(self.budgets()),
            *disagreement_findings(self._disagreements()),
            *route_findings(health),
            *source_findings(seen.health for seen in self.sources()),
        )

    def _emptied(self) -> list[str]:
        """Lists whose test points are names that are there, but without an address (NODATA)."""
        return [
            list_id
            for list_id, result in self.results().items()
            if any(point.answer.outcome is Outcome.NODATA for point in result.points)
            and not any(point.answer.records for point in result.points)
        ]

    def _disagreements(self) -> Iterable[tuple[str, str]]:
        """(the first list of a zone, where resolvers answered differently for it)."""
        told: set[int] = set()
        for list_id, result in self.results().items():
            if id(result) not in told:
                told.add(id(result))
                yield from ((list_id, said) for said in result.disagreements)
