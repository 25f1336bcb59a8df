"""mute, unmute, status, history and delist --requested, as typed: in this process, on a real store."""

import json
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repcheck.cli.main import main
from tests.memory.made import LISTED, TARGET, passed
from tests.support.patience import PATIENCE
from tests.support.stores import state_in

HOUR = timedelta(hours=1)


class Said:
    """What one command line wrote, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
        monkeypatch.delenv(f"{name}_DIRECTORY", raising=False)

    def run_one(*words: object) -> Said:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run_one


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A memory of three passes, the last a moment ago, with one listing."""
    folder = tmp_path / "memory"
    folder.mkdir()
    store = state_in(folder / "state.sqlite3")
    now = datetime.now(UTC)
    for back in (3, 2, 1, 0):
        passed(store, now - back * HOUR, {(TARGET, "psbl"): LISTED, (TARGET, "spamcop"): None})
    store.close()
    return folder


def test_a_mute_is_set_shown_and_ended(run: Run, state: Path) -> None:
    assert run("status", "--state", state).code == 1
    done = run("mute", TARGET, "psbl", "--until", "14d", "--reason", "moving away", "--state", state)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Muted: 192.0.2.10 on psbl until 20")
    told = run("status", "--state", state)
    assert told.code == 0
    assert "muted, 13 days left: moving away" in told.out
    assert run("status", "--quiet", "--state", state).out == ""
    assert (
        run("unmute", TARGET, "--state", state).out == "No longer muted: 192.0.2.10 on psbl (moving away)\n"
    )
    assert run("status", "--state", state).code == 1
    again = run("unmute", TARGET, "--state", state)
    assert (again.code, again.err) == (2, "repcheck: error: unmute: 192.0.2.10 is not muted\n")


def test_a_mute_of_what_nobody_watches_warns(run: Run, state: Path) -> None:
    done = run("mute", "192.0.2.99", "--until", "1d", "--reason", "x", "--state", state)
    assert done.code == 0
    assert "192.0.2.99 was not watched by any pass yet: the mute waits for one" in done.err


def test_a_request_is_noted_and_told(run: Run, state: Path) -> None:
    done = run("delist", "--requested", "psbl", "--target", TARGET, "--note", "ticket 4711", "--state", state)
    assert done.code == 0
    assert done.out.startswith("Noted: psbl was asked to remove 192.0.2.10. It usually takes ")
    told = run("status", "--state", state)
    assert "  asked " in told.out
    assert "just now, usually " in told.out
    assert "(ticket 4711)" in told.out


def test_machines_get_json(run: Run, state: Path) -> None:
    muting = ("mute", TARGET, "--until", "1d", "--reason", "x", "--state", state)
    assert json.loads(run(*muting, "--format", "json").out)["mutes"][0]["list"] is None
    noting = ("delist", "--requested", "psbl", "--target", TARGET, "--state", state)
    assert json.loads(run(*noting, "--format", "json").out)["requests"][0]["list"] == "psbl"
    found = json.loads(run("status", "--format", "json", "--state", state).out)
    assert (found["schema"], found["exit_code"], len(found["open"])) == ("repcheck.status/1", 0, 1)
    past = json.loads(run("history", TARGET, "psbl", "--format", "json", "--state", state).out)
    assert (past["schema"], past["pairs"][0]["times"]) == ("repcheck.history/1", 1)


def test_history_and_prune(run: Run, state: Path) -> None:
    told = run("history", "--state", state)
    assert "192.0.2.10 (pool-a) on psbl\n  listed since " in told.out
    assert run("history", "192.0.2.77", "--state", state).out.startswith("192.0.2.77 was never watched: ")
    assert run("history", "prune", "--state", state).out.startswith("0 rows older than ")
    assert run("history", "prune", "--older", "150m", "--state", state).out.startswith("1 row older than ")
    assert run("history", "--state", state).out == told.out  # it stands, so its beginning stays


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("mute 192.0.2.10 --reason x", "Missing option '--until'"),
        ("mute 192.0.2.10 --until 1d", "Missing option '--reason'"),
        ("mute 192.0.2.10 --until 91d --reason x", 'until: "91d" is more than 90 days away'),
        ("mute 192.0.2.10 psblx --until 1d --reason x", 'there is no list "psblx"; did you mean "psbl"?'),
        ("mute 192.0.2.999 --until 1d --reason x", "not an IP address, range or domain"),
        ("delist --requested psbl", "--requested LIST needs --target, and no TARGET beside it"),
        ("delist --requested psbl 192.0.2.1 --target 192.0.2.1", "no TARGET beside it"),
        ("delist --target 192.0.2.1", "--target: needs --requested"),
        ("delist --requested psbl --target 192.0.2.1 --direct", "--requested: not together with --direct"),
        ("history prune --older soon", '"soon" is not a time such as 36h or 14d'),
        ("history prune --older 999999d", "is not a time such as 36h or 14d"),
    ],
)
def test_what_means_nothing_is_one_line(line: str, says: str, run: Run, state: Path) -> None:
    done = run(*line.split())
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert says in done.err


COMMANDS = [
    ("status",),
    ("history",),
    ("history", "prune"),
    ("unmute", TARGET),
    ("mute", TARGET, "--until", "1d", "--reason", "x"),
    ("delist", "--requested", "psbl", "--target", TARGET),
]


def damaged(path: Path) -> None:
    path.write_bytes(b"this was a database once, and is none any more" * 100)


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:2]))
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (damaged, "is damaged: "),
        (newer, "was written by a newer repcheck; use that one"),
        (a_folder, "cannot be used: unable to open database file"),
    ],
)
def test_a_memory_that_cannot_be_used_is_one_line_and_exit_3(
    spoil: Callable[[Path], None], says: str, words: tuple[str, ...], run: Run, state: Path
) -> None:
    path = state / "state.sqlite3"
    for beside in (path.with_name(path.name + end) for end in ("-wal", "-shm")):
        beside.unlink(missing_ok=True)
    spoil(path)
    done = run(*words, "--state", state)
    assert (done.code, done.out) == (3, "")
    assert done.err == f"repcheck: error: {path}: {says}" + done.err.partition(says)[2]
    assert done.err.count("\n") == 1


def test_without_any_pass_there_is_no_status(run: Run, tmp_path: Path) -> None:
    done = run("status", "--state", tmp_path / "nowhere")
    assert (done.code, done.out) == (3, "")
    assert "is not there yet: repcheck monitor TARGET writes it" in done.err
    assert not (tmp_path / "nowhere").exists()


def test_the_configuration_names_the_file(run: Run, state: Path, tmp_path: Path) -> None:
    (state / "state.sqlite3").rename(state / "other.sqlite3")
    config = tmp_path / "repcheck.yaml"
    config.write_text("version: 1\nstore: other.sqlite3\n")
    assert run("status", "--state", state, "--config", config).code == 1
    config.write_text("version: 1\nstore: env:DATABASE\n")
    done = run("status", "--state", state, "--config", config)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "store: env:DATABASE is not set" in done.err


def test_a_full_disk_is_one_line_and_loses_nothing(run: Run, state: Path) -> None:
    muting = ("--until", "14d", "--reason", "long " * 50, "--state", str(state))
    assert run("mute", TARGET, *muting).code == 0
    path = state / "state.sqlite3"
    most = path.stat().st_size

    def limit() -> None:
        # No file may grow beyond what the database has: the log of the transaction does not fit.
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    words = [sys.executable, "-m", "repcheck", "mute", "198.51.100.0/22", "psbl", *muting]
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, timeout=PATIENCE, preexec_fn=limit
    )
    assert (done.returncode, done.stdout) == (3, "")
    (error,) = [line for line in done.stderr.splitlines() if "warning" not in line]
    assert error.startswith(f"repcheck: error: {path}: cannot be used: ")
    told = json.loads(run("status", "--format", "json", "--state", state).out)
    assert [one["target"] for one in told["mutes"]] == [TARGET]
