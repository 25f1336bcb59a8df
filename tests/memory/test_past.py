"""The state at any moment, replayed from changes: what stood listed then, and nothing that was not known."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from repcheck.app.wall.past import replayed
from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.watch.monitor import Change, ListedAs, Memory, MonitorPolicy, Pair, Sighting
from repcheck.monitor.machine import first_sight, step
from tests.memory.made import HOUR, NOW

_HIGH, _LOW = ListedAs(severity=Severity.HIGH), ListedAs(severity=Severity.LOW)
_SAW = st.sampled_from(["clean", "unknown", "high", "low"])
#: What passes saw of some pairs: a row a pass.
_PASSES = st.lists(st.tuples(_SAW, _SAW, _SAW), min_size=1, max_size=25)
_POLICY = MonitorPolicy(confirm=2, flaps=3)


def _seen(pair: Pair, saw: str) -> Sighting:
    if saw == "unknown":
        return Sighting(pair=pair, state=State.UNKNOWN, reason=UnknownReason.TIMEOUT)
    standing = {"high": _HIGH, "low": _LOW}.get(saw)
    return Sighting(pair=pair, state=State.CLEAN if standing is None else State.LISTED, standing=standing)


def _is_calm(one: Memory) -> bool:
    """As a store tells it: known, clean, and nothing waits to be believed."""
    return one.known and one.standing is None and one.unknown_since is None and one.pending is None


@given(passes=_PASSES, kept=st.integers(0, 10))
def test_each_moment_is_as_the_monitor_had_it(passes: list[tuple[str, ...]], kept: int) -> None:
    """``kept``: the first passes, whose changes retention has deleted; moments before them are left out."""
    memories: dict[Pair, Memory] = {}
    changes: list[Change] = []
    listed: dict[datetime, set[tuple[Pair, Severity]]] = {}
    heard: dict[datetime, set[Pair]] = {}
    for number, row in enumerate(passes):
        at = NOW + number * HOUR
        for which, saw in enumerate(row):
            pair = Pair(f"192.0.2.{which}", "psbl")
            before = memories.get(pair)
            sighting = _seen(pair, saw)
            if before is None:
                memories[pair], made = first_sight(sighting, at)
            else:
                memories[pair], made = step(before, sighting, at, _POLICY)
            changes += made
        standing = [one for one in memories.values() if one.standing is not None]
        listed[at] = {(one.pair, one.standing.severity) for one in standing if one.standing is not None}
        heard[at] = {one.pair for one in memories.values() if one.known}
    begin = NOW + min(kept, len(passes) - 1) * HOUR
    left = [one for one in changes if one.at >= begin]
    changed = {one.pair for one in left}
    # That it became known and was clean is no change, so that none tells it of a pair that changed later.
    told = {one.pair for one in left if one.before is not State.UNKNOWN}
    for at, truth in listed.items():
        if at < begin:
            continue
        calm = [one for one in memories.values() if _is_calm(one)]
        later = sum(1 for one in calm if one.pair not in changed and one.since is not None and one.since > at)
        unsettled = [one for one in memories.values() if one not in calm]
        found = replayed(left, unsettled, later, begin, at)
        assert {one.pair for one in found.listed} == {pair for pair, _ in truth}
        if begin == NOW:
            assert {(one.pair, one.severity) for one in found.listed} == truth
        never = [pair for pair in memories if pair not in heard[at] and pair not in told]
        assert found.unsure >= len(never)
