"""What is declared in ``pyproject.toml`` is imported, and what is imported is declared."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Distributions that are imported by another name than their own.
_MODULES = {
    "argon2-cffi": "argon2",
    "dnspython": "dns",
    "google-auth": "google",
    "imapclient": "imapclient",
    "prometheus-client": "prometheus_client",
    "pyyaml": "yaml",
    "zstandard": "zstandard",
}
#: Parts of newer Pythons, behind a try; and what is there for type checkers alone.
_NOT_INSTALLED = {"_typeshed", "compression"}
#: The top modules of a text: all that it imports, and now and then the word of a sentence.
_MAYBE_IMPORTED = re.compile(
    r"""(?m)(?:^[ \t]*import[ \t]+|^[ \t]*from[ \t]+(?=[\w.]+[ \t]+import\b)|\bimport_module\(["'])(\w+)"""
)


def declared() -> dict[str, str]:
    """The module of each distribution that a user installs, extras too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    names = [re.match(r"[A-Za-z0-9._-]+", text) for text in wanted]
    found = {name[0].lower() for name in names if name is not None}
    return {name: _MODULES.get(name, name.replace("-", "_")) for name in found}


def imports_of(tree: ast.AST) -> Iterator[str]:
    """The top modules that are imported from elsewhere, by whatever way names them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module is not None:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = node.func
            called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if called == "import_module" and not str(node.args[0].value).startswith("."):
                yield str(node.args[0].value).partition(".")[0]


def foreign(folder: str) -> set[str]:
    own = sys.stdlib_module_names | {"repcheck"} | _NOT_INSTALLED
    texts = (path.read_text() for path in (ROOT / folder).rglob("*.py"))
    # Most modules name nothing that could be another's, and need not be parsed.
    trees = (ast.parse(text) for text in texts if set(_MAYBE_IMPORTED.findall(text)) - own)
    return {name for tree in trees for name in imports_of(tree)} - own


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    assert foreign("repcheck") == set(declared().values())


def test_an_import_is_seen_however_it_is_written() -> None:
    text = 'def f():\n import one.part\n from two.part import x\n importlib.import_module("three.part")\n'
    assert set(imports_of(ast.parse(text))) == {"one", "two", "three"}
