"""What the documents show of the commands: ``python -m repcheck.cli.handbook docs/commands.md README.md``.

``docs/commands.md`` is each command's own help, and the transcript in ``README.md`` is what the demo prints.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from repcheck.cli.main import cli

#: As on a terminal of the usual width, wherever it is made.
_WIDTH = 80
_HEAD = "# The commands\n\nMade from `--help` by `make docs`; do not edit.\n"


def helps() -> Iterator[tuple[str, str]]:
    """Each command with the words that call it, and its help; groups before what they hold."""
    return _helps(cli, _context(cli, "repcheck", None))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    settings = {**command.context_settings, "terminal_width": _WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        if below is not None and not below.hidden:
            yield from _helps(below, _context(below, name, context))


def handbook() -> str:
    """The whole page."""
    sections = (f"\n## {words}\n\n```text\n{text.rstrip()}\n```\n" for words, text in helps())
    return _HEAD + "".join(sections)


_TRANSCRIPT = re.compile(r"^\$ repcheck check .*?^\d+ targets, [^\n]*\n", re.MULTILINE | re.DOTALL)
#: What differs between two runs: how long it took, and when.
_TIME = re.compile(r", [\d.]+ s, \d{4}-\d\d-\d\d \d\d:\d\d UTC")


def demonstration() -> str:
    """What ``repcheck demo`` prints; raises CalledProcessError where it fails."""
    command = (sys.executable, "-m", "repcheck", "demo")
    command = (sys.executable, "-m", "repcheck", "demo")
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - every word is ours
    return done.stdout.decode()


def with_transcript(readme: str, demo: str) -> str:
    """``readme`` with the demo's run in place of its own; unchanged where they differ by time only.

    Raises ValueError where one of them holds no run.
    """
    old, new = _TRANSCRIPT.search(readme), _TRANSCRIPT.search(demo)
    if old is None or new is None:
        raise ValueError("no run of repcheck check is in " + ("the README" if old is None else "the demo"))
    if _TIME.sub("", old[0]) == _TIME.sub("", new[0]):
        return readme
    return readme[: old.start()] + new[0] + readme[old.end() :]


def main(commands: Path, readme: Path) -> None:
    """Write both anew."""
    commands.write_text(handbook(), encoding="utf-8")
    text = with_transcript(readme.read_text(encoding="utf-8"), demonstration())
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
