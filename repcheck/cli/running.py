"""From parsed options to a finished run: what check, bounces and delist have in common."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from repcheck import __version__
from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import Environment, real_environment
from repcheck.catalog.cache import CatalogCache
from repcheck.catalog.graves import dead_warnings
from repcheck.catalog.load import load_catalog
from repcheck.catalog.select import select_lists
from repcheck.cli import console
from repcheck.cli.options import AskingOptions, Options
from repcheck.cli.streams import read_stdin
from repcheck.errors import BadOption, UnreadableFile
from repcheck.files import Write, read_bounded
from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.dns import Server
from repcheck.model.report import ExitCode, Report, TargetReport
from repcheck.model.targets import Target

if TYPE_CHECKING:
    from repcheck.app.check.check import Checked
    from repcheck.app.domain.inspect import DomainRequest
    from repcheck.app.run.asking import Asking
    from repcheck.app.run.run import Run
    from repcheck.model.domain import DomainsReport

#: The user's configuration.
CONFIG_NAME = "repcheck.yaml"

Schema = Literal["repcheck.check/1", "repcheck.bounces/1"]

T = TypeVar("T")
OnStart = Callable[["Run"], None]
Job = Callable[["Asking", Environment, OnStart], Coroutine[Any, Any, T]]

_PIECE = 1 << 16
#: Octets of a file of targets: more than a million names. A device, or the end of a broken pipe, never ends.
_MOST_TARGETS = 32 * 1024 * 1024


def environment() -> Environment:
    """The real world, with warnings on stderr."""
    return real_environment(os.environ, console.warn)


def read_catalog(
    path: Path | None, selection: str | None, config: Path | None = None, *, overlay: bool = True
) -> tuple[Catalog, tuple[ReputationList, ...]]:
    """The catalog under the user's configuration, and the lists selected from it. Raises BadInput.

    Dead lists are told of and left out. Without ``overlay`` there is nothing but the file at ``path``.
    """
    catalog = full_catalog(path, config) if overlay else load_catalog(path, _catalog_cache())
    for warning in dead_warnings(catalog, selection):
        console.warn(warning)
    lists = select_lists(catalog, selection)
    if not lists:
        raise BadOption("no list is left to ask", "--lists" if selection else str(path or "catalog"))
    return catalog, lists


def full_catalog(path: Path | None, config: Path | None) -> Catalog:
    """The catalog in the file, else the one that was taken, else the built-in one; as the user wants it.

    Raises BadInput.
    """
    base = path if path is not None else _taken_catalog()
    return configured(load_catalog(base, _catalog_cache()), config, foreign=path is not None)


def _taken_catalog() -> Path | None:
    """The catalog that ``lists update`` took, unless this repcheck is newer and so brings a newer one."""
    from repcheck.store.places import state_place

    folder = state_place(os.environ) / "catalogs"
    if not (folder / "index.json").is_file():
        return None
    from repcheck.store.taken import TakenCatalogs

    catalogs = TakenCatalogs(folder)
    taken = catalogs.current()
    if taken is not None and taken.repcheck == __version__:
        return catalogs.path(taken)
    if taken is not None:
        console.warn(
            f"the catalog of {taken.at} was taken by repcheck {taken.repcheck}; {__version__} has its own, "
            "which is used: take a newer one, or repcheck lists update --undo"
        )
    return None


def configured(catalog: Catalog, config: Path | None, *, foreign: bool = False) -> Catalog:
    """Under the configuration that was named, else under the first that lies where one is looked for."""
    from repcheck.store.places import config_files

    found = config
    if found is None:
        found = next((path for path in config_files(os.environ, CONFIG_NAME) if path.is_file()), None)
    if found is None:
        return catalog
    from repcheck.catalog.config import load_config

    overlaid = load_config(found, catalog, foreign=foreign and config is None)
    for warning in overlaid.warnings:
        console.warn(warning)
    return overlaid.catalog


def _catalog_cache() -> CatalogCache | None:
    """Where compiled catalogs are kept; None when nothing can be kept, which only costs time."""
    from repcheck.errors import StoreUnavailable
    from repcheck.store.places import cache_directory

    try:
        return CatalogCache(cache_directory(os.environ) / "catalogs")
    except StoreUnavailable:
        return None


def read_targets(arguments: Sequence[str], files: Sequence[str], max_hosts: int) -> tuple[Target, ...]:
    """Targets from arguments and files ("-" is stdin). Raises BadInput."""
    from repcheck.targets.collect import collect

    return collect(arguments, map(_text_of, files), max_hosts=max_hosts)


def _text_of(name: str) -> tuple[str, str]:
    """How errors call a file of targets, and its text."""
    shown = "stdin" if name == "-" else name
    data = read_stdin(_MOST_TARGETS) if name == "-" else read_bounded(Path(name), _MOST_TARGETS)
    try:
        return shown, data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile("is not text in UTF-8", f"{shown}:{line}") from error


def name_servers(resolvers: Sequence[str], warn: Callable[[str], None]) -> tuple[Server, ...]:
    """Those named, or the system's, of whose lines ``warn`` is given those passed over. Raises BadOption."""
    from repcheck.dns.resolvers import parse_resolver, system_resolvers

    return tuple(parse_resolver(text) for text in resolvers) or tuple(system_resolvers(warn))


def set_up(lists: Sequence[ReputationList], options: AskingOptions, world: Environment) -> "Asking":
    """What a run asks with; to be called inside its event loop. Raises BadInput."""
    from repcheck.app.run.asking import Asking, AskingPlan
    from repcheck.app.run.keys import asked_lists

    plan = AskingPlan(
        servers=name_servers(options.resolvers, world.warn),
        compare=bool(options.resolvers),
        direct=options.direct,
        polite=options.polite == "on",
        dead_wait=options.dead_wait,
        cache=options.cache,
    )
    return Asking(plan, asked_lists(lists, world), world)


def run_check(request: CheckRequest, options: Options) -> Report:
    """Run the main job to its end, with a progress line and Ctrl-C that keeps what is known."""
    return _asked(request, options).report()


def _asked(request: CheckRequest, options: Options) -> "Checked":
    """The run when all is asked. What follows needs no event loop, and any Ctrl-C ends the program."""

    async def job(asking: "Asking", world: Environment, on_start: OnStart) -> "Checked":
        from repcheck.app.check.check import check

        return await check(request, asking, world, on_start)

    return _watched(job, request.lists, options)


def inspect(request: "DomainRequest", options: Options, *, https: bool) -> "DomainsReport":
    """Run ``repcheck domain`` to its end, as run_check does. ``https``: fetch MTA-STS policies."""

    async def job(asking: "Asking", world: Environment, on_start: OnStart) -> "DomainsReport":
        from functools import partial

        from repcheck.app.domain.https import fetch_policy
        from repcheck.app.domain.inspect import inspect_domains
        from repcheck.targets.special import special_name

        fetch = partial(fetch_policy, special=special_name) if https else None
        return await inspect_domains(request, asking, world, fetch, on_start)

    return _watched(job, request.lists, options)


def _watched(job: Job[T], lists: Sequence[ReputationList], options: Options) -> T:
    """Do a job in an event loop of its own, with a progress line; the first Ctrl-C ends its run early."""
    world = environment()

    async def watched() -> T:
        loop = asyncio.get_running_loop()
        progress: list[asyncio.Task[None]] = []

        def on_start(run: "Run") -> None:
            _end_on_interrupt(loop, run.end)
            progress.append(loop.create_task(console.show_progress(sys.stderr, lambda: run.progress)))

        try:
            return await job(set_up(lists, options, world), world, on_start)
        finally:
            for task in progress:
                task.cancel()

    return asyncio.run(watched())


def _end_on_interrupt(loop: asyncio.AbstractEventLoop, end: Callable[[Literal["interrupt"]], None]) -> None:
    def handle() -> None:
        # The first Ctrl-C ends the run with what is known; the next one ends the program.
        loop.remove_signal_handler(signal.SIGINT)
        end("interrupt")

    loop.add_signal_handler(signal.SIGINT, handle)


def stream(request: CheckRequest, options: Options) -> int:
    """Run the main job and write JSON Lines while they are made; returns the exit code."""
    checked = _asked(request, options)
    if not options.quiet:
        with console.result_stream(options.output) as write:
            return int(_write_lines(checked, write))
    import tempfile

    # Whether all is well is known at the end only, and the lines may be more than memory should hold.
    with tempfile.TemporaryFile() as kept:
        code = _write_lines(checked, kept.write)
        if code is not ExitCode.OK:
            kept.seek(0)
            with console.result_stream(options.output) as write:
                for piece in iter(lambda: kept.read(_PIECE), b""):
                    write(piece)
    return int(code)


def _write_lines(checked: "Checked", write: Write) -> ExitCode:
    from repcheck.render.json.lines import closing_lines, target_lines

    def tell(found: TargetReport) -> None:
        write(target_lines(found))

    report = checked.report(tell)
    for line in closing_lines(report, __version__):
        write(line)
    return report.exit_code


def show(
    report: Report,
    options: Options,
    schema: Schema = "repcheck.check/1",
    *,
    plan_only: bool = False,
    explain: bool = False,
) -> int:
    """Render the report where it is wanted; returns the exit code."""
    if not (options.quiet and report.exit_code is ExitCode.OK):
        console.write_result(_rendered(report, options, schema, plan_only, explain), options.output)
    return int(report.exit_code)


def _rendered(report: Report, options: Options, schema: Schema, plan_only: bool, explain: bool) -> bytes:
    if options.fmt == "json":
        from repcheck.render.json.render import render_json

        return render_json(report, __version__, schema=schema)
    from repcheck.render.text.report import render_text

    text = render_text(
        report,
        width=console.width(sys.stdout),
        colour=options.output is None and console.wants_colour(sys.stdout, os.environ),
        verbose=options.verbose,
        show_addresses=options.show_addresses,
        plan_only=plan_only,
        explain=explain,
    )
    return text.encode("utf-8", "backslashreplace")


def epilog(*examples: str) -> str:
    """The end of a command's help: examples and exit codes, laid out as written."""
    lines = ["\b", "Examples:", *(f"  {example}" for example in examples), "", "\b"]
    lines += [
        "Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 wrong usage or",
        "            input, 3 could not decide, 130 interrupted",
    ]
    return "\n".join(lines)


def no_targets(context: click.Context) -> click.UsageError:
    """The complaint of a command that was given nothing to do."""
    return click.UsageError("nothing to check: give an address, range or domain, or -i FILE", context)
