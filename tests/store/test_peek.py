"""The one look into a memory that loads nothing for it: it says no only where there is nothing."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from repcheck.model.watch.outbox import Request
from repcheck.store.peek import may_hold_requests
from repcheck.store.sql.state import open_state

ASKED = Request(target="192.0.2.10", list="zen-bl", asked=datetime(2026, 3, 1, tzinfo=UTC))


def memory(folder: Path, *requests: Request) -> Path:
    path = folder / "a %memory?.sqlite3"
    store = open_state(path)
    with store.writing() as writing:
        for one in requests:
            writing.request(one)
    store.close()
    return path


def changed(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)


def test_it_says_what_the_memory_holds(tmp_path: Path) -> None:
    path = memory(tmp_path)
    assert not may_hold_requests(path)
    memory(tmp_path, ASKED)
    assert may_hold_requests(path)


def test_it_leaves_a_memory_as_it_is(tmp_path: Path) -> None:
    path = memory(tmp_path)
    before = path.read_bytes()
    may_hold_requests(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    ["UPDATE alembic_version SET version_num = '9999'", "DROP TABLE requests", "DROP TABLE alembic_version"],
)
def test_a_memory_of_another_schema_may_hold_some(tmp_path: Path, statement: str) -> None:
    path = memory(tmp_path)
    changed(path, statement)
    assert may_hold_requests(path)


def test_a_memory_that_is_damaged_held_or_away_may_hold_some(tmp_path: Path) -> None:
    path = memory(tmp_path)
    changed(path, "PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert may_hold_requests(path)
    path.write_bytes(b"no database" * 1000)
    assert may_hold_requests(path)
    path.unlink()
    assert may_hold_requests(path)
    assert not path.exists()


def test_it_loads_no_database_toolkit() -> None:
    code = "import sys, repcheck.store.peek; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
