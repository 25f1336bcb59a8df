"""``repcheck help``: the help of a command, and the words of the field."""

import sys

import click

from repcheck.cli import terminal

_WORDS = "words"


@click.command(
    epilog="""\b
Examples:
  repcheck help check
  repcheck help lists probe
  repcheck help words

\b
Exit codes: 0 shown, 2 no such command
"""
)
@click.argument("words", nargs=-1, metavar="[COMMAND]... | words")
@click.pass_context
def command(context: click.Context, words: tuple[str, ...]) -> int:
    """Show the help of a command, or explain the words of this field."""
    root = context.find_root()
    if words == (_WORDS,):
        terminal.say(glossary_text(terminal.width(sys.stdout)))
        return 0
    at: click.Context = root
    for word in words:
        group = at.command
        below = group.get_command(at, word) if isinstance(group, click.Group) else None
        if below is None:
            raise click.UsageError(f"there is no command {' '.join(words)!r}", context)
        at = click.Context(below, info_name=word, parent=at, **below.context_settings)
    click.echo(at.get_help())
    return 0


def glossary_text(width: int) -> str:
    """Each word with its meaning, in two columns."""
    from repcheck.cli.glossary import WORDS

    formatter = click.HelpFormatter(width=width)
    formatter.write_dl([(word, f"{meaning}.") for word, meaning in WORDS.items()])
    return formatter.getvalue()
