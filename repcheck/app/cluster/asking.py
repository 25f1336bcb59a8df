"""One shard of a list, asked by a worker: bytes in, bytes out, and an event loop of its own."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from repcheck._version import __version__
from repcheck.app.cluster.lending import Borrowed
from repcheck.app.environment import Environment, real_environment
from repcheck.app.run.asking import OpenShared
from repcheck.app.run.keys import asked_lists
from repcheck.app.run.network import name_servers
from repcheck.app.run.paces import Paces
from repcheck.app.run.quota import Quota
from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.routes import Direct, Routes, ThroughResolvers
from repcheck.app.sweep.shards import Shard, ShardResult, encoded, job_of, not_asked, read_result
from repcheck.app.sweep.zone import ask_zone
from repcheck.dns import Asker
from repcheck.dns.asker import Traffic
from repcheck.errors import BadInput, DriverLost
from repcheck.model.dns import Server
from repcheck.model.observations import UnknownReason
from repcheck.store.quota import SharedLimits

#: Makes what asks: resolvers, and the seconds of silence after which a list is dead.
MakeAsker = Callable[[Sequence[Server], float], Asker]


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How the lists are asked, as the driver's user set it.

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
    free_again: Mapping[str, datetime]


class Told(msgspec.Struct, frozen=True):
    """What came of a shard, what went over the wire for it, and lines for the user.

    ``free_again``  lists whose questions of the day are used up, and when there are new ones
    """

    result: ShardResult
    traffic: Traffic
    warnings: tuple[str, ...]
    free_again: Mapping[str, datetime]


def encoded_task(shard: Shard, manner: Manner) -> bytes:
    """As ``ask_shard`` takes it; no key is in it."""
    return msgspec.msgpack.encode(ShardTask(shard=shard, manner=manner))


def read_told(data: bytes) -> Told:
    """What ``ask_shard`` gave. Raises ValueError."""
    found = msgspec.msgpack.decode(data, type=_Answered)
    return Told(read_result(found.told), found.traffic, found.warnings, found.free_again)


def ask_shard(payload: bytes, shared: OpenShared | None) -> bytes:
    """Ask it through this machine's network, with this machine's keys.

    ``shared``  opens the limits that all who ask keep together; None: there are none, and a list that has a
                limit is asked little
    Raises StoreUnavailable when they cannot be had, and DriverLost when the driver that lends them has gone.
    """
    from repcheck.dns.engine import Engine

    return ask_shard_by(payload, shared, lambda servers, dead_wait: Engine(servers, dead_wait=dead_wait))


def ask_shard_by(payload: bytes, shared: OpenShared | None, make: MakeAsker) -> bytes:
    """The same with another asker than the engine."""
    task = msgspec.msgpack.decode(payload, type=ShardTask)
    if task.version != __version__:
        raise RuntimeError(f"the driver runs repcheck {task.version}, and this worker {__version__}")
    warnings: list[str] = []
    world = real_environment(os.environ, warnings.append)
    limits = shared() if shared is not None and _limited(task) else None
    try:
        quota = Quota(limits, world.warn)
        result, traffic = asyncio.run(_asked(task, world, make, quota, limits))
        quota.settle()
    finally:
        if limits is not None:
            limits.close()
    told = _Answered(encoded(result), traffic, tuple(warnings), quota.free_again)
    return msgspec.msgpack.encode(told)


def _limited(task: ShardTask) -> bool:
    limits = [asked.entry.limits for asked in task.shard.lists]
    some = any(each.per_second is not None or each.per_day is not None for each in limits)
    return task.manner.polite and some


async def _asked(
    task: ShardTask, world: Environment, make: MakeAsker, quota: Quota, limits: SharedLimits | None
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
    politeness = Politeness(
        manner.polite,
        quota.reserve,
        Paces(limits, world.monotonic, world.warn).turns,
        dead_waits=manner.dead_waits,
        usual=manner.usual,
    )
    asker = make(servers, manner.dead_wait)
    asking = asyncio.ensure_future(ask_zone(job, asker, routes, politeness))
    if isinstance(limits, Borrowed):
        limits.lost = asking.cancel
    try:
        result = await asking
    except asyncio.CancelledError:
        raise DriverLost("the driver of this run does not answer any more") from None
    finally:
        await asker.close()
    return ShardResult(number=shard.number, result=result), asker.traffic
