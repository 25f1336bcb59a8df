"""Every way to today's schema ends at the same one, and a newer one is refused."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from repcheck.errors import StoreUnavailable
from repcheck.store.sql import migrations
from repcheck.store.sql.engine import sqlite_engine
from repcheck.store.sql.state import open_state
from repcheck.store.sql.tables import metadata

FOLDER = Path(migrations.__file__).parent


def test_the_steps_make_the_schema_of_the_tables(tmp_path: Path) -> None:
    open_state(tmp_path / "a.sqlite3").close()
    engine = sqlite_engine(tmp_path / "a.sqlite3")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_head_is_the_newest_step_of_the_folder() -> None:
    scripts = ScriptDirectory(str(FOLDER))
    assert scripts.get_current_head() == migrations.HEAD
    assert {script.revision for script in scripts.walk_revisions()} == set(migrations._VERSIONS)


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    open_state(path).close()
    before = path.read_bytes()
    open_state(path).close()
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    open_state(path).close()
    engine = sqlite_engine(path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    engine.dispose()
    with pytest.raises(StoreUnavailable) as caught:
        open_state(path)
    assert str(caught.value) == f"{path}: was written by a newer repcheck; use that one"
