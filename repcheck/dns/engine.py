"""The engine behind ``Asker``: all questions of a run through a few UDP sockets of one event loop."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from repcheck.dns.asker import Deliver, Lane, Traffic
from repcheck.dns.lane import Flight, LaneState, Sections, Source
from repcheck.dns.pace import TRIES
from repcheck.dns.servers import Servers
from repcheck.dns.tcp import TcpChannels, TcpFailed
from repcheck.dns.upstream import Port, Upstream, UpstreamError
from repcheck.dns.wire import (
    HEADER_SIZE,
    NXDOMAIN,
    Reply,
    is_authentic,
    negative_ttl,
    read_reply,
    same_but_case,
)
from repcheck.model.dns import Answer, Outcome, Question, RecordType, Server, Way

#: Seconds that a list may stay silent before it is given up, and that any single question may take
#: after its last try.
DEAD_WAIT = 2.0
#: Seconds without any answer to anything, with questions open, after which nobody is there.
_SILENCE = 5.0
_TICK = 0.01
_PACKETS_A_WAKE = 64
_SENDS_A_TURN = 64
_LARGEST_DATAGRAM = 4096
_TRY_ANOTHER = (Outcome.SERVFAIL, Outcome.REFUSED, Outcome.ERROR, Outcome.MALFORMED)

_TIMEOUT = Answer(Outcome.TIMEOUT)
_UNASKABLE = Answer(Outcome.MALFORMED)
_NO_LIST = Lane("")


class Engine:
    """See Asker. Questions of no list go to the resolvers in turn, as each of them fails.

    ``dead_wait``      seconds of silence after which a list counts as dead
    ``negative_ttls``  True: absences are told with their TTL, which costs a little for each
    """

    def __init__(
        self, resolvers: Sequence[Server], *, dead_wait: float = DEAD_WAIT, negative_ttls: bool = False
    ) -> None:
        self.traffic = Traffic()
        self._resolvers = Way(tuple(resolvers))
        self._dead_wait = dead_wait
        self._negative_ttls = negative_ttls
        self._loop = asyncio.get_running_loop()
        self._servers = Servers(self._loop, self._readable)
        self._channels = TcpChannels()
        self._lanes: dict[Lane, LaneState] = {}
        self._sections = Sections()
        self._known: dict[Question, asyncio.Future[Answer]] = {}
        self._busy = 0
        self._silent_busy = 0
        self._open = 0
        self._last_sign = 0.0
        self._silence = max(_SILENCE, 2 * dead_wait)
        self._over = False
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        if not self._servers.reach(self._resolvers):
            raise UpstreamError(
                f"no name server can be reached: {', '.join(map(str, resolvers)) or 'none given'}"
            )

    # -- the Asker interface

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        key = Question(question.name.lower(), question.rdtype)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._loop.create_future()
            self._submit(_NO_LIST, key.rdtype, iter((key.name,)), partial(_resolve, known), _nothing)
        return await asyncio.shield(known)

    async def ask_lane(
        self,
        lane: Lane,
        owners: Iterable[str],
        deliver: Deliver,
        rdtype: RecordType = "A",
        *,
        fresh: bool = False,  # noqa: ARG002 - every answer here is
    ) -> None:
        """See Asker."""
        done: asyncio.Future[None] = self._loop.create_future()
        self._submit(lane, rdtype, iter(owners), deliver, partial(_finish, done))
        await done

    def give_up(self) -> None:
        """See Asker."""
        self._over = True
        for lane in list(self._lanes.values()):
            self._abandon(lane)

    async def close(self) -> None:
        """See Asker."""
        self.give_up()
        if self._timer is not None:
            self._timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._channels.close()
        self._servers.close()

    # -- lanes and servers

    def _state(self, lane: Lane) -> LaneState:
        state = self._lanes.get(lane)
        if state is None:
            upstreams = self._servers.reach(lane.way or self._resolvers)
            state = self._lanes[lane] = LaneState(lane, upstreams, self._loop.time())
        return state

    def _submit(
        self,
        lane: Lane,
        rdtype: RecordType,
        owners: Iterator[str],
        deliver: Deliver,
        when_done: Callable[[], None],
    ) -> None:
        state = self._state(lane)
        zone = state.zone(rdtype) if lane.zone else b""
        state.sources.append(
            Source(zone, rdtype, owners, deliver, partial(self._source_done, state, when_done))
        )
        if state.silent:
            self._silent_busy += 1
        self._busy += 1
        if self._over or not state.upstreams:
            self._drain(state)
            return
        self._enqueue(state)
        self._set_timer()

    def _source_done(self, state: LaneState, when_done: Callable[[], None]) -> None:
        self._busy -= 1
        if state.silent:
            self._silent_busy -= 1
        when_done()

    def _enqueue(self, state: LaneState) -> None:
        upstream = state.upstreams[state.at]
        if not state.queued and state.sources:
            state.queued = True
            upstream.ready.append(state)
        self._wake(upstream)

    def _wake(self, upstream: Upstream) -> None:
        if not upstream.pumping and (upstream.ready or upstream.retries):
            upstream.pumping = True
            self._loop.call_soon(self._pump, upstream)

    # -- sending

    def _pump(self, upstream: Upstream) -> None:
        """Send what the window has room for: retries first, then round robin over the lanes."""
        upstream.pumping = False
        now = self._loop.time()
        for _ in range(_SENDS_A_TURN):
            flight = self._next_retry(upstream) if upstream.retries else None
            if flight is None and upstream.open < upstream.window.size:
                flight = self._next_new(upstream, now)
            if flight is None:
                return
            if not self._send(flight, upstream, now):
                self._retry(flight)
                return  # the system's buffer is full: the timer or the next answer wakes us
        self._wake(upstream)

    def _next_retry(self, upstream: Upstream) -> Flight | None:
        while upstream.retries:
            flight = upstream.retries.popleft()
            if flight.waiting and not flight.done:
                flight.waiting = False
                return flight
        return None

    def _retry_in_turn(self, flight: Flight) -> None:
        """A repeat is a question too: it takes its turn in the list's pace."""
        bucket = flight.lane.bucket
        wait = bucket.book(self._loop.time()) if bucket is not None else 0.0
        if wait > 0:
            self._loop.call_later(wait, self._retry, flight)
        else:
            self._retry(flight)

    def _retry(self, flight: Flight) -> None:
        if not flight.waiting and not flight.done:
            flight.waiting = True
            flight.upstream.retries.append(flight)

    def _next_new(self, upstream: Upstream, now: float) -> Flight | None:
        ready = upstream.ready
        while ready:
            state = ready.popleft()
            state.queued = False
            if state.quiet >= state.patience or state.silent or state.parked or self._over:
                continue  # comes back with the lane's first answer, or when its bucket has filled
            if state.upstreams[state.at] is not upstream:
                self._enqueue(state)  # it has moved on to another server
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
        self._enqueue(state)

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
                _deliver(source, owner, _UNASKABLE)
                continue
            flight = Flight(state, source, owner, section)
            state.flights.add(flight)
            if not self._open:
                self._last_sign = now
            self._count(flight)
            return flight
        return None

    def _count(self, flight: Flight) -> None:
        if not flight.counted:
            flight.counted = True
            flight.upstream.open += 1
            self._open += 1

    def _uncount(self, flight: Flight) -> None:
        if flight.counted:
            flight.counted = False
            flight.upstream.open -= 1
            self._open -= 1

    def _send(self, flight: Flight, upstream: Upstream, now: float) -> bool:
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
        self.traffic.sent += 1
        return True

    # -- time

    def _set_timer(self) -> None:
        if self._timer is None:
            self._timer = self._loop.call_later(_TICK, self._tick)

    def _tick(self) -> None:
        self._timer = None
        now = self._loop.time()
        if self._open and now - self._last_sign > self._silence:
            self.give_up()  # the servers themselves have gone: no question needs its full patience
        for state in list(self._lanes.values()):
            if (state.flights or state.sources) and not state.silent:
                self._expire(state, now)
        if self._busy and self._busy == self._silent_busy:
            # Only dead lists are left, and nothing else will give them more time.
            for state in list(self._lanes.values()):
                if state.silent:
                    self._abandon(state)
        for upstream in self._servers:
            self._wake(upstream)
        if self._busy:
            self._set_timer()

    def _expire(self, state: LaneState, now: float) -> None:
        if state.has_died(now, self._dead_wait):
            state.silent = True
            self._silent_busy += len({flight.source for flight in state.flights} | set(state.sources))
            for flight in state.flights:
                self._uncount(flight)  # the dead hold up nobody's window
            return
        for queue in state.deadlines:
            while queue and queue[0][0] <= now:
                _, tries, flight = queue.popleft()
                if not flight.done and flight.tries == tries:
                    self._missed(flight)

    def _missed(self, flight: Flight) -> None:
        """A try has had no answer in its time."""
        state, upstream = flight.lane, flight.upstream
        if upstream.heard:
            upstream.window.lost()
        if flight.tries >= TRIES:
            self._end(flight, Answer(flight.failure) if flight.failure else _TIMEOUT)
            return
        if state.fails_over and (state.lane.way is not None or not upstream.heard):
            self._move(flight)
        self.traffic.retried += 1
        self._retry_in_turn(flight)

    def _move(self, flight: Flight) -> None:
        """Let another server of the lane's way answer this flight, and what comes after it."""
        state, before = flight.lane, flight.upstream
        if state.upstreams[state.at] is before:
            state.next_upstream()
        self._uncount(flight)
        flight.upstream = state.upstreams[state.at]
        self._count(flight)
        self._enqueue(state)

    def _abandon(self, state: LaneState) -> None:
        """End everything of the lane as timed out, what was not sent yet included."""
        for flight in list(state.flights):
            self._end(flight, Answer(flight.failure) if flight.failure else _TIMEOUT)
        self._drain(state)

    def _drain(self, state: LaneState) -> None:
        while state.sources:
            source = state.sources.popleft()
            source.drained = True
            for owner in source.owners:
                source.deliver(owner, _TIMEOUT)
            source.settle()

    # -- answers

    def _readable(self, upstream: Upstream, port: Port) -> None:
        receive, pending = port.sock.recv, port.pending
        now = self._loop.time()
        answers, seconds = 0, 0.0
        for _ in range(_PACKETS_A_WAKE):
            try:
                message = receive(_LARGEST_DATAGRAM)
            except (BlockingIOError, InterruptedError):
                break
            except OSError:
                continue  # ICMP unreachable is reported here; the retry timer decides
            ident = message[0] << 8 | message[1] if len(message) > HEADER_SIZE else -1
            flight = pending.get(ident)
            if flight is None or flight.done or not upstream.accepts(message, flight.section):
                self.traffic.dropped += 1
                continue
            answers += 1
            seconds = now - (flight.first_sent if flight.repeats is None else flight.sent_at(port, ident))
            self._received(flight, message, upstream, seconds)
        if answers:
            self.traffic.received += answers
            self._last_sign = now
            upstream.heard = True
            upstream.window.answered(seconds, answers)
        self._wake(upstream)

    def _received(self, flight: Flight, message: bytes, upstream: Upstream, seconds: float) -> None:
        state = flight.lane
        state.rtt.sample(seconds)
        waited = not state.heard or state.silent or state.quiet >= state.patience
        state.quiet = 0
        if waited:
            self._hear(state)
        reply = read_reply(message, flight.section, flight.source.rdtype)
        if reply is NXDOMAIN:
            ttl = negative_ttl(message, flight.section) if self._negative_ttls else None
            authentic = is_authentic(message)
            self._end(flight, Answer(Outcome.NXDOMAIN, (), ttl, seconds * 1000, upstream.name, authentic))
        elif reply.truncated:
            if flight.tries <= TRIES:  # else it is under way over TCP already
                self._start_tcp(flight, upstream)
        elif reply.outcome in _TRY_ANOTHER and self._tries_again(flight, reply.outcome):
            self._retry(flight)
            self._wake(flight.upstream)
        else:
            self._end(flight, _answer(reply, seconds, upstream, message))

    def _hear(self, state: LaneState) -> None:
        """A first sign of life, or one of a list that was thought dead."""
        state.hear()
        if state.silent:
            state.silent = False
            self._silent_busy -= len({flight.source for flight in state.flights} | set(state.sources))
            for queue in state.deadlines:
                queue.clear()
            for flight in state.flights:
                if flight.tries <= TRIES:  # not one that is under way over TCP
                    self._count(flight)
                    flight.tries = 1
                    self._retry_in_turn(flight)
        self._enqueue(state)

    def _tries_again(self, flight: Flight, outcome: Outcome) -> bool:
        """Whether a failure is worth another question, and of whom."""
        state = flight.lane
        if flight.tries >= TRIES:
            return False
        if state.fails_over and flight.tries < len(state.upstreams):
            flight.failure = outcome
            self._move(flight)
            return True
        # A SERVFAIL is often a passing fault of one of the list's servers; REFUSED is an answer.
        again = outcome is Outcome.SERVFAIL and flight.failure is None
        flight.failure = outcome
        return again

    def _start_tcp(self, flight: Flight, upstream: Upstream) -> None:
        flight.tries = TRIES + 1  # no deadline of a datagram counts any more, and no repeat
        flight.waiting = False
        self._uncount(flight)  # the window is that of datagrams
        task = self._loop.create_task(self._over_tcp(flight, upstream))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _over_tcp(self, flight: Flight, upstream: Upstream) -> None:
        started = self._loop.time()
        self.traffic.over_tcp += 1
        reply, message = Reply(Outcome.MALFORMED), bytes(HEADER_SIZE)
        try:
            packet = flight.lane.header + flight.section
            message = await self._channels.ask(upstream.server, packet, self._silence)
            self._last_sign = self._loop.time()
            if same_but_case(message, flight.section):
                reply = read_reply(message, flight.section, flight.source.rdtype)
        except TcpFailed as failure:
            reply = Reply(failure.outcome)
        self._end(flight, _answer(reply, self._loop.time() - started, upstream, message))

    def _end(self, flight: Flight, answer: Answer) -> None:
        if flight.done:
            return
        flight.done = True
        flight.forget()
        self._uncount(flight)
        flight.lane.flights.discard(flight)
        if answer.outcome is Outcome.TIMEOUT:
            self.traffic.timed_out += 1
        _deliver(flight.source, flight.owner, answer)


def _answer(reply: Reply, seconds: float, upstream: Upstream, message: bytes) -> Answer:
    authentic = is_authentic(message)
    return Answer(reply.outcome, reply.records, reply.ttl, seconds * 1000, upstream.name, authentic)


def _deliver(source: Source, owner: str, answer: Answer) -> None:
    source.open -= 1
    source.deliver(owner, answer)
    if source.drained and source.open == 0:
        source.when_done()


def _resolve(future: "asyncio.Future[Answer]", _owner: str, answer: Answer) -> None:
    if not future.done():
        future.set_result(answer)


def _finish(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)


def _nothing() -> None:
    return None
