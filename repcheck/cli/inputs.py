"""What ``check`` and ``delist`` are given: targets in files, and bounces."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

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
