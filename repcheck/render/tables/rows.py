"""Rows of CSV: CRLF behind each, quotes doubled, and no cell that a spreadsheet would run.

A cell holds one line: line ends within would be legal (RFC 4180 section 2.6), and break what reads by lines.
"""

import csv
import io
from collections.abc import Iterable

from repcheck.render.clean import for_csv, for_terminal

#: Of one cell; JSON Lines hold the whole.
_MOST_TEXT = 4000

Value = str | int | float | bool | None


class Rows:
    """Takes rows and gives their bytes."""

    def __init__(self) -> None:
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text, lineterminator="\r\n")

    def add(self, values: Iterable[Value]) -> None:
        """One row; the values are safe already, as ``text_cell`` makes them."""
        self._writer.writerow(["" if value is None else value for value in values])

    def taken(self) -> bytes:
        """What was added since the last time."""
        content = self._text.getvalue().encode("utf-8", "backslashreplace")
        self._text.seek(0)
        self._text.truncate()
        return content


def text_cell(text: str | None) -> str | None:
    """A text of others as one line, its controls shown, its formula with an apostrophe before it."""
    return None if text is None else for_csv(for_terminal(text, _MOST_TEXT))


def flag_cell(flag: bool | None) -> str | None:
    """``true``, ``false``, or nothing where it is not known."""
    return None if flag is None else str(flag).lower()


def rows_of(header: Iterable[str], rows: Iterable[Iterable[Value]]) -> bytes:
    """A whole table."""
    made = Rows()
    made.add(header)
    for row in rows:
        made.add(row)
    return made.taken()
