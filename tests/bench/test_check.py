"""A ratio is of the least costs, is broken above what is allowed, and is skipped with its reason."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bench import check
from bench.check import Measured, Ratio, measured, ratios, table
from bench.processes import BenchError


def made_up(costs: dict[str, list[float]]) -> Callable[[Sequence[str]], float]:
    return lambda command: costs[command[0]].pop(0)


def test_a_ratio_is_of_the_least_costs_less_the_start(tmp_path: Path) -> None:
    costs = {"a": [9.0, 5.0, 7.0, 8.0, 9.0], "b": [4.0, 9.0, 3.0, 4.0, 5.0], "s": [1.0, 2.0, 2.0, 2.0, 2.0]}
    found = measured(Ratio("x", ["a"], ["b"], 1.5, ["s"]), tmp_path, made_up(costs))
    assert found == Measured("x", 1.5, 2.0)
    assert (found.holds(1.0), found.holds(1.4)) == (False, True)


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="exit code 3: no good"):
        measured(Ratio("x", ["sh", "-c", "echo no good >&2; exit 3"], ["true"], 1), tmp_path)


def test_the_table_says_what_is_broken_and_why_something_is_skipped() -> None:
    text = table([Measured("a", 2, 3.0), Measured("b", 2, 1.0), Measured("c", 2, None, "skipped: no c")], 1.0)
    assert [line.split()[-1] for line in text.splitlines()[2:]] == ["BROKEN", "kept", "c"]


@pytest.mark.parametrize(("kept", "code"), [(True, 0), (False, 1)])
def test_exit_codes(kept: bool, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "run", lambda *_: ("table", kept))
    monkeypatch.setattr("sys.argv", ["bench.check"])
    assert check.main() == code


def test_a_missing_reader_is_skipped_but_where_all_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(check, "LOG_LINES", 10)
    monkeypatch.setattr(check, "ROUNDS", 1)
    monkeypatch.delenv("REPCHECK_REQUIRE_REAL", raising=False)
    mails = tmp_path / "other"
    mails.mkdir()
    *others, once, often = ratios(tmp_path, mails)
    assert all(isinstance(other, Ratio) for other in others)
    for skipped in (once, often):
        assert isinstance(skipped, Measured)
        assert "not installed" in skipped.reason
        assert skipped.holds(1.0)
    monkeypatch.setenv("REPCHECK_REQUIRE_REAL", "1")
    with pytest.raises(BenchError):
        list(ratios(tmp_path, mails))
