"""Drives an inquiry to its end with made-up answers."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from repcheck.model.dns import Answer, Inquiry, Outcome, Question, RecordType

T = TypeVar("T")
Zone = Mapping[tuple[str, RecordType], Answer]


class Driven(msgspec.Struct):
    """What was asked, round by round."""

    rounds: list[tuple[Question, ...]]

    @property
    def questions(self) -> list[Question]:
        return [question for asked in self.rounds for question in asked]


def records(*texts: str) -> Answer:
    return Answer(Outcome.NOERROR, texts)


def failure(outcome: Outcome) -> Answer:
    return Answer(outcome)


def drive(inquiry: Inquiry[T], zone: Zone) -> tuple[T, Driven]:
    """The result, and what was asked. What ``zone`` lacks is NODATA at a name it has, else NXDOMAIN."""
    names = {name for name, _ in zone}
    driven = Driven([])

    def answer(question: Question) -> Answer:
        absent = Outcome.NODATA if question.name in names else Outcome.NXDOMAIN
        return zone.get((question.name, question.rdtype), Answer(absent))

    try:
        asked = next(inquiry)
        while True:
            assert asked, "a round without a question"
            driven.rounds.append(asked)
            asked = inquiry.send(tuple(answer(question) for question in asked))
    except StopIteration as end:
        return end.value, driven
