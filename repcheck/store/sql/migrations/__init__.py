"""How the schema came to be, step by step, and the way from any earlier one to today's."""

from pathlib import Path

from sqlalchemy import Engine, inspect, select, table
from sqlalchemy import column as named

from repcheck.errors import StoreUnavailable
from repcheck.store.sql.engine import told
from repcheck.store.sql.head import HEAD

_VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")


def is_made(engine: Engine, where: str) -> bool:
    """Whether any repcheck has made its tables there. Raises StoreUnavailable."""
    with told(where):
        return _current(engine) is not None


def migrate(engine: Engine, where: str) -> None:
    """Bring the schema up to date; nothing is loaded for that when it is. Of several at once, one does it.

    Raises StoreUnavailable for a schema that a newer repcheck has written.
    """
    with told(where):
        current = _current(engine)
    if current == HEAD:
        return
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
    """The step that the database is at; None: it is empty."""
    with engine.connect().execution_options(reads=True) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version = table("alembic_version", named("version_num"))
        found: str | None = connection.execute(select(version.c.version_num)).scalar()
        return found
