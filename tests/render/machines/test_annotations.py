"""Azure's issues, GitLab's code quality and plain lines, each read by the grammar of its reader."""

import json
import re
from pathlib import Path

import msgspec

from repcheck.model.causes import Step
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import UnknownReason
from repcheck.model.report import Report, TargetReport
from repcheck.render.ci import azure, codequality, github, junit, lines
from repcheck.render.view import View
from tests.render.parts import STARTED, address, clean, listed, unknown, with_counts
from tests.support.golden import assert_golden
from tests.support.hostile import ALL_AT_ONCE, HOSTILE
from tests.support.tables import each

from .made import CHECKS, placed, poisoned

GOLDEN = Path(__file__).parent / "golden"
VIEW = View(version="1.0")
_ISSUE = re.compile(r"##vso\[task\.logissue ([^\]]*)\](.*)")
_LINE = re.compile(r"(.+?)(?::(\d+))?: (error|warning): (.+)")


def report_of(target: TargetReport) -> Report:
    return with_counts(
        Report(started=STARTED, seconds=1.0, exit_code=ExitCode.OK, targets=(target,), lists=())
    )


def issues(report: Report) -> list[tuple[dict[str, str], str]]:
    """As the agent reads them: properties up to the first bracket, semicolons between."""
    found = []
    for line in azure.shown(report, VIEW).decode().splitlines():
        issue = _ISSUE.fullmatch(line)
        assert issue is not None, line
        fields = dict(field.split("=", 1) for field in issue[1].split(";") if field)
        plain = {
            key: value.replace("%3B", ";").replace("%5D", "]").replace("%AZP25", "%")
            for key, value in fields.items()
        }
        found.append((plain, issue[2]))
    return found


@each("name", CHECKS)
def test_golden(name: str) -> None:
    report = CHECKS[name]()
    assert_golden(GOLDEN / f"azure-{name}.log", azure.shown(report, VIEW))
    assert_golden(GOLDEN / f"lines-{name}.log", lines.shown(report, VIEW))
    assert_golden(GOLDEN / f"codequality-{name}.json", codequality.shown(report, VIEW))


def test_an_issue_has_the_line_of_its_target_and_what_is_accepted_has_none() -> None:
    assert [
        (fields["type"], fields.get("sourcepath"), fields.get("linenumber"))
        for fields, _ in issues(CHECKS["baseline"]())
    ] == [("error", "targets.txt", "3"), ("warning", None, None)]
    report = placed(CHECKS["baseline"](), "a;b]c%.txt")
    assert issues(report)[0][0]["sourcepath"] == "a;b]c%.txt"


def test_what_could_not_be_decided_is_an_error_and_no_silence() -> None:
    report = CHECKS["network_down"]()
    assert issues(report)[0][0]["type"] == "error"
    assert lines.shown(report, VIEW).decode().startswith("repcheck: error: could not decide: ")
    cut = lines.shown(msgspec.structs.replace(report, interrupted="timeout"), VIEW).decode()
    assert cut.startswith(
        "repcheck: error: could not decide: INCOMPLETE (out of time): nothing at all answered"
    )
    (issue,) = json.loads(codequality.shown(report, VIEW))
    assert issue["severity"] == "major"
    assert issue["description"].startswith("Could not decide: ")


def test_what_is_unknown_beside_a_decided_answer_is_said_in_each() -> None:
    pairs = [clean(f"list-{number}") for number in range(9)]
    report = report_of(address("192.0.2.1", *pairs, unknown("list-x", UnknownReason.TIMEOUT)))
    assert report.exit_code is ExitCode.OK
    for shown in (azure.shown, lines.shown, codequality.shown):
        assert b"1 answer is unknown, which does not mean clean: list-x." in shown(report, VIEW)
        assert b"unknown" not in shown(report_of(address("192.0.2.1", *pairs)), VIEW)


def test_a_target_that_no_list_was_asked_about_is_named_in_each() -> None:
    report = report_of(address("192.0.2.1", clean("list-a")))
    for target in (address("2001:db8::1"), address("x.local", not_asked="local name (RFC 6762)")):
        both = msgspec.structs.replace(report, targets=(*report.targets, target))
        for shown in (azure.shown, lines.shown, codequality.shown, github.shown):
            assert f"No list was asked about {target.target.value}.".encode() in shown(both, VIEW)
        assert f'name="{target.target.value} not_asked"'.encode() in junit.shown(both, VIEW)


def test_hostile_texts_command_nothing() -> None:
    report = poisoned()
    assert issues(report)
    for line in lines.shown(report, VIEW).decode().splitlines():
        assert _LINE.fullmatch(line) is not None
        assert line.isprintable()
    found = json.loads(codequality.shown(report, VIEW))
    rules = {(each["check_name"], each["location"]["path"], each["description"]) for each in found}
    assert len({each["fingerprint"] for each in found}) <= len(rules)


def test_no_text_on_the_log_of_the_agent_is_a_command() -> None:
    for text in (*HOSTILE.values(), ALL_AT_ONCE, "###vso[x]", "##[command]"):
        assert b"##" not in azure.harmless(text.encode("utf-8", "surrogatepass"))


def test_code_quality_is_an_array_of_what_gitlab_wants() -> None:
    found = json.loads(codequality.shown(CHECKS["listings"](), VIEW))
    assert found
    for note in found:
        assert set(note) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert note["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not note["location"]["path"].startswith(("/", "./"))
        assert note["location"]["lines"]["begin"] >= 1
    moved = json.loads(codequality.shown(placed(CHECKS["listings"](), "other.txt"), VIEW))
    assert [each["fingerprint"] for each in moved] == [each["fingerprint"] for each in found]
    assert json.loads(codequality.shown(report_of(address("192.0.2.1", clean("list-a"))), VIEW)) == []


def test_each_target_has_the_page_of_its_own_sublist() -> None:
    def step(number: int, *targets: str) -> Step:
        url = f"https://list-a.example/{number}"
        return Step(phase="ask", list="list-a", targets=targets, title="Ask.", how="Ask.", url=url, who="you")

    targets = tuple(address(f"192.0.2.{number}", listed("list-a")) for number in (1, 2, 3))
    report = msgspec.structs.replace(CHECKS["listings"](), targets=targets, findings=())
    plan = (step(1, "192.0.2.1"), step(2, "192.0.2.2"))
    said = lines.shown(msgspec.structs.replace(report, plan=plan), VIEW).decode().splitlines()
    assert [line.partition("https://list-a.example/")[2] for line in said] == ["1", "2", ""]
    said = lines.shown(msgspec.structs.replace(report, plan=(step(9),)), VIEW).decode().splitlines()
    assert all(line.endswith("https://list-a.example/9") for line in said)
