"""Lists that were dead in the last passes, and how long one more pass waits for them. Pure."""

from collections.abc import Mapping, Sequence
from statistics import median

from repcheck.model.watch.outbox import ListPass

#: Passes of a list that are looked at; the first three of them must have been silent.
REMEMBERED = 10
_DEAD_AFTER = 3
#: A list that comes back may take this many times as long as it used to.
_TIMES = 5
#: Seconds that an answer takes when no list has given one yet, and bounds of the wait. A list that never
#: answered is taken to be as fast as the others.
_USUAL = 0.1
_LEAST, _MOST = 0.25, 2.0


def dead_waits(passes: Mapping[str, Sequence[ListPass]]) -> dict[str, float]:
    """Seconds by the id of each dead list; ``passes`` newest first. What is dead is asked all the same."""
    usual = usual_times(passes)
    others = median(usual.values()) if usual else _USUAL
    return {name: _wait(usual.get(name, others)) for name, seen in passes.items() if _is_dead(seen)}


def usual_times(passes: Mapping[str, Sequence[ListPass]]) -> dict[str, float]:
    """Seconds that answers of each list take: the median of the passes that had any."""
    return {name: usual for name, seen in passes.items() if (usual := _usual(seen)) is not None}


def _is_dead(seen: Sequence[ListPass]) -> bool:
    last = seen[:_DEAD_AFTER]
    return len(last) == _DEAD_AFTER and not any(one.answered or one.rtt_ms is not None for one in last)


def _wait(usual: float) -> float:
    return min(max(_TIMES * usual, _LEAST), _MOST)


def _usual(seen: Sequence[ListPass]) -> float | None:
    times = [one.rtt_ms for one in seen if one.rtt_ms is not None]
    return median(times) / 1000 if times else None
