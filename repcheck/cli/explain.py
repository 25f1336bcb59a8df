"""``repcheck explain``."""

import sys
from pathlib import Path

import click

from repcheck.cli import options
from repcheck.cli.options import Options
from repcheck.cli.running import environment, read_catalog, show
from repcheck.errors import UnreadableFile

_MOST = 1_000_000


@click.command(
    epilog="""\b
Examples:
  repcheck explain "554 5.7.1 Client host [192.0.2.10] blocked using zen.spamhaus.org"
  repcheck explain bounce.eml

\b
Exit codes: 0 explained as far as the text goes, 2 wrong usage or input
"""
)
@click.argument("text", metavar="TEXT|FILE|-")
@options.shared("text", "json")
def command(text: str, options: Options) -> int:
    """Explain one pasted bounce or reply in plain words, with what to do. Asks nobody.

    The argument is the text itself, a file that holds it, or '-' for standard input.
    """
    from repcheck.app.bounces.explain import explain

    catalog, _ = read_catalog(options.catalog, None, options.config)
    return show(explain(_content(text), catalog, environment()), options, "repcheck.bounces/1")


def _content(text: str) -> str:
    if text == "-":
        return sys.stdin.buffer.read(_MOST).decode("utf-8", "surrogateescape")
    path = Path(text) if len(text) < 4096 and "\0" not in text and "\n" not in text else None
    try:
        if path is not None and path.is_file():
            with path.open("rb") as file:
                return file.read(_MOST).decode("utf-8", "surrogateescape")
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {error.strerror}", text) from error
    return text
