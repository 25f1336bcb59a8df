"""What commands are given to read: targets in files, and bounces."""

import functools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from repcheck.app.run.plan import Expansion
from repcheck.cli.options.groups import INPUT, Command, OptionRule, needs, option
from repcheck.errors import BadOption
from repcheck.files import is_there

if TYPE_CHECKING:
    from repcheck.app.bounces.sources import BounceSources
    from repcheck.model.mail.own_senders import Own

#: Addresses of a range that is given, at most.
OF_A_GIVEN_RANGE = 1024

F = TypeVar("F", bound=Callable[..., Any])


class PathsAfter(Command):
    """Lets an option take all paths that follow, as a shell gives them for ``*.eml``.

    ``before``  the option
    """

    before: str

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the option before each path that follows one, then parse as usual."""
        spread: list[str] = []
        in_paths = False
        for at, argument in enumerate(args):
            follows_path = in_paths and at > 0 and args[at - 1] != self.before
            if argument.startswith("-") and argument != "-":
                in_paths = argument == self.before
            elif follows_path and is_there(Path(argument)):
                spread.append(self.before)
            spread.append(argument)
        return super().parse_args(ctx, spread)


class PathsAfterBounces(PathsAfter):
    """``--bounces a.eml b.eml``"""

    before = "--bounces"

    def __init__(self, *args: Any, rules: Sequence[OptionRule] = (), **kwargs: Any) -> None:
        super().__init__(*args, rules=(*needs("--bounces", "--own"), *rules), **kwargs)


class PathsAfterZoneFile(PathsAfter):
    """``--zone-file example.com.zone example.net.zone``"""

    before = "--zone-file"


def expansion(function: F) -> F:
    """``--expand`` as ``expand``, which ``parse_expand`` reads, and ``--max-hosts``."""
    wrapped: F = _EXPAND(_MAX_HOSTS(function))
    return wrapped


def parse_expand(text: str) -> frozenset[Expansion]:
    """``mx,spf`` or ``none``. Raises BadOption."""
    if text == "none":
        return frozenset()
    words: set[Expansion] = set()
    for word in text.split(","):
        if word == "mx":
            words.add("mx")
        elif word == "spf":
            words.add("spf")
        else:
            raise BadOption(f'"{word}" is neither mx nor spf nor none', "--expand")
    return frozenset(words)


def target_inputs(function: F) -> F:
    """``-i FILE`` as ``files``; ``--bounces PATH...`` and ``--own`` as ``bounces``, None without a path."""

    @functools.wraps(function)
    def gathered(*args: Any, bounce_paths: tuple[str, ...], own: tuple[str, ...], **kwargs: Any) -> Any:
        bounces = _sources(paths=bounce_paths, own=_own(own)) if bounce_paths else None
        return function(*args, bounces=bounces, **kwargs)

    wrapped: Any = gathered
    for each in (_OWN, _BOUNCES, TARGET_FILES):
        wrapped = each(wrapped)
    return cast("F", wrapped)


#: As monitoring plugins name what they look at.
HOSTS = option(
    "-H",
    "--hostname",
    "hosts",
    group=INPUT,
    multiple=True,
    metavar="TARGET",
    help="The same as TARGET, as monitoring plugins take it.",
)
_OWN = option(
    "--own",
    group=INPUT,
    multiple=True,
    metavar="DOMAIN|IP|CIDR",
    help="Domains and addresses that you (or your mailing service) send from; bounces of anything else "
    "are forged mail (backscatter) and left out.",
)


TARGET_FILES = option(
    "-i",
    "--input",
    "files",
    group=INPUT,
    multiple=True,
    metavar="FILE",
    help="Read targets from FILE ('-': stdin), one a line.",
)
_EXPAND = option(
    "--expand",
    group=INPUT,
    default="mx",
    show_default=True,
    metavar="mx,spf|none",
    help="Add the addresses of a domain's mail hosts and SPF record.",
)
_MAX_HOSTS = option(
    "--max-hosts",
    group=INPUT,
    type=click.IntRange(1, 1 << 20),
    default=None,
    metavar="N",
    help="Largest range to expand into single addresses [default: 1024 for targets; 16 for ranges in SPF "
    "records, larger ones are sampled].",
)
_BOUNCES = option(
    "--bounces",
    "bounce_paths",
    group=INPUT,
    multiple=True,
    metavar="PATH...",
    help="Read bounces: mails, mailboxes, MTA logs, webhook events, or a directory of them.",
)


def bounce_sources(*names: str) -> Callable[[F], F]:
    """``PATH...`` and these options of how they are read, handed to the command as one ``sources`` argument.

    ``names``  of "kind", "jobs", "stored", "since", "own"
    """

    def decorate(function: F) -> F:
        @functools.wraps(function)
        def gathered(*args: Any, **kwargs: Any) -> Any:
            given: dict[str, Any] = {name: kwargs.pop(name) for name in ("paths", *names)}
            if not given["paths"] and not given.get("stored"):
                hint = ", or --stored" if "stored" in names else ""
                raise click.UsageError(f"nothing to read: give a PATH{hint}", click.get_current_context())
            if "since" in given:
                given["since"] = _moment(given["since"])
            if "own" in given:
                given["own"] = _own(given["own"])
            return function(*args, sources=_sources(**given), **kwargs)

        wrapped: Any = gathered
        for name in reversed(names):
            wrapped = _READING[name](wrapped)
        return cast("F", _PATHS(wrapped))

    return decorate


def _sources(**given: Any) -> "BounceSources":
    from repcheck.app.bounces.sources import BounceSources

    return BounceSources(**given)


def _own(words: tuple[str, ...]) -> "Own | None":
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
        raise BadOption(
            f'"{text}" is neither a date (2026-11-01) nor a number of days (30d)', "--since"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...")
_STORED = option("--stored", group=INPUT, is_flag=True, help="Read what earlier runs kept with --store, too.")
_SINCE = option(
    "--since",
    group=INPUT,
    metavar="DATE|Nd",
    help="Only records of that day (UTC) and later, or of the last N days; undated ones stay.",
)


def _kind(function: F) -> F:
    """``--as``; made when a command has it, as not every one knows all kinds."""
    from repcheck.readers.kinds import KINDS

    decorated: F = option(
        "--as",
        "kind",
        group=INPUT,
        type=click.Choice(KINDS),
        metavar="KIND",
        help=f"Do not detect the format; read everything as this kind: {', '.join(KINDS)}.",
    )(function)
    return decorated


_JOBS = option(
    "--jobs",
    group=INPUT,
    type=click.IntRange(1, 256),
    metavar="N",
    help="Processes that read mails and replies [default: one for each core; 1: only this one].",
)

_READING = {"kind": _kind, "jobs": _JOBS, "stored": _STORED, "since": _SINCE, "own": _OWN}
