"""What reports made by hand consist of: observations, lists, targets, bounce records."""

from collections import Counter

import msgspec

from repcheck.app.sweep.counts import Compacted
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.observations import ListHealth, Observation, Severity, State, SublistHit, UnknownReason
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Target, TargetKind

STARTED = "2026-11-22T10:00:00Z"
NAMES = tuple(f"list-{letter}" for letter in "abcdefghijkl")

SPAM = SublistHit("spam", "Spam sources", "sends spam to traps, or belongs to somebody who does")
DYNAMIC = SublistHit("dynamic", "Dynamic addresses", "is an address of home customers")


def clean(name: str) -> Observation:
    return Observation(list=name, zone=f"{name}.example", state=State.CLEAN, ttl=300, rtt_ms=12.5)


def listed(
    name: str, severity: Severity = Severity.HIGH, hit: SublistHit = SPAM, text: str | None = None
) -> Observation:
    return Observation(
        list=name,
        zone=f"{name}.example",
        state=State.LISTED,
        codes=("127.0.0.2",),
        sublists=(hit,),
        severity=severity,
        text=text,
        ttl=300,
        rtt_ms=20.0,
    )


def unknown(name: str, reason: UnknownReason) -> Observation:
    return Observation(list=name, zone=f"{name}.example", state=State.UNKNOWN, reason=reason)


def address(value: str, *observations: Observation, **fields: str | tuple[str, ...]) -> TargetReport:
    target = Target(value=value, kind=TargetKind.IPV4, **fields)  # type: ignore[arg-type]
    return TargetReport(target=target, observations=observations)


def healthy(*names: str) -> tuple[ListHealth, ...]:
    return tuple(
        ListHealth(list=name, zone=f"{name}.example", usable=True, asked=1, answered=1) for name in names
    )


def with_counts(report: Report) -> Report:
    """The report as a run makes it: its lists are those of the observations, and count them."""
    known = {health.list: health for health in report.lists}
    seen = [one for target in report.targets for one in target.observations]
    for one in seen:
        known.setdefault(one.list, ListHealth(list=one.list, zone=one.zone, usable=True))
    asked = Counter(one.list for one in seen)
    answered = Counter(one.list for one in seen if one.state is not State.UNKNOWN)
    counted = (
        msgspec.structs.replace(health, asked=asked[name], answered=answered[name])
        for name, health in known.items()
    )
    return msgspec.structs.replace(report, lists=tuple(counted))


def without_clean(report: Report) -> Report:
    """The report as a run makes it that keeps no plain clean observation."""
    compacted = Compacted()
    targets = []
    for found in report.targets:
        kept = compacted.of(found.observations)
        clean = len(found.observations) - len(kept)
        targets.append(msgspec.structs.replace(found, observations=kept, clean=clean))
    return msgspec.structs.replace(report, targets=tuple(targets))


def bounce(recipient: str, category: Category, **fields: object) -> BounceRecord:
    return BounceRecord(
        file="bounce.eml",
        index=0,
        kind="bounce",
        recipient=recipient,
        status_code=550,
        enhanced_status="5.7.1",
        category=category,
        **fields,  # type: ignore[arg-type]
    )
