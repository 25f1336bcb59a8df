"""Work counted in calls instead of seconds: the same on every machine, however busy it is."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls_of(work: Callable[..., object], *arguments: object) -> int:
    """How many functions ``work(*arguments)`` calls, in C too; what those do inside is not counted.

    Work that grows faster than its input shows in the calls, save where one call does it all: for patterns
    there is ``pattern_cost``.
    """
    calls = 0

    def count(_: FrameType, event: str, __: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work(*arguments)
    finally:
        sys.setprofile(before)
    return calls
