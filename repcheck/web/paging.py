"""Long tables in pages."""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from repcheck.web.visit import Visit

#: Rows of a page, where nothing else is said.
ROWS = 200
_MOST = 10_000

_T = TypeVar("_T")


class Pager(msgspec.Struct, frozen=True):
    """Where the rows before and after these are; None: there are none."""

    says: str
    before: str | None
    after: str | None


def paged(
    visit: Visit,
    path: str,
    fields: Mapping[str, str],
    rows: Sequence[_T],
    *,
    field: str = "page",
    most: int = ROWS,
    part: str = "",
) -> tuple[Sequence[_T], Pager]:
    """The rows that the query asks for, and links to those beside them.

    ``path``    of the page, as it stands in a link
    ``fields``  of the query that the links keep: what was asked for, and where other tables of the page are
    ``field``   that says which rows of this table are shown; ``most`` of them at a time
    ``part``    the id of the table's part of the page; empty: the page is about it alone
    """
    last = max(1, -(-len(rows) // most))
    number = min(last, number_of(visit.asked(field), 1, _MOST))
    first = (number - 1) * most
    shown = rows[first : first + most]
    said = {name: value for name, value in fields.items() if value}

    def link(to: int) -> str:
        return f"{path}?{urlencode({**said, field: to})}{part and f'#{part}'}"

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
