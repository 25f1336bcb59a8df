"""The manual pages, made from the commands: ``python -m repcheck.cli.documents.manual FOLDER [--shells]``.

A page for each command, in the macros of man(7). With ``--shells`` the completion scripts too, named as each
shell wants them. Packages ship what this writes; nothing in it depends on when or where it was made.
"""

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from repcheck._version import __version__
from repcheck.cli.handbook import command_context
from repcheck.cli.main import SUMMARIES, cli
from repcheck.cli.options.groups import OTHER, grouped

_NAME = "repcheck"
#: How each shell calls its file of completions.
_SHELL_FILES = {"bash": "repcheck", "zsh": "_repcheck", "fish": "repcheck.fish"}
_EXIT_CODES = "Exit codes: "


def pages() -> Iterator[tuple[str, str]]:
    """The name of each page's file, "repcheck-check.1", and the page."""
    yield from _pages(cli, command_context(cli, _NAME, None))


def _pages(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    below = list(_below(command, context))
    yield f"{_page_name(context)}.1", _page(command, context, below)
    for each, inner in below:
        yield from _pages(each, inner)


def _below(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        if found is not None and not found.hidden:
            yield found, command_context(found, name, context)


def _page_name(context: click.Context) -> str:
    return context.command_path.replace(" ", "-")


def _page(
    command: click.Command, context: click.Context, below: list[tuple[click.Command, click.Context]]
) -> str:
    name = _page_name(context)
    lines = [
        f'.TH {_text(name.upper())} 1 "" "{_NAME} {__version__}" "{_NAME} manual"',
        ".SH NAME",
        f"{_text(name)} \\- {_text(_summary(command, context))}",
        ".SH SYNOPSIS",
        f".B {_text(context.command_path)}",
        _text(" ".join(command.collect_usage_pieces(context))),
        ".SH DESCRIPTION",
        *_paragraphs(inspect.cleandoc(command.help or "")),
        *_options(command, context),
        *_commands(below),
        *_ending(inspect.cleandoc(command.epilog or "")),
        *_see_also(context, below),
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _summary(command: click.Command, context: click.Context) -> str:
    said = SUMMARIES.get(context.info_name or "") if context.parent and not context.parent.parent else None
    return (said or command.get_short_help_str(200)).rstrip(".")


def _paragraphs(text: str) -> Iterator[str]:
    """Filled text; what click leaves as it is laid out, behind a line of \\b, is not filled here either."""
    for number, block in enumerate(re.split(r"\n[ \t]*\n", text.strip())):
        if number:
            yield ".PP"
        if block.startswith("\b"):
            yield from (".nf", *map(_text, block.removeprefix("\b").strip("\n").split("\n")), ".fi")
        else:
            yield from map(_text, block.split("\n"))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    yield ".SH OPTIONS"
    groups = grouped(command, context)
    for title, rows in groups:
        if len(groups) > 1 or title != OTHER:
            yield f".SS {_text(title)}"
        for names, said in rows:
            yield from (".TP", f".B {_text(names)}", _text(said))


def _commands(below: list[tuple[click.Command, click.Context]]) -> Iterator[str]:
    if below:
        yield ".SH COMMANDS"
    for command, context in below:
        yield from (".TP", f".BR {_text(_page_name(context))} (1)", _text(_summary(command, context)) + ".")


def _ending(epilog: str) -> Iterator[str]:
    """Examples and exit codes, which each epilog has as blocks."""
    for block in re.split(r"\n[ \t]*\n", epilog.strip()):
        lines = block.removeprefix("\b").strip("\n").split("\n")
        if lines[0] == "Examples:":
            yield from (".SH EXAMPLES", ".nf", *(_text(line.strip()) for line in lines[1:]), ".fi")
        elif lines[0].startswith(_EXIT_CODES):
            said = " ".join(line.strip() for line in lines).removeprefix(_EXIT_CODES)
            yield from (".SH EXIT STATUS", _text(f"{said}."))


def _see_also(context: click.Context, below: list[tuple[click.Command, click.Context]]) -> Iterator[str]:
    names = [_page_name(context.parent)] if context.parent is not None else []
    names += [_page_name(each) for _, each in below]
    if names:
        *others, last = [f".BR {_text(name)} (1)" for name in names]
        yield from (".SH SEE ALSO", *(f"{each}," for each in others), last)


def _text(text: str) -> str:
    """One line that is text to troff: no escape, no request, and hyphens that can be copied."""
    plain = " ".join(text.split()) if not text.startswith(" ") else text.rstrip()
    escaped = plain.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def completions() -> Iterator[tuple[str, str]]:
    """The completion script of each shell, by the name of its file."""
    from click.shell_completion import get_completion_class

    for shell, file in _SHELL_FILES.items():
        found = get_completion_class(shell)
        assert found is not None
        yield file, found(cli, {}, _NAME, "_REPCHECK_COMPLETE").source()


def main(folder: Path, *, shells: bool) -> None:
    """Write all pages into the folder, and the scripts with them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (*pages(), *(completions() if shells else ())):
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), shells="--shells" in sys.argv[2:])
