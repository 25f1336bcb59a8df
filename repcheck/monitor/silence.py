"""Lists that were dead in the last passes, and how long one more pass waits for them. Pure."""

from collections.abc import Mapping, Sequence
from statistics import median

from repcheck.model.watch.outbox import ListPass

#: Passes of a list that are looked at; the first three of them must have been silent.
REMEMBERED = 10
_DEAD_AFTER = 3
#: A list that comes back may take so many times as long as it used to.
_TIMES = 5
#: Seconds that an answer takes of which nothing is remembered, and bounds of the wait.
_USUAL = 0.1
_LEAST, _MOST = 0.25, 2.0


def dead_waits(passes: Mapping[str, Sequence[ListPass]]) -> dict[str, float]:
    """Seconds by the id of each dead list; ``passes`` newest first. What is dead is asked all the same."""
    return {name: _wait(seen) for name, seen in passes.items() if _is_dead(seen)}


def _is_dead(seen: Sequence[ListPass]) -> bool:
    last = seen[:_DEAD_AFTER]
    return len(last) == _DEAD_AFTER and not any(one.answered or one.rtt_ms is not None for one in last)


def _wait(seen: Sequence[ListPass]) -> float:
    times = [one.rtt_ms for one in seen if one.rtt_ms is not None]
    usual = median(times) / 1000 if times else _USUAL
    return min(max(_TIMES * usual, _LEAST), _MOST)
