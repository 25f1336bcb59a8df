"""What workers may ask, and how fast: lent to them by the driver while they ask.

The limits of lists belong to the store of the driver, by its clock, and workers do not know that store. So a
worker that asks a shard draws each question of the day, and each turn in the pace of a list, from the driver.
Who asks a shard once more, as a worker was killed with it, draws anew; and a worker that has lost its driver
asks no more. So the limits hold however tasks are lost or run twice; lots that travel with tasks would not.
"""

import asyncio
import concurrent.futures
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

import msgspec

from repcheck.app.run.paces import Paces
from repcheck.app.run.quota import Quota
from repcheck.errors import DriverLost
from repcheck.store.quota import Grant, Want

#: Seconds of turns that a worker draws at once, and has ahead: longer than a question to the driver takes.
_AHEAD = 1.0
#: Turns that are drawn at once at most, by one who is so far away that all before had passed on their way.
_MOST = 512
#: Seconds after which a turn has passed; as long may pass unseen between two clocks.
_STALE = 0.05
#: Questions about the time: of several that with the least delay is believed (RFC 5905 section 10).
_SAMPLES = 3
#: A turn that never comes: nothing is asked any more.
_NEVER = 1e9
#: Seconds after which it is looked whether the run has ended.
_LOOK = 0.5


class Reserve(msgspec.Struct, frozen=True, tag=True):
    """Questions of the day that are wanted."""

    wants: tuple[Want, ...]


class GiveBack(msgspec.Struct, frozen=True, tag=True):
    """Questions of the day, and turns by the driver's clock, that were not used, by list."""

    questions: Mapping[str, int] = {}
    turns: Mapping[str, tuple[float, ...]] = {}


class Draw(msgspec.Struct, frozen=True, tag=True):
    """Turns that are wanted. ``count`` 0: what time it is."""

    list_id: str
    rate: float
    count: int


class Lent(msgspec.Struct, frozen=True):
    """What is lent. ``turns``: by the driver's clock; ``now``: what that said."""

    now: float
    turns: tuple[float, ...] = ()
    grants: tuple[Grant, ...] = ()


Request = Reserve | GiveBack | Draw
#: Takes a request to the driver and brings what it lends. Raises DriverLost.
Ask = Callable[[bytes], bytes]


class Line(Protocol):
    """A way from who asks a shard to the driver, for one shard."""

    def ask(self, request: bytes) -> bytes:
        """See ``Ask``."""

    def close(self) -> None:
        """Nothing more is asked."""


#: Opens one; what is given to workers can be pickled. Raises DriverLost.
OpenLine = Callable[[], Line]


class Lender:
    """The driver's side. Any thread may ask it, as long as its event loop runs.

    ``clock``  seconds that never run backwards
    """

    def __init__(self, quota: Quota, paces: Paces, clock: Callable[[], float] = time.monotonic) -> None:
        self._quota = quota
        self._paces = paces
        self._clock = clock
        self._unused: dict[str, deque[float]] = {}
        self._loop = asyncio.get_running_loop()
        self._ended = threading.Event()

    def end(self) -> None:
        """Lend nothing more."""
        self._ended.set()

    def ask(self, request: bytes) -> bytes:
        """See ``Ask``: from another thread than that of the event loop."""
        if self._ended.is_set():
            raise DriverLost("the run has ended")
        lent = asyncio.run_coroutine_threadsafe(self._lend(request), self._loop)
        while not self._ended.is_set():
            try:
                return lent.result(_LOOK)
            except concurrent.futures.TimeoutError:
                continue
        raise DriverLost("the run has ended")

    async def _lend(self, request: bytes) -> bytes:
        wanted = msgspec.msgpack.decode(request, type=Request)
        return msgspec.msgpack.encode(self.lend(wanted))

    def lend(self, wanted: Request) -> Lent:
        """As much as the store still has; in the event loop, as the run asks by itself, too."""
        now = self._clock()
        if isinstance(wanted, Reserve):
            return Lent(now, grants=tuple(map(self._grant, wanted.wants)))
        if isinstance(wanted, GiveBack):
            self._quota.give_back(wanted.questions)
            for list_id, left in wanted.turns.items():
                unused = [*self._unused.get(list_id, ()), *left]
                self._unused[list_id] = deque(sorted(unused))
            return Lent(now)
        turns = self._given_back(wanted, now) if wanted.count else []
        if wanted.count and not turns:
            drawn = self._paces.turns(wanted.list_id, wanted.rate, wanted.count, even=True)
            turns = [now + seconds for seconds in drawn]
        return Lent(self._clock(), turns=tuple(turns))

    def _grant(self, want: Want) -> Grant:
        granted = self._quota.reserve_for(want.list_id, want.wanted, want.per_day)
        free_again = self._quota.free_again.get(want.list_id)
        return Grant(granted, free_again if granted < want.wanted else None)

    def _given_back(self, wanted: Draw, now: float) -> list[float]:
        """Turns that another shard has left."""
        unused = self._unused.get(wanted.list_id, deque())
        while unused and unused[0] < now:
            unused.popleft()
        return [unused.popleft() for _ in range(min(wanted.count, len(unused)))]


class _Stock:
    """Turns of a list that are ours, by our own clock."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.turns: deque[float] = deque()
        self.lot = max(1, round(rate * _AHEAD))
        self.coming: Future[list[float]] | None = None


class Borrowed:
    """The worker's side: a ``SharedLimits``, of one shard.

    ``lost``  called once when the driver cannot be reached; from then on nothing is granted and no turn comes
    """

    def __init__(self, line: Line, clock: Callable[[], float] = time.monotonic) -> None:
        self.warning: str | None = None
        self.lost: Callable[[], object] = lambda: None
        self.is_lost = False
        self._line = line
        self._clock = clock
        self._stocks: dict[str, _Stock] = {}
        self._ahead: float | None = None  # of the driver's clock, by the shortest way so far
        self._asking = threading.Lock()
        self._fetching = ThreadPoolExecutor(1, thread_name_prefix="repcheck-turns")

    def reserve_all(self, wants: Sequence[Want]) -> tuple[Grant, ...]:
        """See ``QuotaStore``."""
        try:
            return self._ask(Reserve(tuple(wants))).grants
        except DriverLost:
            self._lose()
            return (Grant(0),) * len(wants)

    def settle(self, extra: Mapping[str, int]) -> None:
        """See ``QuotaStore``; a shard sends nothing that it has not reserved."""
        unused = {list_id: -count for list_id, count in extra.items() if count < 0}
        if unused and not self.is_lost:
            self._last(GiveBack(questions=unused))

    def draw(self, list_id: str, rate: float, count: int, *, even: bool = True) -> tuple[float, ...]:
        """See ``PaceStore``; at least one turn, with equal pauses. The next are fetched meanwhile."""
        del even
        stock = self._stocks.setdefault(list_id, _Stock(rate))
        try:
            if not self.is_lost:
                self._fill(list_id, stock)
        except DriverLost:
            self._lose()
        if self.is_lost:
            return (_NEVER,)
        now = self._clock()
        given = [stock.turns.popleft() for _ in range(min(count, len(stock.turns)))]
        if stock.coming is None and (stock.turns or given)[-1] < now + _AHEAD:
            stock.coming = self._fetching.submit(self._fetch, list_id, stock)
        return tuple(max(0.0, turn - now) for turn in given)

    def close(self) -> None:
        """Give the turns back that have not come, and end."""
        for stock in self._stocks.values():
            if stock.coming is not None and stock.coming.exception() is None:
                stock.turns.extend(stock.coming.result())
        self._fetching.shutdown()
        ahead = self._ahead or 0.0
        turns = {
            list_id: tuple(turn - ahead for turn in stock.turns)
            for list_id, stock in self._stocks.items()
            if stock.turns
        }
        if turns and not self.is_lost:
            self._last(GiveBack(turns=turns))
        self._line.close()

    def _fill(self, list_id: str, stock: _Stock) -> None:
        """Have at least one turn that has not passed."""
        while True:
            if stock.coming is not None and (not stock.turns or stock.coming.done()):
                stock.turns.extend(stock.coming.result())
                stock.coming = None
            while stock.turns and stock.turns[0] < self._clock() - _STALE:
                stock.turns.popleft()  # missed: others have had theirs since
            if stock.turns:
                return
            if stock.coming is None:
                stock.coming = self._fetching.submit(self._fetch, list_id, stock)

    def _fetch(self, list_id: str, stock: _Stock) -> list[float]:
        for _ in range(_SAMPLES if self._ahead is None else 0):
            self._ask(Draw(list_id, stock.rate, 0))
        told = self._ask(Draw(list_id, stock.rate, stock.lot))
        assert self._ahead is not None
        turns = [turn + self._ahead for turn in told.turns]
        if turns[-1] < self._clock():
            stock.lot = min(_MOST, 2 * stock.lot)  # all of them passed on their way
        return turns

    def _ask(self, wanted: Request) -> Lent:
        with self._asking:
            told = self._line.ask(msgspec.msgpack.encode(wanted))
            lent = msgspec.msgpack.decode(told, type=Lent)
            # What came on a slow way is not taken for a clock that goes behind: turns would come late.
            ahead = self._clock() - lent.now
            self._ahead = ahead if self._ahead is None else min(self._ahead, ahead)
            return lent

    def _last(self, wanted: GiveBack) -> None:
        try:
            self._ask(wanted)
        except DriverLost:
            self._lose()

    def _lose(self) -> None:
        if not self.is_lost:
            self.is_lost = True
            self.lost()
