"""JUnit XML, by the schema of Jenkins and by junitparser."""

from pathlib import Path

import junitparser
import msgspec
import pytest

from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.published.domain import Part
from repcheck.model.records import PartState
from repcheck.model.report import Finding, Report
from repcheck.render.ci import github, junit
from repcheck.render.ci.junit import shown
from repcheck.render.plugin import nagios
from repcheck.render.text.domain.brief import render_domain_brief
from repcheck.render.view import View
from tests.render.parts import unknown
from tests.support.golden import assert_golden
from tests.support.tables import each

from .made import CHECKS, poisoned
from .others import domains
from .readers import junit_schema

HERE = Path(__file__).parent


def suite(report: Report) -> junitparser.TestSuite:
    document = shown(report, View())
    junit_schema().validate(document.decode())
    (found,) = junitparser.JUnitXml.fromstring(document)
    assert isinstance(found, junitparser.TestSuite)
    return found


@each("name", CHECKS)
def test_golden(name: str) -> None:
    assert_golden(HERE / "golden" / f"junit-{name}.xml", shown(CHECKS[name](), View()))


@pytest.mark.parametrize(
    "report", [*(made() for made in CHECKS.values()), poisoned()], ids=[*CHECKS, "poisoned"]
)
def test_the_counts_are_those_of_the_cases(report: Report) -> None:
    found = suite(report)
    told = (found.tests, found.failures, found.errors, found.skipped)
    found.update_statistics()
    assert told == (found.tests, found.failures, found.errors, found.skipped)


def test_no_case_is_named_twice_and_no_suite_has_a_dot_in_its_name() -> None:
    for report in (CHECKS["bounced"](), poisoned()):
        cases = [(case.classname, case.name) for case in suite(report)]
        assert len(set(cases)) == len(cases)
        assert {kind.partition(".")[0] for kind, _ in cases} == {"repcheck"}
        assert all(kind.count(".") == 1 for kind, _ in cases)


def test_unknown_is_an_error_or_skipped_and_never_passes() -> None:
    by_name = {case.name: case for case in suite(CHECKS["listings"]())}
    assert isinstance(by_name["192.0.2.10 list-l"].result[0], junitparser.Skipped)
    silent = [case for case in suite(CHECKS["network_down"]()) if "list-" in case.name]
    assert silent
    assert all(isinstance(case.result[0], junitparser.Error) for case in silent)


def test_a_run_without_an_answer_has_an_error_though_each_list_is_skipped() -> None:
    report = CHECKS["network_down"]()
    seen = tuple(unknown(one.list, UnknownReason.RESOLVER_BLOCKED) for one in report.targets[0].observations)
    blocked = tuple(msgspec.structs.replace(target, observations=seen) for target in report.targets)
    found = suite(msgspec.structs.replace(report, targets=blocked, findings=()))
    assert (found.tests - found.skipped, found.errors) == (1, 1)


def test_a_part_that_could_not_be_asked_passes_in_no_format() -> None:
    (domain,) = domains().domains
    finding = Finding(id="mx_unknown", severity=Severity.INFO, says="The mail hosts could not be asked.")
    part = Part(name="mx", state=PartState.UNKNOWN, shown="servfail", findings=(finding,))
    bare = {"senders": (), "observations": (), "demands": ()}
    known = Part(name="dkim", state=PartState.OK, shown="found")
    domain = msgspec.structs.replace(domain, parts=(part, known), findings=(finding,), **bare)
    report = msgspec.structs.replace(domains(), domains=(domain,), findings=())
    document = shown(report, View()).decode()
    assert 'tests="2" failures="0" errors="1"' in document
    assert b"unknown=1;;;0;2" in nagios.shown(report, View())
    assert b"::notice title=MX%3A unknown" in github.shown(report, View())
    assert "no fault found in what could be checked" in render_domain_brief(report, width=80, colour=False)


def test_a_file_that_gitlab_does_not_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "_MOST_OCTETS", 100)
    said: list[str] = []
    shown(CHECKS["listings"](), View(warn=said.append))
    assert "GitLab ignores it" in said[0]


def test_many_findings_of_one_kind_are_cases_of_their_own() -> None:
    report = CHECKS["listings"]()
    twice = msgspec.structs.replace(report, findings=report.findings * 2)
    names = [case.name for case in suite(twice)]
    assert names[-2:] == ["192.0.2.10 no_ptr", "192.0.2.10 no_ptr (2)"]
    assert Severity.MEDIUM in {finding.severity for finding in report.findings}
