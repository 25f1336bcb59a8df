"""The monitor's memory in a database; what each method promises stands in ``store/ports.py``."""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Engine, and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.engine import Connection

from repcheck.errors import StoreUnavailable
from repcheck.files import PRIVATE
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
from repcheck.store.sql import overview, rows, tables
from repcheck.store.sql.engine import sqlite_engine, told, upsert
from repcheck.store.sql.migrations import migrate

#: Passes of a list that are kept: what ``list_passes`` is asked for at most.
_KEPT_PASSES = 10
#: Rows that are made and written at once: what one statement can hold (SQLite: 32,766 values), and few MB.
_ROWS = 5000
_STATE_COLUMNS = ("group", "known", "since", "serial", "extra")
_TRY_COLUMNS = ("due", "attempts", "error", "sent", "given_up")

_T = TypeVar("_T")


def open_state(path: Path) -> "SqlState":
    """The store in this file, made or brought up to date as needed. Raises StoreUnavailable."""
    try:
        path.touch(mode=PRIVATE, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"cannot be written: {error.strerror}", str(path)) from error
    engine = sqlite_engine(path)
    migrate(engine, str(path))
    return SqlState(engine, str(path))


class SqlState:
    """A ``StateStore``. ``where`` names it in errors and never holds a password."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where

    @contextlib.contextmanager
    def writing(self) -> Iterator["SqlWriting"]:
        """See ``StateStore``."""
        with told(self._where), self._engine.begin() as connection:
            yield SqlWriting(connection)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self._where), self._engine.connect().execution_options(reads=True) as connection:
            yield connection

    def memories(self, targets: Collection[str] | None = None) -> dict[Pair, Memory]:
        """See ``StateStore``."""
        with self._reading() as connection:
            return overview.memories(connection, targets)

    def unsettled(self, targets: Collection[str] | None = None) -> Sequence[Memory]:
        """See ``StateStore``."""
        with self._reading() as connection:
            return overview.unsettled(connection, targets)

    def extent(self, targets: Collection[str] | None = None) -> Extent:
        """See ``StateStore``."""
        with self._reading() as connection:
            return overview.extent(connection, targets)

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
        with self._reading() as connection:
            found = connection.execute(wanted.order_by(changes.c.id)).mappings()
            return [rows.change_of(dict(row)) for row in found]

    def outbox(self, *, due: datetime | None = None, since: datetime | None = None) -> Sequence[Outgoing]:
        """See ``StateStore``."""
        outbox = tables.outbox
        wanted = select(outbox).order_by(outbox.c.created, outbox.c.id)
        if due is not None:
            # What a clock ahead of this one has made would else wait until this one has caught up.
            now = due.timestamp()
            wanted = wanted.where(_open(), or_(outbox.c.due <= now, outbox.c.created > now))
        if since is not None:
            wanted = wanted.where(outbox.c.created >= since.timestamp())
        with self._reading() as connection:
            return [rows.message_of(dict(row)) for row in connection.execute(wanted).mappings()]

    def message_about(self, sink: str, key: str) -> Outgoing | None:
        """See ``StateStore``."""
        outbox = tables.outbox
        wanted = select(outbox).where(
            outbox.c.sink == sink, outbox.c.about.contains(begin_of(key), autoescape=True)
        )
        with self._reading() as connection:
            found = connection.execute(wanted.order_by(outbox.c.created).limit(1)).mappings().first()
            return None if found is None else rows.message_of(dict(found))

    def notices(self) -> Sequence[Notice]:
        """See ``StateStore``."""
        with self._reading() as connection:
            found = connection.execute(select(tables.notices).order_by(tables.notices.c.key)).mappings()
            return [rows.notice_of(dict(row)) for row in found]

    def mutes(self) -> Sequence[Mute]:
        """See ``StateStore``."""
        with self._reading() as connection:
            found = connection.execute(select(tables.mutes).order_by(tables.mutes.c.id)).mappings()
            return [rows.mute_of(dict(row)) for row in found]

    def requests(self) -> Sequence[Request]:
        """See ``StateStore``."""
        with self._reading() as connection:
            found = connection.execute(select(tables.requests).order_by(tables.requests.c.asked)).mappings()
            return [rows.request_of(dict(row)) for row in found]

    def passes(self, most: int) -> Sequence[Pass]:
        """See ``StateStore``."""
        wanted = select(tables.passes).order_by(tables.passes.c.id.desc()).limit(most)
        with self._reading() as connection:
            return [rows.pass_of(dict(row)) for row in connection.execute(wanted).mappings()]

    def list_passes(self, most: int) -> dict[str, Sequence[ListPass]]:
        """See ``StateStore``."""
        wanted = select(tables.list_passes).order_by(tables.list_passes.c.id.desc())
        found: dict[str, list[ListPass]] = {}
        with self._reading() as connection:
            for row in connection.execute(wanted).mappings():
                seen = found.setdefault(row["list"], [])
                if len(seen) < most:
                    seen.append(rows.list_pass_of(dict(row)))
        return dict(found)

    def bounce_hours(self, since: datetime) -> Sequence[BounceHour]:
        """See ``StateStore``."""
        hours = tables.bounce_hours
        wanted = select(hours).where(hours.c.hour >= int(since.timestamp() // 3600))
        with self._reading() as connection:
            found = connection.execute(wanted.order_by(hours.c.hour, hours.c.cause)).mappings()
            return [rows.bounce_hour_of(dict(row)) for row in found]

    def positions(self, sources: Collection[str]) -> dict[str, LogPosition]:
        """See ``StateStore``."""
        wanted = select(tables.positions).where(tables.positions.c.source.in_(list(sources)))
        with self._reading() as connection:
            found = connection.execute(wanted).mappings()
            return {row["source"]: LogPosition(**dict(row)) for row in found}

    def close(self) -> None:
        """See ``StateStore``."""
        self._engine.dispose()


def _open() -> ColumnElement[bool]:
    return and_(tables.outbox.c.sent.is_(None), tables.outbox.c.given_up.is_(None))


class SqlWriting:
    """A ``Writing`` on a connection whose transaction is open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def remember(self, memories: Iterable[Memory]) -> None:
        """See ``Writing``."""
        for kept in _some(memories, _ROWS):
            ids = self._ids({memory.pair for memory in kept})
            made = [rows.state_row(ids[memory.pair], memory) for memory in kept]
            upsert(self._connection, tables.states, made, replace=_STATE_COLUMNS)

    def forget(self, pairs: Iterable[Pair]) -> None:
        """See ``Writing``."""
        gone = delete(tables.states).where(tables.states.c.pair == bindparam("gone"))
        for some in _some(pairs, _ROWS):
            ids = self._ids(set(some)).values()
            self._connection.execute(gone, [{"gone": pair_id} for pair_id in ids])

    def record(self, changes: Iterable[Change]) -> int:
        """See ``Writing``."""
        return sum(map(self._record, _some(changes, _ROWS)))

    def _record(self, changes: Sequence[Change]) -> int:
        there = select(tables.changes.c.key).where(
            tables.changes.c.key.in_([change.key for change in changes])
        )
        known = set(self._connection.execute(there).scalars())
        new = [change for change in changes if change.key not in known]
        ids = self._ids({change.pair for change in new})
        if new:
            self._connection.execute(
                insert(tables.changes), [rows.change_row(ids[change.pair], change) for change in new]
            )
        return len(new)

    def enqueue(self, messages: Iterable[Outgoing]) -> None:
        """See ``Writing``."""
        upsert(self._connection, tables.outbox, [rows.message_row(one) for one in messages], replace=())

    def amend(self, message: Outgoing) -> None:
        """See ``Writing``."""
        outbox = tables.outbox
        untried = update(outbox).where(outbox.c.id == message.id, outbox.c.attempts == 0)
        self._connection.execute(
            untried.values(body=message.body, subject=message.subject, about=message.about)
        )

    def notices(self, standing: Iterable[Notice]) -> None:
        """See ``Writing``."""
        self._connection.execute(delete(tables.notices))
        made = [msgspec.structs.asdict(one) | {"since": one.since.timestamp()} for one in standing]
        if made:
            self._connection.execute(insert(tables.notices), made)

    def finish(self, done: Pass, lists: Iterable[ListPass] = ()) -> None:
        """See ``Writing``."""
        row = msgspec.structs.asdict(done) | {"started": done.started.timestamp()}
        self._connection.execute(insert(tables.passes), [row])
        seen = [msgspec.structs.asdict(one) | {"at": one.at.timestamp()} for one in lists]
        if seen:
            self._connection.execute(insert(tables.list_passes), seen)
            self._forget_old_passes({one["list"] for one in seen})

    def _forget_old_passes(self, lists: Iterable[str]) -> None:
        kept = tables.list_passes
        for name in lists:
            newest = (
                select(kept.c.id).where(kept.c.list == name).order_by(kept.c.id.desc()).limit(_KEPT_PASSES)
            )
            old = delete(kept).where(kept.c.list == name, kept.c.id.not_in(newest))
            self._connection.execute(old)

    def reached(self, positions: Iterable[LogPosition]) -> None:
        """See ``Writing``."""
        made = [msgspec.structs.asdict(position) for position in positions]
        upsert(self._connection, tables.positions, made, replace=("position",))

    def count_bounces(self, counted: Iterable[BounceHour]) -> None:
        """See ``Writing``."""
        hours = tables.bounce_hours
        for one in counted:
            row = msgspec.structs.asdict(one) | {"first": one.first.timestamp()}
            same = (hours.c.cause == one.cause, hours.c.hour == one.hour)
            added = update(hours).where(*same).values(count=hours.c.count + one.count)
            if not self._connection.execute(added).rowcount:
                self._connection.execute(insert(hours), [row])

    def mute(self, mute: Mute) -> int:
        """See ``Writing``."""
        row = msgspec.structs.asdict(mute)
        del row["id"]
        for name in ("until", "since", "ended"):
            row[name] = rows.seconds(row[name])
        made = self._connection.execute(insert(tables.mutes).returning(tables.mutes.c.id), row)
        return int(made.scalar_one())

    def unmute(self, ids: Iterable[int], at: datetime) -> None:
        """See ``Writing``."""
        mutes = tables.mutes
        ended = update(mutes).where(mutes.c.id.in_(list(ids)), mutes.c.ended.is_(None))
        self._connection.execute(ended.values(ended=at.timestamp()))

    def request(self, request: Request) -> None:
        """See ``Writing``."""
        row = msgspec.structs.asdict(request) | {"asked": request.asked.timestamp()}
        upsert(self._connection, tables.requests, [row], replace=("asked", "note"))

    def mark(self, message: Outgoing) -> None:
        """See ``Writing``."""
        row = rows.message_row(message)
        tried = {name: row[name] for name in _TRY_COLUMNS}
        if message.sent is not None or message.given_up is not None:
            tried["body"] = ""  # hundreds of kB each hour, which nobody is sent any more
        self._connection.execute(update(tables.outbox).where(tables.outbox.c.id == message.id).values(tried))

    def prune(self, before: datetime) -> int:
        """See ``Writing``."""
        limit, outbox = before.timestamp(), tables.outbox
        done = or_(outbox.c.sent < limit, outbox.c.given_up < limit)
        old = (
            delete(tables.changes).where(tables.changes.c.at < limit),
            delete(tables.passes).where(tables.passes.c.started < limit),
            delete(outbox).where(done),
            delete(tables.bounce_hours).where(tables.bounce_hours.c.hour < int(limit // 3600)),
        )
        return sum(self._connection.execute(statement).rowcount for statement in old)

    def _ids(self, wanted: Collection[Pair]) -> dict[Pair, int]:
        """The rows of these pairs, made where they are missing."""
        pairs = tables.pairs
        if not wanted:
            return {}
        names = [{"target": pair.target, "list": pair.list} for pair in sorted(wanted)]
        upsert(self._connection, pairs, names, replace=())
        targets = sorted({pair.target for pair in wanted})
        ids: dict[Pair, int] = {}
        for some in _some(targets, _ROWS):
            for pair_id, target, list_id in self._connection.execute(
                select(pairs).where(pairs.c.target.in_(some))
            ):
                ids[Pair(target, list_id)] = pair_id
        return {pair: ids[pair] for pair in wanted}


def _some(values: Iterable[_T], most: int) -> Iterator[Sequence[_T]]:
    """``values`` in parts of at most ``most``."""
    rest = iter(values)
    while part := tuple(islice(rest, most)):
        yield part
