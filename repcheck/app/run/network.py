"""How a user wants the DNS to be asked, and what a run asks with for it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from repcheck.app.environment import Environment
from repcheck.model.catalog import ReputationList
from repcheck.model.dns import Server
from repcheck.model.secret import Secret

if TYPE_CHECKING:
    from repcheck.app.run.asking import Asking
    from repcheck.model.watch.watching import Kept
    from repcheck.store.quota import SharedLimits


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """As nobody said otherwise, until a field is set.

    ``resolvers``  HOST[:PORT] of name servers; empty: the system's
    ``direct``     ask the lists' own servers
    ``polite``     "off": without limits on how fast and how much a list is asked
    ``dead_wait``  seconds of silence after which a list counts as dead
    ``patience``   seconds to wait for lists of little severity that want to be asked slowly; None: all
    ``timeout``    seconds for the whole run; None: as long as it takes
    ``cluster``    where workers ask (``repcheck.app.cluster.address``); None: this process does
    """

    resolvers: tuple[str, ...] = ()
    direct: bool = False
    polite: str = "on"
    cache: bool = False
    dead_wait: float = 2.0
    patience: float | None = None
    timeout: float | None = None
    cluster: str | None = None


def name_servers(resolvers: Sequence[str], warn: Callable[[str], None]) -> tuple[Server, ...]:
    """Those named, or the system's, of whose lines ``warn`` is given those passed over. Raises BadOption."""
    from repcheck.dns.resolvers import parse_resolver, system_resolvers

    return tuple(parse_resolver(text) for text in resolvers) or tuple(system_resolvers(warn))


def set_up(
    lists: Sequence[ReputationList],
    network: Network,
    environment: Environment,
    state: Path | None = None,
    shared: "Kept | None" = None,
) -> "Asking":
    """What a run asks with; to be called inside its event loop. Raises BadInput.

    ``state``   where the monitor remembers which lists are dead; None: the usual directory
    ``shared``  the database in which several machines count what they ask, its address or the place of
                that; None: this machine counts alone
    """
    from repcheck.app.run.asking import Asking, AskingPlan
    from repcheck.app.run.keys import asked_lists
    from repcheck.store.silent import silent_lists

    remembered = silent_lists(state, environment.environ, environment.now())
    plan = AskingPlan(
        servers=name_servers(network.resolvers, environment.warn),
        compare=bool(network.resolvers),
        direct=network.direct,
        polite=network.polite == "on",
        dead_wait=network.dead_wait,
        cache=network.cache,
        dead_waits=remembered.waits,
        usual=remembered.usual,
        patience=network.patience,
    )
    opening = None if shared is None else partial(_open_limits, shared, environment)
    return Asking(plan, asked_lists(lists, environment), environment, shared=opening)


def _open_limits(shared: "Kept", environment: Environment) -> "SharedLimits":
    from repcheck.catalog.watching.secrets import find_secret
    from repcheck.store.sql.limits import open_limits

    plain = isinstance(shared, str) and "://" in shared
    place = Secret(shared) if plain and isinstance(shared, str) else shared
    return open_limits(find_secret(place, "store", environment.environ, environment.read_text), "store")
