"""A run on a clock that the test holds: the policy and the reader of answers, behind a scripted network.

Nothing waits and nothing is sent. Time goes from one event to the next, so that a test may count seconds.
"""

import heapq
import itertools
import math
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from repcheck.dns import Lane
from repcheck.dns.policy.machine import Policy
from repcheck.dns.policy.state import LaneState, QuestionSource, ServerState
from repcheck.dns.receiving import Receiver
from repcheck.dns.second_look import SecondLook
from repcheck.model.dns import Answer, Outcome, Server, Way

ZONE, OTHER = "bl.example", "other.example"
LISTED = "10.2.0.192"
RESOLVER = Server("192.0.2.53")
ROUND_TRIP = 0.002
_TICK = 0.01

#: Given a query, its name in lower case and the time: (seconds later, message) of each answer.
Behaviour = Callable[[bytes, str, float], Iterable[tuple[float, bytes]]]


def answer(query: bytes, rcode: int, *addresses: str) -> bytes:
    """A reply to the query with these A records."""
    counts = b"\x00\x01" + len(addresses).to_bytes(2) + bytes(4)
    records = (
        b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04" + bytes(map(int, address.split(".")))
        for address in addresses
    )
    return query[:2] + b"\x81" + bytes([0x80 | rcode]) + counts + query[12:] + b"".join(records)


def honest(query: bytes, name: str, _now: float) -> list[tuple[float, bytes]]:
    """A list with one entry."""
    return [(0.0, answer(query, 0, "127.0.0.2") if name.startswith(LISTED) else answer(query, 3))]


def dead(*_: object) -> list[tuple[float, bytes]]:
    """Says nothing."""
    return []


def failing(rcode: int) -> Behaviour:
    """Says this RCODE to everything."""
    return lambda query, _name, _now: [(0.0, answer(query, rcode))]


def lame(query: bytes, _name: str, _now: float) -> list[tuple[float, bytes]]:
    """Refers to the servers of the zone above."""
    counts = b"\x00\x01\x00\x00\x00\x01\x00\x00"
    above = b"\x07example\x00\x00\x02\x00\x01\x00\x00\x00\x3c\x00\x02\xc0\x0c"
    return [(0.0, query[:2] + b"\x81\x80" + counts + query[12:] + above)]


def slow(behaviour: Behaviour, seconds: float) -> Behaviour:
    """Answers late."""
    return lambda query, name, now: [(late + seconds, m) for late, m in behaviour(query, name, now)]


def first(behaviour: Behaviour, count: int) -> Behaviour:
    """Answers this many questions and then none."""
    left = iter(range(count))
    return lambda query, name, now: behaviour(query, name, now) if next(left, None) is not None else []


def losing(behaviour: Behaviour, every: int) -> Behaviour:
    """Loses the first try of every n-th name."""
    seen: set[str] = set()

    def script(query: bytes, name: str, now: float) -> Iterable[tuple[float, bytes]]:
        new = name not in seen
        seen.add(name)
        return [] if new and len(seen) % every == 0 else behaviour(query, name, now)

    return script


class Asked:
    """One call of ``ask_lane``: its answers so far, and when the last one came: never so far."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.delivered = 0
        self.ended = math.inf

    @property
    def outcomes(self) -> set[Outcome]:
        return {one.outcome for one in self.answers.values()}


class VirtualSocket:
    """What has come in on a socket."""

    def __init__(self) -> None:
        self.mailbox: dict[int, Any] = {}
        self.waiting: deque[bytes] = deque()
        self.sock = self

    def recv(self, _size: int) -> bytes:
        if not self.waiting:
            raise BlockingIOError
        return self.waiting.popleft()


class _Unending:
    """A task that never ends."""

    def add_done_callback(self, _callback: object) -> None:
        pass


class VirtualRun:
    """Servers by address; each answers for zones, by the end of the name.

    ``sent``      (time, server, name) of each datagram
    ``over_tcp``  questions that were to be asked over TCP, where nobody answers here
    """

    def __init__(self, *servers: Mapping[str, Behaviour], dead_wait: float = 2.0) -> None:
        self.now = 1000.0
        self.policy = Policy(dead_wait)
        self.sent: list[tuple[float, Server, str]] = []
        hosts = [Server(f"192.0.2.{53 + number}") for number in range(len(servers))]
        self._zones = dict(zip(hosts, servers, strict=True))
        self._states = {host: ServerState(host) for host in hosts}
        self._sockets = {host: VirtualSocket() for host in hosts}
        self._lanes: dict[Lane, LaneState] = {}
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self.over_tcp = 0
        self._idents = itertools.cycle(range(1 << 16))
        self.receiver = Receiver(
            cast("Any", self), self.policy, SecondLook(cast("Any", None)), negative_ttls=False
        )

    def time(self) -> float:
        """As an event loop tells it."""
        return self.now

    def create_task(self, work: Coroutine[Any, Any, None]) -> Any:
        """As an event loop does for what goes over TCP."""
        work.close()
        self.over_tcp += 1
        return _Unending()

    @property
    def servers(self) -> Sequence[Server]:
        return tuple(self._zones)

    def read(self, udp: VirtualSocket) -> None:
        """Let the first server's receiver take in what it takes in at once."""
        self.receiver.readable(self._states[self.servers[0]], cast("Any", udp))

    @property
    def straight(self) -> Way:
        """The servers as those of a list."""
        return Way(tuple(self._zones), recursive=False)

    def start(self, lane: Lane, owners: Iterable[str]) -> Asked:
        """Begin to ask; ``run`` goes on with it."""
        state = self._lanes.get(lane)
        if state is None:
            servers = lane.way.servers if lane.way is not None else self.servers[:1]
            reached = [self._states[server] for server in servers if server in self._states]
            state = self._lanes[lane] = self.policy.lane(lane, reached, self.now)
        asked = Asked()

        def deliver(owner: str, told: Answer) -> None:
            asked.answers[owner] = told
            asked.delivered += 1

        def done() -> None:
            self.policy.accounting.done(state)
            asked.ended = self.now

        zone = state.zone("A") if lane.zone else b""
        self.policy.begin(state, QuestionSource(zone, "A", iter(owners), deliver, done))
        return asked

    def ask(self, lane: Lane, owners: Iterable[str]) -> Asked:
        """Ask, and go on until all is answered."""
        asked = self.start(lane, owners)
        self.run()
        return asked

    def run(self, until: float = 600.0) -> None:
        """Go on until nothing is open, or for so many seconds."""
        end = self.now + until
        tick = self.now + _TICK
        while self.policy.busy:
            self._pump()
            when = min(tick, self._events[0][0] if self._events else tick)
            if when > end:
                self.now = end
                return
            self.now = when
            if self._events and self._events[0][0] <= when:
                heapq.heappop(self._events)[2]()
            else:
                tick = when + _TICK
                self.policy.tick(when)
                for state in self._states.values():
                    self.policy.turns.wake(state)

    def at(self, seconds: float, what: Callable[[], None]) -> None:
        """Let something happen, so many seconds from now."""
        heapq.heappush(self._events, (self.now + seconds, next(self._numbers), what))

    def _pump(self) -> None:
        while woken := self.policy.woken():
            for state in woken:
                state.woken = False
                for query in self._queries(state):
                    self._send(state, query)

    def _queries(self, state: ServerState) -> Iterator[Any]:
        while (query := self.policy.turns.next_query(state, self.now)) is not None:
            yield query

    def _send(self, state: ServerState, query: Any) -> None:
        udp = self._sockets[state.server]
        ident = next(number for number in self._idents if number not in udp.mailbox)
        query.posted(udp.mailbox, ident, self.now)
        self.policy.sent(query, self.now)
        message = ident.to_bytes(2) + query.lane.header + query.section
        name = _name(message)
        self.sent.append((self.now, state.server, name))
        for late, reply in self._behaviour(state.server, name)(message, name, self.now):
            self.at(ROUND_TRIP + late, lambda reply=reply: self._arrives(state, udp, reply))  # type: ignore[misc]

    def _behaviour(self, server: Server, name: str) -> Behaviour:
        zones = self._zones[server]
        return next((zones[zone] for zone in zones if name.endswith(zone)), dead)

    def _arrives(self, state: ServerState, udp: VirtualSocket, message: bytes) -> None:
        udp.waiting.append(message)
        self.receiver.readable(state, cast("Any", udp))
        self.policy.turns.wake(state)


def _name(message: bytes) -> str:
    labels, at = [], 12
    while message[at]:
        labels.append(message[at + 1 : at + 1 + message[at]].decode().lower())
        at += 1 + message[at]
    return ".".join(labels)
