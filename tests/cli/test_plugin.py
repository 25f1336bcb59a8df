"""``--format nagios``: every way to fail is UNKNOWN (3), told on standard output."""

from collections.abc import Callable
from pathlib import Path

import pytest

from repcheck.cli.main import main
from tests.support.one_bounce import BOUNCE

Run = Callable[..., int]


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    (tmp_path / "bounce.eml").write_bytes(BOUNCE)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main([*arguments, "--format", "nagios"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check",), "nothing to check"),
        (("check", "192.0.2.10", "--no-such"), "No such option"),
        (("check", "192.0.2.10", "-w", "five"), '"five" is not a range'),
        (("check", "no target at all"), "not an IP address, range or domain"),
        (("check", "192.0.2.10", "--catalog", "gone.yaml"), "gone.yaml"),
        (("check", "192.0.2.10", "-i", "gone.txt"), "gone.txt: cannot be read"),
        (("status", "no target at all"), "not an IP address"),
        (("status", "--no-such"), "No such option"),
        (("status", "--state", "gone"), "gone"),
        (("history",), "nagios"),
        (("no-such-command",), "there is no command"),
        (("bounces", "bounce.eml", "--offline", "-o", "gone/x"), "cannot be written"),
    ],
)
def test_a_mistake_pages_nobody(plugin: Run, capsys, arguments, says) -> None:
    assert plugin(*arguments) == 3
    said = capsys.readouterr()
    assert said.out.startswith("REPCHECK UNKNOWN: ")
    assert says in said.out
    assert said.out.count("\n") == 1
    assert "|" not in said.out


def test_help_and_version_are_never_ok(plugin: Run, capsys) -> None:
    assert plugin("check", "--help") == 3
    assert plugin("--version") == 3


def test_a_fault_is_unknown_without_a_traceback(plugin: Run, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repcheck.render.plugin.nagios.shown", lambda *_: 1 / 0)
    assert plugin("bounces", "bounce.eml", "--offline") == 3
    assert capsys.readouterr().out.startswith(
        "REPCHECK UNKNOWN: a fault of repcheck itself (ZeroDivisionError)"
    )


def test_an_answer_has_the_code_of_its_state(plugin: Run, capsys) -> None:
    assert plugin("bounces", "bounce.eml", "--offline") == 0
    assert plugin("bounces", "bounce.eml", "--offline", "-w", "1:") == 1
    assert plugin("bounces", "bounce.eml", "--offline", "-w", "1:", "-c", "5:") == 2
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["REPCHECK OK", "REPCHECK WARNING", "REPCHECK CRITICAL"]
    assert lines[-1].endswith("| blocked=0;1:;5:;0;1 time=" + lines[-1].rpartition("time=")[2])


def test_thresholds_mean_nothing_elsewhere(tmp_path: Path, capsys) -> None:
    assert main(["check", "192.0.2.10", "-c", "5"]) == 2
    assert "-c: needs --format nagios" in capsys.readouterr().err


def test_a_monitor_without_its_memory_is_unknown(plugin: Run, capsys, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    assert plugin("monitor", "192.0.2.10", "--state", "state/below") == 3
    assert capsys.readouterr().out.startswith("REPCHECK UNKNOWN: ")
