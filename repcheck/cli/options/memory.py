"""Where the monitor's memory lies."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from repcheck.catalog.watching.words import has_password
from repcheck.cli.options.groups import INPUT, F, option
from repcheck.model.secret import Secret


class StatePlace(click.Path):
    """A directory, as a ``Path``; or the postgresql:// address of a database, as a ``Secret``."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The place; an address with a password is refused, as every user of the machine could read it."""
        word = str(value)
        if not re.match("postgres(ql)?://", word):
            if "://" in word:
                self.fail("is neither a directory nor the postgresql:// address of a database", param, ctx)
            found = super().convert(value, param, ctx)
            return found if isinstance(found, Path) else Path(str(found))
        if has_password(word):
            self.fail(
                "holds a password, which may not stand here: put it into your password file (~/.pgpass), "
                "or the address into repcheck.yaml as store: env:NAME",
                param,
                ctx,
            )
        return Secret(word)


def state_option_of(*, file_okay: bool) -> Callable[[F], F]:
    """``--state DIR``, handed to the command as ``state``; None without it."""
    return option(
        "--state",
        group=INPUT,
        type=StatePlace(path_type=Path, file_okay=file_okay),
        metavar="DIR",
        help="Directory of what the monitor remembers, or the postgresql:// address of a database "
        "[default: $STATE_DIRECTORY, else repcheck/ in your state directory (~/.local/state)].",
    )


def state_option(function: F) -> F:
    """The same, as a decorator without arguments."""
    return state_option_of(file_okay=True)(function)
