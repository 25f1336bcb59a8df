"""Politeness: a lane with a bound asks no faster, whatever else goes on."""

from collections.abc import Callable

import pytest

from repcheck.dns import Lane
from repcheck.dns.policy.pace import SharedBucket
from repcheck.model.dns import Outcome, Way
from tests.dns.driving import owners
from tests.dns.virtual import OTHER, ZONE, Behaviour, VirtualRun, dead, failing, first, honest, losing, slow


def most_in(seconds: float, run: VirtualRun) -> int:
    """The most datagrams to the list in any stretch of that length."""
    times = [when for when, _, name in run.sent if name.endswith(ZONE)]
    return max(sum(start <= when < start + seconds for when in times) for start in times)


def test_a_lane_keeps_its_bound_and_slows_no_other_one():
    run = VirtualRun({ZONE: honest, OTHER: honest})
    began = run.now
    slow, free = run.start(Lane(ZONE, per_second=50), owners(100)), run.start(Lane(OTHER), owners(500))
    run.run()
    assert free.outcomes | slow.outcomes == {Outcome.NXDOMAIN}
    assert (len(free.answers), len(slow.answers)) == (500, 100)
    assert slow.ended - began >= 0.99  # 50 at once, and 50 more in a second
    assert free.ended - began < 0.2


MANNERS: dict[str, Behaviour] = {
    "answers": honest,
    "loses first tries": losing(honest, 1),
    "loses some": losing(honest, 3),
    "fails": failing(2),
    "falls silent": first(honest, 30),
    "dead": dead,
}


@pytest.mark.parametrize("behaviour", MANNERS.values(), ids=MANNERS)
def test_whatever_is_sent_counts_repeats_too(behaviour):
    run = VirtualRun({ZONE: behaviour})
    assert len(run.ask(Lane(ZONE, per_second=10), owners(60)).answers) == 60
    assert most_in(1.09, run) <= 10
    assert most_in(4.99, run) <= 50


@pytest.mark.parametrize("behaviour", MANNERS.values(), ids=MANNERS)
def test_a_list_is_asked_no_faster_by_several_ways(behaviour):
    run = VirtualRun({ZONE: behaviour}, {ZONE: behaviour}, {ZONE: behaviour})
    for server in run.servers:
        run.start(Lane(ZONE, Way((server,)), per_second=10), owners(20))
    run.run()
    assert most_in(1.09, run) <= 10
    assert most_in(4.99, run) <= 50


def counted(count: int) -> Callable[[], bool]:
    """Leave for this many questions."""
    left = iter(range(count))
    return lambda: next(left, None) is not None


REPEATED: dict[str, Behaviour] = {
    "loses first tries": losing(honest, 1),
    "fails": failing(2),
    "falls silent": first(honest, 30),
    "late": slow(honest, 0.7),
    "dead": dead,
}


@pytest.mark.parametrize("extra", [0, 1, 10])
@pytest.mark.parametrize("behaviour", REPEATED.values(), ids=REPEATED)
def test_no_question_is_repeated_without_leave(behaviour, extra):
    run = VirtualRun({ZONE: behaviour}, {ZONE: behaviour})
    asked = run.ask(Lane(ZONE, run.straight, leave=counted(extra)), owners(60))
    assert asked.delivered == len(asked.answers) == 60
    assert len(run.sent) <= 60 + extra


def test_a_truncated_answer_is_not_fetched_without_leave():
    def cut_off(query: bytes, name: str, now: float):
        return [(late, m[:2] + b"\x83\x80" + m[4:]) for late, m in honest(query, name, now)]

    run = VirtualRun({ZONE: cut_off})
    asked = run.ask(Lane(ZONE, leave=counted(0)), owners(3))
    assert asked.outcomes == {Outcome.TIMEOUT}
    assert run.over_tcp == 0


def test_turns_that_others_keep_too_are_waited_for():
    """Each draw comes half a second after the one before, as when other runs take turns between."""
    draws = iter(range(1000))
    run = VirtualRun({ZONE: honest})
    lane = Lane(ZONE, per_second=10, turns=lambda count: [0.5 * next(draws)] * count)
    asked = run.ask(lane, owners(25))
    assert asked.outcomes == {Outcome.NXDOMAIN}
    assert max(sum(start <= when < start + 0.4 for when, _, _ in run.sent) for start, _, _ in run.sent) == 5


def test_a_turn_that_was_missed_is_not_made_up_for():
    drawn: list[int] = []

    def draw(count: int) -> list[float]:
        drawn.append(count)
        return [len(drawn) - 1.0] * count

    bucket = SharedBucket(10, 0.0, draw)
    assert bucket.wait(100.0) == 0
    bucket.take()
    assert bucket.wait(100.01) == 0
    assert bucket.wait(103.0) == 1.0
    assert drawn == [5, 5]
