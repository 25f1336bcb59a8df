"""One number for what lists and records say of a target, from 0 to 100, each point of it explained. Pure.

It is made of ``WEIGHTS``, ``RECORD_WEIGHTS``, ``GRADES`` and ``LEAST_COVERAGE`` alone, and so is
``docs/score.md``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from repcheck.model.observations import ASIDE, Observation, Severity, State
from repcheck.model.records import PartName, PartState, ReverseName
from repcheck.model.report import TargetReport

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
#: Points that a record takes, by the state it is in. All other states take none.
RECORD_WEIGHTS: Mapping[tuple[PartName, PartState], int] = {
    ("ptr", PartState.FAULTY): 10,
    ("spf", PartState.ABSENT): 8,
    ("spf", PartState.FAULTY): 8,
    ("spf", PartState.WEAK): 2,
    ("dmarc", PartState.ABSENT): 6,
    ("dmarc", PartState.FAULTY): 6,
    ("dmarc", PartState.WEAK): 1,
    ("mx", PartState.FAULTY): 4,
}
#: The least score of each grade, the best first.
GRADES: Sequence[tuple[int, Grade]] = ((90, "A"), (75, "B"), (50, "C"), (25, "D"), (0, "F"))
#: The least share of the questions about a target that must be answered, or it has no score.
LEAST_COVERAGE = 0.8


_CLEAN = State.CLEAN
_NO_NAME = (ReverseName.NO_PTR, ReverseName.NAME_MISSING, ReverseName.OTHER_ADDRESS)


class Deduction(msgspec.Struct, frozen=True, kw_only=True):
    """What one listing or one record takes.

    ``list``    the id of a list, with the ``severity`` of the listing; None: it is a record
    ``record``  which part of the mail records, with its ``state``; None: it is a listing
    ``points``  0 or less: its weight, or what was left of the score when it took all of it
    """

    list: str | None = None
    severity: Severity | None = None
    record: PartName | None = None
    state: PartState | None = None
    points: int


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """``score`` is 100 and the points of its ``parts``: listings, then records, the dearest first."""

    score: int
    grade: Grade
    parts: tuple[Deduction, ...] = ()


def target_score(found: TargetReport) -> Score | None:
    """The score of one target by all that the run knows of it; None when too few lists answered."""
    return score_of(found.observations, found.clean, tuple(_records(found)))


def _records(found: TargetReport) -> Iterator[tuple[PartName, PartState]]:
    if found.domain is not None:
        yield from ((part.name, part.state) for part in found.domain.short)
    # A host that only takes mail needs no reverse name.
    takes_only = found.target.origin and all(origin.startswith("mx of ") for origin in found.target.origin)
    if found.address is not None and found.address.status in _NO_NAME and not takes_only:
        yield "ptr", PartState.FAULTY


def score_of(
    observations: Sequence[Observation],
    clean: int = 0,
    records: Iterable[tuple[PartName, PartState]] = (),
) -> Score | None:
    """The score of one target; None when too few of the questions to lists about it were answered.

    ``clean``    clean answers that are counted and not among the observations
    ``records``  the parts of its mail records that the run has read

    What is unknown takes no point and gives none. Allow lists, scores and remarks are not listings.
    """
    telling = [seen for seen in observations if seen.state is not _CLEAN]  # nearly all are
    answered = asked = clean + len(observations) - len(telling)
    listed: list[tuple[Severity, str]] = []
    for seen in telling:
        if seen.reason in ASIDE:
            continue
        asked += 1
        answered += seen.state is not State.UNKNOWN
        if seen.severity is not None:
            listed.append((seen.severity, seen.list))
    if not asked or answered < LEAST_COVERAGE * asked:
        return None
    return _left(tuple(listed), frozenset(records))


@lru_cache(maxsize=256)  # most targets are on no list, and their records are as those of the others
def _left(listed: tuple[tuple[Severity, str], ...], records: frozenset[tuple[PartName, PartState]]) -> Score:
    """What these listings and records leave."""
    left, parts = FULL, []
    for severity, name in sorted(listed, key=lambda one: (-one[0].rank, one[1])):
        taken = min(WEIGHTS[severity], left)
        left -= taken
        parts.append(Deduction(list=name, severity=severity, points=-taken))
    seen_faults = [(RECORD_WEIGHTS[one], *one) for one in records if one in RECORD_WEIGHTS]
    for weight, part, state in sorted(seen_faults, key=lambda one: (-one[0], one[1])):
        taken = min(weight, left)
        left -= taken
        parts.append(Deduction(record=part, state=state, points=-taken))
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
