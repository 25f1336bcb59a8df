"""A list that costs little mail and wants to be asked slowly does not hold a run back, and is told of."""

from math import inf

import pytest

from repcheck.app.check.verdict import exit_code
from repcheck.app.sweep.job import AskedList
from repcheck.app.sweep.observe import Sight
from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.routes import ThroughResolvers
from repcheck.app.sweep.sweep import Sweep
from repcheck.model.catalog import Code, Limits, Sublist
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Observation, Severity, State, UnknownReason
from tests.app.asked import a_list, address, answering, counted

Seen = list[tuple[Observation, ...]]

SLOW = Limits(per_second=10)


def low(list_id: str = "low", limits: Limits = SLOW, severity: Severity = Severity.LOW) -> AskedList:
    spam = Sublist(id="spam", name="SPAM", meaning="spam", severity=severity)
    codes = (Code(0x7F000002, 0x7F000002, spam),)
    return a_list(list_id, f"{list_id}.example", limits=limits, severity=severity, codes=codes)


def politeness(patience: float | None) -> Politeness:
    return Politeness(True, lambda _entry, wanted: wanted, patience=patience)


async def observed(
    lists: list[AskedList], targets: int, patience: float | None
) -> list[tuple[Observation, ...]]:
    """What a run sees of so many addresses, and how many questions about them it asked."""
    asker = answering()
    sweep = Sweep(asker, lists, str, ThroughResolvers(()), politeness(patience))
    sweep.start()
    given = [address(number) for number in range(targets)]
    sweep.add(given)
    await sweep.finish()
    return list(Sight(lists, sweep.results(), str).observe(given))


@pytest.mark.parametrize(
    ("severity", "limits", "patience", "asked"),
    [
        (Severity.LOW, SLOW, 1.0, 8),  # ten questions, two of them to the test points
        (Severity.INFO, SLOW, 1.0, 8),
        (Severity.LOW, SLOW, 0.1, 0),
        (Severity.LOW, SLOW, 10.0, 30),
        (Severity.LOW, SLOW, None, 30),
        (Severity.LOW, SLOW, inf, 30),
        (Severity.LOW, Limits(), 1.0, 30),
        (Severity.MEDIUM, SLOW, 1.0, 30),
        (Severity.CRITICAL, SLOW, 1.0, 30),
    ],
)
async def test_only_slow_lists_of_little_weight_are_deferred(severity, limits, patience, asked):
    pairs = [seen for (seen,) in await observed([low(limits=limits, severity=severity)], 30, patience)]
    deferred = [seen for seen in pairs if seen.reason is UnknownReason.DEFERRED]
    assert len(pairs) - len(deferred) == asked
    assert all(seen.state is State.UNKNOWN and seen.outcome is None for seen in deferred)


async def test_deferred_pairs_are_counted_and_decide_nothing():
    found = await observed([a_list("high", "high.example"), low()], 30, 0.1)
    counts = counted(found)
    assert counts.unknown["low"] == 30
    assert counts.coverage == 1.0
    assert code(counts) is ExitCode.OK


async def test_a_list_that_is_required_counts_even_when_deferred():
    counts = counted(await observed([a_list("high", "high.example"), low()], 30, 0.1))
    assert code(counts, "high") is ExitCode.OK
    assert code(counts, "low") is ExitCode.UNDECIDED
    assert code(counts, "high", "low") is ExitCode.UNDECIDED


def code(counts, *required: str) -> ExitCode:
    return exit_code(
        counts,
        fail_on=Severity.LOW,
        min_coverage=0.8,
        interrupted=False,
        asked_for_any=True,
        required=required or None,
    )
