"""What is shipped is whole, starts fast and speaks of itself alone."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import repcheck

ROOT = Path(__file__).resolve().parent.parent

#: Heavy modules that no start of the command line may pay for: each is imported where it is used.
LATE = {
    "aiohttp",
    "asyncio",
    "dns",
    "email",
    "jinja2",
    "msgspec",
    "publicsuffixlist",
    "sqlalchemy",
    "tabulate",
    "yaml",
}

IMPORT_ALL = """\
import importlib, pkgutil, sys

def refuse(event, args):
    if event in ("socket.bind", "socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise AssertionError(f"{event} while importing")

sys.addaudithook(refuse)
import repcheck
for module in pkgutil.walk_packages(repcheck.__path__, "repcheck."):
    if module.name.endswith(".migrations.env"):  # run by Alembic, with a context of its own
        print(module.name)
        continue
    importlib.import_module(module.name)
    print(module.name)
"""

#: Package indexes are the business of whoever installs: no file may fix one.
INDEXES = re.compile(
    r"\b(?:(?:test\.)?pypi|pythonhosted|npmjs|anaconda)\.(?:org|com)\b|\bproxy\.golang\.org\b"
)
INDEX_OPTIONS = re.compile(r"--(?:(?:extra-)?index-url|find-links)\b")
#: A path of one machine works on no other.
OUTSIDE = re.compile(
    r"(?<![\w.-])/(?:work|workspaces?|root)/|\.\./(?:shared|main)\b|\bsub-?agents?\b", re.IGNORECASE
)


READ_ONE = """
import io, json, sys
mail = b"From: ann@example.com\\nSubject: failure notice\\n\\nUser unknown\\n"
sys.stdin = io.TextIOWrapper(io.BytesIO(mail))
from repcheck.cli.main import main
assert main(["bounces", "--offline", "--jobs", "1", "--format", "jsonl", "-"]) == 0
print(json.dumps(sorted(sys.modules)))
"""

#: All that a mail goes through, from its file to its records.
READERS = """
import json, sys
import repcheck.app.bounces.judging.workers, repcheck.readers.formats, repcheck.render.json.record
print(json.dumps(sorted(sys.modules)))
"""

#: All that a check of a listed address goes through, where its catalog is known.
CHECK = """
import json, sys
import repcheck.cli.commands.check, repcheck.app.check.check, repcheck.catalog.load
import repcheck.advice.steps, repcheck.render.json.report, repcheck.render.letters.write
print(json.dumps(sorted(sys.modules)))
"""


def run(code: str) -> str:
    """What a fresh interpreter prints, where every warning is an error."""
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def repository_files() -> list[Path]:
    """Files that git has, or would have after `git add`."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: there is no list of its files")
    # safe.directory: CI may run as another user than the owner of the clone
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def test_changelog_has_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert repcheck.__version__ in headings


def test_types_are_shipped() -> None:
    assert (ROOT / "repcheck" / "py.typed").is_file()


def test_license_is_the_whole_apache_text() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="ascii")
    assert text.lstrip().startswith("Apache License\n")
    assert "END OF TERMS AND CONDITIONS" in text


def test_every_dependency_has_its_pin() -> None:
    """Each name in pyproject.toml is pinned exactly in constraints.txt."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    wanted += project["build-system"]["requires"]
    lines = (ROOT / "constraints.txt").read_text(encoding="ascii").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    assert {plain_name(line) for line in wanted} - {plain_name(pin) for pin in pins} == set()


def plain_name(requirement: str) -> str:
    """The project's name in its one normal spelling (PEP 503)."""
    name = re.match(r"[\w.-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def test_every_module_imports_without_warning_and_network() -> None:
    names = run(IMPORT_ALL).split()
    files = [file for file in (ROOT / "repcheck").rglob("*.py") if file != ROOT / "repcheck" / "__init__.py"]
    assert len(names) == len(files)


def test_start_imports_nothing_heavy() -> None:
    code = "import json, sys; import repcheck.cli.main; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(run(code))
    assert {name.partition(".")[0] for name in loaded} & LATE == set()
    # Help reads no file, so paths and what they need are not loaded for it.
    assert "repcheck.files" not in loaded


def test_a_check_loads_what_it_needs_and_no_more() -> None:
    loaded = set(json.loads(run(CHECK)))
    assert "repcheck.render.letters.text" in loaded
    late = {"hashlib", "jinja2", "platformdirs", "random", "sqlalchemy", "tempfile", "yaml"}
    assert loaded & late == set()
    # Each module costs a check of one address a thousandth: what only others need stays out.
    rooms = ("bounces", "catalog.compile", "model.watch.watching", "readers", "sources", "store.sql")
    others = tuple(f"repcheck.{room}" for room in (*rooms, "app.bounces", "app.sweep.second"))
    assert [name for name in loaded if name.startswith(others)] == []
    assert sum(name.partition(".")[0] == "repcheck" for name in loaded) <= 160


def test_one_mail_starts_no_event_loop_and_no_processes() -> None:
    loaded = set(json.loads(run(READ_ONE).splitlines()[-1]))
    assert "repcheck.bounces.mail.records" in loaded
    assert (
        loaded & {"asyncio", "concurrent.futures", "email.message", "multiprocessing", "ssl", "zipfile"}
        == set()
    )


def test_reading_mails_loads_no_openssl() -> None:
    loaded = set(json.loads(run(READERS)))
    assert loaded & {"hashlib", "ssl", "email.message", "repcheck.causes", "repcheck.advice"} == set()


@pytest.mark.parametrize("pattern", [INDEXES, INDEX_OPTIONS, OUTSIDE], ids=["indexes", "options", "outside"])
def test_no_file_points_outside(pattern: re.Pattern[str]) -> None:
    files = repository_files()
    assert ROOT / "pyproject.toml" in files
    found = []
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        found += [f"{file.relative_to(ROOT)}: {match.group()}" for match in pattern.finditer(text)]
    assert found == [], os.linesep.join(found)
