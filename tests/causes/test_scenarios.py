"""Bounce text, answers of lists and records: the cause, what is so now, and the first step, one row for each.

The lists and providers are the catalog's own. No row is measured by what others hold: a row without a
cause says that nothing of the sender's is to blame.
"""

import pytest

from repcheck.advice.steps import make_plan
from repcheck.bounces.reply.judge import Knowledge, Reply, judge
from repcheck.causes.correlate import correlate

from .scenarios_lists import LISTS
from .scenarios_others import OTHERS
from .worlds import CATALOG, Row, host, on

KNOWLEDGE = Knowledge.of(CATALOG)
WHEN, LOOKED = "2026-11-27T03:00:00Z", "2026-11-27T09:00:00Z"
ROWS = LISTS + OTHERS


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_scenario(row: Row) -> None:
    _, text, targets, expected, first = row
    reply = Reply(file="x", diagnostic=text, time=WHEN, recipient="kai@example.net")
    causes = correlate([judge(reply, KNOWLEDGE)], targets, CATALOG, observed=LOOKED)
    told = tuple(f"{one.kind} {one.list or one.provider or '-'} {one.live_state}" for one in causes)
    assert told == expected
    for cause in causes:
        assert (cause.cleared_since is not None) == (cause.live_state == "cleared")
        assert cause.brief
        assert len(cause.brief) <= 160
        assert ("likely" in cause.brief) == (cause.live_state == "inferred" or (cause.live_state == "private"
                                             and cause.kind == "list"))  # fmt: skip
    steps = make_plan(causes, targets, CATALOG, ())
    begun = f"{steps[0].phase}: {steps[0].title}" if steps else ""
    assert begun.startswith(first)
    assert bool(begun) == bool(first)


def test_nobody_is_told_to_pay() -> None:
    targets = (host(on("uceprotect-3")),)
    steps = make_plan((), targets, CATALOG, ())
    assert any(step.title == "Do not pay for a removal" for step in steps)
    assert all(step.who == "network_owner" for step in steps if step.phase == "ask")


def test_there_are_enough_rows_and_each_has_its_own_name() -> None:
    assert len(ROWS) == len({row[0] for row in ROWS}) >= 80
