"""All rows of one database into another that is empty, whatever kind the two are; counted and compared."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Engine, Select, Table, func, insert, select, text
from sqlalchemy.engine import Connection, Row

from repcheck.errors import StoreUnavailable
from repcheck.store.sql import tables
from repcheck.store.sql.overview import renumber

#: Rows that are fetched and written at once.
_AT_ONCE = 2000
_DIGEST = 2**256
#: Numbers count for the database that they were taken in, and pieces of a pass for that pass.
_OWN = (tables.fences, tables.shards, tables.counters)
_COPIED = tuple(table for table in tables.metadata.sorted_tables if table not in _OWN)


def copy(source: Engine, target: Engine, check: Callable[[Connection], None], where: str) -> dict[str, int]:
    """Copy in one transaction: all of it is there, or nothing. Returns how many rows each table has.

    ``check``  raises when the target may not be written; ``where`` names the target in errors
    What is read back is held against what was read, by number and digest. Raises StoreUnavailable when the
    target is not empty, or holds something else in the end.
    """
    options: dict[str, Any] = {"reads": True}
    if source.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"  # all tables as of one moment
    with source.connect().execution_options(**options) as reading, target.begin() as writing:
        check(writing)
        for table in _COPIED:
            if writing.execute(select(table).limit(1)).first() is not None:
                raise StoreUnavailable("is not empty, and nothing is ever copied over", where)
        renumber(writing)
        return {table.name: _copied(table, reading, writing, where) for table in _COPIED}


def _copied(table: Table, reading: Connection, writing: Connection, where: str) -> int:
    read = _TableDigest()
    wanted = select(table).order_by(*table.primary_key)
    for rows in _in_parts(reading, wanted):
        read.add(rows)
        writing.execute(insert(table), [row._asdict() for row in rows])
    found = _TableDigest()
    for rows in _in_parts(writing, wanted):
        found.add(rows)
    if found != read:
        raise StoreUnavailable(f"took {table.name} otherwise than it was sent; nothing was copied", where)
    _number_on(table, writing)
    return read.count


def _in_parts(connection: Connection, wanted: Select[Any]) -> Iterator[list[Row[Any]]]:
    found = connection.execute(wanted.execution_options(yield_per=_AT_ONCE))
    yield from map(list, found.partitions())


class _TableDigest:
    """How many rows, and a digest of all of them that does not depend on how a database sorts words."""

    def __init__(self) -> None:
        self.count = 0
        self._digest = 0

    def add(self, rows: list[Row[Any]]) -> None:
        """Take these into account."""
        self.count += len(rows)
        for row in rows:
            one = hashlib.sha256(msgspec.json.encode(tuple(row))).digest()
            self._digest = (self._digest + int.from_bytes(one)) % _DIGEST

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _TableDigest) and (self.count, self._digest) == (other.count, other._digest)

    __hash__ = None  # type: ignore[assignment]


def _number_on(table: Table, writing: Connection) -> None:
    """PostgreSQL counts ids apart from the rows, SQLite goes on from the largest."""
    if writing.dialect.name != "postgresql" or "id" not in table.c or table is tables.outbox:
        return
    highest = writing.execute(select(func.max(table.c.id))).scalar()
    if highest is not None:
        following = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)")
        writing.execute(following, {"name": table.name, "highest": highest})
