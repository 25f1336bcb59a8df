"""The answering half of the engine: what came in, whose it is, and what it means for the next question."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from repcheck.dns.books import Books
from repcheck.dns.lane import Flight, LaneState
from repcheck.dns.meaning import Reply
from repcheck.dns.message import HEADER_SIZE
from repcheck.dns.pace import TRIES
from repcheck.dns.second_look import SecondLook
from repcheck.dns.sending import Sender
from repcheck.dns.tcp import TcpChannels
from repcheck.dns.upstream import Port, Upstream
from repcheck.dns.wire import (
    is_authentic,
    is_plain_absence,
    negative_ttl,
    read_reply,
    same_but_case,
)
from repcheck.errors import TcpFailed
from repcheck.model.dns import Answer, Outcome, Question

_PACKETS_A_WAKE = 64
_LARGEST_DATAGRAM = 4096
#: Given the answer as it came, asks on and tells what to believe.
_Look = Callable[[Answer], Awaitable[Answer]]
_TRY_ANOTHER = (Outcome.SERVFAIL, Outcome.REFUSED, Outcome.ERROR, Outcome.MALFORMED)


class Receiver:
    """Takes in what the sockets hold, and fetches over TCP what was cut off.

    ``patience``       seconds that an answer over TCP may take
    ``negative_ttls``  True: absences are told with their TTL, which costs a little for each
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        books: Books,
        sender: Sender,
        *,
        patience: float,
        negative_ttls: bool,
        second_look: SecondLook,
    ) -> None:
        self._loop = loop
        self._books = books
        self._sender = sender
        self._patience = patience
        self._negative_ttls = negative_ttls
        self._channels = TcpChannels()
        self._second_look = second_look
        self._spelt_any_way: set[tuple[Upstream, bytes]] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """End what is under way over TCP, or is looked at again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._second_look.close()
        await self._channels.close()

    def readable(self, upstream: Upstream, port: Port) -> None:
        """Take in what has come to this socket."""
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
            if flight is None or flight.done:
                self._books.traffic.dropped += 1
                continue
            # Most answers of a run are this one, and it is told without looking at each part of it.
            source = flight.source
            absent = source.zone and is_plain_absence(message, flight.section, source.zone_size)
            if not absent and not upstream.accepts(message, flight.section):
                self._books.traffic.dropped += 1
                continue
            answers += 1
            seconds = now - (flight.first_sent if flight.repeats is None else flight.sent_at(port, ident))
            self._heard_from(flight.lane, seconds)
            if absent:
                self._absent(flight, message, upstream, seconds)
            else:
                self._answered(flight, message, upstream, seconds)
        if answers:
            self._books.traffic.received += answers
            self._books.last_sign = now
            upstream.heard = True
            upstream.window.answered(seconds, answers)
        self._sender.wake(upstream)

    def _heard_from(self, state: LaneState, seconds: float) -> None:
        state.rtt.sample(seconds)
        waited = not state.heard or state.silent or state.quiet >= state.patience
        state.quiet = 0
        if waited:
            self._hear(state)

    def _absent(self, flight: Flight, message: bytes, upstream: Upstream, seconds: float) -> None:
        ttl = negative_ttl(message, flight.section) if self._negative_ttls else None
        authentic = is_authentic(message)
        self._books.end(flight, Answer(Outcome.NXDOMAIN, (), ttl, seconds * 1000, upstream.name, authentic))

    def _answered(self, flight: Flight, message: bytes, upstream: Upstream, seconds: float) -> None:
        reply = self._read(flight, message)
        if reply.truncated:
            if flight.tries <= TRIES:  # else it is under way over TCP already
                self._start_tcp(flight, upstream)
        elif flight.tries <= TRIES and (looking := self._looks_again(flight, reply, upstream)):
            self._set_aside(flight)
            self._books.hear_no_more(flight)
            self._spawn(self._look(flight, looking(_answer(reply, seconds, upstream, message))))
        elif reply.outcome in _TRY_ANOTHER and self._tries_again(flight, reply.outcome):
            self._sender.retry(flight)
            self._sender.wake(flight.upstream)
        else:
            self._books.end(flight, _answer(reply, seconds, upstream, message))

    def _hear(self, state: LaneState) -> None:
        """A first sign of life, or one of a list that was thought dead."""
        state.hear()
        if state.silent:
            self._books.revive(state)
            for flight in state.flights:
                if flight.tries <= TRIES:  # not one that is under way over TCP
                    self._books.count(flight)
                    flight.tries = 1
                    self._sender.retry_in_turn(flight)
        self._sender.enqueue(state)

    def _tries_again(self, flight: Flight, outcome: Outcome) -> bool:
        """Whether a failure is worth another question, and of whom."""
        state = flight.lane
        if flight.tries >= TRIES:
            return False
        if state.fails_over and flight.tries < len(state.upstreams):
            flight.failure = outcome
            self._sender.move(flight)
            return True
        # A SERVFAIL is often a passing fault of one of the list's servers; REFUSED is an answer.
        again = outcome is Outcome.SERVFAIL and flight.failure is None
        flight.failure = outcome
        return again

    def _read(self, flight: Flight, message: bytes) -> Reply:
        source = flight.source
        whole_name = source.takes_all and bool(flight.lane.lane.zone)
        size = len(flight.section) if whole_name else source.zone_size
        reply = read_reply(message, flight.section, source.rdtype, size)
        if source.takes_all:
            source.reply = reply
        return reply

    # -- what takes longer than a datagram

    def _looks_again(self, flight: Flight, reply: Reply, upstream: Upstream) -> _Look | None:
        """What has to be asked before this reply can be believed; None: nothing."""
        source, lane, look = flight.source, flight.lane.lane, self._second_look
        if source.takes_all:
            return None
        if reply.alias is not None:
            return lambda _: look.at_alias(lane, source.rdtype, reply)
        if reply.above is not None:
            return lambda answer: look.from_above(lane, reply, answer)
        if not source.zone and self._may_compare_case(flight, reply, upstream):
            return lambda _: look.in_lower_case(Question(flight.owner, source.rdtype))
        return None

    def _may_compare_case(self, flight: Flight, reply: Reply, upstream: Upstream) -> bool:
        """Whether a name may be missing only because of its spelling.

        A server that has answered for a name in mixed case does so for those below it.
        """
        name = flight.section[:-4]
        lower = name.lower()
        if name == lower:
            return False
        if reply.records:
            self._spelt_any_way.add((upstream, lower))
        if not reply.outcome.absent:
            return False
        at = 0
        while lower[at]:
            if (upstream, lower[at:]) in self._spelt_any_way:
                return False
            at += 1 + lower[at]
        return True

    def _start_tcp(self, flight: Flight, upstream: Upstream) -> None:
        self._set_aside(flight)
        self._spawn(self._over_tcp(flight, upstream))

    def _set_aside(self, flight: Flight) -> None:
        flight.tries = TRIES + 1  # no deadline of a datagram counts any more, and no repeat
        flight.waiting = False
        self._books.uncount(flight)  # the window is that of datagrams

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _look(self, flight: Flight, looking: Awaitable[Answer]) -> None:
        self._books.end(flight, await looking)

    async def _over_tcp(self, flight: Flight, upstream: Upstream) -> None:
        started = self._loop.time()
        self._books.traffic.over_tcp += 1
        reply, message = Reply(Outcome.MALFORMED), bytes(HEADER_SIZE)
        try:
            packet = flight.lane.header + flight.section
            message = await self._channels.ask(upstream.server, packet, self._patience)
            self._books.last_sign = self._loop.time()
            if same_but_case(message, flight.section):
                reply = self._read(flight, message)
        except TcpFailed as failure:
            reply = Reply(failure.outcome)
        answer = _answer(reply, self._loop.time() - started, upstream, message)
        looking = self._looks_again(flight, reply, upstream)
        self._books.end(flight, answer if looking is None else await looking(answer))


def _answer(reply: Reply, seconds: float, upstream: Upstream, message: bytes) -> Answer:
    authentic = is_authentic(message)
    return Answer(reply.outcome, reply.records, reply.ttl, seconds * 1000, upstream.name, authentic)
