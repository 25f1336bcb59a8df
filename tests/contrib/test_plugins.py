"""What contrib/ has for Icinga and Nagios calls commands and options that are there."""

import re
import shlex
from pathlib import Path

import click

from repcheck.cli.main import cli
from tests.support.tables import each

CONTRIB = Path(__file__).parent.parent.parent / "contrib"
_ICINGA = re.compile(r'object CheckCommand "(?P<name>\w+)" \{(?P<body>.*?)\n\}\n', re.DOTALL)
_COMMAND = re.compile(r"command = \[ (.*?) \]")
_OPTION = re.compile(r'^ {4}"(-[^"]*)" = ', re.MULTILINE)


def calls() -> list[tuple[str, list[str]]]:
    """Each command line: the name of its definition, and its words."""
    text = (CONTRIB / "icinga" / "repcheck.conf").read_text(encoding="utf-8")
    found = []
    for definition in _ICINGA.finditer(text):
        command = _COMMAND.search(definition["body"])
        assert command is not None
        words = [word.strip('" ') for word in command[1].split(",")]
        found.append((definition["name"], [*words[1:], *_OPTION.findall(definition["body"])]))
    nagios = (CONTRIB / "nagios" / "repcheck.cfg").read_text(encoding="utf-8")
    lines = re.findall(r"command_line +(.*)", nagios)
    return [*found, *(("nagios", shlex.split(line)[1:]) for line in lines)]


@each("name, words", calls())
def test_each_word_is_a_command_or_one_of_its_options(name: str, words: list[str]) -> None:
    context = click.Context(cli)
    command = cli.get_command(context, words[0])
    assert command is not None, name
    known = {option for each in command.get_params(context) for option in each.opts}
    assert {word for word in words[1:] if word.startswith("-")} <= known
