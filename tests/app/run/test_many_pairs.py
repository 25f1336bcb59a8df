"""A report that keeps only what says something, and what a million pairs would cost."""

import subprocess
import sys

import msgspec

from repcheck.app.check.verdict import exit_code
from repcheck.app.sweep.counts import Compacted, PairCounts
from repcheck.model.dns import Answer, Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Observation, Severity, State, UnknownReason
from repcheck.model.report import TargetReport
from tests.app.answering import ABSENT, LISTED, asked, request_of
from tests.support.patience import PATIENCE
from tests.support.tables import each


def answer(zone: str, owner: str) -> Answer:
    """List bl0 is silent, bl1 lists 192.0.2.1, bl2 and the others list nobody."""
    if zone == "bl0.example":
        return Answer(Outcome.TIMEOUT)
    return LISTED if (zone, owner) == ("bl1.example", "1.2.0.192") else ABSENT


def test_clean_pairs_are_counted_and_all_others_kept():
    told: list[TargetReport] = []
    kept = asked(request_of("192.0.2.0/30", 4, keep_clean=False), answer).report(told.append)
    whole = asked(request_of("192.0.2.0/30", 4, keep_clean=True), answer).report()
    assert told == list(whole.targets)
    assert kept.lists == whole.lists
    assert kept.exit_code is whole.exit_code is ExitCode.FOUND
    for lean, full in zip(kept.targets, whole.targets, strict=True):
        assert lean.asked == full.asked == 4
        assert lean.observations == tuple(seen for seen in full.observations if seen.state != "clean")
        assert lean.clean == len(full.observations) - len(lean.observations)


def test_a_list_that_is_silent_costs_one_observation_for_all_targets():
    report = asked(request_of("192.0.2.0/28", 2, keep_clean=True), answer).report()
    assert len({id(found.observations[0]) for found in report.targets}) == 1
    assert report.targets[0].observations[0].reason is UnknownReason.TIMEOUT


def test_unknown_pairs_that_differ_in_their_time_alone_are_one_unless_they_have_codes():
    def unknown(rtt: float, *codes: str) -> Observation:
        return Observation(
            list="bl",
            zone="bl.example",
            state=State.UNKNOWN,
            reason=UnknownReason.LIST_UNHEALTHY,
            codes=codes,
            rtt_ms=rtt,
        )

    compacted = Compacted()
    first, second = compacted.of((unknown(1.0),)), compacted.of((unknown(2.0),))
    assert first[0] is second[0]
    assert first[0].rtt_ms is None
    assert compacted.of((unknown(3.0, "127.0.0.9"),)) == (unknown(3.0, "127.0.0.9"),)


@each(
    "states, keyless, share",
    [("", 0, 0.0), ("cc", 0, 1.0), ("cu", 0, 0.5), ("lu", 0, 0.5), ("c", 3, 1.0), ("", 2, 0.0)],
)
def test_coverage_counts_answers_and_leaves_out_lists_without_their_key(states, keyless, share):
    made = {
        "c": Observation(list="bl", zone="bl.example", state=State.CLEAN),
        "l": Observation(list="bl", zone="bl.example", state=State.LISTED, severity=Severity.LOW),
        "u": Observation(list="bl", zone="bl.example", state=State.UNKNOWN, reason=UnknownReason.TIMEOUT),
    }
    locked = msgspec.structs.replace(made["u"], reason=UnknownReason.KEY_MISSING)
    counts = PairCounts()
    for state in states:
        counts.add((made[state],))
    counts.add((locked,) * keyless)
    assert counts.coverage == share


def test_the_worst_listing_decides_whatever_order_it_came_in():
    counts = PairCounts()
    for severity in (Severity.LOW, Severity.HIGH, Severity.MEDIUM):
        counts.add((Observation(list="bl", zone="bl.example", state=State.LISTED, severity=severity),))

    def code(fail_on: Severity | None) -> ExitCode:
        return exit_code(counts, fail_on=fail_on, min_coverage=0.8, interrupted=False, asked_for_any=True)

    assert counts.worst is Severity.HIGH
    assert [code(Severity.HIGH), code(Severity.CRITICAL), code(None)] == [
        ExitCode.FOUND,
        ExitCode.OK,
        ExitCode.OK,
    ]


def test_a_pair_costs_little_memory_when_its_answer_is_only_told():
    """80,000 pairs; a report that keeps them costs about 220 bytes a pair, one that does not about 130."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.run.many_pairs", "text", "11"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert float(done.stdout) < 180
