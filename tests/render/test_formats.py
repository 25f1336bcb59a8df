"""A format is a module and a line; each line leads to what it says."""

import importlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from repcheck import __version__
from repcheck.cli.commands.bounces import follow, read
from repcheck.render import formats
from repcheck.render.formats import FORMATS, Format
from tests.support.one_bounce import BOUNCE


@pytest.mark.parametrize("found", FORMATS, ids=lambda each: f"{each.takes}-{each.name}")
def test_each_line_names_a_module_that_does_what_it_says(found: Format) -> None:
    module = importlib.import_module(found.module, "repcheck.render")
    assert hasattr(module, "piece") is found.streams
    assert hasattr(module, "shown") is not found.streams


def test_no_command_has_two_formats_of_one_name() -> None:
    offered = [(command, each.name) for each in FORMATS for command in each.commands]
    assert len(set(offered)) == len(offered)


def test_text_is_the_default_of_every_command() -> None:
    assert {formats.names(command)[0] for each in FORMATS for command in each.commands} == {"text"}


def test_one_line_adds_a_format(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commands = ("bounces read", "bounces follow")
    loud = Format(name="loud", takes="records", module="tests.render.loud", commands=commands, streams=True)
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, loud))
    (mail := tmp_path / "bounce.eml").write_bytes(BOUNCE)
    kept = follow.command, read.command
    try:
        assert "[text|jsonl|loud]" in CliRunner().invoke(importlib.reload(follow).command, ["--help"]).output
        done = CliRunner().invoke(importlib.reload(read).command, [str(mail), "--format", "loud"])
        assert done.output == f"{__version__} FRANK@EXAMPLE.NET\n"
    finally:
        monkeypatch.undo()
        importlib.reload(follow)
        importlib.reload(read)
        follow.command, read.command = kept  # other tests know them by now
