"""The benchmark's log is what it says, and a run that misses a bounce is no measurement."""

from pathlib import Path

import pytest

from bench.logs import row
from bench.maillog import BOUNCED, write_log
from bench.processes import BenchError

LINES = 20_000


def test_two_lines_in_a_hundred_are_bounces(tmp_path: Path) -> None:
    bounces = write_log(tmp_path / "log", LINES)
    text = (tmp_path / "log").read_bytes()
    assert text.count(b"\n") == LINES
    assert text.count(b", status=bounced (") == bounces
    assert 0.8 * BOUNCED < bounces * 100 / LINES < 1.2 * BOUNCED


def test_a_run_is_measured(tmp_path: Path) -> None:
    lines, _, bounces, *_, rate = row(tmp_path, LINES)
    assert lines == "20,000"
    assert int(bounces.replace(",", "")) > 0
    assert int(rate.replace(",", "")) > 0


def test_a_run_that_misses_a_bounce_is_no_measurement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.logs.write_log", lambda file, lines: write_log(file, lines) + 1)
    with pytest.raises(BenchError, match="bounces found instead of"):
        row(tmp_path, 1000)
