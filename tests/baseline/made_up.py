"""Observations and entries for the tests of baselines."""

from datetime import date

import msgspec

from repcheck.model.baseline import Accepted
from repcheck.model.observations import Observation, Severity, State, SublistHit, UnknownReason
from repcheck.model.report import TargetReport
from repcheck.model.targets import Target, TargetKind

TODAY = date(2026, 11, 22)
UNTIL = date(2027, 2, 20)


def listed(list_: str = "one", severity: str = "high", *sublists: str) -> Observation:
    return Observation(
        list=list_,
        zone=f"{list_}.example",
        state=State.LISTED,
        severity=Severity(severity),
        codes=("127.0.0.2",),
        sublists=tuple(SublistHit(name, name.upper(), "spam") for name in sublists),
    )


def clean(list_: str = "one") -> Observation:
    return Observation(list=list_, zone=f"{list_}.example", state=State.CLEAN)


def unknown(list_: str = "one") -> Observation:
    return Observation(list=list_, zone=f"{list_}.example", state=State.UNKNOWN, reason=UnknownReason.TIMEOUT)


def about(target: str, *observations: Observation) -> TargetReport:
    return TargetReport(target=Target(value=target, kind=TargetKind.IPV4), observations=observations)


ENTRY = Accepted(
    target="192.0.2.10", list="one", severity=Severity.HIGH, sublists=("spam",), accepted=TODAY, until=UNTIL
)


def entry(**fields: object) -> Accepted:
    return msgspec.structs.replace(ENTRY, **fields)
