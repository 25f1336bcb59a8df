"""A server that wants TLS and a password, reached as ``psql`` would reach it; the password is never seen."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from repcheck.errors import StoreUnavailable
from repcheck.model.secret import Secret
from repcheck.store.sql.limits import open_limits
from repcheck.store.sql.state import SqlState, open_shared
from tests.support.certificates import Authority
from tests.support.postgres import Postgres

HOST = "db.example"
PASSWORD = "ge:he\\im"  # of signs that a file of passwords writes otherwise (libpq, "The Password File")
IN_ADDRESS = "ge%3Ahe%5Cim"
USER = "guarded"


class Guarded(NamedTuple):
    """The server, and the folder where the certificates lie; ``name`` of a database there."""

    postgres: Postgres
    folder: Path
    name: str

    def address(self, user: str = USER, **more: str) -> str:
        """One without DNS: the host is what the certificate has to name."""
        words = {
            "hostaddr": "127.0.0.1",
            "sslmode": "verify-full",
            "sslrootcert": str(self.folder / "good.pem"),
        }
        host = more.pop("host", HOST)
        query = "&".join(f"{name}={value}" for name, value in (words | more).items())
        return f"postgresql://{user}@{host}:{self.postgres.port}/{self.name}?{query}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("login")


@pytest.fixture(scope="module")
def guarded(postgres: Postgres, folder: Path) -> Iterator[Guarded]:
    """TLS is switched on for the time of these tests, and one user may come in by it alone."""
    good = Authority(folder / "good.pem")
    Authority(folder / "other.pem")
    good.vouch_for(HOST, folder / "server.pem", folder / "server.key")
    data = postgres.folder / "data"
    for name in ("server.pem", "server.key"):
        shutil.copy2(folder / name, data / name)
        if os.geteuid() == 0:
            shutil.chown(data / name, *[postgres.folder.stat().st_uid] * 2)
    rules = data / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(
        f"hostnossl all {USER} all reject\nhost all {USER} all scram-sha-256\nlocal all all trust\n{before}"
    )
    name = postgres.fresh().rpartition("/")[2]
    with psycopg.connect(postgres.address(name), autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {USER} LOGIN SUPERUSER PASSWORD '{PASSWORD}'".encode())
        for setting in ("ssl = on", "ssl_cert_file = 'server.pem'", "ssl_key_file = 'server.key'"):
            admin.execute(f"ALTER SYSTEM SET {setting}".encode())
        admin.execute("SELECT pg_reload_conf()")
        # Each new session reads the settings as they are: until it has, the old ones hold.
        while not _has_tls(postgres, name):
            pass
        yield Guarded(postgres, folder, name)
        admin.execute("ALTER SYSTEM RESET ALL")
        rules.write_text(before)
        admin.execute("SELECT pg_reload_conf()")
        admin.execute(f"DROP OWNED BY {USER}")
        admin.execute(f"DROP ROLE {USER}")


def _has_tls(postgres: Postgres, name: str) -> bool:
    try:
        with psycopg.connect(postgres.address(name) + "?sslmode=require"):
            return True
    except psycopg.OperationalError:
        return False


@pytest.fixture
def opened() -> Iterator[list[SqlState]]:
    stores: list[SqlState] = []
    yield stores
    for store in stores:
        store.close()


def sessions_over_tls(guarded: Guarded) -> list[tuple[object, ...]]:
    with psycopg.connect(guarded.postgres.address(guarded.name)) as session:
        return session.execute(
            "SELECT ssl, application_name FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
            f"WHERE usename = '{USER}'"
        ).fetchall()


def refused(address: str) -> str:
    with pytest.raises(StoreUnavailable) as caught:
        open_shared(Secret(address), "store")
    said = str(caught.value)
    assert "\n" not in said
    assert_unseen(said + repr(caught.value) + str(caught.value.__cause__))
    return said


def assert_unseen(text: str) -> None:
    assert PASSWORD not in text
    assert IN_ADDRESS not in text


def test_tls_as_the_address_says_and_the_password_in_it(guarded: Guarded, opened: list[SqlState]) -> None:
    address = guarded.address(f"{USER}:{IN_ADDRESS}")
    opened.append(open_shared(Secret(address), "store"))
    assert opened[0].memories() == {}
    with opened[0].alone():
        assert set(sessions_over_tls(guarded)) == {(True, "repcheck")}
        assert_unseen(process_list())
    limits = open_limits(Secret(address), "store")
    assert limits.draw("bl", 10, 1) == (0.0,)
    limits.close()


def process_list() -> str:
    """What each process of this machine shows of itself."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                found.append((process / "cmdline").read_bytes())
            except OSError:
                continue  # it has ended
    assert any(b"postgres" in words for words in found)
    return b"\n".join(found).decode(errors="replace")


def test_a_server_that_cannot_be_believed_is_told_nothing(guarded: Guarded) -> None:
    who = f"{USER}:{IN_ADDRESS}"
    other = str(guarded.folder / "other.pem")
    assert "certificate verify failed" in refused(guarded.address(who, sslrootcert=other))
    assert 'does not match host name "elsewhere.example"' in refused(
        guarded.address(who, host="elsewhere.example")
    )
    assert "rejects connection" in refused(guarded.address(who, sslmode="disable"))


def test_a_file_of_passwords(
    guarded: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[SqlState]
) -> None:
    file = tmp_path / "passwords"
    file.touch(mode=0o600)
    file.write_text(f"{HOST}:*:*:{USER}:ge\\:he\\\\im\n")
    monkeypatch.setenv("PGPASSFILE", str(file))
    opened.append(open_shared(Secret(guarded.address()), "store"))
    assert opened[0].memories() == {}
    file.write_text(f"{HOST}:*:*:{USER}:{IN_ADDRESS}\n")
    assert "password authentication failed" in refused(guarded.address())
    monkeypatch.delenv("PGPASSFILE")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "no password supplied" in refused(guarded.address())


def test_a_service_of_a_file_by_the_address_or_the_environment(
    guarded: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[SqlState]
) -> None:
    file = tmp_path / "services"
    file.write_text(
        f"[memory]\nhost={HOST}\nhostaddr=127.0.0.1\nport={guarded.postgres.port}\ndbname={guarded.name}\n"
        f"user={USER}\npassword={PASSWORD}\nsslmode=verify-full\nsslrootcert={guarded.folder}/good.pem\n"
    )
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    opened.append(open_shared(Secret("postgresql:///?service=memory"), "store"))
    monkeypatch.setenv("PGSERVICE", "memory")
    opened.append(open_shared(Secret("postgresql://"), "store"))
    assert [store.memories() for store in opened] == [{}, {}]
    file.write_text(file.read_text().replace(PASSWORD, f"not {PASSWORD}"))
    assert refused("postgresql:///?service=memory").startswith("postgresql://memory: cannot be used")


def test_the_log_of_the_server_and_what_we_show_of_a_place_hold_no_password(guarded: Guarded) -> None:
    assert_unseen((guarded.postgres.folder / "log").read_text())
