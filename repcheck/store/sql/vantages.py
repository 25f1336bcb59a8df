"""Rows of vantages: who asks, and who differs; what each function promises stands in ``store/ports.py``."""

from collections.abc import Collection, Iterable, Mapping
from sys import intern
from typing import Any

import msgspec
from sqlalchemy import bindparam, delete, select
from sqlalchemy.engine import Connection

from repcheck.model.observations import UnknownReason
from repcheck.model.watch.monitor import Pair
from repcheck.model.watch.vantages import Vantage, VantageView
from repcheck.store.sql import rows, tables
from repcheck.store.sql.engine import upsert

_STATE = ("standing", "known", "since", "heard", "reason", "due")


def vantages(connection: Connection) -> list[Vantage]:
    """See ``StateStore``."""
    found = connection.execute(select(tables.vantages)).mappings()
    return sorted((rows.vantage_of(row) for row in found), key=lambda one: one.name)


def views(connection: Connection, targets: Collection[str] | None) -> dict[Pair, tuple[VantageView, ...]]:
    """See ``StateStore``."""
    pairs, kept = tables.pairs, tables.views
    wanted = select(kept, pairs.c.target, pairs.c.list).join_from(kept, pairs)
    if targets is not None:
        wanted = wanted.where(pairs.c.target.in_(list(targets)))
    shared = rows.Shared()
    found: dict[Pair, list[VantageView]] = {}
    for row in connection.execute(wanted.order_by(kept.c.pair, kept.c.vantage)).mappings():
        view = _view_of(row, shared)
        found.setdefault(view.pair, []).append(view)
    return {pair: tuple(some) for pair, some in found.items()}


def keep_views(connection: Connection, kept: Iterable[VantageView], ids: Mapping[Pair, int]) -> None:
    """Replace what is kept of these; ``ids`` of their pairs."""
    made = [
        {
            "pair": ids[view.pair],
            "vantage": view.vantage,
            "standing": None if view.standing is None else msgspec.json.encode(view.standing).decode(),
            "known": view.known,
            "since": view.since.timestamp(),
            "heard": rows.seconds(view.heard),
            "reason": None if view.reason is None else view.reason.value,
            "due": view.due,
        }
        for view in kept
    ]
    upsert(connection, tables.views, made, replace=_STATE)


def drop_views(connection: Connection, gone: Iterable[tuple[int, str]]) -> None:
    """Forget those of (id of the pair, vantage)."""
    views = tables.views
    which = delete(views).where(views.c.pair == bindparam("of"), views.c.vantage == bindparam("from_"))
    made = [{"of": pair_id, "from_": vantage} for pair_id, vantage in gone]
    if made:
        connection.execute(which, made)


def keep_vantages(connection: Connection, asked: Iterable[Vantage], gone: Collection[str]) -> None:
    """See ``Writing``."""
    made = [
        {
            "name": one.name,
            "at": one.at.timestamp(),
            "every": one.every.total_seconds(),
            "complete": one.complete,
        }
        for one in asked
    ]
    upsert(connection, tables.vantages, made, replace=("at", "every", "complete"))
    if gone:
        connection.execute(delete(tables.vantages).where(tables.vantages.c.name.in_(list(gone))))
        for table in (tables.views, tables.list_passes):
            connection.execute(delete(table).where(table.c.vantage.in_(list(gone))))


def _view_of(row: Mapping[Any, Any], shared: rows.Shared) -> VantageView:
    since = shared.moment(row["since"])
    assert since is not None
    return VantageView(
        pair=shared.pair(row["target"], row["list"]),
        vantage=intern(row["vantage"]),
        standing=None if row["standing"] is None else rows.decode_standing(row["standing"]),
        known=row["known"],
        since=since,
        heard=shared.moment(row["heard"]),
        reason=None if row["reason"] is None else UnknownReason(row["reason"]),
        due=row["due"],
    )
