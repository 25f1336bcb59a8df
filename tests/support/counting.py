"""Work counted in calls instead of seconds: the same on every machine, however busy it is."""

import cProfile
from collections.abc import Callable


def calls_of(work: Callable[..., object], *arguments: object) -> int:
    """How many functions ``work(*arguments)`` calls, in C too; what those do inside is not counted.

    Work that grows faster than its input shows in the calls, save where one call does it all: for patterns
    there is ``pattern_cost``.
    """
    # of the profiler only its numbers of calls are looked at, never its times
    profile = cProfile.Profile(subcalls=False)
    profile.runcall(work, *arguments)
    return sum(entry.callcount for entry in profile.getstats())
