"""A file that no result can go to is said before anything is asked; one lost later costs nothing else."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from repcheck.cli.delivery import Aside
from repcheck.cli.main import main
from tests.cli.every_command import COMMANDS

#: What each command with ``-o`` cannot do without; no file of these names is there.
CALLS = {
    "check": ["192.0.2.1"], "ci": ["192.0.2.1"], "delist": ["192.0.2.1"], "domain": ["example.com"],
    "spf": ["example.com"], "explain": ["550 blocked"], "replay": ["gone.json"], "monitor": [], "demo": [],
    "bounces read": ["gone.eml"], "bounces follow": ["gone.log"], "bounces hygiene": ["gone.eml"],
    "mute": ["192.0.2.1", "--until", "2d", "--reason", "x"], "unmute": ["192.0.2.1"],
    "status": [], "history show": [], "alerts list": [],
    "config show": [], "lists probe": [], "lists show": [], "lists diff": ["gone.yaml"],
    "sources probe": ["spamhaus-sia"], "sources show": [],
}  # fmt: skip

#: A name that leads nowhere, and what is said of it.
NOWHERE = [
    ("", "an empty text names no file"),
    ("/", "/: cannot be written: is a directory"),
    (".", ".: cannot be written: is a directory"),
    ("gone/out", "gone/out: cannot be written: no such file or directory"),
    ("file/out", "file/out: cannot be written: not a directory"),
    ("x" * 300, "cannot be written: file name too long"),
]


def options_of(command: click.Command) -> set[str]:
    return {name for each in command.params for name in each.opts}


WITH_OUTPUT = {" ".join(path): command for path, command in COMMANDS if "-o" in options_of(command)}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("kept\n")
    return tmp_path


def call(command: str, *options: str) -> int:
    return main([*command.split(), *CALLS[command], *options])


def test_each_command_with_an_output_is_tried() -> None:
    assert set(CALLS) == set(WITH_OUTPUT)


@pytest.mark.parametrize(("name", "complaint"), NOWHERE, ids=[name[:8] for name, _ in NOWHERE])
def test_a_file_that_cannot_be_written_is_a_usage_error_of_every_command(
    name: str, complaint: str, capsys, folder: Path
) -> None:
    for command, defined in WITH_OUTPUT.items():
        ways: list[Sequence[str]] = [("-o", name)]
        if "--save-evidence" in options_of(defined):
            ways.append(("--save-evidence", name))
        if "--report" in options_of(defined) and name:
            ways.append(("--report", f"json={name}"))
        for way in ways:
            assert (command, call(command, *way)) == (command, 2)
            said = capsys.readouterr()
            assert (command, said.out, said.err.count("\n")) == (command, "", 1)
            assert complaint in said.err
    assert [path.name for path in folder.iterdir()] == ["file"]


def test_a_folder_that_may_not_be_written_is_said_first(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system answers who is not root."""
    monkeypatch.setattr(os, "access", lambda path, mode, **_: False)
    assert call("check", "-o", "out") == 2
    assert "out: cannot be written: permission denied" in capsys.readouterr().err


def test_letters_go_to_a_folder_that_need_not_be_there(capsys, folder: Path) -> None:
    for name in ("file", "file/below/it"):
        assert call("explain", "--letter", "-o", name) == 2
        assert f"{name}: cannot be written: not a directory" in capsys.readouterr().err
    text = "550 5.7.1 Service unavailable; client [192.0.2.10] blocked using bl.spamcop.net"
    assert main(["explain", text, "--letter", "-o", "new/letters"]) == 0


def test_a_dash_is_standard_output(capsys, folder: Path) -> None:
    assert main(["lists", "show", "--format", "json", "-o", "-"]) == 0
    assert json.loads(capsys.readouterr().out)
    for way in (("--save-evidence", "-"), ("--report", "json=-")):
        assert call("check", *way) == 2
        assert "standard output is for the result" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["file"]


def test_evidence_that_is_lost_costs_the_report_nothing(lists, catalog, capsys) -> None:
    asking = ("--resolver", lists.address, "--catalog", str(catalog), "--expand", "none")
    said = []
    for more in ((), ("--save-evidence", "/dev/full")):
        code = main(["check", "192.0.2.10", *asking, "--format", "csv", *more])
        said.append((code, *capsys.readouterr()))
    (_, whole, _), (code, out, complaint) = said
    assert (code, complaint) == (
        74,
        "repcheck: error: /dev/full: cannot be written: no space left on device\n",
    )
    assert out.count("\n") == whole.count("\n") > 1


def test_what_is_lost_beside_a_result_decides_its_exit_code(capsys, folder: Path) -> None:
    for name, code in ((None, 1), ("new", 1), ("/dev/full", 74)):
        aside = Aside(None if name is None else Path(name))
        if aside.path is not None:
            aside.write(b"evidence\n")
        assert aside.ending(1) == code
    assert (folder / "new").read_bytes() == b"evidence\n"
    assert capsys.readouterr().err.count("\n") == 1


def test_a_baseline_that_cannot_be_written_is_said_first(capsys) -> None:
    assert call("ci", "--baseline", "gone/base.yaml", "--update-baseline") == 2
    assert capsys.readouterr().err == (
        "repcheck: error: gone/base.yaml: cannot be written: no such file or directory\n"
    )
