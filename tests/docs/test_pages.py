"""What a page shows is what its commands print, typed from the page in its order."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcheck.demo import NameServer, demo_zones
from repcheck.model.observations import UnknownReason
from tests.docs.clone import faults
from tests.docs.page import Block, blocks, needs_jq, pages
from tests.docs.shell import Shell, agrees, clone_at, outside_world
from tests.support.parsed import parsed

PAGES = {path.name: path.read_text(encoding="utf-8") for path in pages()}
#: Blocks of these languages are typed by somebody; a page has none that is neither run nor said not to be.
TYPED = ("console", "sh", "bash", "shell")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = NameServer(demo_zones()).start()
    yield server.address
    server.stop()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh clone, and nothing of the user who runs the tests."""
    clone_at(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    for name in list(outside_world()):
        monkeypatch.delenv(name)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("name", [name for name, text in PAGES.items() if "```console\n" in text])
def test_a_page_shows_what_its_commands_print(name: str, address: str) -> None:
    if needs_jq(PAGES[name]) and not shutil.which("jq"):
        pytest.skip("jq is missing: apt install jq")
    shell = Shell(address)
    for block in blocks(PAGES[name]):
        read(block, shell, name)


def read(block: Block, shell: Shell, name: str) -> None:
    if block.file is not None:
        Path(block.file).write_text(block.text, encoding="utf-8")
    if block.language != "console" or block.not_run is not None:
        return
    for step in block.steps():
        printed = shell.type(step.typed)
        if not agrees(step.printed, printed):
            shown = "\n".join(printed)
            pytest.fail(f"{name}:{step.line}: $ {step.typed}\nprints\n{shown}\nRun: make docs")


def test_what_is_not_run_has_its_reason() -> None:
    unsaid = [
        f"{name}:{block.line}"
        for name, text in PAGES.items()
        for block in blocks(text)
        if block.language in TYPED
        and not ((block.info == "" and block.language == "console") or block.not_run)
    ]
    assert unsaid == []


def test_no_command_stands_where_nothing_types_it() -> None:
    """An indented line looks the same on the site, and would be tried by nobody."""
    bare = re.compile(
        r"^(?: {4}|\t)(?:[A-Z_]+=\S+ )*(?:\$ )?(?:repcheck|pip|pipx|uv) (?! *unix)", re.MULTILINE
    )
    found = {}
    for name, text in PAGES.items():
        outside = text
        for block in blocks(text):
            outside = outside.replace(block.text, "")
        found[name] = bare.findall(outside)
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_what_is_not_run_could_be() -> None:
    for text in PAGES.values():
        for block in blocks(text):
            if block.language == "console" and block.not_run:
                for line in re.findall(r"^\$ repcheck (.*)", block.text, re.MULTILINE):
                    parsed(shlex.split(line, comments=True))


def test_a_page_is_typed_into_a_shell_line_by_line(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    page = tmp_path / "page.md"
    lines = [
        "```text file=a.txt",
        "x y",
        "```",
        "```console",
        "$ WORDS='a.txt'",
        "$ cat $WORDS",
        "{}",
        "$ false",
    ]
    text = "\n".join([*lines, "$ echo $?", "1", "```", ""])
    page.write_text(text.format("x y"))
    assert faults(page, tmp_path) == []
    page.write_text(text.format("x z"))
    (fault,) = faults(page, tmp_path)
    assert fault.startswith("page.md:6: $ cat $WORDS\nprints\nx y")
    page.write_text(text.format("x y").replace("$ false", "$ exit 3"))
    assert faults(page, tmp_path)[-1] == "page.md: 2 of 4 lines were typed"


def test_each_reason_has_its_section() -> None:
    sections = re.findall(r"^## (.*)$", PAGES["unknown.md"], re.MULTILINE)
    assert sorted(sections) == sorted(UnknownReason)


def test_what_differs_is_noticed() -> None:
    assert agrees(
        ["a", "...", "c, 1.0 s, 2026-01-01 10:00 UTC", ""], ["a", "x", "y", "c, 22 s, 2027-02-03 11:59 UTC"]
    )
    assert agrees(["a", "...", "b"], ["a", "b"])
    for shown, printed in ((["a"], ["a", "b"]), (["a", "...", "c"], ["a", "b"]), (["1"], ["2"]), ([], ["x"])):
        assert not agrees(shown, printed)


@pytest.mark.usefixtures("place")
def test_words_of_a_line_are_those_of_a_shell(address: str) -> None:
    shell = Shell(address, run=lambda words, env, given: (3, repr((words, dict(env))).encode(), b""))
    assert shell.type("A=1 repcheck x 'a | b' > out") == []
    assert Path("out").read_text() == "(['x', 'a | b'], {'A': '1'})"
    assert shell.type("echo $?") == ["3"]
    assert shell.type("repcheck 'a;b' | tr a-z A-Z") == ["(['A;B'], {})"]
    assert shell.type("echo a; exit 4") == ["a"]
    assert shell.type("echo $?") == ["4"]
