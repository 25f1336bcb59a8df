"""The engine behind ``Asker``: all questions of a run through a few UDP sockets of one event loop."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from repcheck.dns.answering import Receiver
from repcheck.dns.asker import Deliver, Lane, Traffic
from repcheck.dns.books import Books
from repcheck.dns.lane import Flight, LaneState, Source
from repcheck.dns.meaning import Reply
from repcheck.dns.pace import TRIES
from repcheck.dns.second_look import NO_LIST, SecondLook
from repcheck.dns.sending import Sender
from repcheck.dns.servers import Servers
from repcheck.model.dns import Answer, Question, RecordType, Server, Way

#: Seconds that a list may stay silent before it is given up, and that any single question may take
#: after its last try.
DEAD_WAIT = 2.0
#: Seconds without any answer to anything, with questions open, after which nobody is there.
_SILENCE = 5.0
_TICK = 0.01


class Engine:
    """See Asker. Questions of no list go to the resolvers in turn, as each of them fails.

    Without a route to any of them each question ends as timed out and counts as ``Traffic.unsent``.

    ``dead_wait``      seconds of silence after which a list counts as dead
    ``negative_ttls``  True: absences are told with their TTL, which costs a little for each
    """

    def __init__(
        self, resolvers: Sequence[Server], *, dead_wait: float = DEAD_WAIT, negative_ttls: bool = False
    ) -> None:
        self._resolvers = Way(tuple(resolvers))
        self._dead_wait = dead_wait
        self._silence = max(_SILENCE, 2 * dead_wait)
        self._loop = asyncio.get_running_loop()
        self._books = Books()
        self._sender = Sender(self._loop, self._books, dead_wait)
        self._receiver = Receiver(
            self._loop,
            self._books,
            self._sender,
            patience=self._silence,
            negative_ttls=negative_ttls,
            second_look=SecondLook(self._ask_once),
        )
        self._servers = Servers(self._loop, self._receiver.readable)
        self._lanes: dict[Lane, LaneState] = {}
        self._known: dict[Question, asyncio.Future[Answer]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._servers.reach(self._resolvers)

    # -- the Asker interface

    @property
    def traffic(self) -> Traffic:
        """See Asker."""
        return self._books.traffic

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        key = Question(question.name.lower(), question.rdtype)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._loop.create_future()
            source = self._source(NO_LIST, key.rdtype, iter((key.name,)), partial(_resolve, known))
            self._submit(NO_LIST, source)
        return await asyncio.shield(known)

    async def _ask_once(self, lane: Lane, question: Question) -> tuple[Answer, Reply]:
        """See AskOnce."""
        told: asyncio.Future[Answer] = self._loop.create_future()
        name, done = question.name.lower(), partial(_resolve, told)
        source = Source(b"", question.rdtype, iter((name,)), done, self._done(lane), takes_all=True)
        self._submit(lane, source)
        answer = await told
        return answer, source.reply or Reply(answer.outcome)

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
        finished = partial(_finish, done)
        self._submit(lane, self._source(lane, rdtype, iter(owners), deliver, finished))
        await done

    def give_up(self) -> None:
        """See Asker."""
        self._books.over = True
        for lane in list(self._lanes.values()):
            self._books.abandon(lane)

    async def close(self) -> None:
        """See Asker."""
        self.give_up()
        if self._timer is not None:
            self._timer.cancel()
        await self._receiver.close()
        self._servers.close()

    # -- lanes

    def _state(self, lane: Lane) -> LaneState:
        state = self._lanes.get(lane)
        if state is None:
            upstreams = self._servers.reach(lane.way or self._resolvers)
            state = self._lanes[lane] = LaneState(lane, upstreams, self._loop.time())
        return state

    def _source(
        self,
        lane: Lane,
        rdtype: RecordType,
        owners: Iterator[str],
        deliver: Deliver,
        when_done: Callable[[], None] | None = None,
    ) -> Source:
        zone = self._state(lane).zone(rdtype) if lane.zone else b""
        return Source(zone, rdtype, owners, deliver, self._done(lane, when_done))

    def _done(self, lane: Lane, when_done: Callable[[], None] | None = None) -> Callable[[], None]:
        return partial(self._source_done, self._state(lane), when_done)

    def _source_done(self, state: LaneState, when_done: Callable[[], None] | None) -> None:
        self._books.done(state)
        if when_done is not None:
            when_done()

    def _submit(self, lane: Lane, source: Source) -> None:
        state = self._state(lane)
        self._books.begun(state, source)
        if self._books.over or not state.upstreams:
            self._books.abandon(state)
            return
        self._sender.enqueue(state)
        self._set_timer()

    # -- time

    def _set_timer(self) -> None:
        if self._timer is None:
            self._timer = self._loop.call_later(_TICK, self._tick)

    def _tick(self) -> None:
        self._timer = None
        books, now = self._books, self._loop.time()
        if books.open and now - books.last_sign > self._silence:
            self.give_up()  # the servers themselves have gone: no question needs its full patience
        for state in list(self._lanes.values()):
            if (state.flights or state.sources) and not state.silent:
                self._expire(state, now)
        if books.busy and books.busy == books.silent_busy:
            # Only dead lists are left, and nothing else will give them more time.
            for state in list(self._lanes.values()):
                if state.silent:
                    books.abandon(state)
        for upstream in self._servers:
            self._sender.wake(upstream)
        if books.busy:
            self._set_timer()

    def _expire(self, state: LaneState, now: float) -> None:
        if state.has_died(now, self._dead_wait):
            self._books.fall_silent(state)
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
            self._books.end_unanswered(flight)
            return
        if state.fails_over and (state.lane.way is not None or not upstream.heard):
            self._sender.move(flight)
        self._books.traffic.retried += 1
        self._sender.retry_in_turn(flight)


def _resolve(future: "asyncio.Future[Answer]", _owner: str, answer: Answer) -> None:
    if not future.done():
        future.set_result(answer)


def _finish(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)
