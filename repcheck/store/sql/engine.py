"""Opening the database: one writer at a time, and nothing lost that was committed."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, Table, create_engine, event, exc
from sqlalchemy.engine import URL, Connection

from repcheck.errors import StoreBusy, StoreUnavailable

T = TypeVar("T")

#: How long another pass or command may hold the database, in seconds.
PATIENCE = 10.0
#: PostgreSQL's codes (its manual, appendix A): not got within ``PATIENCE``; undone for the sake of another.
_LOCK_NOT_AVAILABLE = "55P03"
_UNDONE = frozenset({"40001", "40P01"})
#: SQLite's names (https://sqlite.org/rescode.html): the second is said when no room is left for its index of
#: the log, which a file that is only read needs too.
_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"})


def sqlite_engine(path: Path) -> Engine:
    """An engine on a file that is made when missing, readable by its owner alone.

    WAL lets ``status`` read while a pass writes; FULL, as what was committed must outlive a power cut
    (https://sqlite.org/pragma.html#pragma_synchronous). Nothing is opened before it is used.
    """
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transactions begin too late: a reader that writes later would fail at once.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("reads", False):
        connection.exec_driver_sql("BEGIN")
        return
    # Not before there is something to write: the file may turn out to be another program's.
    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextlib.contextmanager
def told(where: str) -> Iterator[None]:
    """Turn the database's errors into one line about ``where``. Raises StoreUnavailable, StoreBusy."""
    try:
        yield
    except exc.DBAPIError as error:
        raise _error_of(error, where) from error
    except OSError as error:
        raise StoreUnavailable(f"cannot be used: {error.strerror}", where) from error


def _error_of(error: exc.DBAPIError, where: str) -> StoreUnavailable:
    said = " ".join(str(error.orig).split())
    code = getattr(error.orig, "sqlstate", None)
    sqlite = isinstance(error.orig, sqlite3.Error)
    if code == _LOCK_NOT_AVAILABLE or (sqlite and ("locked" in said or "busy" in said)):
        return StoreBusy(f"held by another process for more than {PATIENCE:g} s", where)
    if getattr(error.orig, "sqlite_errorname", None) in _FULL:
        return StoreUnavailable("cannot be used: the disk is full", where)
    if sqlite and not isinstance(error, exc.OperationalError):
        return StoreUnavailable(f"is damaged: {said}", where)
    return StoreUnavailable(f"cannot be used: {said}", where)


def lost(error: exc.DBAPIError) -> bool:
    """Whether the transaction was undone by no fault of its own, so that it may be tried again."""
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _UNDONE


def tried_twice(work: Callable[[], T], where: str) -> T:
    """What ``work`` gives, done again when it was undone by no fault of its own.

    Raises StoreUnavailable and StoreBusy about ``where``.
    """
    with told(where):
        try:
            return work()
        except exc.DBAPIError as error:
            if not lost(error):
                raise
            return work()


def upsert(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, replace: Sequence[str]
) -> None:
    """Insert rows by their primary key (or unique index); of one that is there, replace these columns.

    ``replace`` empty: a row that is there stays as it is.
    """
    if not rows:
        return
    statement = _insert(connection, table)
    key = [column.name for column in table.primary_key] if replace else None
    if replace:
        new = {name: statement.excluded[name] for name in replace}
        statement = statement.on_conflict_do_update(index_elements=key, set_=new)
    else:
        statement = statement.on_conflict_do_nothing()
    connection.execute(statement, list(rows))


def _insert(connection: Connection, table: Table) -> Any:
    """The two dialects spell the clause alike, and SQLAlchemy has it in each; only one is loaded."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
