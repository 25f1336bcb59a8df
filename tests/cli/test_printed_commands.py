"""What the monitor prints as a command runs as printed, on the memory that it is about."""

import re
import shlex
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from repcheck.cli.main import main
from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones
from repcheck.store.sql.state import open_state
from tests.memory.made import passed

LISTED, LIST = "192.0.2.10", "demo-honest"
LISTS = ("--catalog", str(demo_catalog()), "--lists", LIST)
#: Nothing listens there: the message waits in the outbox.
CONFIG = f"""\
version: 1
targets: [{{group: pool-a, watch: {LISTED}}}]
alerts:
  - {{id: here, stdout: true}}
  - {{id: hook, webhook: {{url: "env:REPCHECK_TEST_HOOK"}}}}
"""
_PRINTED = re.compile(r"\brepcheck (?:mute|status|history|alerts|monitor|delist|check) ?.*")
_TAG = re.compile(r"<[^>]*>")

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def server() -> Iterator[NameServer]:
    with NameServer(demo_zones()) as running:
        yield running


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("REPCHECK_TEST_HOOK", "http://127.0.0.1:1/")

    def run_one(*words: str) -> tuple[int, str]:
        code = main(list(words))
        said = capsys.readouterr()
        print(words, said.err)  # shown when a test fails
        return code, said.out

    return run_one


def clean_until_now(folder: Path) -> None:
    """A memory in which the target was on no list an hour ago."""
    folder.mkdir(parents=True)
    store = open_state(folder / "state.sqlite3")
    for back in (2, 1):
        passed(store, datetime.now(UTC) - timedelta(hours=back), {(LISTED, LIST): None})
    store.close()


def printed(text: str) -> list[list[str]]:
    """The words of each command in a text, without the name of the program."""
    return [shlex.split(found[0].rstrip(".)"))[1:] for found in _PRINTED.finditer(text)]


def test_the_command_that_silences_a_listing_does(run: Run, server: NameServer, tmp_path: Path) -> None:
    state, config = tmp_path / "my state", tmp_path / "my config.yaml"
    config.write_text(CONFIG)
    clean_until_now(state)
    memory = ("--state", str(state), "--config", str(config))
    code, said = run("monitor", *memory, *LISTS, "--resolver", server.address)
    assert (code, said.count(f"LISTED high: {LISTED} (pool-a)")) == (1, 2), said
    (mute,) = [words for words in printed(said) if words[0] == "mute"]
    assert run(*mute)[0] == 0
    code, said = run("status", *memory)
    assert (code, "muted, 13 days left: known" in said) == (0, True), said
    waiting = [words for words in printed(said) if words[0] == "alerts"]
    assert waiting == [["alerts", "list", *memory]]
    assert f"  hook  [repcheck] LISTED high: {LISTED}" in run(*waiting[0])[1]


def test_a_page_says_how_the_same_lists_are_asked(run: Run, server: NameServer, tmp_path: Path) -> None:
    config = tmp_path / "my config.yaml"
    config.write_text(CONFIG)
    memory = ("--state", str(tmp_path / "my state"), "--config", str(config))
    run("monitor", *memory, *LISTS, "--resolver", server.address)
    code, page = run("monitor", *memory, *LISTS, "--resolver", server.address, "--format", "html")
    found = {tuple(words) for words in printed(_TAG.sub("\n", unescape(page))) if words[0] == "delist"}
    assert code == 1
    assert found == {("delist", LISTED, "--resolver", server.address, *LISTS[:2], "--config", str(config))}


def test_each_command_that_is_printed_runs(run: Run, server: NameServer, tmp_path: Path) -> None:
    (tmp_path / "config" / "repcheck").mkdir(parents=True)
    (tmp_path / "config" / "repcheck" / "repcheck.yaml").write_text(CONFIG)
    clean_until_now(tmp_path / "state" / "repcheck")
    texts = [run("monitor", *LISTS, "--resolver", server.address)[1]]
    texts += [run(*words)[1] for words in (("status",), ("history",), ("alerts", "list"))]
    found = [words for text in texts for words in printed(text)]
    assert ["alerts", "list"] in found
    assert "mute" in [words[0] for words in found]
    for words in found:
        # what asks the public lists is read, but not run
        code = run(*words, *(("--help",) if words[0] in ("check", "delist", "monitor") else ()))[0]
        assert code in (0, 1), words
