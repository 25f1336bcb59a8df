"""The options of one command as another must repeat them."""

import shlex
from typing import TYPE_CHECKING

from repcheck.app.run.network import Network
from repcheck.cli.options.catalog import Chosen
from repcheck.model.secret import Secret
from repcheck.model.watch.again import Again

if TYPE_CHECKING:
    from repcheck.app.memory.opening import State

_USUAL = Network()


def flags(chosen: Chosen, network: Network) -> str:
    """What another command needs in order to ask the same lists in the same way, as it is typed."""
    words = [word for server in network.resolvers for word in ("--resolver", server)]
    words += ["--direct"] if network.direct else []
    words += ["--polite", network.polite] if network.polite != "on" else []
    words += _catalog(chosen) + _config(chosen)
    words += ["--any-address"] if chosen.any_address else []
    return shlex.join(words)


def again(chosen: Chosen, state: "State", network: Network = _USUAL) -> Again:
    """What the commands need that a command of the monitor prints. ``state``  of --state; None: not given."""
    words = []
    if state is not None:
        # An address of the command line holds no password.
        words += ["--state", state.reveal() if isinstance(state, Secret) else str(state)]
    return Again(
        memory=shlex.join(words + _config(chosen)),
        config=shlex.join(_catalog(chosen) + _config(chosen)),
        asking=flags(chosen, network),
    )


def _catalog(chosen: Chosen) -> list[str]:
    return [] if chosen.catalog is None else ["--catalog", str(chosen.catalog)]


def _config(chosen: Chosen) -> list[str]:
    return [] if chosen.config is None else ["--config", str(chosen.config)]
