"""The benchmark's log is what it says, and a run that misses a bounce is no measurement."""

from pathlib import Path

import pytest

from bench.logs import row
from bench.maillog import BOUNCED, BOUNCES, write_log
from bench.processes import BenchError
from repcheck.bounces.logs import log_kind
from tests.support.tables import each

LINES = 20_000


@each("kind", BOUNCES)
def test_two_lines_in_a_hundred_are_bounces(tmp_path: Path, kind: str) -> None:
    bounces = write_log(tmp_path / "log", LINES, kind)
    text = (tmp_path / "log").read_bytes()
    assert log_kind(text) == kind
    assert text.count(b"\n") == LINES
    assert text.count(BOUNCES[kind].encode()) == bounces
    assert 0.8 * BOUNCED < bounces * 100 / LINES < 1.2 * BOUNCED


def test_a_run_is_measured(tmp_path: Path) -> None:
    kind, lines, _, bounces, *_, rate = row(tmp_path, ("exim", LINES))
    assert (kind, lines) == ("Exim", "20,000")
    assert int(bounces.replace(",", "")) > 0
    assert int(rate.replace(",", "")) > 0


def test_a_run_that_misses_a_bounce_is_no_measurement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.logs.write_log", lambda *log: write_log(*log) + 1)
    with pytest.raises(BenchError, match="bounces found instead of"):
        row(tmp_path, ("postfix", 1000))
