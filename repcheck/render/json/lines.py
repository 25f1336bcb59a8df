"""JSON Lines of the main job: a line for each pair as it is judged, then what was made of them.

The last line is the summary, so that a stream which was cut is noticed.
"""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from repcheck.model.dns import Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Route, Severity, State, SublistHit, UnknownReason
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import TargetKind
from repcheck.render.encoding import encoded
from repcheck.render.json.check import (
    BouncesDocument,
    Summary,
    bounces_document,
    list_document,
    summary_document,
)
from repcheck.render.view import View


class ObservationLine(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="observation"):
    """One (target, list) pair, clean ones too."""

    target: str
    kind: TargetKind
    group: str | None
    list: str
    zone: str
    state: State
    reason: UnknownReason | None
    outcome: Outcome | None
    codes: tuple[str, ...]
    sublists: tuple[SublistHit, ...]
    severity: Severity | None
    route: Route
    text: str | None
    ttl: int | None
    rtt_ms: float | None


class TargetLine(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="target"):
    """A target that no list was asked about, and so has no observation: its silence is not "clean"."""

    target: str
    kind: TargetKind
    group: str | None
    not_asked: str | None


class SummaryLine(Summary, frozen=True, kw_only=True, tag_field="type", tag="summary"):
    """The last line; ``incomplete`` is true when the run did not end by itself."""

    schema: Literal["repcheck.check/1"]
    version: str
    started: str
    seconds: float
    bounces: BouncesDocument | None
    exit_code: ExitCode
    incomplete: bool
    interrupted: Literal["interrupt", "timeout"] | None


def target_lines(found: TargetReport) -> bytes:
    """The lines of one target, which has all of its observations."""
    target = found.target
    if not found.observations:
        return encoded(
            TargetLine(target=target.value, kind=target.kind, group=target.group, not_asked=target.not_asked)
        )
    return b"".join(
        [
            encoded(
                ObservationLine(
                    target=target.value,
                    kind=target.kind,
                    group=target.group,
                    list=seen.list,
                    zone=seen.zone,
                    state=seen.state,
                    reason=seen.reason,
                    outcome=seen.outcome,
                    codes=seen.codes,
                    sublists=seen.sublists,
                    severity=seen.severity,
                    route=seen.route,
                    text=seen.text,
                    ttl=seen.ttl,
                    rtt_ms=seen.rtt_ms,
                )
            )
            for seen in found.observations
        ]
    )


def closing_lines(report: Report, version: str) -> Iterator[bytes]:
    """What follows the targets; ``version`` is repcheck's own."""
    for cause in report.causes:
        yield _typed("cause", cause)
    for step in report.plan:
        yield _typed("step", step)
    for finding in report.findings:
        yield _typed("finding", finding)
    for health in report.lists:
        yield _typed("list", list_document(health))
    yield encoded(
        SummaryLine(
            **msgspec.structs.asdict(summary_document(report)),
            schema="repcheck.check/1",
            version=version,
            started=report.started,
            seconds=round(report.seconds, 3),
            bounces=bounces_document(report),
            exit_code=report.exit_code,
            incomplete=report.interrupted is not None,
            interrupted=report.interrupted,
        )
    )


def _typed(kind: str, value: Any) -> bytes:
    return encoded({"type": kind, **msgspec.structs.asdict(value)})


def piece(found: TargetReport, _: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return target_lines(found)


def closing(report: Report, view: View) -> Iterator[bytes]:
    """See ``repcheck.render.formats``."""
    return closing_lines(report, view.version)
