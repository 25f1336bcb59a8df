"""Pieces of a pass that all machines of a database may do: put there by the driver, claimed with a lease.

A piece is bytes in and bytes out. The machine that claims it renews the lease while at work; the lease of one
that died runs out by the server's clock, and another one claims the piece. Where two have done the same, the
first result counts: pieces only ask, so doing one twice costs questions and changes nothing.
"""

from collections.abc import Callable, Collection

import msgspec
from sqlalchemy import Engine, delete, func, insert, or_, select, text, update
from sqlalchemy import Float as FloatType
from sqlalchemy import cast as cast_to
from sqlalchemy.engine import Connection

from repcheck.model.secret import Secret
from repcheck.store.sql import tables
from repcheck.store.sql.engine import T, tried_twice
from repcheck.store.sql.postgres import PASS_LOCK, DatabaseAddress

#: Seconds; who is at work renews it several times in that time.
LEASE = 60.0
_CLOCK = cast_to(func.extract("epoch", func.clock_timestamp()), FloatType)
_UNDER_WAY = text(
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE datname = current_database() AND locktype = 'advisory' AND granted AND objsubid = 2 "
    "AND classid = :lock AND objid::bigint = (hashtext(current_schema())::bigint & 4294967295)"
)


class Claimed(msgspec.Struct, frozen=True):
    """A piece that is ours to do until the lease ends."""

    number: int
    payload: bytes


class Done(msgspec.Struct, frozen=True):
    """What came of a piece: its result, or why it could not be done."""

    result: bytes | None
    failed: str | None


def open_pieces(address: Secret, field: str, *, version: str) -> "SharedPieces":
    """Those on a PostgreSQL server. ``field`` names the address in messages.

    Raises StoreUnavailable, and BadInput for an address or extra that cannot be used.
    """
    place = DatabaseAddress(address, field)
    return SharedPieces(place.migrated(), place.where, version)


class SharedPieces:
    """Threads may use it side by side. Every method raises StoreUnavailable; it tries twice.

    ``version``  of repcheck, and the vantage: only machines that have both in common do each other's pieces
    """

    def __init__(self, engine: Engine, where: str, version: str) -> None:
        self._engine = engine
        self._where = where
        self._version = version

    def put(self, payload: bytes) -> int:
        """Offer a piece to all; returns its number."""
        row = {"version": self._version, "payload": payload}
        made = insert(tables.shards).values(row).returning(tables.shards.c.id)
        # Put twice, after its answer was lost, it is done twice, and the first is nobody's.
        return self._do(lambda connection: int(connection.execute(made).scalar_one()))

    def claim(self) -> Claimed | None:
        """The oldest piece that nobody is at work on; None: there is none."""
        shards, other = tables.shards, tables.shards.alias()
        free = (
            select(other.c.id)
            .where(
                other.c.version == self._version,
                other.c.result.is_(None),
                other.c.failed.is_(None),
                or_(other.c.leased.is_(None), other.c.leased < _CLOCK),
            )
            .order_by(other.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        taken = update(shards).where(shards.c.id == free).values(leased=_CLOCK + LEASE)
        taken = taken.returning(shards.c.id, shards.c.payload)
        row = self._do(lambda connection: connection.execute(taken).one_or_none())
        return None if row is None else Claimed(row.id, bytes(row.payload))

    def renew(self, numbers: Collection[int]) -> None:
        """We are still at work on these."""
        shards = tables.shards
        mine = update(shards).where(shards.c.id.in_(numbers), shards.c.result.is_(None))
        self._do(lambda connection: connection.execute(mine.values(leased=_CLOCK + LEASE)))

    def finish(self, number: int, result: bytes) -> None:
        """The piece is done; what another machine has reported of it stays."""
        shards = tables.shards
        open_ = update(shards).where(shards.c.id == number, shards.c.result.is_(None))
        self._do(lambda connection: connection.execute(open_.values(result=result)))

    def fail(self, number: int, why: str) -> None:
        """The piece could not be done here: its driver decides what becomes of it."""
        shards = tables.shards
        open_ = update(shards).where(shards.c.id == number, shards.c.result.is_(None))
        self._do(lambda connection: connection.execute(open_.values(failed=why)))

    def take(self, numbers: Collection[int]) -> dict[int, Done]:
        """What came of those of these that are done; they are then gone."""
        shards = tables.shards
        over = or_(shards.c.result.is_not(None), shards.c.failed.is_not(None))
        wanted = select(shards.c.id, shards.c.result, shards.c.failed).where(shards.c.id.in_(numbers), over)
        found = self._do(lambda connection: connection.execute(wanted).all())
        done = {row.id: Done(None if row.result is None else bytes(row.result), row.failed) for row in found}
        if done:
            self.drop(done)
        return done

    def drop(self, numbers: Collection[int]) -> None:
        """Nobody is to do these any more."""
        gone = delete(tables.shards).where(tables.shards.c.id.in_(list(numbers)))
        self._do(lambda connection: connection.execute(gone))

    def clear(self) -> None:
        """Take away what a driver has left that died: for the one that holds the lock of the pass."""
        self._do(lambda connection: connection.execute(delete(tables.shards)))

    def under_way(self) -> bool:
        """Whether any machine does a pass: until it has ended, pieces may come."""
        return self._do(lambda connection: bool(connection.execute(_UNDER_WAY, {"lock": PASS_LOCK}).scalar()))

    def close(self) -> None:
        """Release the connections."""
        self._engine.dispose()

    def _do(self, work: Callable[[Connection], T]) -> T:
        return tried_twice(lambda: self._once(work), self._where)

    def _once(self, work: Callable[[Connection], T]) -> T:
        options = {"isolation_level": "AUTOCOMMIT", "reads": True}
        with self._engine.connect().execution_options(**options) as connection:
            return work(connection)
