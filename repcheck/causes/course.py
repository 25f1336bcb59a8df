"""How a cause goes over time: its bounces by hour, and whether it grows or ends.

The end of the time looked at is that of the newest record of any cause, so that a log of last week is read
as of its own end, and no clock is needed.
"""

from collections import Counter
from datetime import datetime, timedelta

from repcheck.model.causes import Course, Trend

HOURS = 24
#: Fewer bounces than this, or a shorter time, have no trend.
_LEAST_BOUNCES = 4
_LEAST_PART = timedelta(minutes=30)
#: So much more or less in the later part, by the hour, is a change.
_CHANGE = 2
_MOST_KEPT = 256
_HOUR = len("2026-11-27T03")


class Hours:
    """Counts records by hour, within bounds: only the newest hours can matter.

    What is in the end among the newest was never among those left out, whatever came in between and in
    whichever order: so counts that were made apart add up.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, time: str) -> None:
        """``time`` is RFC 3339, in UTC."""
        self._counts[time[:_HOUR]] += 1
        if len(self._counts) > 2 * _MOST_KEPT:
            self._leave_newest()

    def merge(self, other: "Hours") -> None:
        """Add those that were counted elsewhere."""
        self._counts.update(other._counts)
        if len(self._counts) > 2 * _MOST_KEPT:
            self._leave_newest()

    def _leave_newest(self) -> None:
        newest = sorted(self._counts)[-_MOST_KEPT:]
        self._counts = Counter({hour: self._counts[hour] for hour in newest})

    def course(self, first: str | None, newest: str | None, bounces: int) -> Course | None:
        """The 24 hours up to ``newest``; ``first``: the time of the cause's first record. None: no times."""
        if first is None or newest is None:
            return None
        begun, end = _moment(first), _moment(newest)
        if begun is None or end is None:
            return None
        self._leave_newest()
        last = end.replace(minute=0, second=0, microsecond=0)
        marks = [last - timedelta(hours=back) for back in range(HOURS - 1, -1, -1)]
        counts = tuple(self._counts[f"{mark:%Y-%m-%dT%H}"] for mark in marks)
        trend = _trend(counts, marks, max(begun, marks[0]), end, bounces)
        return Course(until=f"{last:%Y-%m-%dT%H}:00:00Z", hours=counts, trend=trend)


def _trend(
    counts: tuple[int, ...], marks: list[datetime], begun: datetime, end: datetime, bounces: int
) -> Trend | None:
    """The later half of the time since it began beside the earlier one, each by its own length."""
    if bounces < _LEAST_BOUNCES:
        return None
    if not any(counts):
        return "ending"
    middle = begun + (end - begun) / 2
    cut = min(range(len(marks)), key=lambda at: abs(marks[at] - middle))
    before, after = marks[cut] - begun, end - marks[cut]
    if before < _LEAST_PART or after < _LEAST_PART:
        return None
    earlier, later = sum(counts[:cut]) / before.total_seconds(), sum(counts[cut:]) / after.total_seconds()
    if later >= _CHANGE * earlier:
        return "growing"
    return "ending" if earlier >= _CHANGE * later else "steady"


def _moment(time: str) -> datetime | None:
    try:
        return datetime.fromisoformat(time).replace(tzinfo=None)
    except ValueError:  # a stranger's time that the reader let through must not end the run
        return None
