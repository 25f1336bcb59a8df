"""Options that mean the same in every command."""

import functools
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import click
import msgspec

from repcheck.model.observations import Severity

F = TypeVar("F", bound=Callable[..., Any])

SEVERITIES = ("critical", "high", "medium", "low", "info", "never")

resolver = click.option(
    "--resolver",
    "resolvers",
    multiple=True,
    metavar="HOST[:PORT]",
    help="Name server to ask instead of the system's, IPv6 in brackets; several are compared.",
)
direct = click.option(
    "--direct", is_flag=True, help="Ask the lists' own name servers, with no resolver between."
)
polite = click.option(
    "--polite",
    type=click.Choice(("on", "off")),
    default="on",
    show_default=True,
    help="off: no limits on how fast and how much a list is asked (your own mirrors).",
)
cache = click.option(
    "--cache", is_flag=True, help="Keep answers from run to run, as long as their TTL allows."
)
dead_wait = click.option(
    "--dead-wait",
    type=click.FloatRange(min=0.1, max=60),
    default=2.0,
    show_default=True,
    metavar="S",
    help="Seconds of silence after which a list counts as dead.",
)
timeout = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="S",
    help="End the whole run after S seconds; what is open then is unknown.",
)
catalog = click.option(
    "--catalog",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Catalog of lists to use instead of the built-in one.",
)
config = click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own lists, keys and changes, over the catalog [default: repcheck.yaml in your "
    "configuration directory (~/.config/repcheck), else in /etc/repcheck].",
)
lists = click.option(
    "--lists",
    "selection",
    metavar="SEL",
    help="Lists to ask: ids, tags, 'standard', 'extended' (default), 'all'; -x leaves one out, +x adds one.",
)
any_address = click.option(
    "--any-address", is_flag=True, help="Ask about private and reserved addresses too."
)
fail_on = click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="low",
    show_default=True,
    help="Least severity of a listing that makes the exit code 1.",
)
min_coverage = click.option(
    "--min-coverage",
    type=click.FloatRange(0, 1),
    default=0.8,
    show_default=True,
    metavar="SHARE",
    help="Share of questions that must be answered, or the exit code is 3.",
)
output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the result to FILE."
)
quiet = click.option("--quiet", "-q", is_flag=True, help="Print nothing when all is well.")
verbose = click.option("-v", "--verbose", count=True, help="Say more.")
show_addresses = click.option(
    "--show-addresses", is_flag=True, help="Show recipients' addresses in full (text output masks them)."
)


def output_format(*formats: str) -> Callable[[F], F]:
    """``--format`` with the formats that a command has; the first is the default."""
    return click.option(
        "--format",
        "fmt",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Output format.",
    )


class AskingOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How the DNS is asked."""

    resolvers: tuple[str, ...]
    direct: bool
    polite: str
    dead_wait: float
    cache: bool


class Options(AskingOptions, frozen=True, kw_only=True):
    """What the shared options were set to."""

    timeout: float | None
    catalog: Path | None
    config: Path | None
    selection: str | None
    any_address: bool
    fail_on: str
    min_coverage: float
    fmt: str
    output: Path | None
    quiet: bool
    verbose: int
    show_addresses: bool

    @property
    def flags(self) -> str:
        """The options that another command needs in order to ask the same lists in the same way."""
        words = [word for server in self.resolvers for word in ("--resolver", server)]
        words += ["--direct"] if self.direct else []
        words += ["--polite", self.polite] if self.polite != "on" else []
        words += ["--catalog", str(self.catalog)] if self.catalog is not None else []
        words += ["--config", str(self.config)] if self.config is not None else []
        words += ["--any-address"] if self.any_address else []
        return shlex.join(words)

    @property
    def keep_clean(self) -> bool:
        """Whether the output shows clean observations after all others are known."""
        return self.fmt == "json" or self.verbose > 1

    @property
    def least_severity(self) -> Severity | None:
        """``--fail-on``: a severity, or None for "never"."""
        return None if self.fail_on == "never" else Severity(self.fail_on)


def shared(*formats: str, fail_on: Callable[[Any], Any] = fail_on) -> Callable[[F], F]:
    """All options above, handed to the command as one ``options`` argument.

    ``fail_on``  this option, where a command has another default
    """
    declared: tuple[Callable[[Any], Any], ...] = (
        resolver, direct, polite, cache, dead_wait, timeout, catalog, config, lists,
        any_address, fail_on, min_coverage,
        output_format(*formats), output, quiet, verbose, show_addresses,
    )  # fmt: skip

    def decorate(function: F) -> F:
        @functools.wraps(function)
        def gathered(*args: Any, **kwargs: Any) -> Any:
            options = Options(**{name: kwargs.pop(name) for name in Options.__struct_fields__})
            return function(*args, options=options, **kwargs)

        wrapped: Any = gathered
        for option in reversed(declared):
            wrapped = option(wrapped)
        return cast("F", wrapped)

    return decorate
