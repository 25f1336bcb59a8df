"""Annotations, step summary and outputs, read as the runner of GitHub Actions reads them."""

from pathlib import Path

import msgspec

from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Place, Target, TargetKind
from repcheck.render.ci.github import SUMMARY_AT_MOST, beside, shown
from repcheck.render.view import View
from tests.render.parts import STARTED, address, listed, unknown, with_counts
from tests.support.golden import assert_golden
from tests.support.tables import each

from .made import CHECKS, placed
from .runner import Command, commands, outputs

GOLDEN = Path(__file__).parent / "golden"
VIEW = View(version="1.0")


def said(report: Report) -> list[Command]:
    """All commands; there is nothing else on the log."""
    log = shown(report, VIEW).decode()
    found = commands(log)
    assert len(found) == log.count("\n")
    return found


def written(report: Report) -> tuple[str, dict[str, str]]:
    files = dict(beside(report, VIEW))
    return files["GITHUB_STEP_SUMMARY"].decode(), outputs(files["GITHUB_OUTPUT"].decode())


def sweep(number: int, severity: Severity = Severity.HIGH) -> Report:
    targets = tuple(
        address(f"198.51.{high}.{low}", listed("list-a", severity))
        for high in range(number // 250 + 1)
        for low in range(250)
    )[:number]
    report = msgspec.structs.replace(CHECKS["listings"](), targets=targets, findings=())
    return with_counts(report)


@each("name", CHECKS)
def test_golden(name: str) -> None:
    report = CHECKS[name]()
    files = dict(beside(report, VIEW))
    assert_golden(GOLDEN / f"github-{name}.log", shown(report, VIEW))
    assert_golden(GOLDEN / f"github-{name}.summary.md", files["GITHUB_STEP_SUMMARY"])
    assert_golden(GOLDEN / f"github-{name}.output", files["GITHUB_OUTPUT"])


def test_a_listing_is_annotated_on_the_line_of_its_target() -> None:
    first = said(CHECKS["listings"]())[0]
    assert first.name == "error"
    assert first.properties == {"file": "targets.txt", "line": "3", "title": "Listed on list-b: 192.0.2.10"}
    assert "repcheck delist 192.0.2.10" in first.data


def test_a_path_keeps_its_commas_colons_and_percents() -> None:
    report = placed(CHECKS["listings"](), "a,b:c%2C/t.txt")
    assert said(report)[0].properties["file"] == "a,b:c%2C/t.txt"


def test_what_the_baseline_accepts_is_not_annotated() -> None:
    found = said(CHECKS["baseline"]())
    assert [one.properties["title"] for one in found if "Listed" in one.properties["title"]] == [
        "Listed on list-b: 192.0.2.10 (worse)"
    ]


def test_the_worst_ten_are_shown_and_the_rest_is_counted() -> None:
    found = said(sweep(40))
    assert [one.name for one in found] == ["error"] * 10 + ["notice"]
    assert found[-1].data == "and 30 more: see the summary of this step"


def test_no_kind_has_more_annotations_than_are_shown() -> None:
    report = sweep(30, Severity.INFO)
    silent = address("192.0.2.9", unknown("list-b", UnknownReason.TIMEOUT))
    report = with_counts(msgspec.structs.replace(report, targets=(*report.targets, silent)))
    kinds = [one.name for one in said(report)]
    assert kinds.count("notice") == 10


def test_what_could_not_be_asked_is_said_and_never_clean() -> None:
    found = said(CHECKS["network_down"]())
    assert (found[0].name, found[0].properties["title"]) == ("error", "Could not decide")
    assert found[0].data == "Nothing at all answered; check your network and resolver."
    assert "24 answers are unknown, which does not mean clean" in found[-1].data


def test_the_outputs_are_the_counts() -> None:
    _, values = written(CHECKS["listings"]())
    assert values["exit-code"] == "1"
    assert (values["listed"], values["clean"], values["unknown"]) == ("2", "8", "3")
    assert values["listed-targets"] == "192.0.2.10"


def test_a_summary_that_github_would_drop_is_cut_and_says_so() -> None:
    target = Target(value="192.0.2.1", kind=TargetKind.IPV4, place=Place("t", 1))
    texts = tuple(
        TargetReport(target=target, observations=(listed("list-a", text=f"{number} " + "x" * 2000),))
        for number in range(5000)
    )
    report = msgspec.structs.replace(CHECKS["listings"](), targets=texts)
    summary, _ = written(report)
    assert len(summary.encode()) <= SUMMARY_AT_MOST
    assert summary.count("Cut here: ") <= 1
    assert STARTED in summary.splitlines()[-1]
