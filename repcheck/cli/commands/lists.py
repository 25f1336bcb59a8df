"""``repcheck lists``: the catalog, and the live health of its lists."""

import asyncio
import importlib

import click

from repcheck.app.environment import rfc3339
from repcheck.app.run.network import set_up
from repcheck.catalog.dead_lists import DeadLists, not_asked
from repcheck.cli import terminal
from repcheck.cli.catalogs import full_catalog, read_catalog, selected
from repcheck.cli.delivery import deliver
from repcheck.cli.options import Chosen, Command, Network, Output, chosen, network, output
from repcheck.cli.running import environment
from repcheck.cli.showing import view_of
from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.exit_code import ExitCode
from repcheck.model.probed import Probed, ProbeReport
from repcheck.model.published.lists import ShownLists
from repcheck.render.formats import names, wanted

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
        command = getattr(importlib.import_module("repcheck.cli.commands.lists_files"), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Lists, epilog=_EXAMPLES)
def command() -> None:
    """The catalog of lists: what is in it, and whether each list can be used from here."""


@command.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck lists show
  repcheck lists show spamhaus-zen
  repcheck lists show --lists domains -v
  repcheck lists show --lists all --format json

\b
Exit codes: 0 shown, 2 wrong usage or input
""",
)
@click.argument("list_id", required=False, metavar="[ID|ZONE]")
@output(*names("lists show"), without=("quiet", "show_addresses"))
@chosen("selection", "catalog", "config")
def show(list_id: str | None, output: Output, chosen: Chosen) -> int:
    """Show the lists that would be asked, or all that is known of one; -v all of each."""
    known = full_catalog(chosen)
    if list_id is None:
        lists = selected(known, chosen.selection, chosen.catalog)
    elif chosen.selection is not None:
        raise click.UsageError("--lists: not together with one list", click.get_current_context())
    else:
        # What cannot be asked (a list only seen in bounces) can be shown all the same.
        lists = _entry(known, list_id)
        dead = DeadLists(known).find(list_id)
        if not lists and dead is not None:
            terminal.say(not_asked(f'"{list_id}"', dead) + "\n", output.output)
            return ExitCode.OK
        lists = lists or selected(known, list_id, chosen.catalog)
    in_full = list_id is not None or output.verbose > 0
    found = ShownLists(lists=tuple(lists), source=known.source, in_full=in_full)
    return deliver(found, output, wanted("lists show", output.fmt), view_of(output), ExitCode.OK)


def _entry(catalog: Catalog, word: str) -> tuple[ReputationList, ...]:
    """The list with that id or zone, whether it is asked or not."""
    wanted = word.casefold().removesuffix(".")
    entry = catalog.list_by_id(wanted)
    if entry is not None:
        return (entry,)
    return tuple(each for each in catalog.lists if each.zone and each.zone.casefold() == wanted)


@command.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck lists probe
  repcheck lists probe --resolver 192.0.2.53 --lists standard
  repcheck lists probe --direct --format json

\b
Exit codes: 0 every list of the set "standard" that was asked can be used,
            1 one of them cannot, 2 wrong usage or input, 3 nothing answered at all
""",
)
@output(*names("lists probe"), without=("quiet", "show_addresses"), command="lists probe")
@chosen("selection", "catalog", "config")
@network("resolvers", "direct", "polite", "dead_wait")
def probe(output: Output, chosen: Chosen, network: Network) -> int:
    """Ask each list for its own test entries: does it answer you, and truthfully?

    A list is alive, slow, a wildcard (lists everything), refuses you, dead or moved, each with what
    to do. Lists whose key is not set are reported but do not affect the exit code.
    """
    from repcheck.app.probe import verdict

    catalog, lists = read_catalog(chosen)
    world = environment()
    started, begun = world.now(), world.monotonic()
    probed = asyncio.run(_probe(lists, network, catalog.shared))
    report = ProbeReport(
        started=rfc3339(started),
        seconds=round(world.monotonic() - begun, 3),
        exit_code=verdict(probed),
        lists=probed,
    )
    return deliver(report, output, wanted("lists probe", output.fmt), view_of(output), report.exit_code)


async def _probe(
    lists: tuple[ReputationList, ...], network: Network, shared: str | None
) -> tuple[Probed, ...]:
    from repcheck.app.probe import probe as ask

    return await ask(set_up(lists, network, environment(), shared=shared))
