"""What is under way in one engine: the counts that its sending, its answering and its clock share."""

from repcheck.dns.asker import Traffic
from repcheck.dns.lane import Flight, LaneState, Source
from repcheck.model.dns import Answer, Outcome

TIMED_OUT = Answer(Outcome.TIMEOUT)


class Books:
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

    # -- questions

    def count(self, flight: Flight) -> None:
        """It takes room in its upstream's window."""
        if not flight.counted:
            flight.counted = True
            flight.upstream.open += 1
            self.open += 1

    def uncount(self, flight: Flight) -> None:
        """It takes no room any more."""
        if flight.counted:
            flight.counted = False
            flight.upstream.open -= 1
            self.open -= 1

    def end(self, flight: Flight, answer: Answer) -> None:
        """This is its answer; further ones are not heard."""
        if flight.done:
            return
        flight.done = True
        self.hear_no_more(flight)
        if flight.counted:
            self.uncount(flight)
        flight.lane.flights.discard(flight)
        if answer.outcome is Outcome.TIMEOUT:
            self.traffic.timed_out += 1
        flight.source.give(flight.owner, answer)

    def hear_no_more(self, flight: Flight) -> None:
        """No datagram that comes for it from now on counts."""
        if flight.port is not None:
            flight.port.pending.pop(flight.ident, None)
        if flight.repeats is not None:
            flight.forget_repeats()

    def end_unanswered(self, flight: Flight) -> None:
        """It ends with the failure of one server that is known, or as timed out."""
        self.end(flight, Answer(flight.failure) if flight.failure else TIMED_OUT)

    # -- lanes

    def begun(self, state: LaneState, source: Source) -> None:
        """One more source of questions."""
        state.sources.append(source)
        self.busy += 1
        if state.silent:
            self.silent_busy += 1

    def done(self, state: LaneState) -> None:
        """One of the lane's sources has had all its answers."""
        self.busy -= 1
        if state.silent:
            self.silent_busy -= 1

    def fall_silent(self, state: LaneState) -> None:
        """The lane counts as dead, and the dead hold up nobody's window."""
        state.silent = True
        self.silent_busy += _sources(state)
        for flight in state.flights:
            self.uncount(flight)

    def revive(self, state: LaneState) -> None:
        """A late answer has come: somebody is there."""
        state.silent = False
        self.silent_busy -= _sources(state)
        for queue in state.deadlines:
            queue.clear()

    def abandon(self, state: LaneState) -> None:
        """End everything of the lane, what was not sent yet included."""
        unsent = not state.upstreams
        for flight in list(state.flights):
            self.end_unanswered(flight)
        while state.sources:
            source = state.sources.popleft()
            source.drained = True
            for owner in source.owners:
                self.traffic.unsent += unsent
                source.deliver(owner, TIMED_OUT)
            source.settle()


def _sources(state: LaneState) -> int:
    return len({flight.source for flight in state.flights} | set(state.sources))
