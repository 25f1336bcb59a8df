"""What commands are given to read: targets in files, and bounces."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from repcheck.app.request import Sources
from repcheck.readers.kinds import KINDS

F = TypeVar("F", bound=Callable[..., Any])


class PathsAfterBounces(click.Command):
    """Lets ``--bounces a.eml b.eml`` take all paths that follow, as a shell's ``*.eml`` gives them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``--bounces`` before each path that follows one, then parse as usual."""
        spread: list[str] = []
        in_paths = False
        for at, argument in enumerate(args):
            follows_path = in_paths and at > 0 and args[at - 1] != "--bounces"
            if argument.startswith("-") and argument != "-":
                in_paths = argument == "--bounces"
            elif follows_path and Path(argument).exists():
                spread.append("--bounces")
            spread.append(argument)
        return super().parse_args(ctx, spread)


def target_inputs(function: F) -> F:
    """``-i FILE`` as ``files`` and ``--bounces PATH...`` as ``bounce_paths``."""
    for option in (_BOUNCES, _FILES):
        function = option(function)
    return function


_FILES = click.option(
    "-i",
    "--input",
    "files",
    multiple=True,
    metavar="FILE",
    help="Read targets from FILE ('-': stdin), one a line.",
)
_BOUNCES = click.option(
    "--bounces",
    "bounce_paths",
    multiple=True,
    metavar="PATH...",
    help="Read bounces: mails, mailboxes, MTA logs, webhook events, or a directory of them.",
)


def bounce_sources(function: F) -> F:
    """``PATH...``, ``--as KIND`` and ``--jobs N``, handed to the command as one ``sources`` argument."""

    @functools.wraps(function)
    def gathered(
        *args: Any, paths: tuple[str, ...], kind: str | None, jobs: int | None, **kwargs: Any
    ) -> Any:
        return function(*args, sources=Sources(paths=paths, kind=kind, jobs=jobs), **kwargs)

    wrapped: Any = gathered
    for option in (_JOBS, _KIND, _PATHS):
        wrapped = option(wrapped)
    return cast("F", wrapped)


_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
_KIND = click.option(
    "--as",
    "kind",
    type=click.Choice(KINDS),
    metavar="KIND",
    help=f"Take all that is read for this kind, whatever it looks like: {', '.join(KINDS)}.",
)
_JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Processes that read mails and replies [default: one for each core; 1: only this one].",
)
