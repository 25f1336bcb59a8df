"""One pass at a time over all machines: a lock that ends with its session, and a number in every write.

The session holds the lock on a connection of its own (PostgreSQL, "Advisory Locks"), so it is free again as
soon as its process has ended. A pass that was cut off from its lock may still be at work: whatever it then
writes is refused, by the transaction that was to write it.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Engine, insert, text, update
from sqlalchemy.engine import Connection

from repcheck.errors import PassUnderWay, StoreUnavailable
from repcheck.store.sql import tables
from repcheck.store.sql.engine import told
from repcheck.store.sql.postgres import PASS_LOCK

#: The server notices a machine that has gone, and does not itself end a session that only waits.
_SESSION = (
    "SELECT set_config(name, wanted, false) FROM (VALUES ('tcp_keepalives_idle', '30'), "
    "('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '60000'), "
    "('idle_session_timeout', '0')) AS ours(name, wanted) JOIN pg_settings USING (name)"
)
_TAKE = (
    "SELECT pg_try_advisory_lock(%s, schema), pg_backend_pid(), schema "
    "FROM hashtext(current_schema()) AS schema"
)
_HELD = text(
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE datname = current_database() AND locktype = 'advisory' AND granted AND objsubid = 2 "
    "AND classid = :lock AND objid::bigint = (:schema & 4294967295) AND pid = :pid"
)


class Hold:
    """That a pass is the only one. ``number`` grows with each; the newest alone may write."""

    def __init__(self, where: str, session: int, schema: int) -> None:
        self._where = where
        self._session = {"lock": PASS_LOCK, "pid": session, "schema": schema}
        self._number = 0

    def begin(self, engine: Engine) -> None:
        """Take the next number: an earlier pass that still thinks it holds the lock writes no more."""
        fences = tables.fences
        with engine.begin() as connection:
            grown = update(fences).values(number=fences.c.number + 1).returning(fences.c.number)
            found = connection.execute(grown).scalar()
            if found is None:
                connection.execute(insert(fences).values(name="pass", number=1))
            self._number = int(found or 1)

    def check(self, connection: Connection) -> None:
        """In the transaction that writes: raises StoreUnavailable when the lock is another's or lost."""
        number = connection.execute(tables.fences.select()).one().number
        if number != self._number:
            raise StoreUnavailable("another pass has taken over, so this one writes no more", self._where)
        if not connection.execute(_HELD, self._session).scalar():
            raise StoreUnavailable("this pass has lost its lock, so it writes no more", self._where)


@contextlib.contextmanager
def hold(engine: Engine, connect: Callable[[], Any], where: str) -> Iterator[Hold]:
    """The lock of the one pass, until the context ends. Raises PassUnderWay, StoreUnavailable."""
    import psycopg

    session = None
    try:
        session = connect()
        session.autocommit = True
        session.execute(_SESSION)
        taken, pid, schema = session.execute(_TAKE, [PASS_LOCK]).fetchone()
    except psycopg.Error as error:
        if session is not None:
            session.close()
        raise StoreUnavailable(f"cannot be used: {' '.join(str(error).split())}", where) from error
    try:
        if not taken:
            raise PassUnderWay("another pass is under way", where)
        held = Hold(where, pid, schema)
        with told(where):
            held.begin(engine)
        yield held
    finally:
        # The server may see that a session has ended only after the next one has asked for the lock.
        with contextlib.suppress(psycopg.Error):
            session.execute("SELECT pg_advisory_unlock_all()")
        session.close()
