"""How long to wait for an answer, and how much to have under way: the arithmetic, without I/O."""

from collections import deque
from collections.abc import Callable, Sequence

#: Until a lane has answered, a question is repeated after this long.
FIRST_RTO = 0.5
MIN_RTO = 0.05
MAX_RTO = 2.0
#: The least of that, where it is known how long answers took in earlier runs: today may be slower.
_KNOWN_RTO = 0.1
TRIES = 4

#: What leaves in time may arrive late, and come together with what leaves a second later.
_MARGIN = 1.1
#: Seconds after which a turn has been missed.
_STALE = 0.05
_START_WINDOW = 64.0
_MIN_WINDOW = 32.0
_MAX_WINDOW = 8192.0
#: Questions under way for each millisecond of round trip: on loopback a server's socket buffer
#: holds a few hundred, across the Internet thousands are in flight without harm.
_WINDOW_PER_MS = 64.0
_LOSS_TOLERATED = 0.02


class RoundTrip:
    """Smoothed round trip of a lane and the retry time made from it (RFC 6298 section 2).

    ``rto``    seconds to wait after the first try
    ``usual``  seconds that answers took in earlier runs; None: not known
    """

    __slots__ = ("_smoothed", "_variance", "rto")

    def __init__(self, usual: float | None = None) -> None:
        self._smoothed = 0.0
        self._variance = 0.0
        self.rto = FIRST_RTO if usual is None else min(FIRST_RTO, max(_KNOWN_RTO, 2 * usual + 0.03))

    def sample(self, seconds: float) -> None:
        """Learn from an answer to a question that was sent once (Karn's rule is the caller's)."""
        smoothed, variance = self._smoothed, self._variance
        if smoothed == 0.0:
            smoothed, variance = seconds, seconds / 2
        else:
            variance += (abs(seconds - smoothed) - variance) / 4
            smoothed += (seconds - smoothed) / 8
        self._smoothed, self._variance = smoothed, variance
        wanted = smoothed + 4 * variance + 0.01
        self.rto = max(MIN_RTO, wanted)

    def wait(self, tries: int) -> float:
        """Seconds to wait after the try of that number (the first is 1), doubling each time."""
        doubled: float = self.rto * (1 << (tries - 1))
        return min(MAX_RTO, doubled)


class Bucket:
    """At most ``rate`` questions in any second, at once where the list has rested; below one, so seldom.

    A list counts seconds, so there is no burst on top of the rate. Where the rate is not a whole number
    the whole number below it is kept.
    """

    __slots__ = ("_last", "_times", "_window")

    def __init__(self, rate: float, now: float) -> None:
        self._times: deque[float] = deque(maxlen=max(1, int(rate)))
        self._window = _MARGIN * max(1.0, 1.0 / rate)
        self._last = now

    def _next(self, now: float) -> float:
        """When the next question may go."""
        full = len(self._times) == self._times.maxlen
        return max(now, self._times[0] + self._window) if full else now

    def wait(self, now: float) -> float:
        """Seconds until a question may go; 0: now."""
        self._last = now
        return self._next(now) - now

    def take(self) -> None:
        """A question goes; one that does not wait takes a later turn, and those after it wait for that."""
        self._times.append(self._next(self._last))

    def book(self, now: float) -> float:
        """Take a turn in advance: seconds until it comes. New questions then wait behind it."""
        wait = self.wait(now)
        self.take()
        return wait


class SharedBucket(Bucket):
    """Turns at a pace that other runs keep too, drawn a few at a time.

    ``draw``  given a count, seconds from now until each of that many turns
    """

    __slots__ = ("_at_once", "_draw", "_turns")

    def __init__(self, rate: float, now: float, draw: Callable[[int], Sequence[float]]) -> None:
        super().__init__(rate, now)
        self._draw = draw
        self._at_once = max(1, int(rate / 2))
        self._turns: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until a question may go; 0: now."""
        while self._turns and self._turns[0] < now - _STALE:
            self._turns.popleft()  # missed: other runs have had theirs since
        if not self._turns:
            self._turns.extend(now + seconds for seconds in self._draw(self._at_once))
        return max(0.0, self._turns[0] - now)

    def take(self) -> None:
        """A question goes."""
        if not self._turns:
            self._draw(1)
        else:
            self._turns.popleft()


class Window:
    """Questions under way at once: grows with answers, shrinks with losses, bounded by the round trip."""

    __slots__ = ("_bound", "_lost", "_rtt_ms", "_seen", "size")

    def __init__(self) -> None:
        self.size = _START_WINDOW
        self._bound = _START_WINDOW
        self._rtt_ms = 0.0
        self._seen = 0
        self._lost = 0

    def answered(self, seconds: float, answers: int = 1) -> None:
        """Count ``answers`` that came together, the last of them after ``seconds``."""
        self._rtt_ms += (seconds * 1000 - self._rtt_ms) / 16
        self._bound = min(_MAX_WINDOW, max(_START_WINDOW, self._rtt_ms * _WINDOW_PER_MS))
        self.size = min(self._bound, self.size + answers)
        self._count(answers, lost=0)

    def lost(self) -> None:
        """A question of a living lane had to be repeated."""
        self._count(1, lost=1)

    def _count(self, seen: int, lost: int) -> None:
        self._seen += seen
        self._lost += lost
        if self._seen >= self.size:
            if self._lost > self._seen * _LOSS_TOLERATED:
                self.size = max(_MIN_WINDOW, self.size / 2)
            self._seen = self._lost = 0
