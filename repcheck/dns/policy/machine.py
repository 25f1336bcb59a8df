"""The policy of a run as a machine: events and their times in, what to do next out."""

import math
from collections.abc import Iterable

from repcheck.dns.asker import Lane
from repcheck.dns.policy.accounting import Accounting
from repcheck.dns.policy.pace import TRIES, Bucket, SharedBucket
from repcheck.dns.policy.state import LaneState, PendingQuery, QuestionSource, ServerState
from repcheck.dns.policy.turns import Turns
from repcheck.model.dns import Outcome

#: Seconds without any answer to anything, with questions open, after which nobody is there.
_SILENCE = 5.0
_TRY_ANOTHER = (Outcome.SERVFAIL, Outcome.REFUSED, Outcome.ERROR, Outcome.MALFORMED)


class Policy:
    """Asks every question of every lane, each to its end.

    ``dead_wait``  seconds of silence after which a list counts as dead, and that any single question may
                   take after its last try
    ``patience``   seconds of silence of everything, after which the servers themselves are gone

    After each event ``woken()`` says which servers may be sent something; for each of them
    ``turns.next_query`` is what to send, and ``sent`` or ``held_up`` how it went. ``tick`` is called every
    few hundredths of a second while ``busy``. Seconds are those of any clock that never goes back.
    """

    def __init__(self, dead_wait: float) -> None:
        self.accounting = Accounting()
        self.turns = Turns(self.accounting)
        self.patience = max(_SILENCE, 2 * dead_wait)
        self._dead_wait = dead_wait
        self._lanes: list[LaneState] = []
        self._buckets: dict[str, Bucket] = {}

    @property
    def busy(self) -> bool:
        """Whether there are questions without an answer."""
        return self.accounting.busy > 0

    def woken(self) -> Iterable[ServerState]:
        """Each server that may have something to send; it is woken until it has its turn."""
        woken, self.turns.woken = self.turns.woken, []
        return woken

    # -- questions

    def lane(self, lane: Lane, servers: list[ServerState], now: float) -> LaneState:
        """One more lane, asked of these servers."""
        bucket = None
        if lane.per_second:
            # A list counts what comes, by whatever way.
            bucket = self._buckets.get(lane.zone)
            if bucket is None:
                bucket = self._buckets[lane.zone] = _bucket(lane, lane.per_second, now)
        state = LaneState(lane, servers, now, bucket)
        self._lanes.append(state)
        return state

    def begin(self, lane: LaneState, source: QuestionSource) -> None:
        """One more source of questions in a lane; without a server to ask they end at once.

        So do those of a dead list. One that did answer, and was given up over names for which it
        says nothing, is listened to once more.
        """
        if lane.silent and lane.heard and not lane.queries and not lane.sources:
            lane.listen_again()
        self.accounting.begun(lane, source)
        if self.accounting.over or not lane.servers:
            self.accounting.abandon(lane)
        else:
            self.turns.enqueue(lane)

    def give_up(self) -> None:
        """End all that is open, now and later, as timed out."""
        self.accounting.over = True
        for lane in list(self._lanes):
            self.accounting.abandon(lane)

    # -- sending

    def sent(self, query: PendingQuery, now: float) -> None:
        """A try has gone out; from now on its answer is awaited."""
        lane = query.lane
        lane.quiet += 1
        if lane.quiet == 1:
            lane.last_sign = now
        tries = query.tries = query.tries + 1
        if tries == 1:
            wait = lane.rtt.rto
            if lane.bucket is not None:
                lane.bucket.take()
        else:
            wait = lane.rtt.wait(tries)
            if tries == TRIES:
                # The last try waits until the question has had the time that any list is given.
                wait = max(wait, query.first_sent + self._wait_for(lane) - now)
        lane.deadlines[tries][query] = now + wait
        lane.due = min(lane.due, now + wait)
        self.accounting.traffic.sent += 1

    def held_up(self, query: PendingQuery) -> None:
        """The system had no room for it: it goes first when the server is woken again."""
        query.waiting = True
        query.server.retries.appendleft(query)

    # -- answers

    def heard_from(self, lane: LaneState, seconds: float, now: float) -> None:
        """An answer of any kind has come, this long after its question."""
        lane.rtt.sample(seconds)
        waited = not lane.heard or lane.silent or lane.quiet >= lane.patience
        lane.quiet = 0
        if waited:
            self._hear(lane, now)

    def _hear(self, lane: LaneState, now: float) -> None:
        """A first sign of life, or one of a list that was thought dead."""
        lane.hear()
        if lane.silent:
            self.accounting.revive(lane)
            spent: list[PendingQuery] = []
            for query in lane.queries:
                if query.tries <= TRIES:  # not one that is no more a matter of datagrams
                    if not lane.may_ask_more:
                        spent.append(query)
                        continue
                    self.accounting.count(query)
                    query.tries = 1
                    self.turns.repeat_in_turn(query, now)
            for query in spent:
                self.accounting.end_unanswered(query)
        self.turns.enqueue(lane)

    def answered(self, server: ServerState, answers: int, seconds: float, now: float) -> None:
        """This many answers have come together, the last of them after ``seconds``."""
        self.accounting.traffic.received += answers
        self.accounting.last_sign = now
        server.heard = True
        server.window.answered(seconds, answers)

    def asks_again(self, query: PendingQuery, outcome: Outcome, now: float) -> bool:
        """Whether a failure is worth another question, and then of whom."""
        lane = query.lane
        if outcome not in _TRY_ANOTHER or query.tries >= TRIES:
            return False
        another = lane.fails_over and query.tries < len(lane.servers)
        # A SERVFAIL is often a passing fault of one of the list's servers; REFUSED is an answer.
        again = outcome is Outcome.SERVFAIL and query.failure is None
        query.failure = outcome
        if not (another or again) or not lane.may_ask_more:
            return False
        if another:
            self.turns.move(query)
        self.accounting.traffic.retried += 1
        self.turns.repeat_in_turn(query, now)
        return True

    def over_tcp(self, query: PendingQuery, now: float) -> bool:
        """The question goes over TCP and counts as one more; False: without leave for that it ends."""
        if not query.lane.may_ask_more:
            self.accounting.end_unanswered(query)
            return False
        self.set_aside(query)
        if query.lane.bucket is not None:
            query.lane.bucket.book(now)  # it goes at once; what comes after it waits for that
        return True

    def set_aside(self, query: PendingQuery) -> None:
        """Its answer comes by another way: no deadline of a datagram counts any more, and no repeat."""
        query.tries = TRIES + 1
        query.waiting = False
        self.accounting.uncount(query)  # the window is that of datagrams

    # -- time

    def tick(self, now: float) -> None:
        """See what has waited for too long."""
        accounting = self.accounting
        if accounting.open and now - accounting.last_sign > self.patience:
            self.give_up()  # the servers themselves have gone: no question needs its full patience
        self.turns.due(now)
        for lane in list(self._lanes):
            if (lane.queries or lane.sources) and not lane.silent:
                self._expire(lane, now)
        if accounting.busy and accounting.busy == accounting.silent_busy:
            # Only dead lists are left, and nothing else will give them more time.
            for lane in list(self._lanes):
                if lane.silent:
                    accounting.abandon(lane)

    def _expire(self, lane: LaneState, now: float) -> None:
        if lane.has_died(now, self._wait_for(lane)):
            self.accounting.fall_silent(lane)
            return
        if now < lane.due:
            return
        for tries, deadlines in enumerate(lane.deadlines):
            for query in _late(deadlines, now) if deadlines else ():
                deadlines.pop(query, None)  # what ends one query may end others
                if not query.done and query.tries == tries:
                    self._missed(query, now)
        lane.due = min((next(iter(each.values())) for each in lane.deadlines if each), default=math.inf)

    def _wait_for(self, lane: LaneState) -> float:
        """The silence that this list is given."""
        own = lane.lane.dead_wait
        return self._dead_wait if own is None else min(own, self._dead_wait)

    def _missed(self, query: PendingQuery, now: float) -> None:
        """A try has had no answer in its time."""
        lane, server = query.lane, query.server
        if server.heard:
            server.window.lost()
        if query.tries >= TRIES or not lane.may_ask_more:
            self.accounting.end_unanswered(query)
            return
        if lane.fails_over and (lane.lane.way is not None or not server.heard):
            self.turns.move(query)
        self.accounting.traffic.retried += 1
        self.turns.repeat_in_turn(query, now)


def _late(deadlines: dict[PendingQuery, float], now: float) -> list[PendingQuery]:
    """Those at its beginning whose deadline has passed."""
    late = []
    for query, deadline in deadlines.items():
        if deadline > now:
            break
        late.append(query)
    return late


def _bucket(lane: Lane, rate: float, now: float) -> Bucket:
    return Bucket(rate, now) if lane.turns is None else SharedBucket(rate, now, lane.turns)
