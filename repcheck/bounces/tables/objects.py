"""The same tables as JSON, from the APIs of sending services: an object is a row, its names the columns."""

from collections.abc import Iterator, Mapping

from repcheck.bounces.events.fields import text
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.tables.names import columns_in
from repcheck.bounces.tables.table import Table, reply_of, row_refuses, table_with

Row = Mapping[str, object]

_ROWS_AT_MOST = 100_000


def rows_in(value: object) -> Iterator[Row]:
    """The objects of a decoded document that are rows: itself, or those in its lists ("items", "results")."""
    if isinstance(value, list):
        yield from (each for each in value[:_ROWS_AT_MOST] if isinstance(each, dict))
    elif isinstance(value, dict):
        if _table(value) is not None:
            yield value
            return
        for inner in value.values():
            if isinstance(inner, list):
                yield from rows_in(inner)


def refuses(row: Row) -> bool:
    """Whether a row holds an address and a refusal."""
    table = _table(row)
    return table is not None and row_refuses(table, _fields(row))


def reply_of_object(row: Row, file: str) -> Reply | None:
    """As ``reply_of``; None also for an object without an address and a reply."""
    table = _table(row)
    return None if table is None else reply_of(table, _fields(row), file)


def _table(row: Row) -> Table | None:
    return table_with(columns_in(row), "", len(row))


def _fields(row: Row) -> list[str]:
    return [text(row, name) for name in row]
