"""Running inquiries side by side, and reading what every one of them has to read."""

from typing import TypeVar, overload

from repcheck.model.dns import Answer, Inquiry, Outcome, Question
from repcheck.patterns import compiled

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")

#: Answers by their question.
Known = dict[Question, Answer]

_LABELS = compiled(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}")
_LONGEST_NAME = 253


@overload
def together(first: Inquiry[A], second: Inquiry[B], /) -> Inquiry[tuple[A, B]]: ...


@overload
def together(*inquiries: Inquiry[T]) -> Inquiry[tuple[T, ...]]: ...


def together(*inquiries: Inquiry[object]) -> Inquiry[tuple[object, ...]]:
    """One inquiry that runs several in step: as many rounds as the longest of them needs, not their sum.

    A question that several of them have in one round is asked once. Results in the order of the inquiries.
    """
    results: dict[int, object] = {}
    waiting: dict[int, tuple[Question, ...]] = {}

    def advance(place: int, answers: tuple[Answer, ...] | None) -> None:
        """Run one inquiry up to its next questions or its end; rounds without a question are passed over."""
        try:
            questions = next(inquiries[place]) if answers is None else inquiries[place].send(answers)
            while not questions:
                questions = inquiries[place].send(())
        except StopIteration as end:
            waiting.pop(place, None)
            results[place] = end.value
        else:
            waiting[place] = questions

    for place in range(len(inquiries)):
        advance(place, None)
    while waiting:
        distinct = tuple(dict.fromkeys(question for asked in waiting.values() for question in asked))
        answers = yield distinct
        known = dict(zip(distinct, answers, strict=True))
        for place, asked in tuple(waiting.items()):
            advance(place, tuple(known[question] for question in asked))
    return tuple(results[place] for place in range(len(inquiries)))


def remembered(inquiry: Inquiry[T], known: Known) -> Inquiry[T]:
    """The inquiry, asking only what ``known`` does not answer; what is answered goes into it."""
    try:
        asked = next(inquiry)
        while True:
            new = tuple(dict.fromkeys(question for question in asked if question not in known))
            if new:
                known.update(zip(new, (yield new), strict=True))
            asked = inquiry.send(tuple(known[question] for question in asked))
    except StopIteration as end:
        result: T = end.value
        return result


def askable_name(text: str) -> str | None:
    """``text`` as a question's name: lower case, no trailing dot; None when no host can be called so.

    Strangers write these names. Escapes, spaces and empty labels are never sent on.
    """
    if not text.isascii():
        return None
    name = text.lower().removesuffix(".")
    return name if len(name) <= _LONGEST_NAME and _LABELS.fullmatch(name) else None


def missing(answer: Answer) -> bool:
    """True when the DNS said that there is no such record, in whatever way."""
    return answer.absent or (answer.outcome is Outcome.NOERROR and not answer.records)


def absence(answer: Answer) -> Outcome:
    """The outcome to report for a missing record: an empty answer is NODATA (RFC 2308 2.2)."""
    return Outcome.NODATA if answer.outcome is Outcome.NOERROR else answer.outcome
