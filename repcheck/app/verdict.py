"""From what was observed to the exit code and the findings about the run. Pure."""

from collections.abc import Iterable, Sequence

from repcheck.model.observations import ListHealth, Observation, Severity, State, UnknownReason
from repcheck.model.report import ExitCode, Finding


def coverage(observations: Sequence[Observation]) -> float:
    """Share of the pairs that ended listed or clean, 0 to 1; 0 of none.

    Lists that need a key which the user does not have were not meant to be asked: they are told,
    but not counted.
    """
    counted = [seen for seen in observations if seen.reason is not UnknownReason.KEY_MISSING]
    if not counted:
        return 0.0
    return sum(seen.state is not State.UNKNOWN for seen in counted) / len(counted)


def exit_code(
    observations: Sequence[Observation],
    *,
    fail_on: Severity | None,
    min_coverage: float,
    interrupted: bool,
    asked_for_any: bool,
) -> ExitCode:
    """The verdict of a run. A listing that was seen is never hidden by low coverage.

    ``asked_for_any``  False when there was nothing to look up at all (bounces read offline)
    """
    if interrupted:
        return ExitCode.INTERRUPTED
    if fail_on is not None and any(
        seen.severity is not None and seen.severity.rank >= fail_on.rank for seen in observations
    ):
        return ExitCode.FOUND
    if asked_for_any and coverage(observations) < min_coverage:
        return ExitCode.UNDECIDED
    return ExitCode.OK


def run_findings(health: Sequence[ListHealth], *, network_down: bool, any_pair: bool) -> tuple[Finding, ...]:
    """What is wrong with the run as a whole, so that no list is blamed for it."""
    if network_down:
        return (
            Finding(
                id="network_down",
                severity=Severity.HIGH,
                says="Nothing at all answered: the fault is your resolver's or network's, not the lists'.",
                remedy="Try another resolver (--resolver HOST); see whether DNS is let out of this machine.",
            ),
        )
    if not any_pair:
        return (
            Finding(
                id="nothing_asked",
                severity=Severity.INFO,
                says="No list was asked: no target is public, or no selected list takes its kind.",
                remedy="--any-address asks about private and reserved addresses too; --lists selects lists.",
            ),
        )
    reasons = {entry.reason for entry in health}
    if len(health) > 1 and reasons == {UnknownReason.REFUSED}:
        return (
            Finding(
                id="resolver_refuses",
                severity=Severity.HIGH,
                says="Every list was answered REFUSED: your resolver does not look names up for you.",
                remedy="Use a resolver that serves this machine: --resolver HOST.",
            ),
        )
    return ()


def disagreement_findings(told: Iterable[tuple[str, str]]) -> Iterable[Finding]:
    """What several resolvers told differently of a list: shown, never averaged."""
    for list_id, said in told:
        yield Finding(
            id="resolvers_disagree",
            severity=Severity.INFO,
            says=f"The resolvers do not agree about {list_id}: {said}.",
            remedy="Ask the list's own name servers (--direct), or name your mail server's resolver.",
        )
