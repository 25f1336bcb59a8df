"""One number for what lists say of a target, from 0 to 100, each point of it explained. Pure.

It is made of ``WEIGHTS``, ``GRADES`` and ``LEAST_COVERAGE`` alone, and so is ``docs/score.md``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from repcheck.model.observations import Observation, Severity, State, UnknownReason

Grade = Literal["A", "B", "C", "D", "F"]

FULL = 100
#: Points that a listing takes, by what it costs.
WEIGHTS: Mapping[Severity, int] = {
    Severity.CRITICAL: 55,
    Severity.HIGH: 30,
    Severity.MEDIUM: 12,
    Severity.LOW: 4,
    Severity.INFO: 0,
}
#: The least score of each grade, the best first.
GRADES: Sequence[tuple[int, Grade]] = ((90, "A"), (75, "B"), (50, "C"), (25, "D"), (0, "F"))
#: The least share of the questions about a target that must be answered, or it has no score.
LEAST_COVERAGE = 0.8

#: Pairs that were not meant to be asked, and so are in no coverage.
_ASIDE = (UnknownReason.KEY_MISSING, UnknownReason.DEFERRED)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one listing takes.

    ``points``  0 or less: its weight, or what was left of the score when it took all of it
    """

    list: str
    severity: Severity
    points: int


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """``score`` is 100 and the points of its ``parts``, the dearest first."""

    score: int
    grade: Grade
    parts: tuple[Part, ...] = ()


def score_of(observations: Iterable[Observation], clean: int = 0) -> Score | None:
    """The score of one target; None when too few of the questions about it were answered.

    ``clean``  clean answers that are counted and not among the observations

    What is unknown takes no point and gives none. Allow lists, scores and remarks are no listings.
    """
    answered, asked = clean, clean
    listed: list[tuple[Severity, str]] = []
    for seen in observations:
        if seen.state is State.CLEAN:  # nearly all are
            answered += 1
            asked += 1
            continue
        if seen.reason in _ASIDE:
            continue
        asked += 1
        answered += seen.state is not State.UNKNOWN
        if seen.severity is not None:
            listed.append((seen.severity, seen.list))
    if not asked or answered < LEAST_COVERAGE * asked:
        return None
    left, parts = FULL, []
    for severity, name in sorted(listed, key=lambda one: (-one[0].rank, one[1])):
        taken = min(WEIGHTS[severity], left)
        left -= taken
        parts.append(Part(list=name, severity=severity, points=-taken))
    return Score(score=left, grade=grade_of(left), parts=tuple(parts))


def grade_of(score: int) -> Grade:
    """The grade of a score from 0 to 100."""
    return next(grade for least, grade in GRADES if score >= least)


def group_score(scores: Iterable[Score | None]) -> Score | None:
    """The score of targets that belong together: that of the worst; None when too few of them have one."""
    members = tuple(scores)
    known = [score for score in members if score is not None]
    if not known or len(known) < LEAST_COVERAGE * len(members):
        return None
    return min(known, key=lambda score: score.score)
