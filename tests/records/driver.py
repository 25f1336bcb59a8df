"""Drives an inquiry to its end with made-up answers."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from repcheck.model.dns import Answer, Inquiry, Outcome, Question, RecordType
from repcheck.model.observations import Severity
from repcheck.model.published.domain import Part

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


def answer_in(zone: Zone, question: Question) -> Answer:
    """What ``zone`` lacks is NODATA at a name it has, else NXDOMAIN."""
    found = zone.get((question.name, question.rdtype))
    if found is not None:
        return found
    return Answer(Outcome.NODATA if any(name == question.name for name, _ in zone) else Outcome.NXDOMAIN)


def drive(inquiry: Inquiry[T], zone: Zone) -> tuple[T, Driven]:
    """The result, and what was asked; see answer_in."""
    driven = Driven([])
    try:
        asked = next(inquiry)
        while True:
            assert asked, "a round without a question"
            driven.rounds.append(asked)
            asked = inquiry.send(tuple(answer_in(zone, question) for question in asked))
    except StopIteration as end:
        return end.value, driven


def ids(part: Part) -> set[str]:
    """Id and severity of each finding; whatever weighs something says what to do."""
    assert all(finding.remedy for finding in part.findings if finding.severity is not Severity.INFO)
    return {f"{finding.id} {finding.severity}" for finding in part.findings}
