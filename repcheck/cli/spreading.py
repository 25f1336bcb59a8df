"""A run over a cluster, where one was asked for."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from repcheck._version import __version__
from repcheck.app.run.network import Network
from repcheck.cli import terminal

if TYPE_CHECKING:
    from repcheck.app.bounces.sources import BounceSources
    from repcheck.app.cluster.asking import Manner
    from repcheck.app.cluster.sweep import Spread
    from repcheck.app.run.asking import OpenShared
    from repcheck.model.secret import Secret
    from repcheck.model.watch.watching import Kept
    from repcheck.store.sql.sharing import SharedPieces


def read_by(sources: "BounceSources", spread: "Spread | None") -> "BounceSources":
    """The sources as workers read them, or several processes of this machine."""
    if spread is None:
        from repcheck.app.bounces.sources import cores

        jobs = sources.jobs or cores()
        if jobs == 1:
            return sources
        from repcheck.app.cluster.jobs import InProcesses

        return msgspec.structs.replace(sources, spread=InProcesses(jobs, terminal.warn))
    from repcheck.app.cluster.reading import SpreadReading

    return msgspec.structs.replace(sources, spread=SpreadReading(pool=spread.pool, warn=spread.warn))


@contextmanager
def spreading(network: Network, shared: "Kept | None" = None, vantage: str = "") -> "Iterator[Spread | None]":
    """How the run is spread over workers, which are there until the end; None: it is not.

    ``shared``  the database whose machines are the workers, as far as they stand at this ``vantage``; None:
                not they
    Raises BadOption, Unreachable and StoreUnavailable.
    """
    if shared is not None:
        from repcheck.app.cluster.sharing import share_pool
        from repcheck.app.cluster.sweep import Spread

        limits = _limits_of(shared)
        with pieces_of(shared, vantage) as pieces, share_pool(pieces, _work_with(limits)) as pool:
            yield Spread(pool=pool, manner=_manner(network), warn=terminal.warn, shared=limits)
        return
    if network.cluster is None:
        yield None
        return
    from repcheck.app.cluster.address import parse_cluster
    from repcheck.app.cluster.dask_pool import dask_pool
    from repcheck.app.cluster.sweep import Spread

    with dask_pool(parse_cluster(network.cluster)) as pool:
        yield Spread(pool=pool, manner=_manner(network), warn=terminal.warn)


def _manner(network: Network) -> "Manner":
    from repcheck.app.cluster.asking import Manner

    return Manner(
        resolvers=network.resolvers,
        direct=network.direct,
        polite=network.polite == "on",
        dead_wait=network.dead_wait,
    )


@contextmanager
def pieces_of(shared: "Kept", vantage: str) -> "Iterator[SharedPieces]":
    """The pieces of passes in this database that are to be asked from this vantage.

    Raises StoreUnavailable, BadInput.
    """
    from repcheck.store.sql.sharing import open_pieces

    pieces = open_pieces(_address(shared), "store", version=f"{__version__} {vantage}")
    try:
        yield pieces
    finally:
        pieces.close()


def helped(shared: "Kept", vantage: str) -> int:
    """Do pieces of the pass that another machine of this vantage drives, until it ends; returns how many.

    Raises StoreUnavailable, BadInput.
    """
    from repcheck.app.cluster.sharing import help_out

    with pieces_of(shared, vantage) as pieces:
        return help_out(pieces, _work_with(_limits_of(shared)))


def _work_with(limits: "OpenShared") -> Callable[[bytes], bytes]:
    """Asks a shard by the limits that all machines keep together."""
    from repcheck.app.cluster.asking import ask_shard

    return partial(ask_shard, shared=limits)


def _limits_of(shared: "Kept") -> "OpenShared":
    from repcheck.store.sql.limits import open_limits

    return partial(open_limits, _address(shared), "store")


def _address(shared: "Kept") -> "Secret":
    from repcheck.app.environment import read_text
    from repcheck.catalog.watching.secrets import find_secret

    return find_secret(shared, "store", os.environ, read_text)
