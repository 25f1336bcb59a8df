"""``repcheck monitor`` from the command line, on the demonstration's name server."""

import contextlib
import fcntl
import json
import os
import resource
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from repcheck.cli.main import main
from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones
from repcheck.store.sql.state import open_state

LISTED, CLEAN = "192.0.2.10", "198.51.100.20"
_NOBODY = 65534


@pytest.fixture
def server() -> Iterator[NameServer]:
    with NameServer(demo_zones()) as running:
        yield running


@pytest.fixture
def monitor(server: NameServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Monitor":
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return Monitor(server.address, tmp_path / "state")


class Monitor:
    """The command with what all these tests need."""

    def __init__(self, resolver: str, state: Path) -> None:
        self.state = state
        lists = ("--catalog", str(demo_catalog()), "--lists", "demo-honest,demo-second")
        self._options = ("--resolver", resolver, "--state", str(state), *lists)

    def __call__(self, *words: str) -> int:
        return main(["monitor", *words, *self._options])


def test_the_first_pass_sums_up_and_the_next_is_quiet(
    monitor: Monitor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert monitor("192.0.2.10", "198.51.100.20") == 1
    said = capsys.readouterr().out
    assert said.startswith("[repcheck] watching 2 targets: 1 listing already\n")
    assert "listed already, high: 192.0.2.10 on Demo Honest List" in said
    assert monitor("192.0.2.10", "198.51.100.20", "--quiet") == 1
    assert capsys.readouterr().out == ""
    assert monitor("192.0.2.10", "198.51.100.20", "--quiet", "--fail-on", "critical") == 0


def test_json_has_what_is_open(monitor: Monitor, capsys: pytest.CaptureFixture[str]) -> None:
    assert monitor("192.0.2.10", "--format", "json") == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["baseline"], document["changes"]) == ("repcheck.monitor/1", True, [])
    assert [(one["target"], one["list"]) for one in document["open"]] == [("192.0.2.10", "demo-honest")]


def test_two_passes_never_overlap(monitor: Monitor, capsys: pytest.CaptureFixture[str]) -> None:
    assert monitor("198.51.100.20") == 0
    with (monitor.state / "monitor.lock").open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert monitor("198.51.100.20") == 0
        assert monitor("198.51.100.20", "--strict-lock") == 3
    assert "another pass is under way" in capsys.readouterr().err


def test_a_store_that_cannot_be_read_is_never_all_well(
    monitor: Monitor, capsys: pytest.CaptureFixture[str]
) -> None:
    monitor.state.mkdir()
    (monitor.state / "state.sqlite3").write_bytes(b"this is no database" * 100)
    assert monitor("198.51.100.20") == 3
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 1
    assert "state.sqlite3: is damaged" in errors[0]


def test_a_place_that_cannot_be_made_is_never_all_well(
    server: NameServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("where a directory is to be")
    assert Monitor(server.address, tmp_path / "file" / "state")("198.51.100.20") == 3
    assert len(capsys.readouterr().err.splitlines()) == 1


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow beyond 4 kB: the log of a transaction does not fit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder in which this process can make and change nothing."""
    root = os.geteuid() == 0
    for path in (*folder.iterdir(), folder):
        path.chmod(0o555)
    # pytest's own folders, of which a worker has one more, are closed to others
    shut = [above for above in folder.parents[:4] if root and not above.stat().st_mode & 0o001]
    for above in shut:
        above.chmod(0o755)
    if root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


def said_in_one_line(monitor: Monitor, capsys: pytest.CaptureFixture[str]) -> str:
    """The line of a pass that has no memory it can use."""
    assert monitor(CLEAN, LISTED) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1, said.err
    return said.err.strip()


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (lambda _: full_disk(), "state.sqlite3: cannot be used: "),
        (read_only, "cannot be "),
    ],
    ids=["full disk", "read-only"],
)
def test_what_cannot_be_recorded_is_never_all_well_and_nothing_is_lost(
    trouble: Callable[[Path], AbstractContextManager[None]],
    says: str,
    monitor: Monitor,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert monitor(CLEAN) == 0
    before = remembered(monitor.state)
    capsys.readouterr()
    with trouble(monitor.state):
        assert says in said_in_one_line(monitor, capsys)
    assert remembered(monitor.state) == before
    for path in monitor.state.iterdir():
        path.chmod(0o600)
    assert monitor(CLEAN) == 0


def remembered(state: Path) -> tuple[int, Sequence[object]]:
    store = open_state(state / "state.sqlite3")
    found = (len(store.memories()), store.passes(9))
    store.close()
    return found


def test_the_store_of_a_newer_version_is_left_alone(
    monitor: Monitor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert monitor(CLEAN) == 0
    capsys.readouterr()
    with contextlib.closing(sqlite3.connect(monitor.state / "state.sqlite3")) as store:
        store.execute("UPDATE alembic_version SET version_num = '0999'")
        store.commit()
    assert said_in_one_line(monitor, capsys).endswith("was written by a newer repcheck; use that one")


def test_nothing_to_watch_is_a_mistake(monitor: Monitor, capsys: pytest.CaptureFixture[str]) -> None:
    assert monitor() == 2
    assert "nothing is watched" in capsys.readouterr().err
