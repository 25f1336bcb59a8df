"""Politeness: a lane with a bound asks no faster, whatever else goes on."""

import pytest

from repcheck.dns import Lane
from repcheck.model.dns import Outcome
from tests.dns.driving import owners
from tests.dns.virtual import OTHER, ZONE, Behaviour, VirtualRun, dead, failing, first, honest, losing


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
    assert most_in(1.0, run) <= 21  # a burst of ten, ten in the second, and the edge
    assert most_in(5.0, run) <= 61
