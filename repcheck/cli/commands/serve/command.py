"""``repcheck serve``."""

import click

from repcheck.app.memory.opening import State
from repcheck.cli.commands.serve.listen import Listen, ListenAt
from repcheck.cli.options import Chosen, Command, Network, chosen, network, option
from repcheck.cli.options.groups import OTHER
from repcheck.cli.options.memory import state_option
from repcheck.model.report import ExitCode


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck serve
  repcheck serve --listen 127.0.0.1:8080
  repcheck serve --config repcheck.yaml

\b
Exit codes: 0 ended by SIGTERM or Ctrl-C, 2 wrong usage or input, or the address is taken
""",
)
@option(
    "--listen",
    group=OTHER,
    type=ListenAt(),
    default="127.0.0.1:8025",
    show_default=True,
    metavar="HOST:PORT",
    help="Address of this machine to serve at.",
)
@state_option
@chosen("catalog", "config")
@network("resolvers", "direct", "timeout", "cache", "dead_wait", "polite")
def command(*, listen: Listen, state: State, chosen: Chosen, network: Network) -> int:
    """Show in a browser what the monitor remembers, until SIGTERM or Ctrl-C.

    The page says how things stand and when that is stale. It is for this machine alone.
    """
    import asyncio

    from repcheck.cli.commands.serve.making import made_site, serving

    site = made_site(state, chosen, network)
    asyncio.run(serving(site, listen))
    return int(ExitCode.OK)
