"""Counts over a report that every output needs, made in one pass."""

from collections import Counter
from collections.abc import Iterator, Sequence

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
    asked = clean = sum(target.clean for target in report.targets)
    listed = listed_targets = unknown = 0
    severities: set[Severity] = set()
    reasons: Counter[UnknownReason] = Counter()
    for observations, times in rows_of(report.targets):
        # Nearly all are clean; a hash of an enumeration's member for each would cost more than all else.
        telling = [seen for seen in observations if seen.state is not State.CLEAN]
        asked += times * len(observations)
        clean += times * (len(observations) - len(telling))
        on = sum(seen.state is State.LISTED for seen in telling)
        listed += times * on
        listed_targets += times * (on > 0)
        unknown += times * (len(telling) - on)
        for seen in telling:
            if seen.severity is not None:
                severities.add(seen.severity)
            if seen.reason is not None:
                reasons[seen.reason] += times
    return Tally(
        targets=len(report.targets),
        asked=asked,
        listed=listed,
        clean=clean,
        unknown=unknown,
        listed_targets=listed_targets,
        worst=max(severities, key=lambda severity: severity.rank, default=None),
        reasons=dict(sorted(reasons.items())),
    )


def rows_of(targets: Sequence[TargetReport]) -> Iterator[tuple[tuple[Observation, ...], int]]:
    """The observations of the targets, and of how many targets they are.

    Where a run ended early, hundreds of thousands of targets share one value, which is looked at once.
    """
    times = Counter([id(target.observations) for target in targets])
    rows = {id(target.observations): target.observations for target in targets}
    for key, observations in rows.items():
        yield observations, times[key]


def is_listed(target: TargetReport) -> bool:
    """True when at least one list lists the target."""
    return any(seen.state is State.LISTED for seen in target.observations)


def listed_of(targets: Sequence[TargetReport]) -> list[TargetReport]:
    """Those of the targets that at least one list lists."""
    listing = {
        id(observations)
        for observations, _ in rows_of(targets)
        if any(seen.state is State.LISTED for seen in observations)
    }
    return [target for target in targets if id(target.observations) in listing] if listing else []


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
    for observations, times in rows_of(report.targets):
        for seen in observations:
            if seen.reason is not None:
                of_list = reasons.get(seen.list)
                if of_list is None:
                    of_list = reasons[seen.list] = Counter()
                of_list[seen.reason] += times
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
