"""Opening a database on a PostgreSQL server, which several machines share. Needs the extra ``postgres``."""

import importlib.util
import logging
import os
import re
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import Connection

from repcheck.errors import BadInput, StoreMissing
from repcheck.model.secret import Secret
from repcheck.store.sql.engine import PATIENCE
from repcheck.store.sql.migrations import is_made, migrate

#: First keys of advisory locks; the second is the schema, so that two configurations can share a database.
WRITING_LOCK, PASS_LOCK = 1_919_248_227, 1_919_248_228
NEEDS_EXTRA = "PostgreSQL needs the extra: pip install 'repcheck[postgres]'"
_SCHEMES = ("postgresql://", "postgres://")
_PORTS = re.compile(r"[0-9,]*")
#: A machine that has gone is noticed in about a minute, on both sides of the connection (tcp(7)).
_KEEPALIVES = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
_CONNECT_TIMEOUT = 10
_NOWHERE = logging.NullHandler()
_BUSY_WRITING = text(
    "SELECT set_config('lock_timeout', :patience, true), "
    "set_config('idle_in_transaction_session_timeout', '0', true)"
)
_WRITING = text("SELECT pg_advisory_xact_lock(:lock, hashtext(current_schema()))")


def is_address(word: str) -> bool:
    """Whether it is the address of a server, and not a file."""
    return word.startswith(_SCHEMES)


def has_extra() -> bool:
    """Whether what talks to a server is installed."""
    return importlib.util.find_spec("psycopg") is not None


class DatabaseAddress:
    """A database that an address names. Raises BadInput for an address that libpq does not understand.

    ``where`` is it without user and password, for messages: what the address holds is otherwise never shown.
    """

    def __init__(self, address: Secret, field: str) -> None:
        if not has_extra():
            raise BadInput(NEEDS_EXTRA, field)
        import psycopg

        text_ = address.reveal()
        try:
            said = psycopg.conninfo.conninfo_to_dict(text_) if is_address(text_) else None
        except psycopg.Error:
            said = None  # not chained: its message may quote the password
        if said is None or not _is_sound(said):
            what = "is not a postgresql:// address; signs of a password are written with %, as in %40"
            raise BadInput(what, field)
        self._address = text_
        self._said = said
        self.where = "postgresql://" + "/".join(filter(None, (_host(said), str(said.get("dbname") or ""))))

    def connect(self) -> Any:
        """A connection of the driver, with what the address does not say otherwise."""
        import psycopg

        # What it would print of a connection that is lost is in the error, and reported in one line.
        logging.getLogger("psycopg").addHandler(_NOWHERE)
        ours: dict[str, str | int] = {"fallback_application_name": "repcheck", **_KEEPALIVES}
        if "PGCONNECT_TIMEOUT" not in os.environ:
            ours["connect_timeout"] = _CONNECT_TIMEOUT
        more = {name: value for name, value in ours.items() if name not in self._said}
        # Texts of a database that was made without a locale (SQL_ASCII) would else come as octets.
        more["client_encoding"] = "UTF8"
        connection = psycopg.connect(psycopg.conninfo.make_conninfo(self._address, **more))
        # A prepared statement does not outlive a transaction behind a pooler.
        connection.prepare_threshold = None
        return connection

    def engine(self) -> Engine:
        """An engine on it. Nothing is opened before it is used, and what was lost meanwhile is replaced."""
        engine = create_engine(
            "postgresql+psycopg://", creator=self.connect, pool_pre_ping=True, hide_parameters=True
        )
        event.listen(engine, "begin", _begin)
        return engine

    def migrated(self, *, make: bool = True) -> Engine:
        """The same, with its tables made or brought up to date as needed.

        ``make``  False: tables that are not there are not made. Raises StoreMissing
        Raises StoreUnavailable.
        """
        engine = self.engine()
        try:
            if not make and not is_made(engine, self.where):
                raise StoreMissing("is empty yet: repcheck monitor TARGET fills it", self.where)
            migrate(engine, self.where)
        except BaseException:
            engine.dispose()
            raise
        return engine


def _is_sound(said: dict[str, Any]) -> bool:
    """False: a password was cut in the middle, and its rest taken for a host, port or database."""
    rest = (str(said.get(name) or "") for name in ("host", "dbname"))
    return "@" not in "".join(rest) and _PORTS.fullmatch(str(said.get("port") or "")) is not None


def _host(said: dict[str, Any]) -> str:
    host = str(said.get("host") or said.get("hostaddr") or said.get("service") or "")
    return f"{host}:{said['port']}" if host and said.get("port") else host


def _begin(connection: Connection) -> None:
    """One writer at a time, as in SQLite: what it reads is still so when it writes."""
    if connection.get_execution_options().get("reads", False):
        return
    connection.execute(_BUSY_WRITING, {"patience": f"{PATIENCE * 1000:.0f}ms"})
    connection.execute(_WRITING, {"lock": WRITING_LOCK})
