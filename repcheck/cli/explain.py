"""``repcheck explain``."""

from pathlib import Path

import click

from repcheck.cli import options
from repcheck.cli.options import Options
from repcheck.cli.running import environment, read_catalog, show
from repcheck.cli.streams import read_stdin
from repcheck.files import is_there, read_bounded

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
    return show(explain(_content(text), catalog, environment(), options.flags), options, "repcheck.bounces/1")


def _content(text: str) -> str:
    if text == "-":
        return read_stdin(_MOST).decode("utf-8", "surrogateescape")
    if is_there(Path(text)):
        return read_bounded(Path(text), _MOST).decode("utf-8", "surrogateescape")
    return text
