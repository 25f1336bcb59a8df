"""From what was observed to the exit code. Pure."""

from collections.abc import Collection

from repcheck.app.sweep.counts import PairCounts
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity


def exit_code(
    counts: PairCounts,
    *,
    fail_on: Severity | None,
    min_coverage: float,
    interrupted: bool,
    asked_for_any: bool,
    required: Collection[str] | None = None,
) -> ExitCode:
    """The verdict of a run. A listing that was seen is never hidden by low coverage.

    ``asked_for_any``  False when there was nothing to look up at all (bounces read offline)
    ``required``       ids of the lists of which enough must be answered; None: all that were asked
    """
    if interrupted:
        return ExitCode.INTERRUPTED
    if fail_on is not None and counts.worst is not None and counts.worst.rank >= fail_on.rank:
        return ExitCode.FOUND
    coverage = counts.coverage if required is None else counts.coverage_of(required)
    if asked_for_any and coverage < min_coverage:
        return ExitCode.UNDECIDED
    return ExitCode.OK
