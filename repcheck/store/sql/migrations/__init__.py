"""How the schema came to be, step by step, and the way from any earlier one to today's."""

from collections.abc import Set
from pathlib import Path

from sqlalchemy import Engine, inspect, select, table
from sqlalchemy import column as named

from repcheck.errors import StoreUnavailable
from repcheck.store.sql.engine import told
from repcheck.store.sql.head import HEAD
from repcheck.store.sql.tables import metadata

_VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
#: Alembic's own table, which tells the step.
_STEPS = "alembic_version"


def is_made(engine: Engine, where: str) -> bool:
    """Whether any repcheck has made its tables there. Raises StoreUnavailable."""
    with told(where):
        return _current(engine) is not None


def migrate(engine: Engine, where: str) -> None:
    """Bring the schema up to date; nothing is loaded for that when it is. Of several at once, one does it.

    Raises StoreUnavailable for a schema that a newer repcheck has written, and for the tables of another
    program: nothing of ours is ever written among them.
    """
    with told(where):
        current = _current(engine)
        if current == HEAD:
            return
        # In this order, as another one of ours may make all of it between the two looks.
        names = _names(engine)
        current = _current(engine)
    if _is_strange(names, current, alone=engine.dialect.name == "sqlite"):
        raise StoreUnavailable("holds another program's tables; give repcheck a database of its own", where)
    if current is not None and current not in _VERSIONS:
        raise StoreUnavailable("was written by a newer repcheck; use that one", where)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with told(where), engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def _current(engine: Engine) -> str | None:
    """The step that the database is at; None: none of ours."""
    with engine.connect().execution_options(reads=True) as connection:
        if not inspect(connection).has_table(_STEPS):
            return None
        version = table(_STEPS, named("version_num"))
        found: str | None = connection.execute(select(version.c.version_num)).scalar()
        return found


def _names(engine: Engine) -> set[str]:
    with engine.connect().execution_options(reads=True) as connection:
        return set(inspect(connection).get_table_names())


def _is_strange(names: Set[str], current: str | None, *, alone: bool) -> bool:
    """Whether another program has made what is there.

    ``alone``  the place is a file, which nobody shares; in a schema of a server other names may stand beside
    Other programs keep their steps by Alembic, too: ours are those that come with a table of ours.
    """
    ours = names & metadata.tables.keys()
    if current is not None:
        return not ours
    return bool(names) if alone else bool(ours or _STEPS in names)
