"""How old the facts of a catalog are, group by group; the day of today is passed in."""

from collections.abc import Iterator
from datetime import date

import msgspec

from repcheck.catalog.review.sources import source_fault
from repcheck.model.catalog import Catalog, DeadList, Provider, ReputationList

#: Facts that were looked at longer ago are warned of.
MOST_MONTHS = 12

Entry = ReputationList | DeadList | Provider


class FactGroup(msgspec.Struct, frozen=True):
    """Facts that are reviewed together.

    ``kind``     "list", "dead list" or "provider", and ``id`` of the entry
    ``group``    "entry" for what has no review of its own; "access", "way off", or "uses X"
    ``checked``  month or day of the last review; None: never
    """

    kind: str
    id: str
    group: str
    checked: str | None


def entries(catalog: Catalog) -> Iterator[tuple[str, Entry]]:
    """All entries, each with the name of its kind, in file order."""
    for entry in catalog.lists:
        yield "list", entry
    for dead in catalog.dead:
        yield "dead list", dead
    for provider in catalog.providers:
        yield "provider", provider


def fact_groups(kind: str, entry: Entry) -> Iterator[FactGroup]:
    """The groups of an entry: itself, and those with a review of their own."""
    yield FactGroup(kind, entry.id, "entry", entry.checked)
    if isinstance(entry, DeadList):
        return
    if entry.delisting is not None and entry.delisting.checked is not None:
        yield FactGroup(kind, entry.id, "way off", entry.delisting.checked)
    if isinstance(entry, ReputationList):
        if entry.access.checked is not None:
            yield FactGroup(kind, entry.id, "access", entry.access.checked)
        return
    for use in entry.uses:
        if use.checked is not None:
            yield FactGroup(kind, entry.id, f"uses {use.list}", use.checked)


def months_old(checked: str, today: date) -> int:
    """Whole months from the review to today; 0 for a review of this month or a later one."""
    year, month = int(checked[:4]), int(checked[5:7])
    months = (today.year - year) * 12 + today.month - month
    if len(checked) > 7 and int(checked[8:]) > today.day:
        months -= 1
    return max(months, 0)


def age_warnings(catalog: Catalog, today: date) -> Iterator[str]:
    """One line for each group last looked at more than a year ago, and for each source nobody can look up.

    An entry that was never reviewed is the user's own matter, and no warning.
    """
    for kind, entry in entries(catalog):
        for group in fact_groups(kind, entry):
            if group.checked is None or (months := months_old(group.checked, today)) <= MOST_MONTHS:
                continue
            part = "" if group.group == "entry" else f" ({group.group})"
            yield f'{kind} "{entry.id}"{part} was last checked in {group.checked}, {months} months ago'
        for source in entry.sources if entry.checked is not None else ():
            if (fault := source_fault(source)) is not None:
                yield f'{kind} "{entry.id}": the source "{source}" {fault}'
