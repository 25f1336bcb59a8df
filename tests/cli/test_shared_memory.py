"""A memory on a PostgreSQL server, as typed: passes, status, the lock, and what goes wrong with it."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from repcheck._version import __version__
from repcheck.cli import passes
from repcheck.cli.main import main
from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones
from repcheck.model.secret import Secret
from repcheck.store.sql.sharing import open_pieces
from repcheck.store.sql.state import open_shared
from tests.support.postgres import Postgres

Run = Callable[..., int]
TARGET = "192.0.2.10"
CATALOG = ("--catalog", str(demo_catalog()))


@pytest.fixture(scope="module")
def server() -> Iterator[NameServer]:
    with NameServer(demo_zones()) as running:
        yield running


@pytest.fixture
def run(server: NameServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    lists = (*CATALOG, "--lists", "demo-honest", "--resolver", server.address)

    def run_one(command: str, *words: str) -> int:
        return main([command, *words, *(lists if command in ("monitor", "check") else ())])

    return run_one


@pytest.fixture
def address(postgres: Postgres) -> str:
    return postgres.fresh()


@pytest.fixture
def config(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """One whose store lies where a variable says."""
    monkeypatch.setenv("MEMORY", address)
    file = tmp_path / "repcheck.yaml"
    file.write_text("version: 1\nstore: env:MEMORY\n")
    return str(file)


def test_what_one_machine_saw_another_knows(
    run: Run, address: str, config: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert run("monitor", TARGET, "--config", config) == 1
    assert "listed already" in capsys.readouterr().out
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another machine"))
    assert run("monitor", TARGET, "--quiet", "--state", address) == 1
    assert capsys.readouterr().out == ""
    assert run("status", "--state", address) == 1
    assert TARGET in capsys.readouterr().out


def test_while_another_machine_does_a_pass_this_one_does_nothing(
    run: Run, address: str, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    another = open_shared(Secret(address), "store")
    with another.alone():
        assert run("monitor", TARGET, "--config", config) == 0
        assert run("monitor", TARGET, "--config", config, "--strict-lock") == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("another pass is under way, so this one does nothing") == 2
    assert another.passes(1) == []
    another.close()


def test_a_server_that_is_away_is_never_all_well(
    run: Run, unused_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (("monitor", TARGET), ("status",), ("mute", TARGET, "--until", "1d", "--reason", "x")):
        assert run(*command, "--state", f"postgresql://{unused_address}/memory") == 3
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_without_the_extra_it_is_one_line(
    run: Run, config: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert run("status", "--config", config) == 2
    assert capsys.readouterr().err == (
        "repcheck: error: store: PostgreSQL needs the extra: pip install 'repcheck[postgres]'\n"
    )
    assert run("config", "check", "--config", config) == 1
    assert "needs the extra" in capsys.readouterr().out


def test_a_password_is_taken_by_its_place_and_never_shown(
    run: Run, config: str, unused_address: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    secret = f"postgresql://me:geheim@{unused_address}/memory"
    monkeypatch.setenv("MEMORY", secret)
    assert run("monitor", TARGET, "--config", config) == 3
    assert run("status", "--config", config) == 3
    assert run("config", "show", "--config", config) == 0
    assert run("status", "--state", secret) == 2
    said = capsys.readouterr()
    assert "--state" in said.err
    assert "geheim" not in said.out + said.err


LIMITS = "change:\n  demo-honest:\n    limits: {per_day: 20, per_second: 1000}\n"


def spent(address: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address) as session:
        return session.execute("SELECT name, spent, per_day, tat > 0 FROM quotas").fetchall()


def test_what_lists_are_asked_is_counted_for_all_machines(
    run: Run, address: str, config: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    Path(config).write_text(Path(config).read_text() + LIMITS)
    words = ("--config", config)
    assert run("check", TARGET, *words) == 1
    ((name, first, per_day, paced),) = spent(address)
    assert (name, per_day, paced) == ("demo-honest", 20, True)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another machine"))
    assert run("monitor", TARGET, "--config", config) == 1
    ((_, second, _, _),) = spent(address)
    assert 0 < int(str(first)) < int(str(second)) <= 20
    assert run("check", "192.0.2.0/24", *words) == 3
    ((_, third, _, _),) = spent(address)
    assert third == 20
    assert "demo-honest are used up" in capsys.readouterr().out
    assert not (tmp_path / "another machine/repcheck/budget.json").exists()
    assert not list(tmp_path.rglob("pace.json"))


def test_a_check_without_the_database_answers_and_asks_limited_lists_little(
    run: Run, config: str, unused_address: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    words = ("--config", config)
    monkeypatch.setenv("MEMORY", f"postgresql://me:geheim@{unused_address}/memory")
    assert run("check", TARGET, *words) == 1  # no list has a limit: nobody is asked
    assert "asked little" not in capsys.readouterr().err
    Path(config).write_text(Path(config).read_text() + LIMITS)
    assert run("check", TARGET, *words) == 3
    said = capsys.readouterr()
    assert said.err.count("lists with a limit are asked little in this run") == 1
    assert "geheim" not in said.out + said.err


def test_a_large_pass_is_shared_and_says_the_same(
    run: Run, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(passes, "SHARED_FROM", 8)
    paced = tmp_path / "paced.yaml"
    paced.write_text("version: 1\nchange:\n  demo-honest:\n    limits: {per_second: 1000}\n")
    words = ("192.0.2.8/29", "--config", str(paced), "--state")
    assert run("monitor", *words, address, "--share") == 1
    together = capsys.readouterr().out
    assert run("monitor", *words, str(tmp_path / "alone")) == 1
    assert capsys.readouterr().out.replace(str(tmp_path / "alone"), address) == together
    with psycopg.connect(address) as session:
        assert session.execute("SELECT is_called FROM shards_id_seq").fetchone() == (True,)  # one was made
    # Each machine draws the turns of its pieces where all runs draw them.
    assert [(row[0], row[3]) for row in spent(address)] == [("demo-honest", True)]


def test_while_another_machine_drives_this_one_helps(
    run: Run, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    another = open_shared(Secret(address), "store")
    pieces = open_pieces(Secret(address), "store", version=f"{__version__} shared")
    lock = ExitStack()
    lock.enter_context(another.alone())

    def end_the_pass() -> None:
        number = pieces.put(b"no piece that anybody can do")
        while not (done := pieces.take([number])):
            pass
        failures.append(done[number].failed or "")
        lock.close()

    failures: list[str] = []
    driver = threading.Thread(target=end_the_pass)
    driver.start()
    assert run("monitor", TARGET, "--share", "--state", address) == 0
    driver.join()
    said = capsys.readouterr().err
    assert "another machine did a pass, of which this one asked 0 pieces" in said
    assert failures[0].startswith("ValidationError")
    another.close()
    pieces.close()


def test_without_a_shared_memory_there_is_nobody_to_share_with(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("monitor", TARGET, "--share") == 2
    assert "--share: needs a memory on a PostgreSQL server" in capsys.readouterr().err
