"""What comes in: whose answer it is, what it means, and what has to be fetched by other ways first."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from repcheck.dns.meaning import DnsResponse
from repcheck.dns.message import HEADER_SIZE
from repcheck.dns.policy.machine import Policy
from repcheck.dns.policy.pace import TRIES
from repcheck.dns.policy.state import PendingQuery, ServerState
from repcheck.dns.second_look import SecondLook
from repcheck.dns.sockets import UdpSocket
from repcheck.dns.tcp import TcpChannels
from repcheck.dns.wire import (
    AD,
    is_authentic,
    is_plain_absence,
    negative_ttl,
    read_reply,
    same_but_case,
)
from repcheck.errors import TcpFailed
from repcheck.model.dns import Answer, Outcome, Question

#: Datagrams that are read before everything else, Ctrl-C too, has its turn.
PACKETS_A_WAKE = 64
_LARGEST_DATAGRAM = 4096
_KIND_SIZE = 4
_NXDOMAIN = Outcome.NXDOMAIN

#: Given the answer as it came, asks on and returns what to believe.
_Look = Callable[[Answer], Awaitable[Answer]]


class Receiver:
    """Takes in what the sockets hold, fetches over TCP what was cut off, and asks on where that is needed.

    ``negative_ttls``  True: absences have their TTL, which costs a little for each
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        policy: Policy,
        second_look: SecondLook,
        *,
        negative_ttls: bool,
    ) -> None:
        self._loop = loop
        self._policy = policy
        self._accounting = policy.accounting
        self._second_look = second_look
        self._negative_ttls = negative_ttls
        self._channels = TcpChannels()
        self._spelt_any_way: set[tuple[ServerState, bytes]] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Cancel what is under way over TCP, or is looked at again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._second_look.close()
        await self._channels.close()

    def readable(self, server: ServerState, udp: UdpSocket) -> None:
        """Take in what has come to this socket, so much at once."""
        receive, mailbox = udp.sock.recv, udp.mailbox
        heard_from, end = self._policy.heard_from, self._accounting.end
        now = self._loop.time()
        answers, seconds = 0, 0.0
        for _ in range(PACKETS_A_WAKE):
            try:
                message = receive(_LARGEST_DATAGRAM)
            except (BlockingIOError, InterruptedError):
                break
            except OSError:
                continue  # ICMP unreachable is reported here; the retry timer decides
            ident = message[0] << 8 | message[1] if len(message) > HEADER_SIZE else -1
            query = mailbox.get(ident)
            if query is None or query.done:
                self._accounting.traffic.dropped += 1
                continue
            # Most answers of a run are this one, and it is known without looking at each part of it.
            source = query.source
            absent = source.zone and is_plain_absence(message, query.section, source.zone_size)
            if not absent and not server.accepts(message, query.section):
                self._accounting.traffic.dropped += 1
                continue
            answers += 1
            seconds = now - (query.first_sent if query.repeats is None else query.sent_at(mailbox, ident))
            heard_from(query.lane, seconds, now)
            if absent:
                ttl = negative_ttl(message, query.section) if self._negative_ttls else None
                authentic = bool(message[3] & AD)
                end(query, Answer(_NXDOMAIN, (), ttl, seconds * 1000, server.name, authentic))
            else:
                self._answered(query, message, server, seconds, now)
        if answers:
            self._policy.answered(server, answers, seconds, now)

    def _answered(
        self, query: PendingQuery, message: bytes, server: ServerState, seconds: float, now: float
    ) -> None:
        by_datagram = query.tries <= TRIES  # else its answer is on the way over TCP already
        reply = self._read(query, message)
        if reply.truncated:
            if by_datagram and self._policy.over_tcp(query, now):
                self._spawn(self._over_tcp(query, server))
        elif by_datagram and (looking := self._looks_again(query, reply, server)):
            self._policy.set_aside(query)
            query.hear_no_more()
            self._spawn(self._look(query, looking, _answer(reply, seconds, server, message)))
        elif not self._policy.asks_again(query, reply.outcome, now):
            self._accounting.end(query, _answer(reply, seconds, server, message))

    def _read(self, query: PendingQuery, message: bytes) -> DnsResponse:
        source = query.source
        whole_name = source.takes_all and bool(query.lane.lane.zone)
        size = len(query.section) if whole_name else source.zone_size
        reply = read_reply(message, query.section, source.rdtype, size)
        if source.takes_all:
            source.reply = reply
        return reply

    # -- what takes longer than a datagram

    def _looks_again(self, query: PendingQuery, reply: DnsResponse, server: ServerState) -> _Look | None:
        """What has to be asked before this reply can be believed; None: nothing."""
        source, lane, look = query.source, query.lane.lane, self._second_look
        if source.takes_all:
            return None
        if reply.alias is not None:
            return lambda _: look.at_alias(lane, source.rdtype, reply)
        if reply.above is not None:
            return lambda answer: look.from_above(lane, reply, answer)
        if not source.zone and self._may_compare_case(query, reply, server):
            return lambda _: look.in_lower_case(Question(query.owner, source.rdtype))
        return None

    def _may_compare_case(self, query: PendingQuery, reply: DnsResponse, server: ServerState) -> bool:
        """Whether a name may be missing only because of its spelling.

        A server that has answered for a name in mixed case does so for those below it.
        """
        name = query.section[:-_KIND_SIZE]
        lower = name.lower()
        if name == lower:
            return False
        if reply.records:
            self._spelt_any_way.add((server, lower))
        if not reply.outcome.absent:
            return False
        at = 0
        while lower[at]:
            if (server, lower[at:]) in self._spelt_any_way:
                return False
            at += 1 + lower[at]
        return True

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _look(self, query: PendingQuery, looking: _Look, answer: Answer) -> None:
        self._accounting.end(query, await looking(answer))  # begun here: a run may end before that

    async def _over_tcp(self, query: PendingQuery, server: ServerState) -> None:
        started = self._loop.time()
        self._accounting.traffic.over_tcp += 1
        reply, message = DnsResponse(Outcome.MALFORMED), bytes(HEADER_SIZE)
        try:
            packet = query.lane.header + query.section
            message = await self._channels.ask(
                server.server, packet, self._policy.patience, query.lane.lane.leave
            )
            self._accounting.last_sign = self._loop.time()
            if same_but_case(message, query.section):
                reply = self._read(query, message)
        except TcpFailed as failure:
            reply = DnsResponse(failure.outcome)
        answer = _answer(reply, self._loop.time() - started, server, message)
        looking = self._looks_again(query, reply, server)
        self._accounting.end(query, answer if looking is None else await looking(answer))


def _answer(reply: DnsResponse, seconds: float, server: ServerState, message: bytes) -> Answer:
    authentic = is_authentic(message)
    return Answer(reply.outcome, reply.records, reply.ttl, seconds * 1000, server.name, authentic)
