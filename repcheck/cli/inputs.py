"""What commands are given to read: targets in files, and bounces."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from repcheck.app.bounces.sources import Sources
from repcheck.errors import BadOption
from repcheck.files import is_there
from repcheck.model.own import Own
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
            elif follows_path and is_there(Path(argument)):
                spread.append("--bounces")
            spread.append(argument)
        return super().parse_args(ctx, spread)


def target_inputs(function: F) -> F:
    """``-i FILE`` as ``files``; ``--bounces PATH...`` and ``--own`` as ``bounces``, None without a path."""

    @functools.wraps(function)
    def gathered(*args: Any, bounce_paths: tuple[str, ...], own: tuple[str, ...], **kwargs: Any) -> Any:
        bounces = Sources(paths=bounce_paths, own=_own(own)) if bounce_paths else None
        return function(*args, bounces=bounces, **kwargs)

    wrapped: Any = gathered
    for option in (_OWN, _BOUNCES, _FILES):
        wrapped = option(wrapped)
    return cast("F", wrapped)


_OWN = click.option(
    "--own",
    multiple=True,
    metavar="DOMAIN|IP|CIDR",
    help="What you send with, services too: bounces of other mail are backscatter and not counted.",
)


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
    """``PATH...`` and how they are read, handed to the command as one ``sources`` argument."""

    @functools.wraps(function)
    def gathered(*args: Any, since: str | None, own: tuple[str, ...], **kwargs: Any) -> Any:
        given: dict[str, Any] = {name: kwargs.pop(name) for name in ("paths", "kind", "jobs", "stored")}
        if not given["paths"] and not given["stored"]:
            raise click.UsageError("nothing to read: give a PATH, or --stored", click.get_current_context())
        sources = Sources(**given, since=_moment(since), own=_own(own))
        return function(*args, sources=sources, **kwargs)

    wrapped: Any = gathered
    for option in (_OWN, _SINCE, _STORED, _JOBS, _KIND, _PATHS):
        wrapped = option(wrapped)
    return cast("F", wrapped)


def _own(words: tuple[str, ...]) -> Own | None:
    """Raises BadOption."""
    if not words:
        return None
    from repcheck.targets.own import parse_own

    return parse_own(words)


def _moment(text: str | None) -> datetime | None:
    """``2026-11-01``, ``2026-11-01T09:00:00Z`` or ``30d``. Raises BadOption."""
    if text is None:
        return None
    days = text.removesuffix("d")
    try:
        if text.endswith("d") and days.isascii() and days.isdigit():
            return datetime.now(UTC) - timedelta(days=int(days))
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise BadOption(f'"{text}" is no date (2026-11-01) and no number of days (30d)', "--since") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...")
_STORED = click.option("--stored", is_flag=True, help="Read what earlier runs kept with --store, too.")
_SINCE = click.option(
    "--since",
    metavar="DATE|Nd",
    help="Only records of that day (UTC) and later, or of the last N days; undated ones stay.",
)
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
