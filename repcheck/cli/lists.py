"""``repcheck lists``: the catalog, and the live health of its lists."""

import asyncio
import importlib
from pathlib import Path
from typing import Any

import click

from repcheck import __version__
from repcheck.cli import console, options
from repcheck.cli.options import AskingOptions
from repcheck.cli.running import environment, read_catalog, set_up
from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.probed import Probed
from repcheck.model.report import ExitCode

_EXAMPLES = """\b
Examples:
  repcheck lists show
  repcheck lists probe --lists standard
  repcheck lists lint my-lists.yaml

\b
Exit codes: 0 all well, 1 a list cannot be used, a mistake or a difference was
            found, 2 wrong usage or input
"""


#: What deals with files is loaded only when it is called.
_ELSEWHERE = ("lint", "diff", "update", "schema")


class _Lists(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        command = getattr(importlib.import_module("repcheck.cli.lists_files"), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Lists, epilog=_EXAMPLES)
def command() -> None:
    """The catalog of lists: what is in it, and whether each list can be used from here."""


@command.command(
    epilog="""\b
Examples:
  repcheck lists show
  repcheck lists show spamhaus-zen
  repcheck lists show --lists domains -v
  repcheck lists show --lists all --format json

\b
Exit codes: 0 shown, 2 wrong usage or input
"""
)
@click.argument("list_id", required=False, metavar="[ID]")
@options.catalog
@options.config
@options.lists
@options.output_format("text", "json")
@options.verbose
def show(
    list_id: str | None,
    catalog: Path | None,
    config: Path | None,
    selection: str | None,
    fmt: str,
    verbose: int,
) -> int:
    """Show the lists that would be asked, or all that is known of one; -v all of each."""
    known, lists = read_catalog(catalog, None if list_id else selection, config)
    if list_id is not None:
        # What cannot be asked (a list only seen in bounces) can be shown all the same.
        lists = _entry(known, list_id) or read_catalog(catalog, list_id, config)[1]
    if fmt == "json":
        from repcheck.render.json.lists import render_lists_json

        console.write_result(render_lists_json(lists, known.source, __version__), None)
        return ExitCode.OK
    from repcheck.render.catalog.text import render_list, render_lists

    if list_id is None and not verbose:
        click.echo(render_lists(lists), nl=False)
    else:
        click.echo("\n".join(render_list(entry) for entry in lists), nl=False)
    return ExitCode.OK


def _entry(catalog: Catalog, list_id: str) -> tuple[ReputationList, ...]:
    entry = catalog.list_by_id(list_id.casefold())
    return () if entry is None else (entry,)


@command.command(
    epilog="""\b
Examples:
  repcheck lists probe
  repcheck lists probe --resolver 192.0.2.53 --lists standard
  repcheck lists probe --direct --format json

\b
Exit codes: 0 every list of the set "standard" that was asked can be used,
            1 one of them cannot, 2 wrong usage or input, 3 nothing answered at all
"""
)
@options.resolver
@options.direct
@options.polite
@options.dead_wait
@options.catalog
@options.config
@options.lists
@options.output_format("text", "json")
@options.verbose
def probe(
    catalog: Path | None, config: Path | None, selection: str | None, fmt: str, verbose: int, **asking: Any
) -> int:
    """Ask each list for its own test entries: does it answer you, and truthfully?

    A list is alive, slow, a wildcard (lists everything), refuses you, dead or moved, each with what
    to do. Lists that need a key which is not there are told and do not count.
    """
    from repcheck.app.probe import verdict
    from repcheck.render.text.probed import render_probed, render_probed_json

    _, lists = read_catalog(catalog, selection, config)
    probed = asyncio.run(_probe(lists, AskingOptions(cache=False, **asking)))
    code = verdict(probed)
    if fmt == "json":
        console.write_result(render_probed_json(probed, __version__, code), None)
    else:
        click.echo(render_probed(probed, verbose=verbose > 0), nl=False)
    return code


async def _probe(lists: tuple[ReputationList, ...], asking: AskingOptions) -> tuple[Probed, ...]:
    from repcheck.app.probe import probe as ask

    return await ask(set_up(lists, asking, environment()))
