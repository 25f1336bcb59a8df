"""The memory at a glance: what is not simply clean, and how much there is, without reading all of it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, distinct, exists, func, or_, select, true, update
from sqlalchemy.engine import Connection

from repcheck.model.watch.monitor import Memory, Pair
from repcheck.model.watch.remembered import Extent
from repcheck.model.watch.wall import Watched
from repcheck.store.sql import rows, tables

#: Rows that are fetched at once: what holds all of them would be twice as large as what is made of them.
_AT_ONCE = 2000
#: The unit separator of ASCII, which no name of a list holds.
_BETWEEN = "\x1f"


def memories(connection: Connection, targets: Collection[str] | None) -> dict[Pair, Memory]:
    """See ``StateStore``."""
    return {memory.pair: memory for memory in _memories(connection, _of(targets))}


def unsettled(connection: Connection, targets: Collection[str] | None) -> list[Memory]:
    """See ``StateStore``. A pair that is calm and clean has nothing beside its row's own columns."""
    states = tables.states
    unsettled_ = or_(states.c.extra.is_not(None), states.c.known.is_(False))
    return list(_memories(connection, and_(unsettled_, _of(targets))))


def stands() -> ColumnElement[bool]:
    """Changes that say that a pair is listed which is watched, and is so still: none followed."""
    change, later = tables.changes, tables.changes.alias()
    watched = exists().where(tables.states.c.pair == change.c.pair)
    followed = exists().where(later.c.pair == change.c.pair, later.c.at > change.c.at)
    return and_(change.c.standing.is_not(None), watched, ~followed)


def _memories(connection: Connection, which: ColumnElement[bool]) -> Iterator[Memory]:
    pairs, states = tables.pairs, tables.states
    wanted = (
        select(pairs.c.target, pairs.c.list, states.c.group, states.c.known, states.c.since)
        .add_columns(states.c.serial, states.c.extra)
        .join_from(states, pairs)
        .where(which)
        .order_by(states.c.pair)
    )
    shared = rows.Shared()
    found = connection.execution_options(yield_per=_AT_ONCE).execute(wanted)
    for target, list_id, group, known, since, serial, extra in found:
        pair = shared.pair(target, list_id)
        yield rows.memory_of(pair, group, known, shared.moment(since), serial, extra)


def extent(connection: Connection, targets: Collection[str] | None) -> Extent:
    """See ``StateStore``."""
    pairs = tables.pairs
    wanted = select(
        func.count(distinct(pairs.c.target)), func.count(distinct(pairs.c.list)), func.count()
    ).join_from(tables.states, pairs)
    counted = connection.execute(wanted.where(_of(targets))).one()
    return Extent(*map(int, counted))


def watched_number(connection: Connection) -> int | None:
    """Another one whenever what is watched is; None: nobody counts that in this database."""
    counters = tables.counters
    wanted = select(counters.c.number).where(counters.c.name == tables.WATCHED)
    return connection.execute(wanted).scalar_one_or_none()


def renumber(connection: Connection) -> None:
    """Say that what is watched is another thing now."""
    counters = tables.counters
    grown = update(counters).where(counters.c.name == tables.WATCHED)
    connection.execute(grown.values(number=counters.c.number + 1))


def renumbered(connection: Connection, groups: Mapping[int, str | None]) -> bool:
    """Whether these pairs were not all watched in these groups before: what is watched has a new number."""
    states = tables.states
    there = select(states.c.pair, states.c.group).where(states.c.pair.in_(groups))
    if dict(map(tuple, connection.execute(there))) == groups:
        return False
    renumber(connection)
    return True


def watched(connection: Connection) -> list[Watched]:
    """See ``StateStore``. The database joins the lists: a row a pair would be sixty times as many."""
    pairs, states = tables.pairs, tables.states
    lists = func.aggregate_strings(pairs.c.list, _BETWEEN)
    wanted = (
        select(pairs.c.target, func.max(states.c.group), lists)
        .join_from(pairs, states)
        .group_by(pairs.c.target)
    )
    shared: dict[str, tuple[str, ...]] = {}
    found = []
    for target, group, names in connection.execute(wanted):
        ids = shared.get(names)
        if ids is None:
            ids = shared[names] = tuple(sorted(names.split(_BETWEEN)))
        found.append(Watched(target, group, ids))
    return sorted(found, key=lambda one: one.target)


def calm_since(connection: Connection, at: datetime) -> int:
    """See ``StateStore``."""
    changes, states = tables.changes, tables.states
    calm = and_(states.c.extra.is_(None), states.c.known, states.c.since > at.timestamp())
    changed = select(changes.c.id).where(changes.c.pair == states.c.pair).exists()
    counted = select(func.count()).select_from(states).where(calm, ~changed)
    return int(connection.execute(counted).scalar_one())


def _of(targets: Collection[str] | None) -> ColumnElement[bool]:
    return true() if targets is None else tables.pairs.c.target.in_(list(targets))
