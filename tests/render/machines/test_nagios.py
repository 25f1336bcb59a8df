"""Plugin output: state, text, performance data and thresholds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from repcheck.errors import BadOption
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.report import Report
from repcheck.render.plugin.nagios import exit_code, shown
from repcheck.render.ranges import parse_range
from repcheck.render.view import View
from tests.render.parts import STARTED, address, clean, listed, unknown, with_counts
from tests.support.golden import assert_golden
from tests.support.tables import each

from . import others
from .icinga import Output, parsed
from .made import CHECKS

GOLDEN = Path(__file__).parent / "golden"
RESULTS: dict[str, Callable[[], Any]] = {
    **CHECKS,
    "domains": others.domains,
    "probe": others.probe,
    "pass": others.a_pass,
    "hygiene": others.hygiene,
}


def read(value: Any, view: View = View()) -> Output:  # noqa: B008 - it is frozen
    output = parsed(shown(value, view))
    assert output.state == exit_code(value, view)
    return output


def report(*observations: Any, code: ExitCode = ExitCode.OK) -> Report:
    return with_counts(
        Report(started=STARTED, seconds=1.0, exit_code=code, targets=(address("192.0.2.10", *observations),))
    )


@each("name", RESULTS)
def test_golden(name: str) -> None:
    read(RESULTS[name]())
    assert_golden(GOLDEN / f"nagios-{name}.txt", shown(RESULTS[name](), View()))


@each(
    "value, state",
    [
        (report(clean("list-a")), 0),
        (report(listed("list-a", Severity.LOW)), 0),  # below --fail-on
        (report(listed("list-a", Severity.LOW), code=ExitCode.FOUND), 1),
        (report(listed("list-a", Severity.HIGH), code=ExitCode.FOUND), 2),
        (report(unknown("list-a", UnknownReason.TIMEOUT), clean("list-b")), 0),
        (report(unknown("list-a", UnknownReason.TIMEOUT), code=ExitCode.UNDECIDED), 3),
        # a listing is never hidden by what could not be asked
        (report(listed("list-a"), unknown("list-b", UnknownReason.TIMEOUT), code=ExitCode.UNDECIDED), 2),
        (
            report(
                listed("list-a", Severity.INFO),
                unknown("list-b", UnknownReason.TIMEOUT),
                code=ExitCode.UNDECIDED,
            ),
            3,
        ),
        (msgspec.structs.replace(report(clean("list-a")), interrupted="timeout"), 3),
        (msgspec.structs.replace(report(listed("list-a"), code=ExitCode.FOUND), interrupted="timeout"), 2),
    ],
)
def test_the_state_is_that_of_the_result(value: Report, state: int) -> None:
    assert read(value).state == state


@each(
    "warning, critical, state",
    [
        ("0", "5", 1), ("0", "1", 2), ("5", "9", 0), ("5", None, 0), (None, "1", 2), ("3:", None, 1),
        ("@2", None, 1), ("@3:9", None, 0), ("~:1", None, 1), ("1:2", "1:2", 0),
    ],
)  # fmt: skip
def test_thresholds_go_before_severity(warning: str | None, critical: str | None, state: int) -> None:
    view = View(
        warning=None if warning is None else parse_range(warning),
        critical=None if critical is None else parse_range(critical),
    )
    output = read(CHECKS["listings"](), view)
    assert output.state == state
    assert output.data["listed"] == {
        "value": "2", "unit": "", "warn": warning or "", "crit": critical or "", "min": "0", "max": "13",
    }  # fmt: skip


def test_thresholds_do_not_make_a_run_that_heard_nothing_ok() -> None:
    view = View(warning=parse_range("5"), critical=parse_range("9"))
    assert read(CHECKS["network_down"](), view).state == 3


@each("text", ["", "x", "10:5", "@", "~", "1..2", "1:2:3", "1e3", "--1"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(BadOption):
        parse_range(text)


def test_a_list_of_many_problems_stays_within_what_nagios_keeps() -> None:
    targets = tuple(address(f"198.51.100.{last}", listed("list-a")) for last in range(250))
    output = read(msgspec.structs.replace(CHECKS["listings"](), targets=targets))
    assert any(line.startswith("and ") and line.endswith(" more problems") for line in output.long_text)


def test_hygiene_without_a_rate_is_unknown() -> None:
    assert read(others.hygiene(sent=None)).state == 3
    assert read(others.hygiene(sent=10_000)).state == 0
    assert read(others.hygiene(sent=1)).state == 2
