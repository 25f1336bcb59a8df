"""What keeps SQLite from opening or writing is one clear line."""

from pathlib import Path

import pytest

from repcheck.errors import StoreUnavailable
from repcheck.store.sql.engine import sqlite_engine, told
from repcheck.store.sql.state import open_state


def test_a_damaged_store_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    path.write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    with pytest.raises(StoreUnavailable, match=r"state\.sqlite3: is damaged"):
        open_state(path)


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
