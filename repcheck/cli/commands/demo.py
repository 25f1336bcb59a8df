"""``repcheck demo``: the main job on the embedded name server, offline."""

import contextlib
import os
import sys
import time
from pathlib import Path

import click

from repcheck.app.bounces.sources import BounceSources
from repcheck.app.catalogs import bare_catalog
from repcheck.app.check.request import CheckRequest
from repcheck.cli import terminal
from repcheck.cli.catalogs import selected
from repcheck.cli.options import Chosen, Command, Network, Output, excludes, option, output
from repcheck.cli.options.groups import INPUT, OptionRule
from repcheck.cli.running import environment, run_check
from repcheck.cli.showing import show
from repcheck.cli.targets import read_targets
from repcheck.errors import BadOption
from repcheck.model.exit_code import ExitCode
from repcheck.render.formats import names, wanted
from repcheck.render.layout import BOLD, painted, wrap

_STORY = (
    "This is a demonstration. Everything happens on this machine, against a name server inside repcheck "
    "that plays nine made-up lists: two honest ones, one for domains, one dead, one that lists the whole "
    "world, one that refuses public resolvers, one whose servers fail, one slow, and an allow list.",
    "example.com sends its mail from 192.0.2.10 and some of it came back. What follows is what "
    '"repcheck check" says of the two, of another address, and of seven mails that came back:',
)
_AFTERWARDS = (
    "Not one of the broken lists was believed, and nothing that could not be asked was called clean.",
    "The same on your own addresses:  repcheck check ADDRESS DOMAIN --bounces bounce.eml",
    "The server for your own scripts:  repcheck demo --serve",
)


@click.command(
    cls=Command,
    rules=(
        *excludes("--serve", "--wall", "--format", "--output", "--verbose", "--show-addresses"),
        OptionRule("--port", needs=("--serve", "--wall")),
        *excludes("--wall", "--format", "--output", "--verbose", "--show-addresses"),
    ),
    epilog="""\b
Examples:
  repcheck demo
  repcheck demo --wall
  repcheck demo --serve --port 5353

\b
Exit codes: 0 shown, 2 wrong usage, 130 interrupted
""",
)
@option(
    "--serve",
    group=INPUT,
    is_flag=True,
    help="Only run the name server, until Ctrl-C.",
)
@option(
    "--wall",
    group=INPUT,
    is_flag=True,
    help="Serve the wall of repcheck serve over 90 made-up days, until Ctrl-C.",
)
@option(
    "--port",
    group=INPUT,
    type=click.IntRange(0, 65535),
    default=0,
    help="Port of --serve or --wall (default: any free one).",
)
@output(*names("demo"), without=("quiet",))
def command(serve: bool, wall: bool, port: int, output: Output) -> int:
    """Show everything on an embedded name server: offline, in a few seconds, nothing is sent anywhere."""
    from repcheck.demo.nameserver import NameServer
    from repcheck.demo.scenario import demo_zones

    server = NameServer(demo_zones(), port=0 if wall else port)
    try:
        server.start()
    except OSError as error:
        raise BadOption(f"port {port} cannot be used: {error.strerror}", "--port") from error
    try:
        if wall:
            return _wall(server.address, port)
        return _serve(server.address) if serve else _show(server.address, output)
    finally:
        server.stop()


def _show(address: str, output: Output) -> int:
    from repcheck.demo.scenario import DEMO_TARGETS, demo_catalog, demo_mails

    catalog = bare_catalog(demo_catalog(), environment())
    request = CheckRequest(
        targets=read_targets(DEMO_TARGETS, (), 1, catalog),
        catalog=catalog,
        lists=selected(catalog, "all", None),
        bounces=BounceSources(paths=(str(demo_mails()),)),
    )
    command_line = f"$ repcheck check {' '.join(DEMO_TARGETS)} --bounces mails/"
    if output.fmt == "text":
        _say(*_STORY)
        click.echo(
            painted(command_line, BOLD if terminal.wants_colour(sys.stdout, os.environ) else "") + "\n"
        )
    found = wanted("demo", output.fmt)
    show(run_check(request, Network(resolvers=(address,))), output, found, catalog=catalog)
    if output.fmt == "text":
        click.echo()
        _say(*_AFTERWARDS)
    return ExitCode.OK


def _serve(address: str) -> int:
    from repcheck.demo.scenario import DEMO_TARGETS, demo_catalog

    host, _, port = address.rpartition(":")
    click.echo(f"The demonstration's name server answers on {address} (UDP and TCP) until Ctrl-C.")
    click.echo("Try:")
    click.echo(f"  repcheck check {' '.join(DEMO_TARGETS)} --resolver {address} --catalog {demo_catalog()}")
    click.echo(f"  dig @{host} -p {port} 10.2.0.192.honest.dnsbl.example", nl=True)
    sys.stdout.flush()
    while True:
        time.sleep(3600)


def _wall(address: str, port: int) -> int:
    """The server of ``repcheck serve`` over a made-up past, which ends with this command."""
    import asyncio
    import tempfile
    from functools import partial

    from repcheck.app.wall.domains import keep, look_now
    from repcheck.cli.commands.serve.listen import Listen
    from repcheck.cli.commands.serve.making import Wanted, made, serving
    from repcheck.demo.history import write_history
    from repcheck.demo.scenario import demo_catalog
    from repcheck.demo.watched import DOMAINS, demo_config
    from repcheck.store.sql.state import open_state

    with tempfile.TemporaryDirectory(prefix="repcheck-demo-") as folder:
        chosen = Chosen(catalog=demo_catalog(), config=demo_config())
        network = Network(resolvers=(address,))
        site, place = made(Wanted(listen=Listen("127.0.0.1", port)), Path(folder), chosen, network)
        with contextlib.closing(open_state(Path(folder) / "state.sqlite3")) as store:
            write_history(store, site.configured.catalog, site.world.now())
            asking = partial(site.asking, ())
            found = asyncio.run(look_now(DOMAINS, site.configured, asking, site.world))
            keep(store, found, site.world.now())
        asyncio.run(serving(site, place))
    return ExitCode.OK


def _say(*paragraphs: str) -> None:
    width = terminal.width(sys.stdout)
    for paragraph in paragraphs:
        click.echo("\n".join(wrap(paragraph, width)) + "\n")
