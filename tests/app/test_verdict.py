"""Coverage and exit codes."""

from repcheck.app.check.verdict import exit_code
from repcheck.app.run.findings import resolver_findings, run_findings, strip_findings
from repcheck.app.sweep.counts import PairCounts
from repcheck.model.dns import Answer, Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import ListHealth, Observation, Severity, State, UnknownReason
from tests.support.tables import each


def seen(what: Severity | UnknownReason | None) -> Observation:
    """A listing of that severity, an unknown of that reason, or clean (None)."""
    if isinstance(what, Severity):
        return Observation(list="bl", zone="bl.example", state=State.LISTED, severity=what)
    state = State.CLEAN if what is None else State.UNKNOWN
    return Observation(list="bl", zone="bl.example", state=state, reason=what)


def counts(pairs: list[Severity | UnknownReason | None]) -> PairCounts:
    counted = PairCounts()
    counted.add([seen(what) for what in pairs])
    return counted


CLEAN, HIGH, INFO = None, Severity.HIGH, Severity.INFO
TIMEOUT, KEY = UnknownReason.TIMEOUT, UnknownReason.KEY_MISSING


@each(
    "pairs, share",
    [
        ([], 0.0),
        ([CLEAN], 1.0),
        ([CLEAN, HIGH, TIMEOUT, TIMEOUT], 0.5),
        ([KEY], 0.0),
        ([CLEAN, KEY, KEY], 1.0),
        ([TIMEOUT, KEY], 0.0),
        ([CLEAN, UnknownReason.BUDGET_SPENT], 0.5),
        ([CLEAN, UnknownReason.KEY_INVALID], 0.5),
    ],
)
def test_coverage(pairs, share):
    assert counts(pairs).coverage == share


@each(
    "pairs, options, code",
    [
        ([CLEAN], {}, ExitCode.OK),
        ([HIGH], {}, ExitCode.FOUND),
        ([HIGH, TIMEOUT, TIMEOUT, TIMEOUT], {}, ExitCode.FOUND),
        ([INFO, CLEAN], {}, ExitCode.OK),
        ([INFO, CLEAN], {"fail_on": Severity.INFO}, ExitCode.FOUND),
        ([HIGH], {"fail_on": Severity.CRITICAL}, ExitCode.OK),
        ([HIGH], {"fail_on": None}, ExitCode.OK),
        ([HIGH, TIMEOUT, TIMEOUT], {"fail_on": None}, ExitCode.UNDECIDED),
        ([CLEAN, TIMEOUT], {}, ExitCode.UNDECIDED),
        ([CLEAN] * 4 + [TIMEOUT], {}, ExitCode.OK),
        ([CLEAN] * 3 + [TIMEOUT], {}, ExitCode.UNDECIDED),
        ([TIMEOUT], {"min_coverage": 0.0}, ExitCode.OK),
        ([CLEAN, TIMEOUT], {"min_coverage": 1.0}, ExitCode.UNDECIDED),
        ([], {}, ExitCode.UNDECIDED),
        ([KEY], {}, ExitCode.UNDECIDED),
        ([], {"asked_for_any": False}, ExitCode.OK),
        ([HIGH], {"interrupted": True}, ExitCode.INTERRUPTED),
        ([CLEAN], {"interrupted": True}, ExitCode.INTERRUPTED),
    ],
)
def test_exit_codes(pairs, options, code):
    chosen = {
        "fail_on": Severity.LOW,
        "min_coverage": 0.8,
        "interrupted": False,
        "asked_for_any": True,
        **options,
    }
    assert exit_code(counts(pairs), **chosen) is code


@each(
    "down, denies, any_pair, ids",
    [
        (True, False, True, ["network_down"]),
        (True, False, False, ["network_down"]),
        (False, True, True, ["resolver_denies"]),
        (False, True, False, ["resolver_denies"]),
        (False, False, False, ["nothing_asked"]),
        (False, False, True, []),
    ],
)
def test_findings_of_the_run_as_a_whole(down, denies, any_pair, ids):
    assert [
        finding.id for finding in run_findings(network_down=down, denies=denies, any_pair=any_pair)
    ] == ids


@each(
    "reason, canary",
    [
        (UnknownReason.RESOLVER_BLOCKED, Outcome.NXDOMAIN),
        (UnknownReason.UNEXPECTED_ANSWER, Outcome.NXDOMAIN),
        (UnknownReason.LIST_UNHEALTHY, Outcome.NOERROR),
    ],
)
def test_without_a_resolver_between_no_finding_sends_to_another_way(reason, canary):
    health = [
        ListHealth(list=name, zone="bl.example", severity=Severity.HIGH, usable=False, reason=reason)
        for name in ("a", "b")
    ]
    for direct in (False, True):
        findings = [
            *resolver_findings(Answer(canary, ("192.0.2.1",)), health, direct=direct),
            *strip_findings(["a"], health, direct=direct),
        ]
        told = " ".join(f"{one.says} {one.remedy}" for one in findings)
        assert len(findings) == 2
        assert ("--direct" in told) is not direct
