"""One shard of a list, asked by whoever is given it: bytes in, bytes out, and an event loop of its own."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence

import msgspec

from repcheck._version import __version__
from repcheck.app.environment import Environment, real_environment
from repcheck.app.run.asking import OpenShared
from repcheck.app.run.keys import asked_lists
from repcheck.app.run.network import name_servers
from repcheck.app.run.paces import Paces
from repcheck.app.sweep.politeness import Politeness, Turns
from repcheck.app.sweep.routes import Direct, Routes, ThroughResolvers
from repcheck.app.sweep.shards import Lot, Shard, ShardResult, encoded, job_of, not_asked, read_result
from repcheck.app.sweep.zone import ask_zone
from repcheck.dns import Asker
from repcheck.dns.asker import Traffic
from repcheck.errors import BadInput
from repcheck.model.dns import Server
from repcheck.model.observations import UnknownReason

#: Makes what asks: resolvers, and the seconds of silence after which a list is dead.
MakeAsker = Callable[[Sequence[Server], float], Asker]


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How the lists are asked, as the driver was told.

    ``resolvers``  as the user wrote them; empty: those of the worker's own system, in its own network
    The others     see AskingPlan
    """

    resolvers: tuple[str, ...] = ()
    direct: bool = False
    polite: bool = True
    dead_wait: float = 2.0
    dead_waits: Mapping[str, float] = {}
    usual: Mapping[str, float] = {}


class ShardTask(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker is given. ``version``: of the driver, as workers come and go."""

    shard: Shard
    manner: Manner
    version: str = __version__


class _Answered(msgspec.Struct, frozen=True):
    told: bytes
    traffic: Traffic
    warnings: tuple[str, ...]


class Told(msgspec.Struct, frozen=True):
    """What came of a shard, what went over the wire for it, and lines for the user."""

    result: ShardResult
    traffic: Traffic
    warnings: tuple[str, ...]


def encoded_task(shard: Shard, manner: Manner) -> bytes:
    """As ``ask_shard`` takes it; no key is in it."""
    return msgspec.msgpack.encode(ShardTask(shard=shard, manner=manner))


def read_told(data: bytes) -> Told:
    """What ``ask_shard`` gave. Raises ValueError."""
    found = msgspec.msgpack.decode(data, type=_Answered)
    return Told(read_result(found.told), found.traffic, found.warnings)


def ask_shard(payload: bytes, shared: OpenShared | None = None) -> bytes:
    """Ask it through this machine's network, with this machine's keys.

    ``shared``  opens the limits that all machines keep together: turns of a list with a pace are drawn there,
                as other runs may ask it beside; None: this shard keeps its pace alone
    Raises StoreUnavailable when they cannot be had.
    """
    from repcheck.dns.engine import Engine

    return ask_shard_by(payload, lambda servers, dead_wait: Engine(servers, dead_wait=dead_wait), shared)


def ask_shard_by(payload: bytes, make: MakeAsker, shared: OpenShared | None = None) -> bytes:
    """The same with another asker than the engine."""
    task = msgspec.msgpack.decode(payload, type=ShardTask)
    if task.version != __version__:
        raise RuntimeError(f"the driver runs repcheck {task.version}, and this worker {__version__}")
    warnings: list[str] = []
    world = real_environment(os.environ, warnings.append)
    paced = task.manner.polite and any(
        asked.entry.limits.per_second is not None for asked in task.shard.lists
    )
    limits = shared() if shared is not None and paced else None
    try:
        turns = None if limits is None else Paces(limits, world.monotonic, world.warn).turns
        result, traffic = asyncio.run(_asked(task, world, make, turns))
    finally:
        if limits is not None:
            limits.close()
    return msgspec.msgpack.encode(_Answered(encoded(result), traffic, tuple(warnings)))


async def _asked(
    task: ShardTask, world: Environment, make: MakeAsker, turns: Turns | None
) -> tuple[ShardResult, Traffic]:
    shard, manner = task.shard, task.manner
    keyed = [asked.entry for asked in shard.lists if asked.zone is None]
    try:
        job = job_of(shard, {asked.entry.id: asked for asked in asked_lists(keyed, world)})
    except BadInput as error:
        return not_asked(shard, UnknownReason.KEY_MISSING, f"the worker's key: {error.what}"), Traffic()
    if job is None:
        return not_asked(shard, UnknownReason.KEY_MISSING, "the worker that was to ask has no key"), Traffic()
    servers = name_servers(manner.resolvers, world.warn)
    routes: Routes = Direct() if manner.direct else ThroughResolvers(servers, compare=bool(manner.resolvers))
    lot = Lot(shard.lot)
    politeness = Politeness(
        manner.polite, lot.reserve, turns, dead_waits=manner.dead_waits, usual=manner.usual
    )
    asker = make(servers, manner.dead_wait)
    try:
        result = await ask_zone(job, asker, routes, politeness)
    finally:
        await asker.close()
    return ShardResult(number=shard.number, result=result, left=lot.left), asker.traffic
