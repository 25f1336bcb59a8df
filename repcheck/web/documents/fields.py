"""Fields of a query: each is declared, bounded and checked before the handler sees it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec

from repcheck.errors import BadOption

#: Entries of a page when nothing else is said, and at most.
USUAL, MOST = 500, 5_000
#: Entries before a page.
FARTHEST = 1_000_000


class Param(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a query or path. ``schema`` is JSON Schema: what OpenAPI says, and what is checked."""

    name: str
    about: str
    schema: dict[str, Any]
    where: str = "query"


LIMIT = Param(
    name="limit",
    about="Entries of one page.",
    schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
)
OFFSET = Param(
    name="offset",
    about="Entries before this page; the header Link has the next page (RFC 8288).",
    schema={"type": "integer", "minimum": 0, "maximum": FARTHEST, "default": 0},
)
PAGED = (LIMIT, OFFSET)


class AnswerPage(msgspec.Struct, frozen=True):
    """A part of a long answer."""

    limit: int
    offset: int

    def cut(self, items: Sequence[Any]) -> Sequence[Any]:
        """The entries of this page, and one more when there are more."""
        return items[self.offset : self.offset + self.limit + 1]


def check(query: Iterable[tuple[str, str]], params: Sequence[Param]) -> None:
    """Raises BadOption for a field that is unknown, there twice, or not as its schema says."""
    known = {one.name: one for one in params if one.where == "query"}
    seen: set[str] = set()
    for name, text in query:
        if name not in known:
            there = ", ".join(known) or "none"
            raise BadOption(f"is not a field here; there are: {there}", _shown(name))
        if name in seen:
            raise BadOption("is there twice", name)
        seen.add(name)
        _fits(text, known[name])


def _fits(text: str, param: Param) -> None:
    schema = param.schema
    if schema["type"] == "integer":
        least, most = schema["minimum"], schema["maximum"]
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise BadOption(f"is not a number from {least} to {most:,}", param.name)
    elif len(text) > schema["maxLength"]:
        raise BadOption(f"is longer than {schema['maxLength']} characters", param.name)
    elif "enum" in schema and text not in schema["enum"]:
        raise BadOption(f"is none of {', '.join(schema['enum'])}", param.name)


def page_of(query: Mapping[str, str]) -> AnswerPage:
    """The page that a checked query asks for."""
    return AnswerPage(int(query.get("limit", USUAL)), int(query.get("offset", 0)))


def next_link(path: str, query: Mapping[str, str], page: AnswerPage) -> str:
    """The value of ``Link`` that leads to the next page."""
    asked = {**query, "limit": str(page.limit), "offset": str(page.offset + page.limit)}
    return f'<{path}?{urlencode(asked)}>; rel="next"'


def _shown(name: str) -> str:
    return re.sub(r"[^\w.-]", "", name)[:40] or "query"
