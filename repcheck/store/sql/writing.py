"""One transaction that writes; what each method promises stands in ``store/ports.py``.

A connection that is lost before the commit is replaced once, and what was done so far is done again on the
new one. A commit whose answer was lost is never done again: it may have been carried out.
"""

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Concatenate, ParamSpec, TypeVar, cast

import msgspec
from sqlalchemy import (
    ColumnElement,
    Engine,
    Float,
    FromClause,
    and_,
    bindparam,
    delete,
    exc,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy import cast as cast_to
from sqlalchemy.engine import Connection

from repcheck.model.watch.domains import DomainLook
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
)
from repcheck.model.watch.vantages import Vantage, VantageView
from repcheck.store.sql import overview, rows, tables, vantages
from repcheck.store.sql.engine import lost, upsert

#: Passes of a list that are kept: what ``list_passes`` is asked for at most.
_KEPT_PASSES = 10
#: Rows that are made and written at once: what one statement can hold (SQLite: 32,766 values), and few MB.
_ROWS = 5000
_STATE_COLUMNS = ("group", "known", "since", "serial", "extra")
_TRY_COLUMNS = ("due", "attempts", "error", "sent", "given_up")

_T = TypeVar("_T")
_P = ParamSpec("_P")


def _deed(
    method: Callable[Concatenate["SqlWriting", _P], _T],
) -> Callable[Concatenate["SqlWriting", _P], _T]:
    """A method that can be done again on another connection."""

    @functools.wraps(method)
    def done(self: "SqlWriting", *args: _P.args, **kwargs: _P.kwargs) -> _T:
        kept = tuple(tuple(arg) if isinstance(arg, Iterator) else arg for arg in args)
        return self.do(lambda: method(self, *kept, **kwargs))  # type: ignore[arg-type]

    return cast("Callable[Concatenate[SqlWriting, _P], _T]", done)


#: Pairs that no state, no view and no change refers to: of targets that left the configuration long ago.
_UNNAMED = delete(tables.pairs).where(
    ~exists().where(tables.states.c.pair == tables.pairs.c.id),
    ~exists().where(tables.views.c.pair == tables.pairs.c.id),
    ~exists().where(tables.changes.c.pair == tables.pairs.c.id),
)


class SqlWriting:
    """A ``Writing``.

    ``check``  is called with the connection of each transaction that begins, and raises when it may not write
    ``lease``  for how many seconds a claim holds
    """

    def __init__(self, engine: Engine, check: Callable[[Connection], None], lease: float) -> None:
        self._engine = engine
        self._lease = lease
        self._check = check
        self._deeds: list[tuple[Callable[[], object], object]] = []
        self._again = True
        self._numbered = False
        self._connection = self._begun()

    def _begun(self) -> Connection:
        connection = self._engine.connect()
        try:
            connection.begin()
            self._check(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def do(self, deed: Callable[[], _T]) -> _T:
        """Do it; on a new connection, after all that was done before it, when this one was lost."""
        try:
            done = deed()
        except exc.DBAPIError as error:
            if not self._again or not lost(error):
                raise
            self._begin_again(error)
            done = deed()
        self._deeds.append((deed, done))
        return done

    def _begin_again(self, error: exc.DBAPIError) -> None:
        self._again = self._numbered = False
        self._connection.close()
        self._connection = self._begun()
        for deed, before in self._deeds:
            if deed() != before:
                raise error  # a number that was given out already is another one now

    def commit(self) -> None:
        """Make it last."""
        self._connection.commit()

    def close(self) -> None:
        """Take back what is not committed, and let go of the connection."""
        self._connection.close()

    @_deed
    def remember(self, memories: Iterable[Memory]) -> None:
        """See ``Writing``."""
        for kept in _some(memories, _ROWS):
            ids = self._ids({memory.pair for memory in kept})
            made = [rows.state_row(ids[memory.pair], memory) for memory in kept]
            groups = {row["pair"]: row["group"] for row in made}
            self._numbered = self._numbered or overview.renumbered(self._connection, groups)
            upsert(self._connection, tables.states, made, replace=_STATE_COLUMNS)

    @_deed
    def forget(self, pairs: Iterable[Pair]) -> None:
        """See ``Writing``."""
        gone = delete(tables.states).where(tables.states.c.pair == bindparam("gone"))
        unseen = delete(tables.views).where(tables.views.c.pair == bindparam("gone"))
        for some in _some(pairs, _ROWS):
            made = [{"gone": pair_id} for pair_id in self._ids(set(some)).values()]
            self._connection.execute(gone, made)
            self._connection.execute(unseen, made)
            overview.renumber(self._connection)

    @_deed
    def see(self, views: Iterable[VantageView], agreed: Iterable[tuple[Pair, str]] = ()) -> None:
        """See ``Writing``."""
        for kept in _some(views, _ROWS):
            vantages.keep_views(self._connection, kept, self._ids({view.pair for view in kept}))
        for gone in _some(agreed, _ROWS):
            ids = self._ids({pair for pair, _ in gone})
            vantages.drop_views(self._connection, ((ids[pair], name) for pair, name in gone))

    @_deed
    def ask_from(self, known: Iterable[Vantage], gone: Collection[str] = ()) -> None:
        """See ``Writing``."""
        vantages.keep_vantages(self._connection, known, gone)

    @_deed
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

    @_deed
    def enqueue(self, messages: Iterable[Outgoing]) -> None:
        """See ``Writing``."""
        upsert(self._connection, tables.outbox, [rows.message_row(one) for one in messages], replace=())

    @_deed
    def amend(self, message: Outgoing) -> None:
        """See ``Writing``."""
        outbox = tables.outbox
        untried = update(outbox).where(outbox.c.id == message.id, outbox.c.attempts == 0)
        self._connection.execute(
            untried.values(body=message.body, subject=message.subject, about=message.about)
        )

    @_deed
    def notices(self, standing: Iterable[Notice]) -> None:
        """See ``Writing``."""
        self._connection.execute(delete(tables.notices))
        made = [msgspec.structs.asdict(one) | {"since": one.since.timestamp()} for one in standing]
        if made:
            self._connection.execute(insert(tables.notices), made)

    @_deed
    def finish(self, done: Pass, lists: Iterable[ListPass] = ()) -> None:
        """See ``Writing``."""
        row = msgspec.structs.asdict(done) | {"started": done.started.timestamp()}
        self._connection.execute(insert(tables.passes), [row])
        seen = [msgspec.structs.asdict(one) | {"at": one.at.timestamp()} for one in lists]
        if seen:
            self._connection.execute(insert(tables.list_passes), seen)
            self._forget_old_passes({(one["list"], one["vantage"]) for one in seen})

    def _forget_old_passes(self, lists: Iterable[tuple[str, str]]) -> None:
        kept = tables.list_passes
        for name, vantage in lists:
            same = (kept.c.list == name, kept.c.vantage == vantage)
            newest = select(kept.c.id).where(*same).order_by(kept.c.id.desc()).limit(_KEPT_PASSES)
            self._connection.execute(delete(kept).where(*same, kept.c.id.not_in(newest)))

    @_deed
    def reached(self, positions: Iterable[LogPosition]) -> None:
        """See ``Writing``."""
        made = [msgspec.structs.asdict(position) for position in positions]
        upsert(self._connection, tables.positions, made, replace=("position",))

    @_deed
    def count_bounces(self, counted: Iterable[BounceHour]) -> None:
        """See ``Writing``."""
        hours = tables.bounce_hours
        for one in counted:
            row = msgspec.structs.asdict(one) | {"first": one.first.timestamp()}
            same = (hours.c.cause == one.cause, hours.c.hour == one.hour)
            added = update(hours).where(*same).values(count=hours.c.count + one.count)
            if not self._connection.execute(added).rowcount:
                self._connection.execute(insert(hours), [row])

    @_deed
    def mute(self, mute: Mute) -> int:
        """See ``Writing``."""
        row = msgspec.structs.asdict(mute)
        del row["id"]
        for name in ("until", "since", "ended"):
            row[name] = rows.seconds(row[name])
        made = self._connection.execute(insert(tables.mutes).returning(tables.mutes.c.id), row)
        return int(made.scalar_one())

    @_deed
    def unmute(self, ids: Iterable[int], at: datetime) -> None:
        """See ``Writing``."""
        mutes = tables.mutes
        ended = update(mutes).where(mutes.c.id.in_(list(ids)), mutes.c.ended.is_(None))
        self._connection.execute(ended.values(ended=at.timestamp()))

    @_deed
    def request(self, request: Request) -> None:
        """See ``Writing``."""
        row = msgspec.structs.asdict(request) | {"asked": request.asked.timestamp()}
        upsert(self._connection, tables.requests, [row], replace=("asked", "note"))

    @_deed
    def claim(self, message: Outgoing, now: datetime) -> bool:
        """See ``Writing``. One statement, and one writer at a time: nobody comes in between."""
        outbox, other = tables.outbox, tables.outbox.alias()
        clock = self._clock(now)
        busy = exists().where(other.c.sink == message.sink, is_open(other), other.c.leased > clock)
        kept = update(outbox).where(outbox.c.id == message.id, is_open(outbox), ~busy)
        new = {"attempts": message.attempts, "leased": clock + self._lease}
        return self._connection.execute(kept.values(new)).rowcount > 0

    def _clock(self, now: datetime) -> ColumnElement[float]:
        """Seconds since 1970: those of the server, which all machines have in common."""
        if self._connection.dialect.name == "postgresql":
            return cast_to(func.extract("epoch", func.clock_timestamp()), Float)
        return literal(now.timestamp(), Float)

    @_deed
    def mark(self, message: Outgoing) -> None:
        """See ``Writing``."""
        row = rows.message_row(message)
        tried = {name: row[name] for name in _TRY_COLUMNS} | {"leased": None}
        if message.sent is not None or message.given_up is not None:
            tried["body"] = ""  # hundreds of kB each hour, which nobody is sent any more
        self._connection.execute(update(tables.outbox).where(tables.outbox.c.id == message.id).values(tried))

    @_deed
    def keep_domains(self, looks: Iterable[DomainLook]) -> None:
        """See ``Writing``."""
        made = [rows.domain_row(look) for look in looks]
        upsert(self._connection, tables.domains, made, replace=("at", "parts", "report"))

    @_deed
    def drop_domains(self, names: Collection[str]) -> None:
        """See ``Writing``."""
        for some in _some(names, _ROWS):
            self._connection.execute(delete(tables.domains).where(tables.domains.c.domain.in_(some)))

    @_deed
    def prune(self, before: datetime) -> int:
        """See ``Writing``."""
        limit, outbox = before.timestamp(), tables.outbox
        done = or_(outbox.c.sent < limit, outbox.c.given_up < limit)
        old = (
            delete(tables.changes).where(tables.changes.c.at < limit, ~overview.stands()),
            delete(tables.passes).where(tables.passes.c.started < limit),
            delete(outbox).where(done),
            delete(tables.bounce_hours).where(tables.bounce_hours.c.hour < int(limit // 3600)),
        )
        number = sum(self._connection.execute(statement).rowcount for statement in old)
        self._connection.execute(_UNNAMED)
        return number

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


def is_open(outbox: FromClause) -> ColumnElement[bool]:
    """Rows of the outbox, or of an alias of it, that still wait."""
    return and_(outbox.c.sent.is_(None), outbox.c.given_up.is_(None))


def _some(values: Iterable[_T], most: int) -> Iterator[Sequence[_T]]:
    """``values`` in parts of at most ``most``."""
    rest = iter(values)
    while part := tuple(islice(rest, most)):
        yield part
