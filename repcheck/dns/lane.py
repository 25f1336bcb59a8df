"""Questions that share a fate, and the bookkeeping of each of them."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from repcheck.dns.pace import TRIES, RoundTrip
from repcheck.dns.upstream import Upstream
from repcheck.dns.wire import QUERY_REST, question_wire
from repcheck.model.dns import Answer, Question

#: Of a lane that has not answered yet, so many questions go out; the rest is held back.
FIRST_WAVE = 4


class Flight:
    """One question under way. ``sent_under`` holds every (upstream, socket, id) it went out with."""

    __slots__ = (
        "done",
        "end",
        "first_sent",
        "lane",
        "question",
        "retried_failure",
        "section",
        "sent",
        "sent_under",
        "tries",
    )

    def __init__(self, question: Question, lane: "Lane", end: Callable[[Answer], None]) -> None:
        self.question = question
        self.section = question_wire(question)
        self.lane = lane
        self.end = end
        self.tries = 0
        self.sent = 0.0
        self.first_sent = 0.0
        self.retried_failure = False
        self.done = False
        self.sent_under: list[tuple[Upstream[Flight], int, int]] = []

    @property
    def packet_rest(self) -> bytes:
        """The packet but for its id."""
        return QUERY_REST + self.section


class Source:
    """Where a lane draws questions from: the arguments of one ``ask_many``."""

    __slots__ = ("deliver", "drained", "open", "questions", "when_done")

    def __init__(
        self,
        questions: Iterator[tuple[Any, Question]],
        deliver: Callable[[Any, Answer], None],
        when_done: Callable[[], None],
    ) -> None:
        self.questions = questions
        self.deliver = deliver
        self.when_done = when_done
        self.open = 0
        self.drained = False

    def settle(self) -> None:
        """Tell the asker when the last answer is in."""
        if self.drained and self.open == 0:
            self.when_done()


class Lane:
    """All questions to one list (or, with an empty name, to no list).

    ``heard``   an answer of any kind has come: somebody is there
    ``silent``  given up: nothing came for as long as a dead list may cost
    """

    __slots__ = ("deadlines", "first_sent", "flights", "heard", "name", "rtt", "sent", "silent", "sources")

    def __init__(self, name: str) -> None:
        self.name = name
        self.rtt = RoundTrip()
        self.heard = False
        self.silent = False
        self.sent = 0
        self.first_sent = 0.0
        self.flights: set[Flight] = set()
        self.sources: deque[Source] = deque()
        # One queue for each try: within a queue deadlines rise, so no heap is needed.
        self.deadlines: list[deque[tuple[float, int, Flight]]] = [deque() for _ in range(TRIES)]

    @property
    def held_back(self) -> bool:
        """Whether new questions have to wait for a sign of life."""
        return bool(self.name) and not self.heard and self.sent >= FIRST_WAVE
