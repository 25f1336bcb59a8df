"""What the documents show of the commands: ``python -m repcheck.cli.handbook COMMANDS STEPS GLOSSARY``.

``docs/commands.md`` is each command's own help, ``docs/first-steps.md`` has a transcript of what the demo
prints, and ``docs/glossary.md`` is what ``repcheck help words`` says.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from repcheck.cli.glossary import WORDS
from repcheck.cli.main import cli

#: As on a terminal of the usual width, wherever it is made.
_WIDTH = 80
_HEAD = "# The commands\n\nMade from `--help` by `make docs`; do not edit.\n"


def helps() -> Iterator[tuple[str, str]]:
    """Each command with the words that call it, and its help; groups before what they hold."""
    return _helps(cli, command_context(cli, "repcheck", None))


def command_context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    """As a real start has it, with a width of its own."""
    settings = {**command.context_settings, "terminal_width": _WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        if below is not None and not below.hidden:
            yield from _helps(below, command_context(below, name, context))


def handbook() -> str:
    """The whole page."""
    sections = (f"\n## {words}\n\n```text\n{text.rstrip()}\n```\n" for words, text in helps())
    return _HEAD + "".join(sections)


_GLOSSARY = """\
# Glossary

The words of this field, as `repcheck help words` has them. Made by `make docs`; do not edit.

"""


def glossary() -> str:
    """The page of words."""
    return _GLOSSARY + "\n".join(f"- **{word}**: {meaning}." for word, meaning in WORDS.items()) + "\n"


_BEGIN = "$ repcheck check "
#: How other runs on the page end, which are tested where all pages are.
_OTHERS = " $DEMO\n"
_END = re.compile(r"^[0-9]{1,9} targets, ")
#: What differs between two runs: how long it took, and when.
_TIME = re.compile(r", [\d.]+ s, \d{4}-\d\d-\d\d \d\d:\d\d UTC")


def demonstration() -> str:
    """What ``repcheck demo`` prints; raises CalledProcessError where it fails."""
    command = (sys.executable, "-m", "repcheck", "demo")
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - every word is ours
    return done.stdout.decode()


def with_transcript(page: str, demo: str) -> str:
    """``page`` with the demo's run in place of its own; unchanged where they differ by time only.

    Raises ValueError where one of them holds no run.
    """
    old, new = _transcript(page), _transcript(demo)
    if not old or not new:
        raise ValueError("no run of repcheck check is in " + ("the demo" if old else "the page"))
    if _TIME.sub("", old) == _TIME.sub("", new):
        return page
    return page.replace(old, new, 1)


def _transcript(text: str) -> str:
    """The first run of ``repcheck check`` in ``text``, up to its last line; empty without one."""
    kept: list[str] = []
    for line in text.splitlines(keepends=True):
        if kept or (line.startswith(_BEGIN) and not line.endswith(_OTHERS)):
            kept.append(line)
            if _END.match(line):
                return "".join(kept)
    return ""


def main(commands: Path, steps: Path, words: Path) -> None:
    """Write all of them anew."""
    commands.write_text(handbook(), encoding="utf-8")
    words.write_text(glossary(), encoding="utf-8")
    text = with_transcript(steps.read_text(encoding="utf-8"), demonstration())
    steps.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
