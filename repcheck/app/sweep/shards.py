"""A sweep cut into shards, which any process can ask, and their results as one again. Pure.

A shard is one zone x a slice of what is asked of it. It is frozen, holds no key, and pickles; ``encoded``
makes it bytes without pickle. Its lot of the day's questions, and its turns, are drawn while it is asked: a
lot in it would be spent twice where it is asked twice (``app.cluster.lending``). Who drives does this:

1.  ``plan_of_shards(jobs)`` cuts the jobs of the sweep (``ZoneJob``, with all their owners).
2.  Shards of one ``chain`` are asked one after the other, by ``number``. Different chains go side by side, in
    any number of processes.
3.  Who asks one makes it a job with ``job_of(shard, own)``, which puts in his own keys, asks that with
    ``app.sweep.zone.ask_zone`` and gives ``ShardResult(number, result)``. Asking a shard twice costs
    questions and no more.
4.  ``results_of(shards, told)`` is then what ``Sweep.results()`` of a single process would be. A shard that
    nobody could ask has the result of ``not_asked``.

Which process asked what, and in which order results came, changes nothing of the outcome.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

import msgspec

from repcheck.app.sweep.job import AskedList, Healths, ZoneJob, ZoneResult
from repcheck.lists.health import Verdict
from repcheck.model.observations import UnknownReason

#: Owners of one shard: at a list without a pace some seconds of work.
OWNERS_AT_MOST = 20_000
#: Where a list has a pace, a shard takes about this many seconds, and never fewer owners than its test points
#: are worth: each shard asks them again.
_SECONDS = 60.0
_OWNERS_AT_LEAST = 200


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a sweep.

    ``number``  its place in the plan, from 0; by it results are put together
    ``chain``   the same for all shards of one zone, which are never asked side by side
    ``lists``   those that read the zone; without zone and key, where the zone holds a key
    ``owners``  what stands before the zone in each question
    """

    number: int
    chain: str
    lists: tuple[AskedList, ...]
    owners: tuple[str, ...]


class ShardResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a shard."""

    number: int
    result: ZoneResult


def plan_of_shards(jobs: Iterable[ZoneJob], *, most: int = OWNERS_AT_MOST) -> tuple[Shard, ...]:
    """All jobs cut, in their order, each into slices in the order of its owners.

    ``most``  owners of a shard
    """
    shards: list[Shard] = []
    for job in jobs:
        size = _size(job.lists, most)
        lists = tuple(map(_keyless, job.lists))
        for start in range(0, max(1, len(job.owners)), size):
            owners = job.owners[start : start + size]
            shards.append(Shard(number=len(shards), chain=_chain(job), lists=lists, owners=owners))
    return tuple(shards)


def _size(lists: Sequence[AskedList], most: int) -> int:
    paces = [asked.entry.limits.per_second for asked in lists if asked.entry.limits.per_second is not None]
    if not paces:
        return max(1, most)
    return max(1, min(most, max(_OWNERS_AT_LEAST, int(min(paces) * _SECONDS))))


def _keyless(asked: AskedList) -> AskedList:
    if asked.key is None:
        return asked
    return msgspec.structs.replace(asked, zone=None, key=None)


def _chain(job: ZoneJob) -> str:
    """The zone as it may be shown, and the server if it is one's own."""
    first = job.lists[0]
    return first.shown.lower() if first.server is None else f"{first.shown.lower()} {first.server}"


def job_of(shard: Shard, own: Mapping[str, AskedList]) -> ZoneJob | None:
    """What is to be asked, with the keys of the process that asks; None: it has none for this list.

    ``own``  the lists with their keys, by id, as ``app.run.keys.asked_lists`` makes them
    """
    lists = []
    for asked in shard.lists:
        known = asked if asked.zone is not None else own.get(asked.entry.id)
        if known is None or known.zone is None:
            return None
        lists.append(msgspec.structs.replace(asked, zone=known.zone, key=known.key))
    return ZoneJob(lists=tuple(lists), owners=shard.owners)


def not_asked(shard: Shard, reason: UnknownReason, saw: str) -> ShardResult:
    """The result of a shard that nobody could ask: all of it is unknown."""
    verdict = Verdict(reason, saw)
    health: Healths = {asked.entry.id: dict.fromkeys(asked.entry.asks, verdict) for asked in shard.lists}
    return ShardResult(number=shard.number, result=ZoneResult(health=health))


def results_of(shards: Sequence[Shard], told: Iterable[ShardResult]) -> Mapping[str, ZoneResult]:
    """What was learned, by the id of each list. KeyError when a shard has no result.

    Of a shard that was asked twice the first result counts.
    """
    by_number: dict[int, ZoneResult] = {}
    for one in told:
        by_number.setdefault(one.number, one.result)
    chains: dict[str, list[Shard]] = {}
    for shard in sorted(shards, key=lambda shard: shard.number):
        chains.setdefault(shard.chain, []).append(shard)
    results: dict[str, ZoneResult] = {}
    for chain in chains.values():
        merged = reduce(ZoneResult.merged, (by_number[shard.number] for shard in chain))
        results |= {asked.entry.id: merged for asked in chain[0].lists}
    return results


# -- as bytes


class _Written(msgspec.Struct, frozen=True):
    """A result as it travels. Texts hold octets that are not UTF-8 (RFC 1035 3.3.14): they go as bytes."""

    told: ShardResult
    texts: dict[str, bytes]


def encoded(value: ShardResult) -> bytes:
    """Bytes that are read back without running anything that stands in them."""
    texts = {owner: text.encode("utf-8", "surrogateescape") for owner, text in value.result.texts.items()}
    bare = msgspec.structs.replace(value, result=msgspec.structs.replace(value.result, texts={}))
    return msgspec.msgpack.encode(_Written(bare, texts))


def read_result(data: bytes) -> ShardResult:
    """What ``encoded`` wrote of a result. Raises ValueError."""
    written = msgspec.msgpack.decode(data, type=_Written)
    texts = {owner: text.decode("utf-8", "surrogateescape") for owner, text in written.texts.items()}
    result = msgspec.structs.replace(written.told.result, texts=texts)
    return msgspec.structs.replace(written.told, result=result)
