"""Long tables in pages of 200 rows."""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from repcheck.web.visit import Visit

ROWS = 200
_MOST = 10_000

_T = TypeVar("_T")


class Pager(msgspec.Struct, frozen=True):
    """Where the rows before and after these are; None: there are none."""

    says: str
    before: str | None
    after: str | None


def paged(
    visit: Visit, path: str, fields: Mapping[str, str], rows: Sequence[_T]
) -> tuple[Sequence[_T], Pager]:
    """The rows that ``?page=`` asks for, and links to those beside them; ``fields`` go into the links."""
    last = max(1, -(-len(rows) // ROWS))
    number = min(last, number_of(visit.asked("page"), 1, _MOST))
    first = (number - 1) * ROWS
    shown = rows[first : first + ROWS]
    said = {name: value for name, value in fields.items() if value}

    def link(to: int) -> str:
        return f"{path}?{urlencode({**said, 'page': to})}"

    return shown, Pager(
        says=f"{first + 1:,} to {first + len(shown):,} of {len(rows):,}",
        before=link(number - 1) if number > 1 else None,
        after=link(number + 1) if number < last else None,
    )


def number_of(text: str | None, usual: int, most: int) -> int:
    """A whole number of a query from 1 on; what is none, or too large, counts as the usual one."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 6:
        return usual
    return min(max(1, int(text)), most)
