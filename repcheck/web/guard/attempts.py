"""How often somebody may try a password or token: a bucket an address, and one for all together.

A bucket is full of tries at first and gets them back slowly. What is remembered is bounded: an address that
was not heard for the longest is forgotten first, and the bucket for all holds whatever comes of that.
"""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

import msgspec

#: Tries at once, and seconds until one more: of one address, and of all together.
OF_ONE, ONE_AGAIN = 10, 30.0
OF_ALL, ALL_AGAIN = 100, 2.0
MOST_KEPT = 4096
#: An IPv6 user has a whole network (RFC 6177).
_V6_PREFIX = 64


class _Bucket(msgspec.Struct):
    """``left`` tries at the moment ``at``."""

    left: float
    at: float


class Attempts:
    """Counts them. ``seconds`` is a clock that never runs backwards."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._of: OrderedDict[str, _Bucket] = OrderedDict()
        self._all = _Bucket(OF_ALL, seconds())

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._of)

    def take(self, peer: str) -> int:
        """Take a try before a password is looked at; returns 0, or the seconds to wait: then none is left."""
        mine = self._bucket(peer)
        now = self._seconds()
        _fill(self._all, now, OF_ALL, ALL_AGAIN)
        waits = [_wait(mine, ONE_AGAIN), _wait(self._all, ALL_AGAIN)]
        if max(waits):
            return max(waits)
        mine.left -= 1
        self._all.left -= 1
        return 0

    def right(self, peer: str) -> None:
        """The try was right and costs nothing."""
        mine = self._bucket(peer)
        mine.left = min(OF_ONE, mine.left + 1)
        self._all.left = min(OF_ALL, self._all.left + 1)

    def _bucket(self, peer: str) -> _Bucket:
        key, now = network_of(peer), self._seconds()
        found = self._of.pop(key, None) or _Bucket(OF_ONE, now)
        _fill(found, now, OF_ONE, ONE_AGAIN)
        self._of[key] = found
        while len(self._of) > MOST_KEPT:
            self._of.popitem(last=False)
        return found


def network_of(peer: str) -> str:
    """What counts as one: an IPv4 address, an IPv6 network; what is not an address counts as itself, cut."""
    try:
        address = ip_address(peer)
    except ValueError:
        return peer[:64]
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), _V6_PREFIX), strict=False))
    return str(address)


def _fill(bucket: _Bucket, now: float, most: int, again: float) -> None:
    bucket.left = min(most, bucket.left + (now - bucket.at) / again)
    bucket.at = now


def _wait(bucket: _Bucket, again: float) -> int:
    return 0 if bucket.left >= 1 else max(1, ceil((1 - bucket.left) * again))
