"""Mail records of domains: a row each on the first page, and the card on the page of a domain."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from repcheck.model.records import PartName, PartState
from repcheck.model.watch.domains import DomainKept, DomainLook
from repcheck.render.html.cards import of_look
from repcheck.render.html.marks import NOT_ASKED, part_mark
from repcheck.render.html.parts import Card, Mark
from repcheck.render.wall.links import Anchor, domain_link
from repcheck.words.states import part_words

#: The parts that a row has, in the order of the columns.
COLUMNS: Final[tuple[PartName, ...]] = ("mx", "spf", "dmarc", "dkim", "ptr")
HEADS: Final = tuple("PTR" if name == "ptr" else part_words(name) for name in COLUMNS)
_NEVER = "Its mail records were not looked at yet. "
_PASSES_DO = "The next pass does, and so does a check now."
_PASSES_DO_NOT = "Passes do not look at records here (records: never); a check now does."


class DomainRow(msgspec.Struct, frozen=True, kw_only=True):
    """A domain on the first page. ``marks`` as ``HEADS``; ``worse``: something was better once."""

    domain: Anchor
    marks: tuple[tuple[str, Mark], ...]
    at: datetime
    worse: bool


class DomainView(msgspec.Struct, frozen=True, kw_only=True):
    """What the page of a domain has of its records. ``card`` None: ``says`` why there is none."""

    card: Card | None = None
    at: datetime | None = None
    says: str = ""


def domain_rows(kept: Iterable[DomainKept]) -> tuple[DomainRow, ...]:
    """In the order given."""
    return tuple(
        DomainRow(
            domain=domain_link(one.domain),
            marks=tuple(zip(HEADS, (_mark(one, name) for name in COLUMNS), strict=True)),
            at=one.at,
            worse=any(part.was is not None for part in one.parts.values()),
        )
        for one in kept
    )


def _mark(one: DomainKept, name: PartName) -> Mark:
    part = one.parts.get(name)
    return NOT_ASKED if part is None or part.seen is PartState.NOT_ASKED else part_mark(part.seen)


def domain_view(look: DomainLook | None, *, by_passes: bool) -> DomainView:
    """The card of the last look. ``by_passes``: passes look at records."""
    if look is None:
        return DomainView(says=_NEVER + (_PASSES_DO if by_passes else _PASSES_DO_NOT))
    return DomainView(card=of_look(look), at=look.kept.at)
