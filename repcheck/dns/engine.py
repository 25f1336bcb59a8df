"""The engine behind ``Asker``: all questions of a run through a few UDP sockets of one event loop."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from repcheck.dns.asker import Traffic
from repcheck.dns.lane import Flight, Lane, Source
from repcheck.dns.pace import TRIES, Window
from repcheck.dns.tcp import TcpFailed, ask_over_tcp
from repcheck.dns.upstream import ServerAddress, Upstream, UpstreamError
from repcheck.dns.wire import Reply, is_reply_to, read_reply
from repcheck.model.dns import Answer, Outcome, Question

K = TypeVar("K")

#: Seconds that a list may stay silent before it is given up, and that any single question may take
#: after its last try.
DEAD_WAIT = 2.0
#: Seconds without any answer to anything, with questions open, after which nobody is there.
_SILENCE = 5.0
_TICK = 0.01
_PACKETS_A_WAKE = 64
_SENDS_A_TURN = 64

_TIMEOUT = Answer(Outcome.TIMEOUT)
_UNASKABLE = Answer(Outcome.MALFORMED)


class Engine:
    """Asks through the first of the given servers that answers at all.

    The others only stand in while nothing has been heard: health seen through one resolver says
    nothing about answers of another, so a run does not mix them.
    """

    def __init__(self, servers: Sequence[ServerAddress], *, dead_wait: float = DEAD_WAIT) -> None:
        self.traffic = Traffic()
        self._dead_wait = dead_wait
        self._loop = asyncio.get_running_loop()
        self._upstreams = self._connect(servers)
        self._chosen: Upstream[Flight] | None = self._upstreams[0] if len(self._upstreams) == 1 else None
        self._window = Window()
        self._lanes: dict[str, Lane] = {}
        self._ready: deque[Lane] = deque()
        self._retries: deque[Flight] = deque()
        self._open = 0
        self._last_sign = 0.0
        self._silence = max(_SILENCE, 2 * dead_wait)
        self._known: dict[Question, asyncio.Future[Answer]] = {}
        self._over = False
        self._pumping = False
        self._timer: asyncio.TimerHandle | None = None
        self._tcp: set[asyncio.Task[None]] = set()

    def _connect(self, servers: Sequence[ServerAddress]) -> list[Upstream[Flight]]:
        upstreams: list[Upstream[Flight]] = []
        trouble: UpstreamError | None = None
        for server in servers:
            try:
                upstream = Upstream[Flight](server)
            except UpstreamError as error:
                trouble = error
                continue
            upstreams.append(upstream)
            for number, descriptor in enumerate(upstream.descriptors):
                self._loop.add_reader(descriptor, self._readable, upstream, number)
        if not upstreams:
            raise trouble or UpstreamError("no name server to ask")
        return upstreams

    # -- the Asker interface

    async def ask(self, question: Question, lane: str = "") -> Answer:
        """See Asker."""
        key = Question(question.name.lower(), question.rdtype)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._loop.create_future()
            self._submit(self._lane(lane), iter([(None, key)]), partial(_resolve, known), _nothing)
        return await asyncio.shield(known)

    async def ask_many(
        self, questions: Iterable[tuple[K, Question]], deliver: Callable[[K, Answer], None], lane: str
    ) -> None:
        """See Asker."""
        done: asyncio.Future[None] = self._loop.create_future()
        self._submit(self._lane(lane), iter(questions), deliver, partial(_finish, done))
        await done

    def give_up(self) -> None:
        """See Asker."""
        self._over = True
        for lane in list(self._lanes.values()):
            self._abandon(lane)

    async def close(self) -> None:
        """See Asker."""
        self._over = True
        if self._timer is not None:
            self._timer.cancel()
        for task in self._tcp:
            task.cancel()
        await asyncio.gather(*self._tcp, return_exceptions=True)
        for upstream in self._upstreams:
            for descriptor in upstream.descriptors:
                self._loop.remove_reader(descriptor)
            upstream.close()

    # -- drawing and sending

    def _lane(self, name: str) -> Lane:
        lane = self._lanes.get(name)
        if lane is None:
            lane = self._lanes[name] = Lane(name)
        return lane

    def _submit(
        self,
        lane: Lane,
        questions: Iterable[tuple[K, Question]],
        deliver: Callable[[K, Answer], None],
        when_done: Callable[[], None],
    ) -> None:
        lane.sources.append(Source(iter(questions), deliver, when_done))
        if self._over or lane.silent:
            self._drain_sources(lane)
            return
        if lane not in self._ready:
            self._ready.append(lane)
        self._wake()

    def _wake(self) -> None:
        if not self._pumping:
            self._pumping = True
            self._loop.call_soon(self._pump)

    def _pump(self) -> None:
        """Send what the window has room for: retries first, then round robin over the lanes."""
        self._pumping = False
        for _ in range(_SENDS_A_TURN):
            flight = self._next_retry()
            if flight is None and self._open < self._window.size:
                flight = self._next_new()
            if flight is None:
                return
            if not self._send(flight):
                self._retries.append(flight)
                self._set_timer()
                return  # the system's buffer is full: the timer or the next answer wakes us
        self._wake()

    def _next_retry(self) -> Flight | None:
        while self._retries:
            flight = self._retries.popleft()
            if not flight.done:
                return flight
        return None

    def _next_new(self) -> Flight | None:
        while self._ready:
            lane = self._ready.popleft()
            if lane.held_back:
                continue  # comes back with the lane's first answer
            flight = self._draw(lane)
            if lane.sources:
                self._ready.append(lane)
            if flight is not None:
                return flight
        return None

    def _draw(self, lane: Lane) -> Flight | None:
        while lane.sources:
            source = lane.sources[0]
            item = next(source.questions, None)
            if item is None:
                lane.sources.popleft()
                source.drained = True
                source.settle()
                continue
            key, question = item
            source.open += 1
            try:
                flight = Flight(question, lane, partial(_deliver, source, key))
            except ValueError:  # a name from the DNS that no question can carry
                _deliver(source, key, _UNASKABLE)
                continue
            lane.flights.add(flight)
            if not self._open:
                self._last_sign = self._loop.time()
            self._open += 1
            return flight
        return None

    def _send(self, flight: Flight) -> bool:
        upstream = self._upstream_for(flight)
        sent = upstream.send(flight, flight.packet_rest)
        if sent is None:
            return False
        now = self._loop.time()
        lane = flight.lane
        if flight.tries == 0:
            flight.first_sent = now
        if lane.sent == 0:
            lane.first_sent = now
        lane.sent += 1
        flight.tries += 1
        flight.sent = now
        flight.sent_under.append((upstream, *sent))
        wait = lane.rtt.wait(flight.tries)
        if flight.tries == TRIES:
            # The last try waits until the question has had the time that any list is given.
            wait = max(wait, flight.first_sent + self._dead_wait - now)
        lane.deadlines[flight.tries - 1].append((now + wait, flight.tries, flight))
        self.traffic.sent += 1
        self._set_timer()
        return True

    def _upstream_for(self, flight: Flight) -> Upstream[Flight]:
        if self._chosen is not None:
            return self._chosen
        return self._upstreams[flight.tries % len(self._upstreams)]

    # -- time

    def _set_timer(self) -> None:
        if self._timer is None:
            self._timer = self._loop.call_later(_TICK, self._tick)

    def _tick(self) -> None:
        self._timer = None
        now = self._loop.time()
        if self._open and now - self._last_sign > self._silence:
            self.give_up()  # the server itself has gone: no question needs its full patience
        for lane in list(self._lanes.values()):
            if not lane.flights:
                continue
            if lane.name and not lane.heard and now - lane.first_sent >= self._dead_wait:
                lane.silent = True
                self._abandon(lane)
                continue
            self._expire(lane, now)
        if self._open:
            self._set_timer()
        self._wake()

    def _expire(self, lane: Lane, now: float) -> None:
        for queue in lane.deadlines:
            while queue and queue[0][0] <= now:
                _, tries, flight = queue.popleft()
                if flight.done or flight.tries != tries:
                    continue
                if lane.heard:
                    self._window.lost()
                if flight.tries >= TRIES:
                    self._end(flight, _TIMEOUT)
                else:
                    self.traffic.retried += 1
                    self._retries.append(flight)

    def _abandon(self, lane: Lane) -> None:
        """End everything of the lane as timed out, what was not sent yet included."""
        for flight in list(lane.flights):
            self._end(flight, _TIMEOUT)
        self._drain_sources(lane)

    def _drain_sources(self, lane: Lane) -> None:
        while lane.sources:
            source = lane.sources.popleft()
            source.drained = True
            for key, _ in source.questions:
                source.deliver(key, _TIMEOUT)
            source.settle()

    # -- answers

    def _readable(self, upstream: Upstream[Flight], number: int) -> None:
        upstream.receive(number, _PACKETS_A_WAKE, partial(self._received, upstream))
        self._wake()

    def _received(self, upstream: Upstream[Flight], message: bytes, flight: Flight | None) -> None:
        if flight is None or flight.done or not is_reply_to(message, flight.section):
            self.traffic.dropped += 1
            return
        if self._chosen is None:
            self._chosen = upstream
        elif self._chosen is not upstream:
            self.traffic.dropped += 1
            return
        self.traffic.received += 1
        now = self._last_sign = self._loop.time()
        seconds = now - flight.sent
        if flight.tries == 1:
            flight.lane.rtt.sample(seconds)
        self._window.answered(seconds)
        self._hear(flight.lane)
        self._use(flight, read_reply(message, flight.section, flight.question.rdtype), upstream, seconds)

    def _hear(self, lane: Lane) -> None:
        if not lane.heard:
            lane.heard = True
            if lane.sources and lane not in self._ready:
                self._ready.append(lane)

    def _use(self, flight: Flight, reply: Reply, upstream: Upstream[Flight], seconds: float) -> None:
        if reply.truncated:
            task = self._loop.create_task(self._over_tcp(flight, upstream))
            self._tcp.add(task)
            task.add_done_callback(self._tcp.discard)
            flight.tries = TRIES + 1  # no deadline of a datagram counts any more
            return
        if reply.outcome is Outcome.SERVFAIL and not flight.retried_failure and flight.tries < TRIES:
            flight.retried_failure = True  # often a passing fault of one of the list's servers
            self._retries.append(flight)
            return
        self._end(
            flight,
            Answer(reply.outcome, reply.records, reply.ttl, round(seconds * 1000, 3), upstream.name),
        )

    async def _over_tcp(self, flight: Flight, upstream: Upstream[Flight]) -> None:
        started = self._loop.time()
        self.traffic.over_tcp += 1
        try:
            message = await ask_over_tcp(upstream.address, flight.packet_rest, self._dead_wait)
        except TcpFailed as failure:
            self._end(flight, Answer(failure.outcome, server=upstream.name))
            return
        if not is_reply_to(message, flight.section):
            self._end(flight, Answer(Outcome.MALFORMED, server=upstream.name))
            return
        reply = read_reply(message, flight.section, flight.question.rdtype)
        elapsed = round((self._loop.time() - started) * 1000, 3)
        self._end(flight, Answer(reply.outcome, reply.records, reply.ttl, elapsed, upstream.name))

    def _end(self, flight: Flight, answer: Answer) -> None:
        if flight.done:
            return
        flight.done = True
        for upstream, number, ident in flight.sent_under:
            upstream.forget(number, ident)
        self._open -= 1
        flight.lane.flights.discard(flight)
        if answer.outcome is Outcome.TIMEOUT:
            self.traffic.timed_out += 1
        flight.end(answer)


def _deliver(source: Source, key: object, answer: Answer) -> None:
    source.open -= 1
    source.deliver(key, answer)
    source.settle()


def _resolve(future: "asyncio.Future[Answer]", _key: None, answer: Answer) -> None:
    if not future.done():
        future.set_result(answer)


def _finish(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)


def _nothing() -> None:
    return None
