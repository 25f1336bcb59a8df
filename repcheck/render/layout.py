"""Lines that fit: columns of text counted as a terminal shows them, paragraphs and tables."""

import unicodedata
from collections.abc import Sequence

import msgspec

#: A column narrower than this cannot be read.
_LEAST_COLUMN = 8
_GAP = 2


def cells(text: str) -> int:
    """How many columns of a terminal ``text`` takes: 2 for wide letters, 0 for combining marks."""
    return len(text) if text.isascii() else sum(_char_cells(char) for char in text)


def _char_cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """``text`` in lines of at most ``width`` columns; at least one line.

    ``first`` stands before the first line, ``rest`` before the others. A word that is too long is
    broken, so that the width holds whatever the text is; only a web address stays whole. Runs of
    spaces become one.
    """
    room = width - max(cells(first), cells(rest))
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for word in text.split():
        for number, piece in enumerate(_pieces(word, room)):
            size = cells(piece)
            if line and (number or used + 1 + size > room):
                lines.append(" ".join(line))
                line, used = [], 0
            used += size + (1 if line else 0)
            line.append(piece)
    lines.append(" ".join(line))
    return [first + lines[0], *[rest + line for line in lines[1:]]]


def _pieces(word: str, room: int) -> list[str]:
    # A broken web address can be neither followed nor copied: the line is longer instead.
    if cells(word) <= room or "://" in word or word.startswith("mailto:"):
        return [word]
    pieces: list[str] = []
    piece, used = "", 0
    for char in word:
        size = _char_cells(char)
        if used + size > room:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + char, used + size
    return [*pieces, piece]


class Row(msgspec.Struct, frozen=True):
    """One row of a table.

    ``note``    dim text below the last cell; empty for none
    ``styles``  an ANSI style for each cell, "" for none; empty when no cell has one
    """

    cells: tuple[str, ...]
    note: str = ""
    styles: tuple[str, ...] = ()


DIM, BOLD, RED, YELLOW = "2", "1", "1;31", "33"


def painted(text: str, style: str) -> str:
    """``text`` in an ANSI style ("" for none)."""
    return f"\x1b[{style}m{text}\x1b[0m" if style and text else text


def table(headers: Sequence[str], rows: Sequence[Row], width: int, *, colour: bool) -> list[str]:
    """``rows`` below ``headers`` in at most ``width`` columns, long cells wrapped.

    Cells must be clean already.
    """
    # Lazily: it costs start-up time, and many runs print no table.
    import tabulate

    rows = [_narrow(row) for row in rows]
    widths = _widths(headers, rows, width)
    # The headers go in as a row: tabulate would make their columns wider than they are.
    body = [_cells_of(row, widths, colour=colour) for row in (Row(tuple(headers)), *rows)]
    drawn = tabulate.tabulate(body, tablefmt="plain", disable_numparse=True)
    return [line.rstrip() for line in drawn.split("\n")]


def _narrow(row: Row) -> Row:
    """Wide letters before the last column would shift the columns behind them, so they are escaped."""
    if all(cell.isascii() for cell in row.cells[:-1]):
        return row
    shown = [
        "".join(char if _char_cells(char) == 1 else _code(char) for char in cell) for cell in row.cells[:-1]
    ]
    return msgspec.structs.replace(row, cells=(*shown, row.cells[-1]))


def _code(char: str) -> str:
    return char.encode("ascii", "backslashreplace").decode("ascii")


def _widths(headers: Sequence[str], rows: Sequence[Row], width: int) -> list[int]:
    widths = [cells(header) for header in headers]
    for row in rows:
        for column, cell in enumerate(row.cells):
            widths[column] = max(widths[column], cells(cell))
        widths[-1] = max(widths[-1], cells(row.note))
    spare = width - _GAP * (len(widths) - 1)
    # The widest gives way, again and again, until the row fits.
    while sum(widths) > spare and max(widths) > _LEAST_COLUMN:
        widest = widths.index(max(widths))
        others = sorted(widths)[-2] if len(widths) > 1 else 0
        too_much = sum(widths) - spare
        widths[widest] -= max(1, min(too_much, widths[widest] - max(others, _LEAST_COLUMN)))
    return widths


def _cells_of(row: Row, widths: list[int], *, colour: bool) -> list[str]:
    body = []
    for column, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
        style = row.styles[column] if colour and row.styles else ""
        lines = [painted(line, style) for line in wrap(cell, width)]
        if row.note and column == len(widths) - 1:
            lines += [painted(line, DIM if colour else "") for line in wrap(row.note, width)]
        body.append("\n".join(lines))
    return body
