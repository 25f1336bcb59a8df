"""Which question goes next, and to whom: repeats first, then round robin over the lanes."""

import heapq
import itertools

from repcheck.dns.policy.accounting import Accounting
from repcheck.dns.policy.questions import Questions
from repcheck.dns.policy.state import LaneState, PendingQuery, ServerState
from repcheck.model.dns import Answer, Outcome

_UNASKABLE = Answer(Outcome.MALFORMED)


class Turns:
    """Fills the windows of the servers, and keeps what has to wait for its turn in a list's pace.

    ``woken``  servers that may have something to send
    """

    def __init__(self, accounting: Accounting) -> None:
        self.woken: list[ServerState] = []
        self._accounting = accounting
        self._questions = Questions()
        #: (when, number, what): a lane whose bucket fills, or a query whose turn comes
        self._later: list[tuple[float, int, LaneState | PendingQuery]] = []
        self._numbers = itertools.count()

    # -- what is to be sent

    def enqueue(self, lane: LaneState) -> None:
        """The lane may have questions to ask."""
        server = lane.servers[lane.at]
        if not lane.queued and lane.sources:
            lane.queued = True
            server.ready.append(lane)
        self.wake(server)

    def wake(self, server: ServerState) -> None:
        """Let the server have what it has room for, once the loop comes to it."""
        if not server.woken and (server.ready or server.retries):
            server.woken = True
            self.woken.append(server)

    def repeat(self, query: PendingQuery) -> None:
        """Ask again, as soon as its server comes to it."""
        if not query.waiting and not query.done:
            query.waiting = True
            query.server.retries.append(query)
            self.wake(query.server)

    def repeat_in_turn(self, query: PendingQuery, now: float) -> None:
        """Ask again; a repeat is a question too, and takes its turn in the list's pace."""
        bucket = query.lane.bucket
        wait = bucket.book(now) if bucket is not None else 0.0
        if wait > 0:
            self._put_off(now + wait, query)
        else:
            self.repeat(query)

    def move(self, query: PendingQuery) -> None:
        """Let another server of the lane's way answer this query, and what comes after it."""
        lane, before = query.lane, query.server
        if lane.servers[lane.at] is before:
            lane.next_server()
        self._accounting.uncount(query)
        query.server = lane.servers[lane.at]
        self._accounting.count(query)
        self.enqueue(lane)

    def _put_off(self, when: float, what: LaneState | PendingQuery) -> None:
        heapq.heappush(self._later, (when, next(self._numbers), what))

    def due(self, now: float) -> None:
        """What has waited for its turn until now may go."""
        while self._later and self._later[0][0] <= now:
            what = heapq.heappop(self._later)[2]
            if isinstance(what, PendingQuery):
                self.repeat(what)
            else:
                what.parked = False
                self.enqueue(what)

    # -- sending it

    def next_query(self, server: ServerState, now: float) -> PendingQuery | None:
        """What this server is asked next; None: nothing now."""
        while server.retries:
            query = server.retries.popleft()
            if query.waiting and not query.done:
                query.waiting = False
                return query
        if server.open < server.window.size:
            return self._next_new(server, now)
        return None

    def _next_new(self, server: ServerState, now: float) -> PendingQuery | None:
        ready = server.ready
        while ready:
            lane = ready.popleft()
            lane.queued = False
            if lane.quiet >= lane.patience or lane.silent or lane.parked or self._accounting.over:
                continue  # comes back with the lane's first answer, or when its bucket has filled
            if lane.servers[lane.at] is not server:
                self.enqueue(lane)  # it has moved on to another server
                continue
            if lane.bucket is not None and (wait := lane.bucket.wait(now)) > 0:
                lane.parked = True
                self._put_off(now + wait, lane)
                continue
            query = self._draw(lane, now)
            if lane.sources:
                lane.queued = True
                ready.append(lane)
            if query is not None:
                return query
        return None

    def _draw(self, lane: LaneState, now: float) -> PendingQuery | None:
        sources = lane.sources
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
                section = self._questions.of(source, owner)
            except ValueError:  # a name from the DNS that no question can carry
                source.give(owner, _UNASKABLE)
                continue
            query = PendingQuery(lane, source, owner, section)
            lane.queries.add(query)
            accounting = self._accounting
            if not accounting.open:
                accounting.last_sign = now
            query.counted = True  # each question of a run comes here, so this is what count does of a new one
            query.server.open += 1
            accounting.open += 1
            return query
        return None
