"""``repcheck ci`` day after day: what is accepted, and what fails."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import msgspec
import pytest

from repcheck.cli.commands.ci import command as ci
from repcheck.cli.main import main
from repcheck.cli.running import environment
from repcheck.demo import zones as z
from repcheck.demo.faults import servfail
from repcheck.render.json.schema_files import schema_text
from tests.conftest import NameServerFactory
from tests.render.machines.runner import commands
from tests.support.golden import assert_golden

GOLDEN = Path(__file__).parent / "golden"
FIRST = datetime(2026, 11, 22, 9, tzinfo=UTC)
CATALOG = {
    "version": 1,
    "lists": [
        {
            "id": "pools",
            "zone": "pools.example",
            "asks": ["ipv4"],
            "codes": {
                "127.0.0.2": {"id": "spam", "name": "Spam", "meaning": "spam source", "severity": "low"},
                "127.0.0.4": {"id": "exploits", "name": "Exploits", "meaning": "abused", "severity": "high"},
            },
        }
    ],
}
TARGETS = "# outgoing\n192.0.2.10  mail\n192.0.2.11  mail  # the new one\n\n192.0.2.12\n"
VARIABLES = (
    "GITHUB_ACTIONS", "GITEA_ACTIONS", "FORGEJO_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY",
    "GITHUB_OUTPUT", "GITLAB_CI", "CI_PROJECT_DIR", "TF_BUILD", "BUILD_SOURCESDIRECTORY",
    "AGENT_TEMPDIRECTORY", "JENKINS_URL", "WORKSPACE",
)  # fmt: skip
_TIME = re.compile(r"\d+\.\d s, \d{4}-\d\d-\d\d \d\d:\d\d UTC")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def job(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    nameserver: NameServerFactory,
) -> Run:
    """``job({"192.0.2.10": code}, "--baseline", ..., day=1)`` is a run on a day when the list says that."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("catalog.json").write_text(json.dumps(CATALOG))
    Path("targets.txt").write_text(TARGETS)

    def run(listed: dict[str, str] | None, *words: str, day: int = 0) -> tuple[int, str, str]:
        zone = servfail("pools.example") if listed is None else z.honest("pools.example", listed)
        server = nameserver(zone)
        world = environment()
        world = msgspec.structs.replace(
            world, now=lambda: FIRST + timedelta(days=day), token=lambda: "0123456789abcdef"
        )
        monkeypatch.setattr(ci, "environment", lambda: world)
        options = ("--any-address", "--resolver", server.address, "--catalog", "catalog.json")
        code = main(["ci", "-i", "targets.txt", *words, *options])
        said = capsys.readouterr()
        return code, _TIME.sub("... s, ... UTC", said.out), said.err

    return run


def places(log: str) -> list[tuple[str, str]]:
    """File and line of each annotation for a problem."""
    found = [command.properties for command in commands(log) if command.name in ("error", "warning")]
    return [(each["file"], each["line"]) for each in found if "file" in each]


KNOWN = {"192.0.2.10": "127.0.0.2"}
ACCEPT = ("--baseline", "accepted.yaml")
UPDATE = (*ACCEPT, "--update-baseline")


def test_a_job_day_after_day(job: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that can become of an accepted listing, with log, annotations, exit code and file."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    worse = {"192.0.2.10": "127.0.0.4"}
    days: list[tuple[str, dict[str, str] | None, tuple[str, ...], int]] = [
        ("day 1: what is known is accepted", KNOWN, UPDATE, 0),
        ("day 1: the next job passes", KNOWN, ACCEPT, 0),
        ("day 2: a new listing", {**KNOWN, "192.0.2.11": "127.0.0.2"}, ACCEPT, 1),
        ("day 3: the accepted one gets worse", worse, ACCEPT, 2),
        ("day 4: it went", {}, ACCEPT, 3),
        ("day 5: it cannot be asked", None, ACCEPT, 4),
        ("day 80: it ends soon", KNOWN, ACCEPT, 79),
        ("day 92: it has expired", KNOWN, ACCEPT, 91),
        ("day 92: it is accepted anew", KNOWN, UPDATE, 91),
        ("day 93: it went, and is taken out", {}, UPDATE, 92),
    ]
    told, codes, annotated = [], [], []
    for name, listed, words, day in days:
        code, out, err = job(listed, *words, day=day)
        told.append(f"### {name}\n$ repcheck ci -i targets.txt {' '.join(words)}\n{out}{err}exit {code}\n")
        if words is UPDATE:
            told.append(f"--- accepted.yaml\n{Path('accepted.yaml').read_text()}")
        codes.append(code)
        annotated.append(places(out))
    assert codes == [0, 0, 1, 1, 0, 3, 0, 1, 0, 0]
    line = [("targets.txt", "2")]
    assert annotated == [[], [], [("targets.txt", "3")], line, [], [], [], line, [], []]
    assert_golden(GOLDEN / "ci-days.txt", "\n".join(told).encode())


def test_without_a_baseline_each_listing_fails(job: Run) -> None:
    code, out, err = job(KNOWN, "--lists", "all")
    assert (code, err) == (1, "")
    assert out.splitlines()[-1] == "targets.txt:2: warning: 192.0.2.10 on pools: listed, low (127.0.0.2)."
    assert job(KNOWN, "--fail-on", "high")[0] == 0
    assert job({}, "--quiet") == (0, "", "")


def test_bounces_that_the_job_reads_are_explained_beside_the_lists(job: Run) -> None:
    """They change neither what fails nor what is annotated."""
    Path("refused.txt").write_text(
        "550 5.7.1 Service unavailable; client [192.0.2.11] blocked using pools.example"
    )
    code, out, err = job(KNOWN, "--fail-on", "high", "--bounces", "refused.txt", "--system", "gitlab")
    assert (code, err) == (0, "")
    assert "1 bounce" in out
    assert [line for line in out.splitlines() if line.startswith("targets.txt")] == [
        "targets.txt:2: warning: 192.0.2.10 on pools: listed, low (127.0.0.2)."
    ]


def test_a_baseline_does_not_hide_that_nothing_is_known(job: Run) -> None:
    job(KNOWN, *UPDATE)
    before = Path("accepted.yaml").read_bytes()
    assert job(None, *ACCEPT)[0] == 3
    code, _, err = job(None, *UPDATE)
    assert (code, Path("accepted.yaml").read_bytes()) == (3, before)
    assert err.startswith(
        "repcheck: accepted.yaml: 1 accepted listing (0 added, 0 changed, 0 removed, 1 kept)"
    )
    assert job(None, *ACCEPT, "--min-coverage", "0")[0] == 0


def test_only_what_counts_for_the_exit_code_fails(job: Run) -> None:
    Path("accepted.yaml").write_text("version: 1\n")
    assert job(KNOWN, *ACCEPT, "--fail-on", "high")[0] == 0
    assert job({"192.0.2.10": "127.0.0.4"}, *ACCEPT, "--fail-on", "high")[0] == 1
    assert job({"192.0.2.10": "127.0.0.4"}, *ACCEPT, "--fail-on", "never")[0] == 0


def test_how_long_an_update_accepts(job: Run, capsys: pytest.CaptureFixture[str]) -> None:
    job(KNOWN, *UPDATE, "--accept-for", "7d")
    assert "until: 2026-11-29}" in Path("accepted.yaml").read_text()
    assert job(KNOWN, *ACCEPT, day=7)[0] == 0
    assert job(KNOWN, *ACCEPT, day=8)[0] == 1
    for wrong in ("0", "4000", "soon", "-1"):
        code, _, err = job(KNOWN, *UPDATE, f"--accept-for={wrong}")
        assert (code, "is not a number of days from 1 to 3650" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "file", "told"),
    [
        (ACCEPT, None, "accepted.yaml: is not there; --update-baseline writes it"),
        (ACCEPT, "version: 1\nlistings: [{target: 192.0.2.1}]\n", "accepted.yaml:2: listings[0].list: is"),
        (("--update-baseline",), None, "--update-baseline: needs --baseline"),
        (("--accept-for", "30"), None, "--accept-for: needs --baseline"),
    ],
)  # fmt: skip
def test_mistakes_are_told_before_anybody_is_asked(job: Run, words, file, told) -> None:
    if file is not None:
        Path("accepted.yaml").write_text(file)
    code, out, err = job(KNOWN, *words)
    assert (code, out) == (2, "")
    assert told in err


def test_azure_shows_issues_and_a_summary(job: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TF_BUILD", "True")
    monkeypatch.setenv("AGENT_TEMPDIRECTORY", str(tmp_path))
    code, out, _ = job(KNOWN)
    assert code == 1
    issue, summary = out.splitlines()[-2:]
    assert issue.startswith("##vso[task.logissue type=warning;sourcepath=targets.txt;linenumber=2;")
    assert summary == f"##vso[task.uploadsummary]{tmp_path / 'repcheck-summary.md'}"
    assert "192.0.2.10" in (tmp_path / "repcheck-summary.md").read_text()


def test_github_gets_a_summary_outputs_and_paths_from_the_top(
    job: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    code, out, _ = job(KNOWN)
    assert (code, places(out)) == (1, [("repository/targets.txt", "2")])
    assert "192.0.2.10" in (tmp_path / "summary").read_text()
    assert "exit-code=1\n" in (tmp_path / "output").read_text()


def test_a_format_that_is_named_is_all_there_is(job: Run) -> None:
    job(KNOWN, *UPDATE)
    listed = {**KNOWN, "192.0.2.11": "127.0.0.4"}
    code, out, _ = job(listed, *ACCEPT, "--format", "json")
    document = json.loads(out)
    jsonschema.validate(document, json.loads(schema_text("check-1")))
    assert code == document["exit_code"] == 1
    assert document["baseline"]["listings"] == [
        {"target": "192.0.2.10", "list": "pools", "standing": "accepted", "change": None},
        {"target": "192.0.2.11", "list": "pools", "standing": "new", "change": None},
    ]
    document = json.loads(job({}, *ACCEPT, "--format", "json")[1])
    jsonschema.validate(document, json.loads(schema_text("check-1")))
    assert [each["until"] for each in document["baseline"]["gone"]] == ["2027-02-20"]
