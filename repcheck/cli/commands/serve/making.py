"""From parsed options to a site that is served."""

import os

from repcheck.app.memory.opening import State, local_state, open_existing
from repcheck.app.run.network import set_up
from repcheck.cli import terminal
from repcheck.cli.catalogs import watching
from repcheck.cli.commands.serve.listen import Listen
from repcheck.cli.options import Chosen, Network
from repcheck.cli.running import environment
from repcheck.errors import BadOption
from repcheck.web.assets import read_assets
from repcheck.web.guard.hosts import LOOPBACK, Hosts
from repcheck.web.guard.sessions import Sessions
from repcheck.web.memory import Memory
from repcheck.web.server import serve
from repcheck.web.site import Site


def made_site(state: State, chosen: Chosen, network: Network) -> Site:
    """The site of this configuration. Raises BadInput."""
    world = environment()
    configured = watching(chosen.catalog, chosen.config)
    return Site(
        world=world,
        configured=configured,
        memory=Memory(lambda: open_existing(configured.plan.store, world.environ, state)),
        asking=lambda lists: set_up(lists, network, world, local_state(state)),
        hosts=Hosts(LOOPBACK),
        sessions=Sessions(os.urandom(32), world.now, lambda: world.token() + world.token()),
        assets=read_assets(),
        log=terminal.warn,
    )


async def serving(site: Site, listen: Listen) -> None:
    """Serve until a signal ends it. Raises BadOption when the address cannot be used."""
    if not listen.loopback:
        raise BadOption("only this machine is served yet: 127.0.0.1 or [::1]", "--listen")
    try:
        await serve(site, listen.host, listen.port, lambda port: _tell(listen._replace(port=port)))
    except OSError as error:
        raise BadOption(f"cannot be used: {(error.strerror or str(error)).lower()}", "--listen") from error


def _tell(listen: Listen) -> None:
    terminal.say(f"{listen.url}\n")
