"""The door to the DNS: what users of an asker may rely on, and small helpers on top of it."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

import msgspec

from repcheck.model.dns import Answer, Inquiry, Question

K = TypeVar("K")
T = TypeVar("T")


class Traffic(msgspec.Struct):
    """What went over the wire in this run."""

    sent: int = 0
    received: int = 0
    retried: int = 0
    timed_out: int = 0
    #: replies that were not ours: wrong id, wrong question, or no question of ours any more
    dropped: int = 0
    over_tcp: int = 0


class Asker(Protocol):
    """Asks questions concurrently; every question ends in exactly one Answer, never in an exception.

    A ``lane`` names what shares a fate: all questions to one list (its zone), or "" for questions
    that belong to no list. The first answer of a lane proves that somebody is there; a lane that
    stays silent is given up as a whole, so that a dead list costs one wait and not one per question.
    """

    @property
    def traffic(self) -> Traffic:
        """Counters of the run so far."""
        ...

    async def ask(self, question: Question, lane: str = "") -> Answer:
        """The answer to one question. The same question asked again is not sent again."""
        ...

    async def ask_many(
        self, questions: Iterable[tuple[K, Question]], deliver: Callable[[K, Answer], None], lane: str
    ) -> None:
        """Ask all, calling ``deliver(key, answer)`` once for each, in any order; return when all are done.

        ``questions`` is drawn from as the network has room, so it may be a generator over millions.
        The caller gives each name once.
        """
        ...

    def give_up(self) -> None:
        """End all that is open, now and later, as ``timeout``: the run's time is over."""
        ...

    async def close(self) -> None:
        """Release the sockets. Nothing may be asked afterwards."""
        ...


async def ask_all(asker: Asker, questions: Iterable[Question], lane: str = "") -> tuple[Answer, ...]:
    """Answers in the order of the questions."""
    return tuple(await asyncio.gather(*(asker.ask(question, lane) for question in questions)))


async def carry_out(asker: Asker, inquiry: Inquiry[T]) -> T:
    """Run a pure inquiry to its end, asking what it wants to know."""
    try:
        questions = next(inquiry)
        while True:
            questions = inquiry.send(await ask_all(asker, questions))
    except StopIteration as end:
        result: T = end.value
        return result
