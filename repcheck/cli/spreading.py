"""A run over a cluster, where one was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from repcheck.app.bounces.sources import BounceSources
from repcheck.app.run.network import Network
from repcheck.cli import terminal

if TYPE_CHECKING:
    from repcheck.app.cluster.sweep import Spread


def read_by(sources: BounceSources, spread: "Spread | None") -> BounceSources:
    """The sources as workers read them, if there are any."""
    if spread is None:
        return sources
    from repcheck.app.cluster.reading import SpreadReading

    return msgspec.structs.replace(sources, spread=SpreadReading(pool=spread.pool, warn=spread.warn))


@contextmanager
def spreading(network: Network) -> "Iterator[Spread | None]":
    """How the run is spread over workers, which are there until the end; None: it is not.

    Raises BadOption and Unreachable.
    """
    if network.cluster is None:
        yield None
        return
    from repcheck.app.cluster.address import parse_cluster
    from repcheck.app.cluster.asking import Manner
    from repcheck.app.cluster.dask_pool import dask_pool
    from repcheck.app.cluster.sweep import Spread

    manner = Manner(
        resolvers=network.resolvers,
        direct=network.direct,
        polite=network.polite == "on",
        dead_wait=network.dead_wait,
    )
    with dask_pool(parse_cluster(network.cluster)) as pool:
        yield Spread(pool=pool, manner=manner, warn=terminal.warn)
