"""``repcheck store``."""

import os
import re
from pathlib import Path
from typing import Any

import click

from repcheck.catalog.watching.words import PLACE
from repcheck.cli.endings import complain
from repcheck.cli.options import Command
from repcheck.cli.options.memory import StatePlace
from repcheck.errors import StoreUnavailable
from repcheck.model.exit_code import ExitCode
from repcheck.words.text import count


class _StorePlace(StatePlace):
    """A file, an address, or where one lies: "env:NAME", "file:/path"."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        word = str(value)
        return word if re.fullmatch(PLACE, word) else super().convert(value, param, ctx)


_PLACE = _StorePlace(path_type=Path, dir_okay=False)


@click.group(
    name="store",
    epilog="""\b
Examples:
  repcheck store copy ~/.local/state/repcheck/state.sqlite3 env:REPCHECK_DB

\b
Exit codes: 0 done, 2 wrong usage or input, 3 nothing was copied
""",
)
def command() -> None:
    """Where the monitor's memory lies: copy it to another database."""


@command.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck store copy ~/.local/state/repcheck/state.sqlite3 env:REPCHECK_DB
  repcheck store copy postgresql://db.example/repcheck ./state.sqlite3

\b
Exit codes: 0 copied, 2 wrong usage or input, 3 nothing was copied
""",
)
@click.argument("source", metavar="FROM", type=_PLACE)
@click.argument("target", metavar="TO", type=_PLACE)
def copy(*, source: Any, target: Any) -> int:
    """Copy all that the monitor remembers, from a file to a PostgreSQL database or back.

    FROM and TO are each a file, a postgresql:// address, or where such an address lies: env:NAME or
    file:/path. TO must be empty. What arrived is read back and compared; all of it is copied, or nothing.
    """
    if source == target or (isinstance(source, Path) and isinstance(target, Path) and _same(source, target)):
        raise click.UsageError("FROM and TO are the same", click.get_current_context())
    from repcheck.app.memory.copying import copy_memory

    try:
        copied = copy_memory(source, target, os.environ)
    except StoreUnavailable as error:
        complain(str(error))
        return int(ExitCode.UNDECIDED)
    click.echo(f"{count(copied, 'row')} copied, read back and compared.")
    return int(ExitCode.OK)


def _same(source: Path, target: Path) -> bool:
    try:
        return source.samefile(target)
    except OSError:
        return False
