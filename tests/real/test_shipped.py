"""What contrib/ ships, read by the programs that it is for: promtool, Groovy, Ruby."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.patience import PATIENCE
from tools.formula import TEMPLATE, formula

from .servers import program

FOLDER = Path(__file__).parent
CONTRIB = FOLDER.parent.parent / "contrib"
JENKINSFILE = (CONTRIB / "jenkins" / "Jenkinsfile").read_text(encoding="utf-8")


def run(*command: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", **environ},
    )


def test_alerts_fire_when_they_should_and_only_then() -> None:
    done = run(program("promtool"), "test", "rules", str(FOLDER / "alerts.yml"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_rule_is_tried() -> None:
    rules = yaml.safe_load((CONTRIB / "prometheus" / "alerts.yml").read_text(encoding="utf-8"))
    tried = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))
    fired: dict[str, set[bool]] = {}
    for test in tried["tests"]:
        for one in test["alert_rule_test"]:
            fired.setdefault(one["alertname"], set()).add(bool(one["exp_alerts"]))
    names = {rule["alert"] for group in rules["groups"] for rule in group["rules"]}
    assert {name for name, seen in fired.items() if seen == {True, False}} == names


def test_prometheus_can_evaluate_each_query_of_the_dashboard(tmp_path: Path) -> None:
    board: dict[str, Any] = json.loads((CONTRIB / "prometheus" / "dashboard.json").read_text("utf-8"))
    queries = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    named = [{"record": f"query_{number}", "expr": query} for number, query in enumerate(queries)]
    rules = tmp_path / "queries.yml"
    rules.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": named}]}))
    done = run(program("promtool"), "check", "rules", str(rules))
    assert (done.returncode, f"{len(queries)} rules found" in done.stdout) == (0, True), done.stderr


#: JSON has the values of enums, not the enums themselves.
BOARD = """\
import type {{ Dashboard }} from "{types}";
type Plain<T> = T extends string ? `${{T}}`
  : T extends (infer E)[] ? Plain<E>[]
  : T extends object ? {{ [K in keyof T]: Plain<T[K]> }}
  : T;
export const board: Plain<Dashboard> = {board};
"""


def grafana() -> Path:
    """What npm installed. Without it: skipped, or failed under REPCHECK_REQUIRE_REAL=1."""
    folder = os.environ.get("REPCHECK_GRAFANA")
    if folder is not None:
        return Path(folder)
    message = "REPCHECK_GRAFANA names no node_modules: npm install @grafana/schema typescript"
    if os.environ.get("REPCHECK_REQUIRE_REAL") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.mark.parametrize(
    ("good", "other"), [("", ""), ('"gridPos"', '"gridPs"'), ('"mode": "absolute"', '"mode": "none"')]
)
def test_the_dashboard_is_one_by_the_types_of_grafana(good: str, other: str, tmp_path: Path) -> None:
    """Also that they find a field that there is none of, and a word that is none of an enum."""
    modules = grafana()
    text = (CONTRIB / "prometheus" / "dashboard.json").read_text("utf-8")
    types = modules / "@grafana/schema/dist/types/raw/dashboard/x/types.gen"
    file = tmp_path / "board.ts"
    file.write_text(BOARD.format(types=types, board=text.replace(good, other) if good else text))
    flags = ("--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler")
    done = run(program("node"), str(modules / "typescript/bin/tsc"), *flags, str(file))
    assert (done.returncode == 0) == (good == other), done.stdout


def test_groovy_compiles_the_pipeline_of_jenkins(tmp_path: Path) -> None:
    """As Jenkins does with it before anything runs."""
    java = Path(program("java")).resolve()
    script = tmp_path / "Jenkinsfile.groovy"
    script.write_text(JENKINSFILE, encoding="utf-8")
    made = str(tmp_path / "made")
    done = run(program("groovyc"), "-d", made, str(script), JAVA_HOME=str(java.parent.parent))
    assert (done.returncode, done.stderr) == (0, "")


def test_ruby_reads_the_formula(tmp_path: Path) -> None:
    resource = {
        "metadata": {"name": "PyYAML"},
        "download_info": {
            "url": 'https://example.com/a"#{x}.tar.gz',
            "archive_info": {"hashes": {"sha256": "ab"}},
        },
    }
    made = formula(
        TEMPLATE.read_text(encoding="utf-8"),
        url="https://example.com/repcheck-1.2.3.tar.gz",
        homepage="https://example.com/repcheck",
        archive=b"abc",
        report={"install": [resource]},
    )
    file = tmp_path / "repcheck.rb"
    file.write_text(made, encoding="utf-8")
    done = run(program("ruby"), "-wc", str(file))
    assert (done.returncode, done.stdout, done.stderr) == (0, "Syntax OK\n", "")
