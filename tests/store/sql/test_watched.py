"""What is watched is read again when it is another thing, whoever made it so, and never else."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event, text

from repcheck.model.watch.monitor import ListedAs, Memory, Pair
from repcheck.store.sql.state import SqlState, open_state
from tests.support.stores import state_in

NOW = datetime(2026, 11, 1, 10, 30, tzinfo=UTC)
FIRST = Memory(pair=Pair("192.0.2.10", "psbl"), group="pool-a", known=True, since=NOW)
BESIDE = Memory(pair=Pair("192.0.2.10", "zen-bl"), group="pool-a", known=True, since=NOW)


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlState]:
    if request.param == "sqlite":
        opened = state_in(tmp_path / "state.sqlite3")
    else:
        opened = request.getfixturevalue("postgres").open()
    yield opened
    opened.close()


def remember(store: SqlState, *memories: Memory) -> None:
    with store.writing() as writing:
        writing.remember(memories)


def seen(store: SqlState) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(one.target, one.group, one.lists) for one in store.watched()]


def test_it_is_read_again_when_pairs_or_groups_are_others(store: SqlState) -> None:
    assert seen(store) == []
    remember(store, FIRST)
    assert seen(store) == [("192.0.2.10", "pool-a", ("psbl",))]
    remember(store, FIRST, BESIDE)  # one is there, the other new
    assert seen(store) == [("192.0.2.10", "pool-a", ("psbl", "zen-bl"))]
    moved = [msgspec.structs.replace(one, group="pool-b") for one in (FIRST, BESIDE)]
    remember(store, *moved)
    assert seen(store) == [("192.0.2.10", "pool-b", ("psbl", "zen-bl"))]
    with store.writing() as writing:
        writing.forget([FIRST.pair])
    assert seen(store) == [("192.0.2.10", "pool-b", ("zen-bl",))]
    remember(store, moved[0])  # its name is kept: only that it is watched is new
    assert seen(store) == [("192.0.2.10", "pool-b", ("psbl", "zen-bl"))]


def test_what_pairs_are_like_changes_nothing_of_it(store: SqlState) -> None:
    remember(store, FIRST, BESIDE)
    before = store.watched()
    listed = msgspec.structs.replace(FIRST, standing=ListedAs(), serial=1)
    remember(store, listed, msgspec.structs.replace(BESIDE, unknown_since=NOW))
    assert store.watched() is before
    with contextlib.suppress(RuntimeError), store.writing() as writing:
        writing.forget([FIRST.pair])
        raise RuntimeError("and nothing is written")
    assert store.watched() is before


def test_another_process_is_heard(tmp_path: Path) -> None:
    reader = state_in(tmp_path / "state.sqlite3")
    writer = open_state(tmp_path / "state.sqlite3")
    assert seen(reader) == []
    remember(writer, FIRST)
    assert seen(reader) == seen(writer) == [("192.0.2.10", "pool-a", ("psbl",))]
    reader.close()
    writer.close()


def test_a_copy_is_another_thing(tmp_path: Path) -> None:
    source, target = state_in(tmp_path / "a.sqlite3"), state_in(tmp_path / "b.sqlite3")
    remember(source, FIRST)
    assert seen(target) == []
    source.copy_to(target)
    assert seen(target) == seen(source)
    source.close()
    target.close()


def test_where_nobody_counts_it_is_read_each_time(tmp_path: Path) -> None:
    store = state_in(tmp_path / "state.sqlite3")
    with store._engine.begin() as connection:
        connection.execute(text("DELETE FROM counters"))
    assert seen(store) == []
    remember(store, FIRST)
    assert seen(store) == [("192.0.2.10", "pool-a", ("psbl",))]
    store.close()


def test_what_is_not_calm_is_found_by_its_index(tmp_path: Path) -> None:
    store = state_in(tmp_path / "state.sqlite3")
    asked: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    store.unsettled()
    (wanted,) = (statement for statement in asked if "FROM states" in statement)
    with store._engine.connect() as connection:
        plan = " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {wanted}"))
    assert "SCAN states USING INDEX states_unsettled" in plan
    store.close()
