"""What sources over HTTP said in a run."""

from datetime import datetime

import msgspec

from repcheck.model.observations import ListHealth, Observation
from repcheck.model.report import Finding
from repcheck.model.sources import NetworkOwner, SourceHealth, Trouble


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a source said of some targets.

    ``observations``  (target, observation), of a source that is a list, at most one for each target
    ``lists``         the health of the lists in them, once
    ``findings``      about targets
    ``owners``        whose networks are
    ``answered``      questions that were answered
    ``oldest``        of the answers that were kept from earlier; None: all are new
    ``trouble``       why something could not be asked or believed; None: nothing
    """

    observations: tuple[tuple[str, Observation], ...] = ()
    lists: tuple[ListHealth, ...] = ()
    findings: tuple[Finding, ...] = ()
    owners: tuple[NetworkOwner, ...] = ()
    answered: int = 0
    oldest: datetime | None = None
    trouble: Trouble | None = None

    def and_then(self, later: "Said") -> "Said":
        """Both as one."""
        ages = [age for age in (self.oldest, later.oldest) if age is not None]
        known = {health.list for health in self.lists}
        return Said(
            observations=self.observations + later.observations,
            lists=self.lists + tuple(health for health in later.lists if health.list not in known),
            findings=self.findings + later.findings,
            owners=tuple(dict.fromkeys(self.owners + later.owners)),
            answered=self.answered + later.answered,
            oldest=min(ages, default=None),
            trouble=self.trouble or later.trouble,
        )


class SourceSeen(msgspec.Struct, frozen=True):
    """One source in one run, and what it said."""

    health: SourceHealth
    said: Said
