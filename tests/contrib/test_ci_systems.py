"""What action.yml and contrib/ hold for CI systems has the form that each wants, and its commands work."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from repcheck.cli.main import main
from repcheck.demo import zones as z
from tests.conftest import NameServerFactory
from tests.support.patience import PATIENCE

ROOT = Path(__file__).parent.parent.parent
CONTRIB = ROOT / "contrib"
CATALOG = """\
version: 1
lists: [{id: pools, zone: pools.example, asks: [ipv4], severity: high, codes: {127.0.0.2: spam source}}]
"""
BASELINE = """\
version: 1
listings:
- {target: 192.0.2.10, list: pools, severity: high, accepted: 2026-01-01, until: 9999-12-31}
"""


def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return found


def documents(path: str) -> list[Any]:
    return list(yaml.safe_load_all((CONTRIB / path).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("schema", "document"),
    [
        ("vendor.github-actions", action()),
        ("vendor.github-workflows", documents("github/repcheck.yml")[0]),
        ("vendor.gitlab-ci", documents("gitlab/templates/repcheck.yml")[1]),
        ("vendor.azure-pipelines", documents("azure/azure-pipelines.yml")[0]),
    ],
    ids=["action", "workflow", "gitlab", "azure"],
)
def test_each_definition_follows_the_schema_of_its_system(schema: str, document: Any) -> None:
    # YAML 1.1 reads the key "on" of a workflow as true
    document = {"on" if key is True else key: value for key, value in document.items()}
    from check_jsonschema.builtin_schemas import get_builtin_schema

    rules = get_builtin_schema(schema)
    found = jsonschema.validators.validator_for(rules)(rules)
    assert [error.message for error in found.iter_errors(document)] == []


def test_the_inputs_are_those_that_are_used() -> None:
    steps = action()["runs"]["steps"]
    used = set(re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", str(steps)))
    assert used == set(action()["inputs"])
    assert set(documents("github/repcheck.yml")[0]["jobs"]["listed"]["steps"][1]["with"]) <= used
    for step in steps:
        assert "${{" not in step["run"]  # what an input says never becomes a part of the script
    component = documents("gitlab/templates/repcheck.yml")
    named = set(re.findall(r"\$\[\[ inputs\.(\w+) \]\]", str(component[1])))
    assert named == set(component[0]["spec"]["inputs"])


def action_words(tmp_path: Path, **inputs: str) -> list[str]:
    """What the script of the action calls repcheck with."""
    given = {name: str(each.get("default", "")) for name, each in action()["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    step = action()["runs"]["steps"][1]
    environ = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
        for key, value in step["env"].items()
    }
    bash = shutil.which("bash")
    assert bash is not None
    script = 'repcheck() { printf "%s\\0" "$@"; }\n' + step["run"]
    command = [bash, "--noprofile", "--norc", "-e", "-o", "pipefail", "-u", "-c", script]
    done = subprocess.run(
        command, env=environ, capture_output=True, check=True, timeout=PATIENCE, cwd=tmp_path
    )
    return done.stdout.decode().split("\0")[:-1]


def test_the_script_of_the_action_hands_on_its_inputs_as_they_are(tmp_path: Path) -> None:
    assert action_words(tmp_path, file="targets.txt") == [
        "ci",
        "--fail-on",
        "low",
        "--input",
        "targets.txt",
        "--",
    ]
    assert action_words(
        tmp_path,
        targets="192.0.2.10  example.com\n192.0.2.0/28 $(touch owned) `touch owned`",
        file="a b;touch owned.txt",
        baseline="$(touch owned)",
        fail_on="high",
        arguments="--direct\n\n--report\nsarif=out file.sarif\n",
    ) == [
        *("ci", "--fail-on", "high", "--input", "a b;touch owned.txt", "--baseline", "$(touch owned)"),
        *("--direct", "--report", "sarif=out file.sarif", "--"),
        *("192.0.2.10", "example.com", "192.0.2.0/28", "$(touch", "owned)", "`touch", "owned`"),
    ]
    assert list(tmp_path.iterdir()) == []


def commands(tmp_path: Path) -> dict[str, list[str]]:
    """The words behind "repcheck" of each system, with its inputs as they are by default."""
    component = documents("gitlab/templates/repcheck.yml")
    gitlab = component[1]["repcheck"]
    script = gitlab["script"][1]
    for name, value in gitlab["variables"].items():
        given = re.fullmatch(r"\$\[\[ inputs\.(\w+) \]\]", value)
        assert given is not None
        script = script.replace(f"${name}", component[0]["spec"]["inputs"][given[1]]["default"])
    azure = documents("azure/azure-pipelines.yml")[0]["steps"][1]["script"]
    jenkins = re.findall(r"sh '(.*)'", (CONTRIB / "jenkins" / "Jenkinsfile").read_text(encoding="utf-8"))[1]
    inputs = documents("github/repcheck.yml")[0]["jobs"]["listed"]["steps"][1]["with"]
    return {
        "github": action_words(tmp_path, **{name.replace("-", "_"): value for name, value in inputs.items()}),
        "gitlab": shlex.split(script)[1:],
        "azure": shlex.split(azure)[1:],
        "jenkins": shlex.split(jenkins)[1:],
    }


@pytest.mark.parametrize("system", ["github", "gitlab", "azure", "jenkins"])
def test_its_command_passes_what_is_accepted_and_fails_on_what_is_new(
    system: str,
    nameserver: NameServerFactory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = commands(tmp_path)[system]
    monkeypatch.chdir(tmp_path)
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    Path("catalog.yaml").write_text(CATALOG)
    Path("repcheck-baseline.yaml").write_text(BASELINE)
    Path("targets.txt").write_text("192.0.2.10\n192.0.2.11\n")
    server = nameserver(z.honest("pools.example", {"192.0.2.10": "127.0.0.2", "192.0.2.11": "127.0.0.2"}))
    # the embedded server is a resolver, so that the lists' own servers are not to be found by it
    assert words.pop(0) == "ci"
    mine = ["--resolver", server.address, "--catalog", "catalog.yaml", "--any-address", "--system", system]
    words = [*mine, *(word for word in words if word != "--direct")]
    assert main(["ci", *words]) == 1
    assert "192.0.2.11" in capsys.readouterr().out.splitlines()[-1]
    reports = [word.partition("=")[2] for word in words if "=" in word]
    assert all(Path(report).stat().st_size for report in reports)
    Path("targets.txt").write_text("192.0.2.10\n")
    assert main(["ci", *words]) == 0
