"""What should be looked at next in a catalog: the oldest, the least certain and the least sourced entries."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from repcheck.catalog.review.age import Entry, fact_groups, months_old
from repcheck.catalog.review.sources import SourceMark, read_source
from repcheck.model.catalog import DeadList, Provider, ReputationList

_CONFIDENCE = {"low": 2, "medium": 1, "high": 0}
_MARKS = tuple(SourceMark)


class Audited(msgspec.Struct, frozen=True):
    """One entry, as an auditor sees it.

    ``months``   age of its oldest group of facts; None: a group was never reviewed
    ``dated``    age in months of its oldest dated source; None without any
    ``unsure``   how many of its ways off, replies and uses are to be verified
    ``sources``  how many it has; ``best`` is the best mark among them, None without any
    """

    kind: str
    id: str
    months: int | None
    dated: int | None
    confidence: str
    unsure: int
    sources: int
    best: SourceMark | None


def audited(kind: str, entry: Entry, today: date) -> Audited:
    """What is known of the age, certainty and sources of this entry."""
    ages = [
        None if group.checked is None else months_old(group.checked, today)
        for group in fact_groups(kind, entry)
    ]
    read = [read_source(text) for text in entry.sources]
    dated = [months_old(_month(source.date), today) for source in read if source.date is not None]
    marks = [source.mark for source in read if source.mark is not None]
    return Audited(
        kind=kind,
        id=entry.id,
        months=None if None in ages else max(age for age in ages if age is not None),
        dated=max(dated, default=None),
        confidence=entry.confidence,
        unsure=sum(1 for _ in _unsure(entry)),
        sources=len(entry.sources),
        best=min(marks, key=_MARKS.index, default=None),
    )


def _month(when: str) -> str:
    """A year alone counts from its first month."""
    return when if len(when) > 4 else f"{when}-01"


def _unsure(entry: Entry) -> Iterator[object]:
    if isinstance(entry, DeadList):
        return
    ways = [entry.delisting]
    if isinstance(entry, ReputationList):
        ways += [part.delisting for part in entry.sublists]
    yield from (way for way in dict.fromkeys(ways) if way is not None and not way.certain)
    if isinstance(entry, Provider):
        yield from (rule for rule in entry.rules if not rule.certain)
        yield from (use for use in entry.uses if use.source is None)


class Section(msgspec.Struct, frozen=True):
    """A part of the work list: its title, and its entries with the worst first."""

    title: str
    entries: tuple[Audited, ...]


def work_list(catalog_entries: Sequence[tuple[str, Entry]], today: date, most: int) -> tuple[Section, ...]:
    """The ``most`` worst entries by age, certainty and sources; equals stay in the order of the file."""
    found = [audited(kind, entry, today) for kind, entry in catalog_entries]

    def worst(badness: Callable[[Audited], tuple[float, ...]]) -> tuple[Audited, ...]:
        return tuple(sorted(found, key=badness, reverse=True)[:most])

    return (
        Section("Oldest", worst(lambda one: (_age(one.months), one.dated or 0))),
        Section("Least certain", worst(lambda one: (_CONFIDENCE[one.confidence], one.unsure))),
        Section("Least sourced", worst(lambda one: (_poor(one.best), -one.sources))),
    )


def _age(months: int | None) -> float:
    return float("inf") if months is None else months


def _poor(best: SourceMark | None) -> int:
    return len(_MARKS) if best is None else _MARKS.index(best)
