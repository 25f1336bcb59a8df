"""``repcheck monitor`` from the command line, on the demonstration's name server."""

import fcntl
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcheck.cli.main import main
from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones


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
    assert said.startswith("[repcheck] watching 2 targets: 1 listed already\n")
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


def test_nothing_to_watch_is_a_mistake(monitor: Monitor, capsys: pytest.CaptureFixture[str]) -> None:
    assert monitor() == 2
    assert "nothing is watched" in capsys.readouterr().err
