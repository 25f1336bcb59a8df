"""Counts over a report that every output needs, made in one pass."""

from collections import Counter

import msgspec

from repcheck.model.observations import Observation, Severity, State, UnknownReason
from repcheck.model.report import Report, TargetReport


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """``asked`` counts (target, list) pairs: it is always ``listed + clean + unknown``.

    ``listed_targets``  targets with at least one listing
    ``worst``           the worst severity of all listings; None without one
    ``reasons``         unknown pairs by reason
    """

    targets: int
    asked: int
    listed: int
    clean: int
    unknown: int
    listed_targets: int
    worst: Severity | None
    reasons: dict[UnknownReason, int]

    @property
    def answered(self) -> int:
        """Pairs that ended listed or clean."""
        return self.listed + self.clean

    @property
    def coverage(self) -> float | None:
        """The answered share of the asked pairs, 0 to 1; None when nothing was asked."""
        return round(self.answered / self.asked, 4) if self.asked else None


def tally_of(report: Report) -> Tally:
    """The counts of ``report``."""
    asked = clean = listed_targets = 0
    telling: list[Observation] = []
    for target in report.targets:
        # Nearly all are clean; a hash of an enumeration's member for each would cost more than all else.
        told = [seen for seen in target.observations if seen.state is not State.CLEAN]
        asked += target.clean + len(target.observations)
        clean += target.clean + len(target.observations) - len(told)
        listed_targets += any(seen.state is State.LISTED for seen in told)
        telling += told
    listed = sum(1 for seen in telling if seen.state is State.LISTED)
    severities = {seen.severity for seen in telling if seen.severity is not None}
    reasons = Counter(seen.reason for seen in telling if seen.reason is not None)
    return Tally(
        targets=len(report.targets),
        asked=asked,
        listed=listed,
        clean=clean,
        unknown=len(telling) - listed,
        listed_targets=listed_targets,
        worst=max(severities, key=lambda severity: severity.rank, default=None),
        reasons=dict(sorted(reasons.items())),
    )


def is_listed(target: TargetReport) -> bool:
    """True when at least one list lists the target."""
    return any(seen.state is State.LISTED for seen in target.observations)


def worst_of(target: TargetReport) -> Severity | None:
    """The worst severity of the target's listings; None when it has none."""
    found = [seen.severity for seen in target.observations if seen.severity is not None]
    return max(found, key=lambda severity: severity.rank, default=None)


class ListTally(msgspec.Struct, frozen=True, kw_only=True):
    """What one list answered over all targets: pairs asked, pairs answered, unknown pairs by reason."""

    list: str
    asked: int
    answered: int
    reasons: dict[UnknownReason, int]


def list_tallies(report: Report) -> tuple[ListTally, ...]:
    """A tally for each list that was to be asked, in catalog order."""
    reasons: dict[str, Counter[UnknownReason]] = {}
    for target in report.targets:
        for seen in target.observations:
            if seen.reason is not None:
                reasons.setdefault(seen.list, Counter())[seen.reason] += 1
    return tuple(
        ListTally(
            list=health.list,
            asked=health.asked,
            answered=health.answered,
            reasons=dict(reasons.get(health.list, {})),
        )
        for health in report.lists
        if health.asked
    )
