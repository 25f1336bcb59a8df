"""Thresholds as plugins take them: a range, and an alert where the value is outside."""

from math import inf

import msgspec

from repcheck.errors import BadOption
from repcheck.patterns import compiled

_RANGE = compiled(r"(@)?(?:(~|-?\d{1,12}(?:\.\d{1,6})?)?(:))?(-?\d{1,12}(?:\.\d{1,6})?)?")


class Range(msgspec.Struct, frozen=True):
    """``10`` is 0 to 10, ``10:`` at least 10, ``~:10`` at most 10; with ``@`` before it alerts inside.

    Both ends belong to a range.

    ``text``  as it was written, which is how performance data repeats it
    """

    text: str
    start: float
    end: float
    inside: bool

    def alerts(self, value: float) -> bool:
        """Whether this value is one to raise an alert for."""
        return (self.start <= value <= self.end) is self.inside


def parse_range(text: str) -> Range:
    """The range that ``text`` means. Raises BadOption."""
    found = _RANGE.fullmatch(text.strip())
    if found is None or (found[4] is None and found[3] is None):
        raise BadOption(f'"{text}" is not a range, such as 10, 10:, ~:10, 10:20 or @10:20')
    start = -inf if found[2] == "~" else float(found[2] or 0)
    end = inf if found[4] is None else float(found[4])
    if start > end:
        raise BadOption(f'"{text}" begins above its end')
    return Range(text.strip(), start, end, inside=found[1] is not None)
