"""The options of one command as another must repeat them."""

import shlex

from repcheck.app.run.network import Network
from repcheck.cli.options.catalog import Chosen


def flags(chosen: Chosen, network: Network) -> str:
    """What another command needs in order to ask the same lists in the same way, as it is typed."""
    words = [word for server in network.resolvers for word in ("--resolver", server)]
    words += ["--direct"] if network.direct else []
    words += ["--polite", network.polite] if network.polite != "on" else []
    words += ["--catalog", str(chosen.catalog)] if chosen.catalog is not None else []
    words += ["--config", str(chosen.config)] if chosen.config is not None else []
    words += ["--any-address"] if chosen.any_address else []
    return shlex.join(words)
