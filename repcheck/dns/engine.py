"""The engine behind ``Asker``: a thin loop of sockets and one timer round the policy of a run."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from repcheck.dns.asker import Deliver, Lane, Traffic
from repcheck.dns.meaning import DnsResponse
from repcheck.dns.policy.accounting import TIMED_OUT
from repcheck.dns.policy.machine import Policy
from repcheck.dns.policy.state import LaneState, QuestionSource, ServerState
from repcheck.dns.receiving import Receiver
from repcheck.dns.second_look import NO_LIST, SecondLook
from repcheck.dns.sockets import Sockets, UdpSocket
from repcheck.model.dns import Answer, Question, RecordType, Server, Way

#: Seconds that a list may stay silent before it is given up, and that any single question may take
#: after its last try.
DEAD_WAIT = 2.0
_SENDS_A_TURN = 64
_TICK = 0.01


class Engine:
    """See Asker. Questions of no list go to the resolvers in turn, as each of them fails.

    Without a route to any of them each question ends as timed out and counts as ``Traffic.unsent``.

    ``dead_wait``      seconds of silence after which a list counts as dead
    ``negative_ttls``  True: absences have their TTL, which costs a little for each
    """

    def __init__(
        self, resolvers: Sequence[Server], *, dead_wait: float = DEAD_WAIT, negative_ttls: bool = False
    ) -> None:
        self._resolvers = Way(tuple(resolvers))
        self._loop = asyncio.get_running_loop()
        self._policy = Policy(dead_wait)
        second_look = SecondLook(self._ask_once)
        self._receiver = Receiver(self._loop, self._policy, second_look, negative_ttls=negative_ttls)
        self._sockets = Sockets(self._loop, self._readable)
        self._lanes: dict[Lane, LaneState] = {}
        self._known: dict[Question, asyncio.Future[Answer]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._sockets.reach(self._resolvers)

    # -- the Asker interface

    @property
    def traffic(self) -> Traffic:
        """See Asker."""
        return self._policy.accounting.traffic

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        key = Question(question.name.lower(), question.rdtype)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._loop.create_future()
            self._submit(NO_LIST, key.rdtype, iter((key.name,)), partial(_resolve, known))
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
        self._policy.give_up()

    async def close(self) -> None:
        """See Asker."""
        self.give_up()
        if self._timer is not None:
            self._timer.cancel()
        await self._receiver.close()
        self._sockets.close()

    # -- questions

    async def _ask_once(self, lane: Lane, question: Question) -> tuple[Answer, DnsResponse]:
        """See AskOnce."""
        if lane.leave is not None and not lane.leave():
            return TIMED_OUT, DnsResponse(TIMED_OUT.outcome)
        told: asyncio.Future[Answer] = self._loop.create_future()
        names = iter((question.name.lower(),))
        source = self._submit(lane, question.rdtype, names, partial(_resolve, told), takes_all=True)
        answer = await told
        return answer, source.reply or DnsResponse(answer.outcome)

    def _submit(
        self,
        lane: Lane,
        rdtype: RecordType,
        owners: Iterator[str],
        deliver: Deliver,
        when_done: Callable[[], None] | None = None,
        *,
        takes_all: bool = False,
    ) -> QuestionSource:
        """``takes_all``: ask whole names as they are spelt (see Source)."""
        state = self._state(lane)
        zone = b"" if takes_all or not lane.zone else state.zone(rdtype)
        done = partial(self._source_done, state, when_done)
        source = QuestionSource(zone, rdtype, owners, deliver, done, takes_all=takes_all)
        self._policy.begin(state, source)
        self._pump_soon()
        self._set_timer()
        return source

    def _state(self, lane: Lane) -> LaneState:
        state = self._lanes.get(lane)
        if state is None:
            servers = self._sockets.reach(lane.way or self._resolvers)
            state = self._lanes[lane] = self._policy.lane(lane, servers, self._loop.time())
        return state

    def _source_done(self, state: LaneState, when_done: Callable[[], None] | None) -> None:
        self._policy.accounting.done(state)
        if when_done is not None:
            when_done()

    # -- the loop

    def _readable(self, server: ServerState, udp: UdpSocket) -> None:
        self._receiver.readable(server, udp)
        self._policy.turns.wake(server)
        self._pump_soon()

    def _pump_soon(self) -> None:
        """Send, once the loop comes to it, what there is room for."""
        for server in self._policy.woken():
            self._loop.call_soon(self._pump, server)

    def _pump(self, server: ServerState) -> None:
        policy, now = self._policy, self._loop.time()
        server.woken = False
        next_query, sent = policy.turns.next_query, policy.sent
        send = self._sockets.of(server).send
        for _ in range(_SENDS_A_TURN):
            query = next_query(server, now)
            if query is None:
                break
            if not send(query, now):
                policy.held_up(query)  # the system's buffer is full: the timer or the next answer wakes us
                return
            sent(query, now)
        else:
            policy.turns.wake(server)
        self._pump_soon()

    def _set_timer(self) -> None:
        if self._timer is None and self._policy.busy:
            self._timer = self._loop.call_later(_TICK, self._tick)

    def _tick(self) -> None:
        self._timer = None
        self._policy.tick(self._loop.time())
        for server in self._sockets.states:
            self._policy.turns.wake(server)
        self._pump_soon()
        self._set_timer()


def _resolve(future: "asyncio.Future[Answer]", _owner: str, answer: Answer) -> None:
    if not future.done():
        future.set_result(answer)


def _finish(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_result(None)
