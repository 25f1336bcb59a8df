"""What CONTRIBUTING says of the house is so."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.support.tables import each

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text()
WALKS = ("One target through the house", "One bounce through the house")
LINES_AT_MOST = 15
#: Modules and classes with dots between: "app.run.run.Run".
_NAME = re.compile(r"`([a-z_]+(?:\.[A-Za-z_]+)+)`")


def section(title: str) -> str:
    return TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0].strip()


def found(name: str) -> bool:
    """Whether ``repcheck.name`` exists: a module, or what a module holds."""
    parts = ["repcheck", *name.split(".")]
    for cut in range(len(parts), 1, -1):
        try:
            thing: object = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[cut:]:
            if not hasattr(thing, attribute):
                return False
            thing = getattr(thing, attribute)
        return True
    return False


@each("title", [*WALKS, "One word, one meaning"])
def test_each_name_of_a_walk_exists(title: str) -> None:
    names = [name for name in _NAME.findall(section(title)) if not name.endswith((".py", ".yaml", ".toml"))]
    assert names
    assert [name for name in names if not found(name)] == []


@each("title", WALKS)
def test_a_walk_is_short(title: str) -> None:
    steps = [line for line in section(title).splitlines() if re.match(r"\d\.|   ", line)]
    assert 5 <= len(steps) <= LINES_AT_MOST


def test_a_name_that_is_not_there_is_noticed() -> None:
    assert not found("app.run.run.Runner")
    assert not found("app.running")


def test_the_table_of_layers_has_a_row_for_each_folder() -> None:
    rows = section("Layers, and where things belong")
    there = {init.parent.name for init in (ROOT / "repcheck").glob("*/__init__.py")}
    assert {folder for folder in there if f"`{folder}/`" not in rows} == set()
    named = set(re.findall(r"^\| [^|]*", rows, re.MULTILINE))
    folders = {word for row in named for word in re.findall(r"`([\w/]+)/`", row)}
    assert {folder for folder in folders if not (ROOT / "repcheck" / folder).is_dir()} == set()


def test_no_folder_and_no_file_is_crowded() -> None:
    files = [path for path in (ROOT / "repcheck").rglob("*.py") if "migrations" not in path.parts]
    assert long_ones([*files, *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]) == {}
    folders: dict[str, int] = {}
    for path in files:
        folder = str(path.parent.relative_to(ROOT))
        folders[folder] = folders.get(folder, 0) + 1
    assert {folder: count for folder, count in folders.items() if count > 17} == {}


def long_ones(files: list[Path]) -> dict[str, int]:
    lines = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}
    return {path: count for path, count in lines.items() if count > 350}


def imported(text: str, package: tuple[str, ...]) -> Iterator[str]:
    """Modules, and names in modules, that a module of ``package`` imports, in full."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def modules_of_tests(names: Iterator[str]) -> set[str]:
    return {name for name in names if re.search(r"(^|\.)test_\w+$", name) and found_file(name)}


def found_file(name: str) -> bool:
    return ROOT.joinpath(*name.split(".")).with_suffix(".py").exists()


def test_a_word_that_was_used_for_several_things_names_one_class_at_most() -> None:
    files = list((ROOT / "repcheck").rglob("*.py"))
    names = [name for path in files for name in re.findall(r"(?m)^class (\w+)", path.read_text())]
    assert {word for word in ("Knowledge", "Once", "Verdict") if names.count(word) > 1} == set()


def test_no_module_imports_a_module_of_tests() -> None:
    taken = {}
    for path in (ROOT / "tests").rglob("*.py"):
        text = path.read_text()
        # Where no line that imports has the name of one, the module need not be parsed.
        if not re.search(r"\bimport\b[^\n]*\btest_|\.test_\w+ import\b|\bimport \([^)]*\btest_", text):
            continue
        if names := modules_of_tests(imported(text, path.relative_to(ROOT).parent.parts)):
            taken[str(path.relative_to(ROOT))] = names
    assert taken == {}


@each(
    "line",
    ["from tests.test_layers import x", "from .. import test_layers", "import tests.test_layers",
     "from ..test_layers import x"],
)  # fmt: skip
def test_an_import_of_tests_is_noticed(line: str) -> None:
    assert modules_of_tests(imported(line, ("tests", "dns"))) == {"tests.test_layers"}
