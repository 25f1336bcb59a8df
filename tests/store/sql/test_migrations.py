"""Every way to today's schema ends at the same one, and a newer one is refused."""

import contextlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, Table, text

from repcheck.errors import StoreUnavailable
from repcheck.model.secret import Secret
from repcheck.store.sql import migrations
from repcheck.store.sql.engine import sqlite_engine
from repcheck.store.sql.head import HEAD
from repcheck.store.sql.postgres import DatabaseAddress
from repcheck.store.sql.state import open_shared, open_state
from repcheck.store.sql.tables import metadata
from tests.support.postgres import Postgres

FOLDER = Path(migrations.__file__).parent


def test_the_steps_make_the_schema_of_the_tables(tmp_path: Path) -> None:
    open_state(tmp_path / "a.sqlite3").close()
    assert_is_of_the_tables(sqlite_engine(tmp_path / "a.sqlite3"))


def test_two_that_make_the_schema_at_once_on_a_server_agree(postgres: Postgres) -> None:
    address = Secret(postgres.fresh(template=False))
    with ThreadPoolExecutor(2) as machines:
        stores = [machines.submit(open_shared, address, "store") for _ in range(2)]
        for store in stores:
            store.result().close()
    assert_is_of_the_tables(DatabaseAddress(address, "store").engine())


def assert_is_of_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_head_is_the_newest_step_of_the_folder() -> None:
    scripts = ScriptDirectory(str(FOLDER))
    assert scripts.get_current_head() == HEAD
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


@pytest.mark.parametrize(
    "made", [("photos",), ("photos", "alembic_version"), ("alembic_version",), ("passes",)]
)
def test_the_file_of_another_program_is_refused_and_stays_as_it_is(
    made: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "a.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as other:
        for name in made:
            other.execute(f"CREATE TABLE {name} (version_num TEXT)")
            other.execute(f"INSERT INTO {name} VALUES ('ae1027a6acf')")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(
        StoreUnavailable, match=r"a\.sqlite3: holds another program's tables; give repcheck a"
    ):
        open_state(path)
    assert path.read_bytes() == before


def test_a_schema_on_a_server_may_be_shared_unless_names_are_the_same(postgres: Postgres) -> None:
    address = Secret(postgres.fresh(template=False))
    engine = DatabaseAddress(address, "store").engine()
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE passes (holder TEXT)"))
    with pytest.raises(StoreUnavailable, match="holds another program's tables"):
        open_shared(address, "store")
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE passes RENAME TO season_passes"))
    engine.dispose()
    open_shared(address, "store").close()


def test_the_first_schema_keeps_its_messages_and_finds_them_by_what_they_tell(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    _made_by("0001", path)
    store = open_state(path)
    (message,) = store.outbox()
    assert (message.body, message.about) == (_BODY, "f7b1c39a 02ddee11")
    assert store.message_about("ops", "02ddee11" + 24 * "0") == message
    assert store.message_about("ops", "99999999" + 24 * "0") is None
    store.close()


@pytest.mark.parametrize("step", migrations._VERSIONS)
def test_every_earlier_schema_becomes_that_of_the_tables(step: str, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    _made_by(step, path)
    before = _rows(path)
    store = open_state(path)
    assert [message.id for message in store.outbox()] == ["m"]
    store.close()
    engine = sqlite_engine(path)
    after = _rows(path)
    assert_is_of_the_tables(engine)
    for name, rows in before.items():
        kept = [{column: row[column] for column in old} for old, row in zip(rows, after[name], strict=True)]
        assert kept == rows, name


_BODY = f'{{"changes":[{{"key":"f7b1c39a{24 * "1"}"}},{{"key":"02ddee11{24 * "0"}"}}]}}'


def _made_by(step: str, path: Path) -> None:
    """A store as the repcheck of that step left it, with a row in each table."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    engine = sqlite_engine(path)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, step)
        made = MetaData()
        made.reflect(connection)
        for one in made.sorted_tables:
            if one.name not in ("alembic_version", "counters"):
                connection.execute(one.insert().values(_row(one)))
    engine.dispose()


def _row(of: Table) -> dict[str, object]:
    """A value in each column, in the type that it has."""
    if of.name == "outbox":
        said = {"id": "m", "sink": "ops", "thread": "m", "body": _BODY, "subject": "", "about": ""}
        row = {**said, "created": 1.0, "due": 1.0, "attempts": 0}
        return {name: value for name, value in row.items() if name in of.columns}
    examples = {bool: True, int: 1, float: 1.5, bytes: b"report"}
    return {column.name: examples.get(column.type.python_type, column.name) for column in of.columns}


def _rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Those of each table but Alembic's, and but for what is read from a body anew."""
    made = MetaData()
    engine = sqlite_engine(path)
    with engine.connect() as connection:
        made.reflect(connection)
        found = {
            one.name: [dict(row) for row in connection.execute(one.select()).mappings()]
            for one in made.sorted_tables
            if one.name != "alembic_version"
        }
    engine.dispose()
    return found
