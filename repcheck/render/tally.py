"""Counts over a report that every output needs, made in one pass."""

from collections import Counter

import msgspec

from repcheck.model.observations import Severity, State, UnknownReason
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
    states: Counter[State] = Counter()
    reasons: Counter[UnknownReason | None] = Counter()
    for target in report.targets:
        states.update([seen.state for seen in target.observations])
        states[State.CLEAN] += target.clean
        reasons.update([seen.reason for seen in target.observations])
    worst = [severity for target in report.targets if (severity := worst_of(target)) is not None]
    return Tally(
        targets=len(report.targets),
        asked=states.total(),
        listed=states[State.LISTED],
        clean=states[State.CLEAN],
        unknown=states[State.UNKNOWN],
        listed_targets=sum(1 for target in report.targets if is_listed(target)),
        worst=max(worst, key=lambda severity: severity.rank, default=None),
        reasons=dict(sorted(_known(reasons).items())),
    )


def _known(reasons: Counter[UnknownReason | None]) -> dict[UnknownReason, int]:
    return {reason: number for reason, number in reasons.items() if reason is not None}


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
