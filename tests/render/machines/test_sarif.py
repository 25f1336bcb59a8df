"""SARIF, by its JSON Schema and by what GitHub asks beyond it."""

import json
from pathlib import Path
from typing import Any

import pytest

from repcheck.model.report import Report
from repcheck.render.ci import sarif
from repcheck.render.ci.sarif import shown
from repcheck.render.view import View
from tests.support.golden import assert_golden
from tests.support.tables import each

from .made import CHECKS, placed, poisoned
from .readers import sarif_validator

HERE = Path(__file__).parent
VIEW = View(version="1.0")


def run(report: Report, view: View = VIEW) -> dict[str, Any]:
    document = json.loads(shown(report, view))
    assert [error.message for error in sarif_validator().iter_errors(document)] == []
    (found,) = document["runs"]
    assert isinstance(found, dict)
    return found


@each("name", CHECKS)
def test_golden(name: str) -> None:
    document = json.loads(shown(CHECKS[name](), View(version="1.0")))
    assert_golden(HERE / "golden" / f"sarif-{name}.json", json.dumps(document, indent=1).encode() + b"\n")


@pytest.mark.parametrize(
    "report", [*(made() for made in CHECKS.values()), poisoned()], ids=[*CHECKS, "poisoned"]
)
def test_it_is_valid_and_each_result_names_its_rule(report: Report) -> None:
    found = run(report)
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    for rule in found["tool"]["driver"]["rules"]:
        assert all(0 < len(rule[key]["text"]) <= 1024 for key in ("shortDescription", "fullDescription"))
        assert 0 <= float(rule["properties"]["security-severity"]) <= 10
    for result in found["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"].strip()


def test_a_result_lies_on_the_line_of_its_target_and_its_fingerprint_does_not() -> None:
    found = run(CHECKS["listings"]())["results"][0]
    assert found["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "targets.txt"},
        "region": {"startLine": 3},
    }
    moved = run(placed(CHECKS["listings"](), "moved.txt"))["results"][0]
    assert (
        moved["partialFingerprints"]
        == found["partialFingerprints"]
        == {"repcheck/v1": "192.0.2.10|dnsbl/list-b"}
    )


@each(
    "path, uri",
    [("./a b/t.txt", "a%20b/t.txt"), ("/srv/t%.txt", "file:///srv/t%25.txt"), ("x:y", "x%3Ay")],
)
def test_a_path_is_a_uri(path: str, uri: str) -> None:
    place = run(placed(CHECKS["listings"](), path))["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri


def test_unknown_is_no_result_and_not_silent() -> None:
    found = run(CHECKS["network_down"]())
    assert [result["ruleId"] for result in found["results"]] == ["run/network_down"]
    notes = found["invocations"][0]["toolExecutionNotifications"]
    assert len(notes) == 12
    assert all("unknown (network_down) for 2 targets" in note["message"]["text"] for note in notes)


def test_what_the_baseline_accepts_is_suppressed_and_the_rest_says_how_it_stands() -> None:
    by_rule = {result["ruleId"]: result for result in run(CHECKS["baseline"]())["results"]}
    assert by_rule["dnsbl/list-a"]["suppressions"][0]["kind"] == "external"
    assert by_rule["dnsbl/list-a"]["baselineState"] == "unchanged"
    assert by_rule["dnsbl/list-b"]["baselineState"] == "updated"


def test_more_than_github_takes_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "_MOST_RESULTS", 1)
    said: list[str] = []
    found = run(CHECKS["listings"](), View(warn=said.append))
    assert len(found["results"]) == 1
    assert "2 more results left out" in said[0]
    assert "2 results of lesser severity left out." in str(found["invocations"])
