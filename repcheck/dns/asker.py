"""The door to the DNS: what users of an asker may rely on, and small helpers on top of it."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import msgspec

from repcheck.model.dns import TEXT_TYPES, Answer, Inquiry, Question, RecordType, Way
from repcheck.model.keys import mask_keys

T = TypeVar("T")

Deliver = Callable[[str, Answer], None]


class Traffic(msgspec.Struct):
    """What went over the wire in this run."""

    sent: int = 0
    received: int = 0
    retried: int = 0
    #: questions that could not be sent: no socket can be had for any of their servers (no route, no IPv6)
    unsent: int = 0
    #: replies that were not ours: wrong id, wrong question, or no question of ours any more
    dropped: int = 0
    over_tcp: int = 0

    @property
    def in_vain(self) -> bool:
        """Something was asked, and nothing at all came back: the network's or the resolver's fault."""
        return self.sent + self.unsent > 0 and self.received == 0


class Lane(msgspec.Struct, frozen=True):
    """What shares a fate: all questions to one list by one way.

    ``zone``        what their names end in
    ``way``         the servers to ask; None: the run's resolvers
    ``per_second``  the most questions a second that the list wants, by all ways together; None: no bound
    ``turns``       given a count, that many turns at this pace, shared with all other runs of the user:
                    seconds from now until each; None: the run keeps the pace alone
    ``leave``       asked for each question beyond the one that an owner costs (repeats, TCP): may it be
                    sent? None: always
    ``dead_wait``   seconds of silence after which this list counts as dead; None: those of the run
    ``usual``       seconds that its answers took in earlier runs, until it has answered in this one; None:
                    not known
    ``apart``       True: its questions do not wait until those of the other lane to the same list are sent
    """

    zone: str
    way: Way | None = None
    per_second: float | None = None
    turns: Callable[[int], Sequence[float]] | None = None
    leave: Callable[[], bool] | None = None
    apart: bool = False
    dead_wait: float | None = None
    usual: float | None = None


class Asker(Protocol):
    """Asks questions concurrently; every question ends in exactly one Answer, never in an exception.

    The first answer in a lane proves that somebody is there. A lane that stays silent is held back
    and given up as a whole when all else is done, so that a dead list costs one wait and not one
    for each question; a late answer until then revives it.
    """

    @property
    def traffic(self) -> Traffic:
        """Counters of the run so far."""
        ...

    async def ask(self, question: Question) -> Answer:
        """The answer to one question that belongs to no list. Asked again it is not sent again."""
        ...

    async def ask_lane(
        self,
        lane: Lane,
        owners: Iterable[str],
        deliver: Deliver,
        rdtype: RecordType = "A",
        *,
        fresh: bool = False,
    ) -> None:
        """Ask about ``owner.zone`` for all owners; return when each has been delivered.

        ``deliver(owner, answer)`` is called once for each, in any order. ``owners`` is drawn from
        as the network has room, so it may be a generator over millions; each is given once.
        ``fresh`` questions are never answered from what an earlier run learned.
        """
        ...

    def give_up(self) -> None:
        """End all that is open, now and later, as ``timeout``: the run's time is over."""
        ...

    async def close(self) -> None:
        """Release the sockets. Nothing may be asked afterwards."""
        ...


async def ask_all(asker: Asker, questions: Iterable[Question]) -> tuple[Answer, ...]:
    """Answers in the order of the questions."""
    questions = tuple(questions)
    if len(questions) == 1:  # without a task of its own: a run asks thousands of single ones
        return (await asker.ask(questions[0]),)
    return tuple(await asyncio.gather(*(asker.ask(question) for question in questions)))


def without_keys(question: Question, answer: Answer) -> Answer:
    """The answer with keys of lists in its texts masked (``model.keys``)."""
    if question.rdtype not in TEXT_TYPES or not answer.records:
        return answer
    return msgspec.structs.replace(answer, records=tuple(map(mask_keys, answer.records)))


async def carry_out(asker: Asker, inquiry: Inquiry[T]) -> T:
    """Run a pure inquiry to its end, asking what it wants to know.

    Keys of lists in the texts that it reads are masked: they are public, and no output of ours repeats them.
    """
    try:
        questions = next(inquiry)
        while True:
            answers = await ask_all(asker, questions)
            questions = inquiry.send(tuple(map(without_keys, questions, answers)))
    except StopIteration as end:
        result: T = end.value
        return result
