"""``--report FORMAT=FILE``: several outputs of one run, and what becomes of those that cannot be written."""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from repcheck.cli.main import main
from repcheck.demo import zones as z
from tests.conftest import NameServerFactory
from tests.support.one_bounce import BOUNCE

CATALOG = """\
version: 1
lists:
- {id: one, zone: one.example, asks: [ipv4], severity: high, codes: {127.0.0.2: spam source}}
- {id: two, zone: two.example, asks: [ipv4], severity: high, codes: {127.0.0.2: spam source}}
"""
Run = Callable[..., int]


@pytest.fixture
def bounces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Reads one bounce, offline, with the files of each run in a folder of its own."""
    (tmp_path / "bounce.eml").write_bytes(BOUNCE)
    monkeypatch.chdir(tmp_path)
    for variable in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.delenv(variable, raising=False)
    return lambda *arguments: main(["bounces", "bounce.eml", "--offline", *arguments])


def test_several_from_one_run_beside_text_on_the_log(bounces: Run, capsys, tmp_path: Path) -> None:
    reports = ("--report", "junit=out.xml", "--report", "json=out.json", "--report", "jsonl=records.jsonl")
    assert bounces(*reports) == 0
    assert capsys.readouterr().out.startswith("1 bounce")
    assert (tmp_path / "out.xml").read_text().startswith("<?xml")
    assert json.loads((tmp_path / "out.json").read_bytes())["schema"] == "repcheck.bounces/1"
    assert json.loads((tmp_path / "records.jsonl").read_bytes())["recipient"] == "frank@example.net"


def test_a_report_is_what_the_format_alone_would_print(bounces: Run, capsysbinary, tmp_path: Path) -> None:
    assert bounces("--format", "markdown", "--report", "text=out.txt") == 0
    first = capsysbinary.readouterr().out
    assert bounces("--format", "text", "--report", "markdown=out.md") == 0
    second = capsysbinary.readouterr().out
    assert (tmp_path / "out.txt").read_bytes() == second
    heading = first.splitlines()[0]
    assert (tmp_path / "out.md").read_bytes().splitlines()[0] == heading


def test_one_that_is_lost_on_a_full_disk_costs_no_other(bounces: Run, capsys, tmp_path: Path) -> None:
    assert bounces("--report", "json=/dev/full", "--report", "sarif=out.sarif") == 74
    said = capsys.readouterr()
    assert said.err == "repcheck: error: /dev/full: cannot be written: no space left on device\n"
    assert said.out.startswith("1 bounce")
    assert json.loads((tmp_path / "out.sarif").read_bytes())["version"] == "2.1.0"


def test_the_main_output_that_is_lost_costs_no_report(bounces: Run, capsys, tmp_path: Path) -> None:
    assert bounces("-o", "/dev/full", "--report", "junit=out.xml") == 74
    assert "/dev/full: cannot be written" in capsys.readouterr().err
    assert (tmp_path / "out.xml").exists()


def test_quiet_prints_nothing_and_writes_reports(bounces: Run, capsys, tmp_path: Path) -> None:
    assert bounces("--quiet", "--report", "junit=out.xml") == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "out.xml").exists()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--report", "json=a", "--report", "junit=./a"), "would write the same file, a"),
        (("--report", "json=a", "--report", "json=a"), "--report json twice would write the same file, a"),
        (("-o", "a", "--report", "junit=a"), "-o and --report junit would write the same file, a"),
        (("--report", "json"), '"json" is not FORMAT=FILE'),
        (("--report", "json="), '"json=" is not FORMAT=FILE'),
        (("--report", "json=-"), "standard output is for the result: --format json"),
        (("--report", "pdf=a"), '"pdf" is none of its formats: text, json'),
        (("--letter", "--report", "json=a"), "--letter: not together with --report"),
        (("--letter", "--format", "json"), "--letter: not together with --format json"),
        (("--letter", "--format", "csv"), "--letter: not together with --format csv"),
    ],
)
def test_what_means_nothing_is_said_before_anything_is_read(
    bounces: Run, capsys, tmp_path: Path, options, complaint
) -> None:
    (tmp_path / "bounce.eml").unlink()
    assert bounces(*options) == 2
    assert complaint in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_the_same_file_is_the_same_file(bounces: Run, capsys, tmp_path: Path) -> None:
    (tmp_path / "b").symlink_to("a")
    assert bounces("--report", "json=a", "--report", "junit=b") == 2


def test_the_github_format_adds_to_the_files_of_the_step(
    bounces: Run, capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "summary").write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    assert bounces("--format", "github") == 0
    assert (tmp_path / "summary").read_text().startswith("before\n## Bounces: ")
    assert "exit-code=0\n" in (tmp_path / "output").read_text()
    assert bounces("--report", "github=log") == 0
    assert (tmp_path / "output").read_text().count("exit-code=0\n") == 2


def test_a_summary_that_cannot_be_written_is_told(
    bounces: Run, capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "gone" / "summary"))
    assert bounces("--format", "github") == 74
    assert "summary: cannot be written" in capsys.readouterr().err


def test_a_report_of_pairs_holds_those_that_are_clean(
    nameserver: NameServerFactory, capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    (catalog := tmp_path / "lists.yaml").write_text(CATALOG)
    server = nameserver(z.honest("one.example", {"192.0.2.10": "127.0.0.2"}), z.honest("two.example", {}))
    asking = ("--resolver", server.address, "--catalog", str(catalog), "--any-address")
    check = ("check", "192.0.2.10", "--fail-on", "never", *asking)
    lines, table = tmp_path / "out.jsonl", tmp_path / "out.csv"
    assert main([*check, "--report", f"jsonl={lines}", "--report", f"csv={table}"]) == 0
    kept = [json.loads(line) for line in lines.read_bytes().splitlines()]
    pairs = [(one["list"], one["state"]) for one in kept if one["type"] == "observation"]
    with table.open(newline="") as file:
        assert [(row["list"], row["state"]) for row in csv.DictReader(file)] == pairs
    capsys.readouterr()
    assert main([*check, "--format", "jsonl"]) == 0
    streamed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["list"], one["state"]) for one in streamed if one["type"] == "observation"] == pairs
    assert {"listed", "clean"} <= {state for _, state in pairs}


def test_metrics_can_be_read_by_the_collector_whatever_the_umask(
    bounces: Run, capsys, tmp_path: Path
) -> None:
    former = os.umask(0o077)
    try:
        assert bounces("--report", "prometheus=out.prom", "--report", "json=out.json") == 0
    finally:
        os.umask(former)
    assert (tmp_path / "out.prom").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "out.json").stat().st_mode & 0o777 == 0o600


def test_the_last_success_is_taken_over_from_the_file(bounces: Run, capsys, tmp_path: Path) -> None:
    out = tmp_path / "out.prom"
    out.write_text("# no metrics {\n")
    assert bounces("--format", "prometheus", "-o", "out.prom") == 0
    assert "repcheck_last_success_timestamp_seconds 1." in out.read_text()
