"""The sending half of the engine: which question goes next, to whom, and when it is repeated."""

import asyncio

from repcheck.dns.books import Books
from repcheck.dns.lane import Flight, LaneState, Sections
from repcheck.dns.pace import TRIES
from repcheck.dns.upstream import Upstream
from repcheck.model.dns import Answer, Outcome

_SENDS_A_TURN = 64

_UNASKABLE = Answer(Outcome.MALFORMED)


class Sender:
    """Fills the windows of the upstreams: repeats first, then round robin over the lanes.

    ``dead_wait``  seconds that any single question may take after its last try
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, books: Books, dead_wait: float) -> None:
        self._loop = loop
        self._books = books
        self._dead_wait = dead_wait
        self._sections = Sections()

    # -- what is to be sent

    def enqueue(self, state: LaneState) -> None:
        """The lane may have questions to ask."""
        upstream = state.upstreams[state.at]
        if not state.queued and state.sources:
            state.queued = True
            upstream.ready.append(state)
        self.wake(upstream)

    def retry(self, flight: Flight) -> None:
        """Ask again, as soon as its upstream comes to it."""
        if not flight.waiting and not flight.done:
            flight.waiting = True
            flight.upstream.retries.append(flight)

    def retry_in_turn(self, flight: Flight) -> None:
        """Ask again; a repeat is a question too, and takes its turn in the list's pace."""
        bucket = flight.lane.bucket
        wait = bucket.book(self._loop.time()) if bucket is not None else 0.0
        if wait > 0:
            self._loop.call_later(wait, self.retry, flight)
        else:
            self.retry(flight)

    def move(self, flight: Flight) -> None:
        """Let another server of the lane's way answer this flight, and what comes after it."""
        state, before = flight.lane, flight.upstream
        if state.upstreams[state.at] is before:
            state.next_upstream()
        self._books.uncount(flight)
        flight.upstream = state.upstreams[state.at]
        self._books.count(flight)
        self.enqueue(state)

    def wake(self, upstream: Upstream) -> None:
        """Send, once the loop comes to it, what the upstream has room for."""
        if not upstream.pumping and (upstream.ready or upstream.retries):
            upstream.pumping = True
            self._loop.call_soon(self._pump, upstream)

    # -- sending it

    def _pump(self, upstream: Upstream) -> None:
        upstream.pumping = False
        now = self._loop.time()
        for _ in range(_SENDS_A_TURN):
            flight = self._next_retry(upstream) if upstream.retries else None
            if flight is None and upstream.open < upstream.window.size:
                flight = self._next_new(upstream, now)
            if flight is None:
                return
            if not self._send(flight, upstream, now):
                self.retry(flight)
                return  # the system's buffer is full: the timer or the next answer wakes us
        self.wake(upstream)

    def _next_retry(self, upstream: Upstream) -> Flight | None:
        while upstream.retries:
            flight = upstream.retries.popleft()
            if flight.waiting and not flight.done:
                flight.waiting = False
                return flight
        return None

    def _next_new(self, upstream: Upstream, now: float) -> Flight | None:
        ready = upstream.ready
        while ready:
            state = ready.popleft()
            state.queued = False
            if state.quiet >= state.patience or state.silent or state.parked or self._books.over:
                continue  # comes back with the lane's first answer, or when its bucket has filled
            if state.upstreams[state.at] is not upstream:
                self.enqueue(state)  # it has moved on to another server
                continue
            if state.bucket is not None and (wait := state.bucket.wait(now)) > 0:
                state.parked = True
                self._loop.call_later(wait, self._unpark, state)
                continue
            flight = self._draw(state, now)
            if state.sources:
                state.queued = True
                ready.append(state)
            if flight is not None:
                return flight
        return None

    def _unpark(self, state: LaneState) -> None:
        state.parked = False
        self.enqueue(state)

    def _draw(self, state: LaneState, now: float) -> Flight | None:
        sources = state.sources
        while sources:
            source = sources[0]
            owner = next(source.owners, None)
            if owner is None:
                sources.popleft()
                source.drained = True
                source.settle()
                continue
            source.open += 1
            try:
                section = self._sections.of(source, owner)
            except ValueError:  # a name from the DNS that no question can carry
                source.give(owner, _UNASKABLE)
                continue
            flight = Flight(state, source, owner, section)
            state.flights.add(flight)
            if not self._books.open:
                self._books.last_sign = now
            self._books.count(flight)
            return flight
        return None

    def _send(self, flight: Flight, upstream: Upstream, now: float) -> bool:
        """False when the system has no room right now."""
        state = flight.lane
        if not upstream.send(flight, state.header + flight.section, now):
            return False
        state.sent += 1
        state.quiet += 1
        if state.quiet == 1:
            state.last_sign = now
        flight.tries += 1
        if flight.tries == 1:
            wait = state.rtt.rto
            if state.bucket is not None:
                state.bucket.take()
        else:
            wait = state.rtt.wait(flight.tries)
        if flight.tries == TRIES:
            # The last try waits until the question has had the time that any list is given.
            wait = max(wait, flight.first_sent + self._dead_wait - now)
        state.deadlines[flight.tries - 1].append((now + wait, flight.tries, flight))
        self._books.traffic.sent += 1
        return True
