"""The memory at a glance: what is not simply clean, and how much there is, without reading all of it."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, distinct, func, or_, select, true
from sqlalchemy.engine import Connection

from repcheck.model.watch.monitor import Memory, Pair
from repcheck.model.watch.remembered import Extent
from repcheck.store.sql import rows, tables


def unsettled(connection: Connection, targets: Collection[str] | None) -> list[Memory]:
    """See ``StateStore``. A pair that is calm and clean has nothing beside its row's own columns."""
    pairs, states = tables.pairs, tables.states
    wanted = (
        select(pairs.c.target, pairs.c.list, states.c.group, states.c.known, states.c.since)
        .add_columns(states.c.serial, states.c.extra)
        .join_from(states, pairs)
        .where(or_(states.c.extra.is_not(None), states.c.known.is_(False)), _of(targets))
    )
    found = connection.execute(wanted)
    return [rows.memory_of(Pair(target, list_id), *state) for target, list_id, *state in found]


def extent(connection: Connection, targets: Collection[str] | None) -> Extent:
    """See ``StateStore``."""
    pairs = tables.pairs
    wanted = select(
        func.count(distinct(pairs.c.target)), func.count(distinct(pairs.c.list)), func.count()
    ).join_from(tables.states, pairs)
    counted = connection.execute(wanted.where(_of(targets))).one()
    return Extent(*map(int, counted))


def _of(targets: Collection[str] | None) -> ColumnElement[bool]:
    return true() if targets is None else tables.pairs.c.target.in_(list(targets))
