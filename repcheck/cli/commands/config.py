"""``repcheck config``: check, init and show the configuration."""

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from repcheck import __version__
from repcheck.app import catalogs
from repcheck.cli import terminal
from repcheck.cli.catalogs import named_file, watching
from repcheck.cli.options import Chosen, Command, Output, chosen, option, output
from repcheck.cli.options.groups import INPUT
from repcheck.cli.running import environment
from repcheck.errors import BadCatalog, BadOption, UnreadableFile
from repcheck.files import is_there
from repcheck.model.exit_code import ExitCode
from repcheck.model.watch.again import typed
from repcheck.words.text import count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from repcheck.app.configuring.init import Answers
    from repcheck.model.watch.serving import ServePlan

_DEFAULT_EVERY = "1h"


@click.group(
    epilog="""\b
Examples:
  repcheck config init --watch 192.0.2.0/28 --mail ops@example.com
  repcheck config check
  repcheck config show

\b
Exit codes: 0 done, 1 mistakes found, 2 wrong usage or input
"""
)
def command() -> None:
    """The configuration, repcheck.yaml: begin one, check it, show the settings that apply."""


@command.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck config check
  repcheck config check ./repcheck.yaml
  git show HEAD:repcheck.yaml | repcheck config check -

\b
Exit codes: 0 no mistake, 1 mistakes found, 2 wrong usage or unreadable file
""",
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@chosen("catalog", "config")
def check(*, files: tuple[Path, ...], chosen: Chosen) -> int:
    """Tell all mistakes at once, with file, line and field.

    Files of targets are read, and secrets looked for where they lie; a warning names what may be
    different where the monitor runs, and the alerts that would leave through an address that is watched.
    "-" is standard input; without FILE it is the configuration that all commands use.
    """
    paths = [*files, chosen.config] if files and chosen.config is not None else files or [chosen.config]
    return max(_checked(_there(path), chosen.catalog) for path in dict.fromkeys(paths))


def _checked(file: Path, catalog: Path | None) -> int:
    """One file, all its mistakes on standard output."""
    from repcheck.app.configuring.check import examine, missing_keys
    from repcheck.app.monitor.mail_ways import host_addresses, own_addresses

    mistakes: list[str] = []
    path, data = named_file(file)
    try:
        configured = catalogs.watching(catalog, Path(path), environment(), mistakes.extend, data)
    except BadCatalog as error:  # the catalog's own
        terminal.say("".join(f"{line}\n" for line in error.mistakes))
        return ExitCode.FOUND
    plan = configured.plan
    found = examine(plan, environment(), host_addresses, own_addresses())
    mistaken, unreached = _serving(plan.serve)
    for warning in (
        *found.warnings,
        *unreached,
        *missing_keys(configured.catalog.sources or (), environment()),
    ):
        terminal.warn(f"{path}: {warning}")
    mistakes += (*found.mistakes, *mistaken)
    if mistakes:
        terminal.say("".join(f"{line}\n" for line in dict.fromkeys(mistakes)))
        return ExitCode.FOUND
    parts = (
        count(len(plan.groups), "group"),
        count(found.targets, "target"),
        count(len(plan.alerts), "alert"),
    )
    terminal.say(f"{path}: {', '.join(parts)}, no mistake\n")
    return ExitCode.OK


def _serving(plan: "ServePlan") -> "tuple[Iterable[str], Iterable[str]]":
    """What would keep ``repcheck serve`` from starting, and what would without options that cure it."""
    from repcheck.model.watch.serving import ServePlan

    if plan == ServePlan():
        return (), ()
    from repcheck.cli.commands.serve.listen import DEFAULT, listen_at
    from repcheck.web.faults import faults, unreached

    try:
        host = listen_at(plan.listen or DEFAULT).host
    except BadOption as error:
        return (*faults(plan, environment()), f"serve: listen: {error.what}"), ()
    return faults(plan, environment()), unreached(plan, host)


@command.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck config init
  repcheck config init --watch 192.0.2.0/28 --watch example.com --mail ops@example.com
  repcheck config init --watch example.com --webhook env:OPS_HOOK ./repcheck.yaml

\b
Exit codes: 0 written, 2 wrong usage or input, or the file is there already
""",
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@option(
    "--watch",
    group=INPUT,
    multiple=True,
    metavar="TARGET",
    help="An address, range or domain to watch, or file:NAME.",
)
@option("--mail", group=INPUT, metavar="ADDRESS", help="Who gets a mail when something changes.")
@option("--webhook", group=INPUT, metavar="env:NAME", help="Where the address of a webhook lies.")
@option("--every", group=INPUT, metavar="1h", help="How often the monitor will run [default: 1h].")
def init(
    *, file: Path | None, watch: tuple[str, ...], mail: str | None, webhook: str | None, every: str | None
) -> int:
    """Write a commented configuration to FILE [default: where it is looked for].

    On a terminal, and without --watch, four questions are asked. A file that is there is never changed.
    """
    from repcheck.app.configuring.init import Answers, begin

    path = file or _usual_place()
    if is_there(path):
        raise BadOption("is there already, and stays as it is", str(path))
    answers = Answers(watch=watch, mail=mail, webhook=webhook, every=every or _DEFAULT_EVERY)
    if not watch:
        if not sys.stdin.isatty():
            raise click.UsageError("--watch is needed where nobody can be asked", click.get_current_context())
        answers = _asked(answers)
    begin(path, answers, catalogs.built_in_catalog(environment()))
    words = "" if file is None else shlex.quote(str(file))
    next_one = typed("repcheck config check", words)
    after_it = typed("repcheck monitor", words and f"--config {words}")
    terminal.say(f"Written: {path}\nThen: {next_one}\n      {after_it}\n")
    return ExitCode.OK


def _asked(given: "Answers") -> "Answers":
    """The answers of somebody at a terminal; what was given as an option is not asked."""
    from msgspec.structs import replace

    watch = click.prompt("What is watched: addresses, ranges, domains")
    mail = given.mail or click.prompt("Who gets a mail (empty: nobody)", default="", show_default=False)
    hook = given.webhook or click.prompt(
        "Where the address of a webhook lies, as env:NAME (empty: none)", default="", show_default=False
    )
    every = click.prompt("How often it will run", default=given.every)
    words = tuple(watch.replace(",", " ").split())
    return replace(given, watch=words, mail=mail or None, webhook=hook or None, every=every)


@command.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck config show
  repcheck config show --format json

\b
Exit codes: 0 shown, 2 wrong usage or input
""",
)
@output("text", "json", without=("quiet", "verbose", "show_addresses"))
@chosen("catalog", "config")
def show(*, output: Output, chosen: Chosen) -> int:
    """Show the settings that apply: each field, its value, and the line that says it. Secrets are masked."""
    from repcheck.app.configuring.in_force import shown
    from repcheck.catalog.files import read_file
    from repcheck.render.config import render_config, render_config_json

    configured = watching(chosen)
    path = configured.path
    data = None if path is None else read_file(path, str(path))
    fields = shown(configured.plan, data, str(path), environment())
    if output.fmt == "json":
        terminal.write_result(render_config_json(fields, path, __version__), output.output)
    else:
        terminal.say(render_config(fields, path), output.output)
    return ExitCode.OK


def _there(config: Path | None) -> Path:
    """The configuration that is read. Raises UnreadableFile when there is none."""
    path = catalogs.config_path(config, environment())
    if path is None:
        raise UnreadableFile("is not there: repcheck config init writes one", str(_usual_place()))
    return path


def _usual_place() -> Path:
    from repcheck.app.catalogs import CONFIG_NAME
    from repcheck.store.places import config_files

    places = config_files(os.environ, CONFIG_NAME)
    return places[0]
