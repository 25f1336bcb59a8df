"""Causes of bounces that grow: three times their usual hour, and at least ten. Pure."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from repcheck.model.watch.outbox import BounceHour

_TIMES = 3
_LEAST = 10
#: What is usual is the mean of that many hours.
_USUAL_HOURS = 7 * 24
#: A pass just after the full hour looks at the hour that has ended, too.
_RECENT = 2


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """A cause that grows: since when, how many bounces so far, and its usual number in an hour."""

    cause: str
    since: datetime
    count: int
    usual: float


def growing(hours: Iterable[BounceHour], now: datetime) -> tuple[Growth, ...]:
    """The causes that grow, the most bounces first.

    An outbreak goes back as long as each hour had too many; what is usual is counted before it.
    """
    by_cause: dict[str, dict[int, BounceHour]] = {}
    for one in hours:
        by_cause.setdefault(one.cause, {})[one.hour] = one
    this_hour = int(now.timestamp() // 3600)
    found = (_growth(cause, counted, this_hour) for cause, counted in by_cause.items())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (-one.count, one.cause)))


def _growth(cause: str, counted: dict[int, BounceHour], this_hour: int) -> Growth | None:
    last = next((hour for hour in _back(this_hour, _RECENT) if _too_many(counted, hour)), None)
    if last is None:
        return None
    first = last
    while _too_many(counted, first - 1):
        first -= 1
    outbreak = [one for hour, one in counted.items() if hour >= first]
    return Growth(
        cause=cause,
        since=min(one.first for one in outbreak),
        count=sum(one.count for one in outbreak),
        usual=_usual(counted, first),
    )


def _back(hour: int, most: int) -> range:
    return range(hour, hour - most, -1)


def _too_many(counted: dict[int, BounceHour], hour: int) -> bool:
    one = counted.get(hour)
    return one is not None and one.count >= _LEAST and one.count >= _TIMES * _usual(counted, hour)


def _usual(counted: dict[int, BounceHour], before: int) -> float:
    """The mean of the hours before that one; hours without any bounce count, from the first one known on."""
    known = [hour for hour in counted if before - _USUAL_HOURS <= hour < before]
    if not known:
        return 0.0
    return sum(counted[hour].count for hour in known) / (before - min(known))
