"""The monitor's memory in a database; what each method promises stands in ``store/ports.py``."""

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Engine, Select, func, or_, select
from sqlalchemy.engine import Connection

from repcheck.errors import StoreUnavailable
from repcheck.files import PRIVATE
from repcheck.model.secret import Secret
from repcheck.model.watch.domains import DomainKept, DomainLook
from repcheck.model.watch.monitor import Change, Memory, Pair
from repcheck.model.watch.outbox import (
    BounceHour,
    ListPass,
    LogPosition,
    Mute,
    Notice,
    Outgoing,
    Pass,
    Request,
    begin_of,
)
from repcheck.model.watch.remembered import Extent
from repcheck.model.watch.vantages import Vantage, VantageView
from repcheck.model.watch.wall import Watched
from repcheck.store.sql import overview, rows, tables, vantages
from repcheck.store.sql.copying import copy
from repcheck.store.sql.engine import T, sqlite_engine, told, tried_twice
from repcheck.store.sql.holding import Hold, hold
from repcheck.store.sql.migrations import migrate
from repcheck.store.sql.writing import SqlWriting, is_open

#: What rows that cannot be read as values of ours raise.
_NO_VALUE = (TypeError, ValueError, OverflowError, msgspec.MsgspecError)
#: Seconds, longer than any way out takes for one message.
_LEASE = 120.0


def open_state(path: Path) -> "SqlState":
    """The store in this file, made or brought up to date as needed. Raises StoreUnavailable."""
    try:
        path.touch(mode=PRIVATE, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"cannot be written: {error.strerror}", str(path)) from error
    engine = sqlite_engine(path)
    migrate(engine, str(path))
    return SqlState(engine, str(path))


def open_shared(address: Secret, field: str, *, make: bool = True) -> "SqlState":
    """The store on a PostgreSQL server, made or brought up to date as needed.

    ``field``  names the address in messages
    ``make``   False: one that is not there is not made. Raises StoreMissing
    Raises StoreUnavailable, and BadInput for an address or extra that cannot be used.
    """
    from repcheck.store.sql.postgres import DatabaseAddress

    place = DatabaseAddress(address, field)
    return SqlState(place.migrated(make=make), place.where, place.connect, lease=_LEASE)


class SqlState:
    """A ``StateStore``. ``where`` names it in errors and never holds a password.

    ``apart``  makes a connection of the driver for a lock; None: nobody but this machine uses the store
    ``lease``  for how many seconds a message is its sender's; 0: the pass's lock says that no other sends
    """

    def __init__(
        self, engine: Engine, where: str, apart: Callable[[], Any] | None = None, *, lease: float = 0
    ) -> None:
        self._lease = lease
        self._engine = engine
        self._where = where
        self._apart = apart
        self._hold: Hold | None = None
        self._watched: tuple[int | None, Sequence[Watched]] | None = None

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """See ``StateStore``."""
        if self._apart is None:
            yield
            return
        with hold(self._engine, self._apart, self._where) as held:
            self._hold = held
            try:
                yield
            finally:
                self._hold = None

    @contextlib.contextmanager
    def writing(self) -> Iterator[SqlWriting]:
        """See ``StateStore``."""
        with told(self._where):
            writing = SqlWriting(self._engine, self._check, self._lease)
            try:
                yield writing
                writing.commit()
            finally:
                writing.close()

    def _check(self, connection: Connection) -> None:
        if self._hold is not None:
            self._hold.check(connection)

    def _read(self, read: Callable[[Connection], T]) -> T:
        """What ``read`` returns, whose connection is replaced once when it is lost."""
        return tried_twice(lambda: self._read_once(read), self._where)

    def _read_once(self, read: Callable[[Connection], T]) -> T:
        with self._engine.connect().execution_options(reads=True) as connection:
            try:
                return read(connection)
            except _NO_VALUE as error:
                said = f"is damaged: it holds a value that no repcheck wrote ({error})"
                raise StoreUnavailable(said, self._where) from error

    def _rows(self, wanted: Select[Any], made: Callable[[Mapping[str, Any]], T]) -> list[T]:
        return self._read(
            lambda connection: [made(dict(row)) for row in connection.execute(wanted).mappings()]
        )

    def memories(self, targets: Collection[str] | None = None) -> dict[Pair, Memory]:
        """See ``StateStore``."""
        return self._read(lambda connection: overview.memories(connection, targets))

    def unsettled(self, targets: Collection[str] | None = None) -> Sequence[Memory]:
        """See ``StateStore``."""
        return self._read(lambda connection: overview.unsettled(connection, targets))

    def vantages(self) -> Sequence[Vantage]:
        """See ``StateStore``."""
        return self._read(vantages.vantages)

    def views(self, targets: Collection[str] | None = None) -> Mapping[Pair, Sequence[VantageView]]:
        """See ``StateStore``."""
        return self._read(lambda connection: vantages.views(connection, targets))

    def extent(self, targets: Collection[str] | None = None) -> Extent:
        """See ``StateStore``."""
        return self._read(lambda connection: overview.extent(connection, targets))

    def watched(self) -> Sequence[Watched]:
        """See ``StateStore``. Read again when its number is another one, which a pass seldom makes it."""

        def read(connection: Connection) -> tuple[int | None, Sequence[Watched]]:
            # What is written after the number was read brings another number with it.
            number, kept = overview.watched_number(connection), self._watched
            if kept is not None and number is not None and kept[0] == number:
                return kept
            return number, overview.watched(connection)

        self._watched = found = self._read(read)
        return found[1]

    def calm_since(self, at: datetime) -> int:
        """See ``StateStore``."""
        return self._read(lambda connection: overview.calm_since(connection, at))

    def changes(
        self, *, target: str | None = None, list_id: str | None = None, since: datetime | None = None
    ) -> Sequence[Change]:
        """See ``StateStore``."""
        pairs, changes = tables.pairs, tables.changes
        wanted = select(changes, pairs.c.target, pairs.c.list).join_from(changes, pairs)
        if target is not None:
            wanted = wanted.where(pairs.c.target == target)
        if list_id is not None:
            wanted = wanted.where(pairs.c.list == list_id)
        if since is not None:
            wanted = wanted.where(changes.c.at >= since.timestamp())
        return self._rows(wanted.order_by(changes.c.id), rows.change_of)

    def outbox(self, *, due: datetime | None = None, since: datetime | None = None) -> Sequence[Outgoing]:
        """See ``StateStore``."""
        outbox = tables.outbox
        wanted = select(outbox)
        if due is not None:
            # What a clock ahead of this one has made would else wait until this one has caught up.
            now = due.timestamp()
            wanted = wanted.where(is_open(outbox), or_(outbox.c.due <= now, outbox.c.created > now))
        if since is not None:
            wanted = wanted.where(outbox.c.created >= since.timestamp())
        # Sorted here: databases differ in how they order words.
        return sorted(self._rows(wanted, rows.message_of), key=lambda one: (one.created, one.id))

    def message_about(self, sink: str, key: str) -> Outgoing | None:
        """See ``StateStore``."""
        outbox = tables.outbox
        wanted = select(outbox).where(
            outbox.c.sink == sink, outbox.c.about.contains(begin_of(key), autoescape=True)
        )
        return next(iter(self._rows(wanted.order_by(outbox.c.created).limit(1), rows.message_of)), None)

    def notices(self) -> Sequence[Notice]:
        """See ``StateStore``."""
        found = self._rows(select(tables.notices), rows.notice_of)
        return sorted(found, key=lambda one: (one.key, one.vantage))

    def mutes(self) -> Sequence[Mute]:
        """See ``StateStore``."""
        return self._rows(select(tables.mutes).order_by(tables.mutes.c.id), rows.mute_of)

    def requests(self) -> Sequence[Request]:
        """See ``StateStore``."""
        return self._rows(select(tables.requests).order_by(tables.requests.c.asked), rows.request_of)

    def passes(self, most: int) -> Sequence[Pass]:
        """See ``StateStore``."""
        wanted = select(tables.passes).order_by(tables.passes.c.id.desc()).limit(most)
        return self._rows(wanted, rows.pass_of)

    def list_passes(self, most: int, vantage: str | None = None) -> dict[str, Sequence[ListPass]]:
        """See ``StateStore``."""
        wanted = select(tables.list_passes).order_by(tables.list_passes.c.id.desc())
        if vantage is not None:
            wanted = wanted.where(tables.list_passes.c.vantage.in_(["", vantage]))
        found: dict[str, list[ListPass]] = {}
        for one in self._rows(wanted, rows.list_pass_of):
            seen = found.setdefault(one.list, [])
            if len(seen) < most:
                seen.append(one)
        return dict(found)

    def bounce_hours(self, since: datetime) -> Sequence[BounceHour]:
        """See ``StateStore``."""
        hours = tables.bounce_hours
        wanted = select(hours).where(hours.c.hour >= int(since.timestamp() // 3600))
        return sorted(self._rows(wanted, rows.bounce_hour_of), key=lambda one: (one.hour, one.cause))

    def positions(self, sources: Collection[str]) -> dict[str, LogPosition]:
        """See ``StateStore``."""
        wanted = select(tables.positions).where(tables.positions.c.source.in_(list(sources)))
        return {one.source: one for one in self._rows(wanted, lambda row: LogPosition(**row))}

    def domains(self) -> Sequence[DomainKept]:
        """See ``StateStore``."""
        kept = tables.domains
        found = self._rows(select(kept.c.domain, kept.c.at, kept.c.parts), rows.domain_of)
        return sorted(found, key=lambda one: one.domain)

    def domain_looks(self, names: Collection[str]) -> dict[str, DomainLook]:
        """See ``StateStore``."""
        wanted = select(tables.domains).where(tables.domains.c.domain.in_(list(names)))
        found = self._rows(wanted, rows.look_of)
        return {one.kept.domain: one for one in found if one is not None}

    def last_look(self) -> datetime | None:
        """See ``StateStore``."""
        newest = select(func.max(tables.domains.c.at))
        return self._read(lambda connection: rows.moment(connection.execute(newest).scalar()))

    def copy_to(self, target: "SqlState") -> dict[str, int]:
        """Copy everything into a store that is empty; returns how many rows each table has.

        All of it, or nothing. Raises StoreUnavailable.
        """
        with told(self._where), told(target._where):
            return copy(self._engine, target._engine, target._check, target._where)

    def close(self) -> None:
        """See ``StateStore``."""
        self._engine.dispose()
