"""The import contracts of pyproject.toml hold, and nothing escapes them."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    """import-linter on the package and the contracts in ``folder``."""
    command = [sys.executable, "-c", LINT]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_contracts_are_kept() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


#: A module of a lower layer -> one that it may not import.
FORBIDDEN = {
    "repcheck.model.targets": "repcheck.app",
    "repcheck.store.places": "repcheck.catalog",
    "repcheck.bounces.rules.rule": "repcheck.bounces.mail",
    "repcheck.dns.policy.pace": "repcheck.dns.engine",
}
#: Of two neighbours the one that the other needs -> the other.
CIRCLE = ("repcheck.lists.codes", "repcheck.lists.judge")


def test_each_import_of_an_upper_layer_breaks_a_contract(tmp_path: Path) -> None:
    """All in one copy, since each look at the package costs as much as the first: each is told by itself."""
    shutil.copytree(ROOT / "repcheck", tmp_path / "repcheck", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for lower, upper in (*FORBIDDEN.items(), CIRCLE):
        with (tmp_path / Path(*lower.split("."))).with_suffix(".py").open("a") as module:
            module.write(f"import {upper}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    assert [
        lower for lower, upper in FORBIDDEN.items() if f" {lower} -> {upper} (l." not in done.stdout
    ] == []
    assert "- .codes -> .judge (1 import)" in done.stdout


def test_every_package_has_its_layer() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    named = {name.strip() for layer in layers for name in layer.split("|")}
    there = {f"repcheck.{init.parent.name}" for init in (ROOT / "repcheck").glob("*/__init__.py")}
    assert there - named == set()
