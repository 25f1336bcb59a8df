"""``repcheck sources``: what is asked over HTTP beside the lists, and whether it can be."""

import asyncio

import click

from repcheck._version import __version__
from repcheck.cli import terminal
from repcheck.cli.catalogs import full_catalog
from repcheck.cli.options import Chosen, Command, Network, Output, chosen, network, output
from repcheck.cli.running import environment
from repcheck.errors import BadOption
from repcheck.model.exit_code import ExitCode
from repcheck.model.sources import SourceSetting, Trouble


@click.group(
    epilog="""\b
Examples:
  repcheck sources show
  repcheck sources probe

\b
Exit codes: 0 all well, 1 a source cannot be used, 2 wrong usage or input
"""
)
def command() -> None:
    """Sources over HTTPS beside the lists: what each tells, and whether it can be used from here."""


@command.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck sources show
  repcheck sources show --format json

\b
Exit codes: 0 shown, 2 wrong usage or input
""",
)
@output("text", "json", without=("quiet", "show_addresses"))
@chosen("catalog", "config")
def show(output: Output, chosen: Chosen) -> int:
    """Show all sources that repcheck knows, which of them are switched on, and where their keys lie.

    They are switched on under sources: in repcheck.yaml.
    """
    from repcheck.render.text.sources import render_sources, render_sources_json
    from repcheck.sources.shown import shown

    world = environment()
    rows = shown(full_catalog(chosen).sources, world.environ, world.read_text)
    if output.fmt == "json":
        terminal.write_result(render_sources_json(rows, __version__), output.output)
    else:
        terminal.say(render_sources(rows), output.output)
    return ExitCode.OK


@command.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck sources probe
  repcheck sources probe spamhaus-wqs

\b
Exit codes: 0 each source can be used, 1 one cannot, 2 wrong usage or input
""",
)
@click.argument("source_id", required=False, metavar="[ID]")
@output("text", "json", without=("quiet", "show_addresses"))
@chosen("catalog", "config")
@network("resolvers")
def probe(source_id: str | None, output: Output, chosen: Chosen, network: Network) -> int:
    """Ask each source that is switched on one cheap question: does it answer, and accept the key?"""
    from repcheck.render.text.sources import render_source_probe, render_source_probe_json

    settings = _wanted(full_catalog(chosen).sources or (), source_id)
    said = asyncio.run(_probe(settings, network))
    code = ExitCode.FOUND if any(isinstance(each, Trouble) for _, each in said) else ExitCode.OK
    if output.fmt == "json":
        terminal.write_result(render_source_probe_json(said, __version__, code), output.output)
    else:
        terminal.say(render_source_probe(said), output.output)
    return code


@command.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck sources login microsoft-snds

\b
Exit codes: 0 logged in, 2 wrong usage, or the login was refused
""",
)
@click.argument("source_id", metavar="ID")
@chosen("catalog", "config")
def login(source_id: str, chosen: Chosen) -> int:
    """Log in to a source with a browser, once; the token is kept in the state directory.

    Open the page that is printed, log in, and paste the address that the browser ends up at: nothing has to
    answer there. The browser may run on another machine.
    """
    from repcheck.app import login as way

    if source_id != way.LOGIN:
        raise BadOption(f"needs no login; {way.LOGIN} does", source_id)
    [setting] = _wanted(full_catalog(chosen).sources or (), source_id)
    begun = way.begun(setting)
    click.echo(f"Open this page and log in:\n\n  {begun.url}\n", err=True)
    answer = click.prompt("Paste the address that your browser shows then", err=True)
    asyncio.run(way.finished(setting, begun, way.code_in(answer, begun), environment()))
    click.echo(f"Logged in. Try it: repcheck sources probe {source_id}", err=True)
    return ExitCode.OK


def _wanted(settings: tuple[SourceSetting, ...], source_id: str | None) -> tuple[SourceSetting, ...]:
    enabled = tuple(one for one in settings if one.enabled)
    if source_id is None:
        return enabled
    found = tuple(one for one in enabled if one.id == source_id)
    if not found:
        raise BadOption("is not switched on under sources: in repcheck.yaml", source_id)
    return found


async def _probe(
    settings: tuple[SourceSetting, ...], network: Network
) -> list[tuple[SourceSetting, str | Trouble]]:
    from repcheck.app.run.network import set_up
    from repcheck.app.run.sources import Sources

    world = environment()
    asking = set_up((), network, world)
    try:
        return await Sources(settings, asking.over_http(), asking.asker, world).probe()
    finally:
        await asking.close()
