"""Targets and groups of a JSON document: what lists and records say of each, and its score."""

from collections.abc import Iterable
from typing import cast

import msgspec
from msgspec import UNSET, UnsetType

from repcheck.lists.score import Deduction, Grade, Score, group_score, score_of, target_score
from repcheck.model.dns import Outcome
from repcheck.model.observations import Observation
from repcheck.model.records import (
    AddressRecords,
    DomainRecords,
    MxRecords,
    PartShown,
    ReverseName,
    SentFrom,
    SpfRecord,
)
from repcheck.model.report import TargetReport
from repcheck.model.targets import TargetKind


class ReverseDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The PTR names of an address, and what they are worth."""

    status: ReverseName
    names: tuple[str, ...]
    outcome: Outcome


class AddressDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Records of an address."""

    ptr: ReverseDocument


class DomainDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Records of a domain; ``sent_from`` and ``unreachable`` are null unless SPF was expanded.

    ``short`` has the states of its MX, SPF and DMARC, the worst first; it is empty for a host.
    """

    mx: MxRecords
    spf: SpfRecord
    short: tuple[PartShown, ...]
    sent_from: tuple[SentFrom, ...] | None
    unreachable: tuple[str, ...] | None


class TargetDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One target; ``records`` is null when none were read, and left out of ``repcheck.bounces/1``."""

    target: str
    kind: TargetKind
    shown: str | None
    group: str | None
    origin: tuple[str, ...]
    special: str | None
    not_asked: str | None
    observations: tuple[Observation, ...]
    records: DomainDocument | AddressDocument | UnsetType | None
    score: int | None
    grade: Grade | None
    score_parts: tuple[Deduction, ...]


class GroupDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Targets of one group, with the score of the worst; null when too few have one."""

    group: str
    targets: int
    score: int | None
    grade: Grade | None


class TargetDocuments:
    """Documents of targets, one after the other.

    Of a run that ended early very many targets share their observations: these are judged and encoded once.

    ``with_records``  False: without the key of their records
    """

    def __init__(self, *, with_records: bool) -> None:
        self._with_records = with_records
        self._seen: tuple[Observation, ...] | None = None
        self._clean = 0
        self._score: Score | UnsetType | None = UNSET
        self._encoded: msgspec.Raw | None = None

    def of(self, found: TargetReport) -> TargetDocument:
        """The document of one target, to be encoded."""
        if found.observations is not self._seen or found.clean != self._clean:
            self._seen, self._clean = found.observations, found.clean
            self._score, self._encoded = UNSET, None
        elif self._encoded is None and found.observations:
            self._encoded = _encoded(found.observations)
        made = _document(found, self._score_of(found), with_records=self._with_records)
        if self._encoded is None:
            return made
        # What is encoded already stands for the values.
        return msgspec.structs.replace(made, observations=cast("tuple[Observation, ...]", self._encoded))

    def _score_of(self, found: TargetReport) -> Score | None:
        if found.domain is not None or found.address is not None:
            return target_score(found)
        if self._score is UNSET:
            self._score = score_of(found.observations, found.clean)
        return self._score


def _encoded(observations: tuple[Observation, ...]) -> msgspec.Raw | None:
    try:
        return msgspec.Raw(msgspec.json.encode(observations))
    except UnicodeEncodeError:  # it has to be changed first
        return None


def _document(found: TargetReport, score: Score | None, *, with_records: bool) -> TargetDocument:
    return TargetDocument(
        target=found.target.value,
        kind=found.target.kind,
        shown=found.target.shown,
        group=found.target.group,
        origin=found.target.origin,
        special=found.target.special,
        not_asked=found.target.not_asked,
        observations=found.observations,
        records=_records(found.domain, found.address) if with_records else UNSET,
        score=None if score is None else score.score,
        grade=None if score is None else score.grade,
        score_parts=() if score is None else score.parts,
    )


def group_documents(targets: Iterable[TargetReport]) -> tuple[GroupDocument, ...]:
    """The groups of these targets, in the order in which they first stand."""
    members: dict[str, list[Score | None]] = {}
    for found in targets:
        if found.target.group is not None:
            scores = members.setdefault(found.target.group, [])
            scores.append(target_score(found))
    return tuple(
        GroupDocument(
            group=name,
            targets=len(scores),
            score=None if (worst := group_score(scores)) is None else worst.score,
            grade=None if worst is None else worst.grade,
        )
        for name, scores in members.items()
    )


def _records(
    domain: DomainRecords | None, address: AddressRecords | None
) -> DomainDocument | AddressDocument | None:
    if domain is not None:
        return DomainDocument(
            mx=domain.mx,
            spf=domain.spf,
            short=domain.short,
            sent_from=None if domain.walk is None else domain.walk.sent_from,
            unreachable=None if domain.walk is None else domain.walk.unreachable,
        )
    if address is None:
        return None
    return AddressDocument(
        ptr=ReverseDocument(status=address.status, names=address.names, outcome=address.outcome)
    )
