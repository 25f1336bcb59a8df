"""What stands on the page, ready to be written: every text in it is cleaned, bounded and final."""

from typing import Literal

import msgspec

from repcheck.render.sheet.sheet import Level

#: How one answer, cell or record looks; each has a word and a shape beside its colour.
Look = Literal["critical", "high", "medium", "low", "info", "clean", "unknown", "mixed", "none"]


class Mark(msgspec.Struct, frozen=True):
    """A word with its look."""

    word: str
    look: Look


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. ``unknown`` says what is not known, empty: nothing; ``stale`` when it is out of date."""

    level: Level
    word: str
    sentence: str
    unknown: str = ""
    at: str
    stale: str


class Number(msgspec.Struct, frozen=True):
    """A figure and what it counts; ``path`` of where that stands on a site."""

    value: str
    what: str
    look: Look = "none"
    path: str = ""


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """One change since the last pass."""

    mark: Mark
    target: str
    list: str
    at: str
    step: str = ""
    url: str | None = None


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Targets that one list lists for one reason. ``more`` further ones are not named."""

    mark: Mark
    list: str
    targets: tuple[str, ...]
    more: int = 0
    groups: str = ""
    standing: str = ""
    since: str
    lost: str
    why: tuple[str, ...] = ()
    said: str = ""
    step: str = ""
    url: str | None = None
    wait: str = ""


class Bar(msgspec.Struct, frozen=True):
    """One bar of a drawing, in its units."""

    x: float
    y: float
    width: float
    height: float
    look: Look = "none"


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing of bars; ``says`` the same in words."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    says: str


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """Why mail was lost. ``share`` is its part of the costliest cause, 0 to 100."""

    says: str
    now: Mark
    lost: str
    share: int
    spell: str
    by_hour: Drawing | None = None
    who: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    step: str = ""
    url: str | None = None
    wait: str = ""
    publish: str = ""


class HeatRow(msgspec.Struct, frozen=True):
    """A target, or many of them; a cell for each list."""

    name: str
    cells: tuple[Mark, ...]


class HeatMap(msgspec.Struct, frozen=True, kw_only=True):
    """Targets by lists. ``folded`` says how targets were put together; empty: each has its row."""

    lists: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    folded: str = ""
    wide: bool = False


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What was listed in the last 90 days."""

    target: str
    list: str
    times: str
    median: str
    now: Mark
    days: Drawing


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a domain's mail records."""

    name: str
    mark: Mark
    shown: str


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A domain: its records, what is wrong, and what to publish."""

    name: str
    verdict: str
    records: tuple[Record, ...]
    faults: tuple["Note", ...] = ()
    publish: tuple[str, ...] = ()


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence that should be known, and what to do about it."""

    mark: Mark
    says: str
    remedy: str = ""


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """One list, and whether it can be believed."""

    name: str
    zone: str
    mark: Mark
    answered: str
    saw: str
    remedy: str


class Fact(msgspec.Struct, frozen=True):
    """A name and what it is."""

    name: str
    value: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The page. None, and an empty row, leave their section out."""

    title: str
    command: str
    version: str
    public: bool
    verdict: Headline
    numbers: tuple[Number, ...] = ()
    changes: tuple[Changed, ...] | None = None
    listings: tuple[Listing, ...] | None = None
    left: str = ""
    causes: tuple[Cause, ...] = ()
    causes_left: str = ""
    heat: HeatMap | None = None
    history: tuple[Past, ...] = ()
    history_left: str = ""
    cards: tuple[Card, ...] = ()
    cards_left: str = ""
    notes: tuple[Note, ...] = ()
    notes_left: str = ""
    lists: tuple[ListRow, ...] = ()
    lists_fine: str = ""
    coverage: tuple[Fact, ...] = ()
    limits: tuple[str, ...] = ()
    asked: tuple[Fact, ...] = ()
