"""The answers of the demonstration on a screen of 80 columns, and the commands that they print.

``REPCHECK_WRITE_GOLDEN=1`` rewrites the texts.
"""

import functools
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcheck import __version__
from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import DEMO_TARGETS, demo_catalog, demo_mails, demo_zones
from tests.support.golden import assert_golden
from tests.support.typed import typed_text

GOLDEN = Path(__file__).parent / "golden"
WIDTH = 80
MAILS = str(demo_mails())
REPLY = "554 5.7.1 Client host [192.0.2.10] blocked using honest.dnsbl.example"
#: What is shown, as it is typed, with the lines that a screen has for it.
SCREENS = {
    "check": (("check", *DEMO_TARGETS, "--bounces", MAILS), 40),
    "check-one": (("check", "192.0.2.10"), 25),
    "bounces": (("bounces", MAILS), 45),
    "explain-asked": (("explain", REPLY, "--ask"), 40),
}
PRINTING = (
    *SCREENS.values(),
    (("delist", "192.0.2.10", "example.com"), 200),
    (("domain", "example.com"), 60),
    (("explain", "550 5.7.23 SPF fail: 192.0.2.10 may not send mail from example.com", "--ask"), 60),
)
#: The words behind "repcheck" up to the end of the line, of a sentence or of the brackets.
_COMMAND = re.compile(
    r"(?:\$ |-> |^ {5,}|\()repcheck ((?:check|delist|domain|spf|explain) [^\n()]*[^\n().,;])", re.MULTILINE
)
#: On the page: the moment, how long it took, how much was asked for that, and the version.
_PAGE_CHANGES = re.compile(
    r"20\d\d-\d\d-\d\d \d\d:\d\d UTC|[\d.]+ s(?=<)|\d+ DNS queries|" + re.escape(__version__)
)
_CHANGES = re.compile(r"\d+\.\d s, \d{4}-\d\d-\d\d \d\d:\d\d UTC")


@pytest.fixture(scope="module")
def server() -> Iterator[NameServer]:
    with NameServer(demo_zones()) as running:
        yield running


def options(server: NameServer) -> list[str]:
    return ["--resolver", server.address, "--catalog", str(demo_catalog())]


@functools.cache
def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """What a command printed; one that two tests look at waits for the silent list once."""
    return typed_text(*arguments)


@pytest.mark.parametrize("name", SCREENS)
def test_the_answer_fits_a_screen_and_is_the_one_that_was_found_good(
    name: str, server: NameServer, tmp_path: Path
) -> None:
    arguments, most = SCREENS[name]
    page = tmp_path / "page.html"
    also = ("--report", f"html={page}") if name == "check" else ()
    done = run(*arguments, *options(server), *also)
    assert done.returncode == 1
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert len(lines) <= most
    assert [
        line for line in lines if len(line) > WIDTH and "://" not in line and "repcheck " not in line
    ] == []
    shown = _CHANGES.sub("... s, ... UTC", done.stdout)
    shown = shown.replace(shlex.join(options(server)), "--resolver ... --catalog ...")
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("REPCHECK_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
    if also:
        assert_golden(GOLDEN / f"{name}.html", _PAGE_CHANGES.sub("...", page.read_text("utf-8")).encode())


def test_every_command_that_is_printed_runs_as_printed(server: NameServer) -> None:
    printed: dict[str, None] = {}
    for arguments, _ in PRINTING:
        printed.update(dict.fromkeys(_COMMAND.findall(run(*arguments, *options(server)).stdout)))
    assert {command.split()[0] for command in printed} >= {"check", "delist"}
    for command in printed:
        needs = [] if "--catalog" in command or command.startswith(("explain", "spf")) else options(server)
        done = run(*shlex.split(command), *needs)
        assert (done.returncode in (0, 1, 3), done.stderr) == (True, ""), command
