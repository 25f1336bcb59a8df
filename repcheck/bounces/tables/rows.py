"""The rows of a table of separated values (RFC 4180), whose quotes may be stray ones."""

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice

#: Lines that one quoted field may run over.
_FIELD_LINES = 30
#: Letters that wait for a closing quote.
_MOST_WAITING = 100_000

#: A line or a row, with its number or that of its first line.
Numbered = tuple[int, str]


def whole_rows(lines: Iterator[Numbered], separator: str, width: int) -> Iterator[Numbered]:
    """The text of each row: its lines, where a quoted field runs over several.

    Lines are put together only where that gives a row of ``width`` fields; any other quote is a stray one,
    and its line is a row.
    """
    waiting: deque[Numbered] = deque()
    for line in lines:
        waiting.append(line)
        if len(waiting) > 1 or _is_open(line[1], separator):
            yield from _taken(waiting, separator, width, most=_FIELD_LINES)
        else:
            yield waiting.popleft()
    yield from _taken(waiting, separator, width, most=1)


def fields_of(row: str, separator: str) -> list[str]:
    """The fields of a row; quotes that do not go together are left out."""
    try:
        if "\n" in row or not _is_open(row, separator):
            return next(_reader(row, separator), [])
    except csv.Error:
        pass  # a field of more than 128 KiB
    return [field.strip().strip('"') for field in row.split(separator)]


def _taken(waiting: deque[Numbered], separator: str, width: int, most: int) -> Iterator[Numbered]:
    """The rows that are whole; once ``most`` lines wait, the first of them, whose quote was a stray one."""
    while waiting:
        size, inside = 0, False
        for _, line in waiting:
            size, inside = size + 1, _is_open(line, separator, inside=inside)
            if not inside:
                break
        if inside and len(waiting) < most and sum(len(line) for _, line in waiting) < _MOST_WAITING:
            return
        text = "\n".join(line for _, line in islice(waiting, size))
        if size > 1 and (inside or not _is_row(text, separator, width)):
            text, size = waiting[0][1], 1
        yield waiting[0][0], text
        for _ in range(size):
            waiting.popleft()


def _is_row(text: str, separator: str, width: int) -> bool:
    """Whether lines are one row by the letter: a quote that closes stands at the end of its field."""
    try:
        return len(next(_reader(text, separator, strict=True), [])) == width
    except csv.Error:
        return False


def _reader(row: str, separator: str, *, strict: bool = False) -> Iterator[list[str]]:
    lines = [f"{line}\n" for line in row.split("\n")]
    return csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=strict)


def _is_open(line: str, separator: str, *, inside: bool = False) -> bool:
    """Whether a quoted field goes on behind this line: one that began in it, or, ``inside``, before it."""
    if '"' not in line:
        return inside
    begins = not inside
    for letter in line:
        if letter == '"' and (inside or begins):
            inside = not inside
        begins = letter == separator or (begins and letter == " ") or (letter == '"' and not inside)
    return inside
