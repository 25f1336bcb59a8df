"""``repcheck domain`` of the demonstration on one screen. ``REPCHECK_WRITE_GOLDEN=1`` rewrites the text."""

import functools
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones
from tests.support.typed import typed_text

GOLDEN = Path(__file__).parent / "golden" / "domain-demo.txt"
SCREEN = 36
WIDTH = 80


@pytest.fixture(scope="module")
def server() -> Iterator[NameServer]:
    with NameServer(demo_zones()) as running:
        yield running


@functools.cache
def run(server: NameServer, *arguments: str) -> tuple[int, str]:
    """Exit code and output; a command that several tests look at waits for the silent list once."""
    done = typed_text(*arguments, "--resolver", server.address, "--catalog", demo_catalog())
    return done.returncode, done.stdout


def test_the_demonstration_fits_a_screen(server: NameServer) -> None:
    code, text = run(server, "domain", "example.com")
    shown = re.sub(r"[0-9]+ queries, .*", "... queries, ... s; ...", text)
    if os.environ.get("REPCHECK_WRITE_GOLDEN"):
        GOLDEN.write_text(shown, encoding="utf-8")
    assert code == 1
    assert shown == GOLDEN.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert len(lines) <= SCREEN
    assert max(map(len, lines)) <= WIDTH


def test_the_command_that_is_printed_runs_as_printed(server: NameServer) -> None:
    _, text = run(server, "domain", "example.com")
    (command,) = re.findall(r"-> repcheck (delist .*)", text)
    code, told = run(server, *shlex.split(command))
    assert code == 1
    assert "192.0.2.25" in told


def test_more_is_told_when_more_is_asked_for(server: NameServer) -> None:
    _, brief = run(server, "domain", "example.com")
    _, more = run(server, "domain", "example.com", "-v")
    _, most = run(server, "domain", "example.com", "-vv")
    assert len(brief) < len(more) < len(most)
    assert "Would they take bulk mail from it?" in more
