"""What keeps SQLite from opening or writing is one clear line."""

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repcheck.errors import StoreUnavailable
from repcheck.model.observations import Severity, State
from repcheck.model.watch.monitor import Change, ChangeKind, ListedAs, Memory, Pair
from repcheck.model.watch.outbox import Outgoing, Pass
from repcheck.model.watch.vantages import Vantage
from repcheck.store.sql.engine import sqlite_engine, told
from repcheck.store.sql.state import SqlState, open_state
from tests.support.stores import state_like
from tests.support.tables import each

_AT = datetime(2026, 11, 1, 10, 30, tzinfo=UTC)


def test_a_damaged_store_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    with pytest.raises(StoreUnavailable, match=r"state\.sqlite3: is damaged"):
        open_state(path)


@each(
    "table, column, value",
    [
        ("states", "since", "yesterday"),
        ("states", "since", 1e300),
        ("states", "extra", "{"),
        ("changes", "to", "gone"),
        ("outbox", "due", "soon"),
        ("passes", "seconds", "many"),
        ("vantages", "every", "hour"),
    ],
)
def test_a_value_that_no_repcheck_wrote_is_damage(
    table: str, column: str, value: object, tmp_path: Path
) -> None:
    path = tmp_path / f"{table}-{column}-{value}"
    store = state_like(path, _one_of_each)
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute(f'UPDATE {table} SET "{column}" = ?', [value])
        database.commit()
    reads = (store.memories, store.changes, store.outbox, lambda: store.passes(9), store.vantages)
    with pytest.raises(StoreUnavailable, match=": is damaged: it holds a value that no repcheck wrote"):
        [read() for read in reads]
    store.close()


def _one_of_each(store: SqlState) -> None:
    standing = ListedAs()
    memory = Memory(pair=Pair("192.0.2.1", "zen-bl"), known=True, since=_AT, standing=standing, told=standing)
    change = Change(
        pair=memory.pair,
        group=None,
        before=State.CLEAN,
        to=ChangeKind.LISTED,
        at=_AT,
        severity=Severity.HIGH,
        standing=standing,
        reason=None,
        key="k",
    )
    with store.writing() as writing:
        writing.remember([memory])
        writing.record([change])
        writing.enqueue([Outgoing(id="m", sink="ops", thread="m", body="{}", created=_AT, due=_AT)])
        writing.finish(Pass(started=_AT, seconds=1, exit_code=0, baseline=False, targets=1, lists=1))
        writing.ask_from([Vantage(name="oslo", at=_AT, every=timedelta(hours=1))])


def test_a_directory_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        open_state(tmp_path / "missing" / "state.sqlite3")


def test_a_disk_that_is_full_is_named(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "state.sqlite3")

    def write() -> None:
        with told("state"), engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
            connection.exec_driver_sql("CREATE TABLE much (octets BLOB)")

    with pytest.raises(StoreUnavailable, match="state: cannot be used: the disk is full"):
        write()
    engine.dispose()
