"""What is under way in one run: the counts that all parts of the policy share, and the end of each query."""

from repcheck.dns.asker import Traffic
from repcheck.dns.policy.state import LaneState, PendingQuery, QuestionSource
from repcheck.model.dns import Answer, Outcome

TIMED_OUT = Answer(Outcome.TIMEOUT)


class Accounting:
    """Everything that is counted, and the end of every question.

    ``open``       questions that take room in a window
    ``busy``       sources that are not done, ``silent_busy`` those of them whose lane is silent
    ``last_sign``  when anything at all was last heard, or the first question went out
    ``over``       nothing more is asked: what comes ends as timed out
    """

    __slots__ = ("busy", "last_sign", "open", "over", "silent_busy", "traffic")

    def __init__(self) -> None:
        self.traffic = Traffic()
        self.open = 0
        self.busy = 0
        self.silent_busy = 0
        self.last_sign = 0.0
        self.over = False

    # -- queries

    def count(self, query: PendingQuery) -> None:
        """It takes room in its server's window."""
        if not query.counted:
            query.counted = True
            query.server.open += 1
            self.open += 1

    def uncount(self, query: PendingQuery) -> None:
        """It takes no room any more."""
        if query.counted:
            query.counted = False
            query.server.open -= 1
            self.open -= 1

    def end(self, query: PendingQuery, answer: Answer) -> None:
        """This is its answer; further ones are not heard."""
        if query.done:
            return
        query.done = True
        if query.repeats is None and query.mailbox is not None:  # nearly all: what hear_no_more does
            query.mailbox.pop(query.ident, None)
        else:
            query.hear_no_more()
        if query.counted:
            query.counted = False
            query.server.open -= 1
            self.open -= 1
        lane = query.lane
        lane.queries.discard(query)
        lane.deadlines[query.tries].pop(query, None)
        query.source.give(query.owner, answer)

    def end_unanswered(self, query: PendingQuery) -> None:
        """It ends with the failure of one server that is known, or as timed out."""
        self.end(query, Answer(query.failure) if query.failure else TIMED_OUT)

    # -- lanes

    def begun(self, lane: LaneState, source: QuestionSource) -> None:
        """One more source of questions."""
        lane.sources.append(source)
        self.busy += 1
        if lane.silent:
            self.silent_busy += 1

    def done(self, lane: LaneState) -> None:
        """One of the lane's sources has had all its answers."""
        self.busy -= 1
        if lane.silent:
            self.silent_busy -= 1

    def fall_silent(self, lane: LaneState) -> None:
        """The lane counts as dead, and the dead hold up nobody's window."""
        lane.silent = True
        self.silent_busy += _sources(lane)
        for query in lane.queries:
            self.uncount(query)

    def revive(self, lane: LaneState) -> None:
        """A late answer has come: somebody is there."""
        lane.silent = False
        self.silent_busy -= _sources(lane)
        for queue in lane.deadlines:
            queue.clear()

    def abandon(self, lane: LaneState) -> None:
        """End everything of the lane, what was not sent yet included."""
        unsent = not lane.servers
        for query in list(lane.queries):
            self.end_unanswered(query)
        while lane.sources:
            source = lane.sources.popleft()
            source.drained = True
            for owner in source.owners:
                self.traffic.unsent += unsent
                source.deliver(owner, TIMED_OUT)
            source.settle()


def _sources(lane: LaneState) -> int:
    return len({query.source for query in lane.queries} | set(lane.sources))
