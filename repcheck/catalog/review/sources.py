"""Where a fact comes from: a page or a repository, a mark for its kind, and the date it is of.

Written as "docs.example.net/lists (R 2026-09-01)". Without a date of its own a source was looked at when the
entry was: its ``checked``.
"""

import re
from enum import StrEnum

import msgspec


class SourceMark(StrEnum):
    """What kind of source it is, the best first."""

    OPERATOR = "R"
    CODE = "C"
    SECONDARY = "S"
    KNOWLEDGE = "K"


MARK_WORDS = {
    SourceMark.OPERATOR: "the operator's own page",
    SourceMark.CODE: "code or settings in a public repository",
    SourceMark.SECONDARY: "a page of others",
    SourceMark.KNOWLEDGE: "general knowledge, not verified",
}

_WRITTEN = re.compile(
    r"(?P<where>.*\S) \((?P<mark>[RCSK])(?: (?P<date>(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?))?\)"
)
_KNOWLEDGE = re.compile(r"\bgeneral knowledge\b", re.IGNORECASE)


class CitedSource(msgspec.Struct, frozen=True):
    """``mark`` is None when the text has none; ``date`` None when it is that of the entry."""

    where: str
    mark: SourceMark | None
    date: str | None = None


def read_source(text: str) -> CitedSource:
    """The source that ``text`` names. Text without a mark is the place alone; what says itself that it is
    general knowledge has the mark of it only when it is written.
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return CitedSource(text, None)
    return CitedSource(match["where"], SourceMark(match["mark"]), match["date"])


def source_fault(text: str) -> str | None:
    """Why nobody could look the fact up there; None when all is well."""
    source = read_source(text)
    if source.mark is None:
        return "has no mark of its kind: (R 2026-11), (C ...), (S ...) or (K)"
    if _KNOWLEDGE.search(source.where) and source.mark is not SourceMark.KNOWLEDGE:
        return "is general knowledge without the mark (K)"
    return None
