"""The verdict of a run beside a baseline: it fails on what is new, worse or no longer accepted."""

from collections.abc import Sequence
from datetime import date

import msgspec

from repcheck.app.check.check import Checked
from repcheck.baseline.compare import BaselineComparison
from repcheck.model.baseline import Accepted, Compared
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity, State, severity_of
from repcheck.model.report import Report


class Changes(msgspec.Struct, frozen=True):
    """What an update makes of a baseline, in numbers; ``changed`` has other dates, sublists or a severity."""

    added: int
    changed: int
    removed: int
    kept: int


def judged(checked: Checked, accepted: Sequence[Accepted], today: date) -> tuple[Report, BaselineComparison]:
    """The report of a run that was asked to fail on nothing, and what was seen of it."""
    comparison = BaselineComparison(accepted, today)
    return checked.report(comparison.take), comparison


def with_verdict(report: Report, compared: Compared, fail_on: Severity | None) -> Report:
    """Beside its baseline, with exit code 1 where a listing fails, which low coverage never hides.

    ``fail_on``  the least severity that counts; None: none does
    """
    report = msgspec.structs.replace(report, compared=compared)
    if report.exit_code is ExitCode.INTERRUPTED or fail_on is None or not _fails(report, compared, fail_on):
        return report
    return msgspec.structs.replace(report, exit_code=ExitCode.FOUND)


def _fails(report: Report, compared: Compared, fail_on: Severity) -> bool:
    return any(
        seen.state is State.LISTED
        and severity_of(seen).rank >= fail_on.rank
        and compared.fails(found.target.value, seen.list)
        for found in report.targets
        for seen in found.observations
    )


def updated(comparison: BaselineComparison, days: int) -> tuple[tuple[Accepted, ...], Changes]:
    """What is accepted from now on, and what that changes."""
    before, now = comparison.accepted, {each.pair: each for each in comparison.updated(days)}
    added = sum(1 for pair in now if pair not in before)
    kept = sum(1 for pair, each in now.items() if before.get(pair) == each)
    changes = Changes(added, len(now) - added - kept, sum(1 for pair in before if pair not in now), kept)
    return tuple(now.values()), changes
