"""What every handler is given: the world, the configuration, the store, the key. Nothing else is global."""

from collections.abc import Callable, Sequence

import msgspec

from repcheck.app.catalogs import Configured
from repcheck.app.environment import Environment
from repcheck.app.run.asking import Asking
from repcheck.app.wall.footprint import Footprints
from repcheck.model.catalog import ReputationList
from repcheck.web.assets import Assets
from repcheck.web.checks import Checks
from repcheck.web.guard.attempts import Attempts
from repcheck.web.guard.entrance import Door, Entrance
from repcheck.web.guard.hosts import Hosts
from repcheck.web.guard.server_log import ServerLog
from repcheck.web.guard.sessions import Sessions
from repcheck.web.hub import Hub
from repcheck.web.memory import SharedStore
from repcheck.web.signed.making import Hooks


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """One running server.

    ``world``       clock, environment variables, tokens: a handler asks nothing else for them
    ``configured``  the catalog as the user wants it, and what is watched (``configured.plan``)
    ``memory``      the store of the monitor; handlers use it through ``handling.reading``
    ``footprints``  what is watched, read once a pass
    ``asking``      makes what asks these lists, within the limits of every run; costs nothing until it asks
    ``checks``      those that somebody asked for
    ``hosts``       the names that a request may be for
    ``door``        has the ``entrance``: who somebody is, and what he may
    ``attempts``    how often somebody may still try a password or token
    ``sessions``    reads and writes the cookie, and the tokens of forms
    ``assets``      the files below /static/, read at start
    ``hooks``       the sending services that may post
    ``hub``         tells the browsers that look when something changed
    ``log``         takes one line and its kind; strangers' bytes are cleaned by ``guard.refusal``
    """

    world: Environment
    configured: Configured
    memory: SharedStore
    footprints: Footprints
    asking: Callable[[Sequence[ReputationList]], Asking]
    checks: Checks
    hosts: Hosts
    door: Door
    attempts: Attempts
    sessions: Sessions
    assets: Assets
    hooks: Hooks
    log: ServerLog
    hub: Hub = msgspec.field(default_factory=Hub)

    @property
    def entrance(self) -> Entrance:
        """Who may come in at this moment."""
        return self.door.entrance

    def __repr__(self) -> str:
        return "Site(...)"  # it holds the key of the cookies
