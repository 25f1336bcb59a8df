"""The section on scores behind -v: groups, the worst targets first, and the others counted."""

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Observation, Severity, State, UnknownReason
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Target, TargetKind
from repcheck.render.page import page_for
from repcheck.render.text.scores import scores_section
from tests.support.tables import each


def target(value: str, group: str | None, *seen: Observation, clean: int = 0) -> TargetReport:
    return TargetReport(
        target=Target(value=value, kind=TargetKind.IPV4, group=group), observations=seen, clean=clean
    )


def listed(severity: Severity, name: str) -> Observation:
    return Observation(list=name, zone=f"{name}.example", state=State.LISTED, severity=severity)


MUTE = Observation(list="mute", zone="mute.example", state=State.UNKNOWN, reason=UnknownReason.TIMEOUT)


def section(*targets: TargetReport) -> list[str]:
    report = Report(
        started="2026-11-23T10:00:00Z", seconds=1.0, exit_code=ExitCode.OK, targets=tuple(targets)
    )
    page = page_for(report, width=80, colour=False, verbose=1, show_addresses=False)
    return scores_section(report, page)[1:]


def test_groups_then_the_worst_targets_then_the_others_in_numbers():
    assert section(
        target("192.0.2.1", "pool", listed(Severity.LOW, "slow")),
        target("192.0.2.2", "pool", listed(Severity.HIGH, "zen"), listed(Severity.LOW, "slow")),
        target("192.0.2.3", None, clean=3),
        target("192.0.2.4", None, MUTE),
    ) == [
        "  group pool  66 C  -30 zen (high), -4 slow (low)",
        "  192.0.2.2   66 C  -30 zen (high), -4 slow (low)",
        "  192.0.2.1   96 A  -4 slow (low)",
        "  1 target with all points: 100 A; 1 target without a score: too few answers",
    ]


def test_more_listings_than_a_line_has_room_for_are_added_up():
    line = " ".join(
        part.strip()
        for part in section(target("192.0.2.1", None, *[listed(Severity.LOW, f"bl{n}") for n in range(6)]))
    )
    assert "-4 bl3 (low), -8 2 more parts" in line


@each("targets", [(), (target("192.0.2.4", None, MUTE),)])
def test_without_any_score_there_is_no_section(targets):
    assert section(*targets) == []
