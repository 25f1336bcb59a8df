"""``repcheck lists``: the catalog, and the live health of its lists."""

import asyncio
from pathlib import Path
from typing import Any

import click

from repcheck.cli import options
from repcheck.cli.options import AskingOptions
from repcheck.cli.running import environment, read_catalog, set_up
from repcheck.errors import BadCatalog
from repcheck.model.catalog import ReputationList
from repcheck.model.observations import ListHealth
from repcheck.model.report import ExitCode

_EXAMPLES = """\b
Examples:
  repcheck lists show
  repcheck lists probe --lists standard
  repcheck lists lint my-lists.yaml

\b
Exit codes: 0 all well, 1 a list cannot be used, 2 wrong usage or input
"""


@click.group(epilog=_EXAMPLES)
def command() -> None:
    """The catalog of lists: what is in it, and whether each list can be used from here."""


@command.command(
    epilog="""\b
Examples:
  repcheck lists show
  repcheck lists show spamhaus-zen
  repcheck lists show --lists domain

\b
Exit codes: 0 shown, 2 wrong usage or input
"""
)
@click.argument("list_id", required=False, metavar="[ID]")
@options.catalog
@options.lists
def show(list_id: str | None, catalog: Path | None, selection: str | None) -> int:
    """Show the lists that would be asked, or all that is known of one."""
    from repcheck.render.catalog import render_list, render_lists

    if list_id is None:
        click.echo(render_lists(read_catalog(catalog, selection)[1]), nl=False)
        return ExitCode.OK
    known, _ = read_catalog(catalog, None)
    # What cannot be asked (a list only seen in bounces) can be shown all the same.
    entry = known.list_by_id(list_id.casefold()) or read_catalog(catalog, list_id)[1][0]
    click.echo(render_list(entry), nl=False)
    return ExitCode.OK


@command.command(
    epilog="""\b
Examples:
  repcheck lists probe
  repcheck lists probe --resolver 192.0.2.53 --lists standard

\b
Exit codes: 0 all can be used, 1 some cannot, 2 wrong usage or input,
            3 nothing answered at all
"""
)
@options.resolver
@options.direct
@options.polite
@options.dead_wait
@options.catalog
@options.lists
def probe(catalog: Path | None, selection: str | None, **asking: Any) -> int:
    """Ask each list for its own test entries: does it answer you, and truthfully?"""
    from repcheck.render.catalog import render_health

    _, lists = read_catalog(catalog, selection)
    health = asyncio.run(_probe(lists, AskingOptions(cache=False, **asking)))
    click.echo(render_health(health), nl=False)
    if all(entry.usable for entry in health):
        return ExitCode.OK
    if {entry.reason for entry in health} == {"network_down"}:
        return ExitCode.UNDECIDED
    return ExitCode.FOUND


async def _probe(lists: tuple[ReputationList, ...], asking: AskingOptions) -> tuple[ListHealth, ...]:
    from repcheck.app.probe import probe as ask

    return await ask(set_up(lists, asking, environment()))


@command.command(
    epilog="""\b
Examples:
  repcheck lists lint blocklists.yaml
  repcheck lists lint my-lists.yaml

\b
Exit codes: 0 no mistake, 1 mistakes found, 2 wrong usage or unreadable file
"""
)
@click.argument("file", type=click.Path(path_type=Path))
def lint(file: Path) -> int:
    """Check a catalog FILE and tell all its mistakes at once, with file, line and field."""
    try:
        catalog, _ = read_catalog(file, None)
    except BadCatalog as error:
        click.echo(str(error))
        return ExitCode.FOUND
    click.echo(f"{file}: {len(catalog.lists)} lists, {len(catalog.providers)} providers, no mistake")
    return ExitCode.OK
