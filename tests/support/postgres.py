"""A real PostgreSQL of Debian's package, on loopback and in a temporary folder, as an ordinary user."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from repcheck.model.secret import Secret
from repcheck.store.sql.state import SqlState, open_shared

_USER = "repcheck"
#: What only matters after a power cut is off; what the tests are about is not.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "autovacuum": "off",
}
#: An ordinary user: PostgreSQL refuses to run as root.
_NOBODY = 65534


def programs() -> Path:
    """The folder of its programs, which are not on PATH; skips the test where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.skip("PostgreSQL's initdb is not installed (Debian: postgresql)")
    return found[-1].parent if found else Path(on_path or "").parent


class Postgres:
    """A server that runs. Each ``fresh`` is an address of an empty database of its own.

    ``control``  the words that begin a command to it
    """

    def __init__(self, folder: Path, port: int, control: Sequence[str | Path]) -> None:
        self.folder = folder
        self.port = port
        self._control = control
        self._made = 0
        self._admin = psycopg.connect(self.address("postgres"), autocommit=True)
        self._template = self.fresh(template=False)
        open_shared(Secret(self._template), "store").close()

    def address(self, database: str) -> str:
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{database}"

    def fresh(self, *, template: bool = True) -> str:
        """The address of a new database. ``template``: its tables are made already, which is quicker."""
        self._made += 1
        name = f"t{self._made}"
        like = self._template.rpartition("/")[2] if template else "template1"
        self._admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
        )
        return self.address(name)

    def without_locale(self) -> str:
        """The address of a new database as a server without a locale makes it: it knows octets alone."""
        self._made += 1
        name = f"t{self._made}"
        made = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"
        self._admin.execute(sql.SQL(made).format(sql.Identifier(name)))
        return self.address(name)

    def open(self) -> SqlState:
        return open_shared(Secret(self.fresh()), "store")

    def cut(self, address: str, *, but: str = "false") -> int:
        """End the sessions of that database, but those for which ``but`` holds; returns how many."""
        found = self._admin.execute(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
            "WHERE datname = %s AND NOT (" + but + ")",
            [address.rpartition("/")[2]],
        ).fetchone()
        assert found is not None
        return int(found[0])

    def restart(self) -> None:
        """As after a power cut: all sessions end at once, and what was committed is still there."""
        self._admin.close()
        _run(self.folder, *self._control, "-l", str(self.folder / "log"), "-m", "immediate", "restart")
        self._admin = psycopg.connect(self.address("postgres"), autocommit=True)

    def close(self) -> None:
        self._admin.close()


@contextlib.contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server that ends with the context."""
    binaries = programs()
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
        data = str(folder / "data")
        how = ("-D", data, "-A", "trust", "-U", _USER, "--no-sync", "--locale=C.UTF-8", "-E", "UTF8")
        _run(folder, binaries / "initdb", *how)
        control = (binaries / "pg_ctl", "-s", "-w", "-D", data)
        port = _started(folder, control)
        try:
            with contextlib.closing(Postgres(folder, port, control)) as server:
                yield server
        finally:
            _run(folder, *control, "-m", "immediate", "stop")


def _started(folder: Path, control: Sequence[str | Path]) -> int:
    """Start the server; its port. Tests that run beside may take one before it does: it gets another then."""
    settings = " ".join(f"-c {key}={value}" for key, value in _SETTINGS.items())
    while True:
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            port: int = held.getsockname()[1]
        options = f"-k {folder} -p {port} {settings}"
        try:
            _run(folder, *control, "-l", str(folder / "log"), "-o", options, "start")
        except subprocess.CalledProcessError:
            if "Address already in use" not in (folder / "log").read_text(errors="replace"):
                raise
            (folder / "log").unlink()
        else:
            return port


def _run(folder: Path, *words: str | Path) -> None:
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    as_nobody = os.geteuid() == 0
    subprocess.run(
        words,
        check=True,
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        user=_NOBODY if as_nobody else None,
        group=_NOBODY if as_nobody else None,
        extra_groups=[] if as_nobody else None,
    )
