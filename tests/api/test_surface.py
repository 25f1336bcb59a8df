"""The public names: these and no others, each where it is said to be, and none loaded before it is used."""

import ast
import asyncio
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import repcheck
import repcheck.demo
from tests.support.tables import each

#: A name that goes or changes its meaning breaks programs: CHANGELOG.md says so.
NAMES = [
    "BadInput",
    "BounceRecord",
    "Category",
    "Cause",
    "ExitCode",
    "Finding",
    "ListHealth",
    "Observation",
    "RepcheckError",
    "Report",
    "Settings",
    "Severity",
    "State",
    "Step",
    "TargetReport",
    "UnknownReason",
    "__version__",
    "check",
    "check_async",
    "check_spf",
    "explain",
    "explain_async",
    "plan",
    "plan_async",
    "read_bounces",
    "read_bounces_async",
]
DEMO_NAMES = [
    "Asked",
    "DEMO_TARGETS",
    "Listing",
    "NameServer",
    "ScriptedAsker",
    "Zone",
    "dead",
    "demo_catalog",
    "demo_mails",
    "demo_zones",
    "honest",
    "records",
    "wildcard",
]


def fresh(code: str) -> str:
    """What a new interpreter prints."""
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_public_names() -> None:
    assert sorted(repcheck.__all__) == sorted(NAMES)
    assert sorted(repcheck.demo.__all__) == sorted(DEMO_NAMES)


def test_dir_shows_names_that_are_not_loaded_yet() -> None:
    shown = fresh("import repcheck; print(*dir(repcheck))").split()
    assert set(NAMES) <= set(shown)


@each("name", NAMES)
def test_every_name_is_there(name: str) -> None:
    assert getattr(repcheck, name) is not None


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        repcheck.chekc  # noqa: B018


def test_functions_stay_functions_when_all_modules_are_loaded() -> None:
    """No package has the name of a function: importing it would put the package in its place."""
    packages = {path.parent.name for path in Path(repcheck.__file__).parent.glob("*/__init__.py")}
    modules = {path.stem for path in Path(repcheck.__file__).parent.glob("*.py")}
    assert (packages | modules) & set(NAMES) == set()


def test_importing_loads_nothing_else() -> None:
    code = "import sys, repcheck; print(*(name for name in sys.modules if name.startswith('repcheck')))"
    assert set(fresh(code).split()) == {"repcheck", "repcheck._version"}


def test_type_checkers_see_the_same_names() -> None:
    """What stands under TYPE_CHECKING, for editors and mypy, is what is loaded."""
    tree = ast.parse(Path(repcheck.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.name: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == repcheck._HOMES


@each("name", ["check", "explain", "plan", "read_bounces"])
def test_both_forms_take_the_same_arguments(name: str) -> None:
    sync, awaited = getattr(repcheck, name), getattr(repcheck, f"{name}_async")
    assert inspect.signature(sync) == inspect.signature(awaited)
    assert inspect.iscoroutinefunction(awaited)


def test_within_a_loop_the_other_form_is_named() -> None:
    async def within() -> None:
        repcheck.check("192.0.2.1")

    with pytest.raises(RuntimeError, match=r"await repcheck\.check_async"):
        asyncio.run(within())
