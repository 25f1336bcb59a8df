"""A sweep whose lists are asked by workers: the same results as one in this process."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from math import isinf
from typing import Protocol

import msgspec

from repcheck.app.cluster.asking import Manner, Told, ask_shard, encoded_task, read_told
from repcheck.app.cluster.hands import Hands, Pool, drive
from repcheck.app.cluster.lending import Borrowed, Lender, OpenLine
from repcheck.app.cluster.tasks import Task
from repcheck.app.run.asking import Asking, OpenShared
from repcheck.app.sweep.job import AskedList, ZoneJob, ZoneResult
from repcheck.app.sweep.points import Over, believed, proved
from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.shards import OWNERS_AT_MOST, Shard, not_asked, plan_of_shards, results_of
from repcheck.app.sweep.sweep import Batch, Sweep
from repcheck.app.sweep.sweeping import AskedZone
from repcheck.dns import Asker, Lane
from repcheck.lists.codes import CodeReader
from repcheck.lists.health import points_of
from repcheck.lists.judge import lists_somebody
from repcheck.lists.names import plain_name
from repcheck.model.dns import Server
from repcheck.model.observations import UnknownReason
from repcheck.model.targets import Target


class Work(Protocol):
    """What is done with a shard."""

    def __call__(self, payload: bytes, shared: OpenShared | None) -> bytes:
        """See ``ask_shard``."""


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """How a run is spread over workers.

    ``manner``  see ``Manner``, without what is remembered of lists
    ``work``    what workers do with a shard, by the limits that they keep; another one in tests
    ``shared``  opens these limits, in a database that workers know; None: the driver lends what it may ask
    ``most``    owners of a shard
    """

    pool: Pool
    manner: Manner
    warn: Callable[[str], None]
    work: Work = ask_shard
    shared: OpenShared | None = None
    most: int = OWNERS_AT_MOST

    def over(self, asking: Asking) -> None:
        """Let workers ask the lists of this run."""

        def sweep(asker: Asker, over: Over) -> SpreadSweep:
            # What a list says over HTTPS, with a key in the request, is asked by the driver.
            by_web = [
                asked for asked in asking.lists if asking.second is not None and asked.entry.web is not None
            ]
            here = asking.sweep_here(asker, by_web, over)
            elsewhere = [asked for asked in asking.lists if asked not in by_web and asked.zone is not None]
            zones = tuple(SpreadZone(readers, asking.politeness) for readers in _by_zone(elsewhere))
            return SpreadSweep(self, asking, here, zones, over)

        asking.sweeping = sweep


def _by_zone(lists: Iterable[AskedList]) -> Iterator[list[AskedList]]:
    """The lists that read the same zone of the same server, in the order of the first of each."""
    by_zone: dict[tuple[str, Server | None], list[AskedList]] = {}
    for asked in lists:
        by_zone.setdefault(((asked.zone or "").lower(), asked.server), []).append(asked)
    yield from by_zone.values()


class SpreadZone:
    """See ``AskedZone``: what workers are to ask of it, and what they have reported."""

    def __init__(self, lists: Sequence[AskedList], politeness: Politeness) -> None:
        self.job = ZoneJob(lists=tuple(lists))
        self.done = 0
        self.listed = 0
        self.found = False
        self.distrusted: tuple[Lane, ...] = ()
        self.deferred: tuple[str, ...] = ()
        self._over = False
        self._owners: dict[str, None] = {}
        self._politeness = politeness
        self._readers = [CodeReader(asked.entry) for asked in lists]

    @property
    def total(self) -> int:
        """See AskedZone."""
        return len(self._owners)

    @property
    def left(self) -> int:
        """See AskedZone."""
        return 0 if self._over else self.total - self.done - len(self.deferred)

    @property
    def waits(self) -> bool:
        """See AskedZone."""
        return not self._over

    @property
    def pace(self) -> float | None:
        """See AskedZone."""
        return self._politeness.pace(self.job.lists[0].entry.limits)

    def want(self, batch: Batch) -> None:
        """Ask about these targets, too."""
        self._owners.update((owner, None) for asked in self.job.lists for owner in batch.owners(asked.entry))

    def whole_job(self) -> ZoneJob:
        """All that is to be asked, as far as the run has the patience."""
        owners = tuple(self._owners)
        most = self._politeness.in_time(self.job.lists)
        if most is not None:
            points = len({point for asked in self.job.lists for point in points_of(asked.entry)})
            room = max(0, most - points)
            owners, self.deferred = owners[:room], owners[room:]
        return self.job.part(owners)

    def take(self, shard: Shard, result: ZoneResult) -> list[str]:
        """Count the result of a shard; returns the owners that are listed."""
        self.done += len(shard.owners)
        entered = [owner for owner, answer in result.answers.items() if answer.records]
        self.found = self.found or bool(entered) or any(point.answer.records for point in result.points)
        listed = [owner for owner in entered if self._lists(owner, result)]
        self.listed += len(listed)
        return listed

    def _lists(self, owner: str, result: ZoneResult) -> bool:
        health = result.health_for(owner)
        return believed(health) and any(
            proved(health[asked.entry.id]) and lists_somebody(asked.entry, reader, result.answers[owner])
            for asked, reader in zip(self.job.lists, self._readers, strict=True)
        )

    def end(self) -> None:
        """Nothing more is asked."""
        self._over = True


class SpreadSweep:
    """See ``Sweeping``. Owners are gathered first; ``finish`` cuts them into shards and has these asked."""

    def __init__(
        self, spread: Spread, asking: Asking, here: Sweep, zones: tuple[SpreadZone, ...], over: Over
    ) -> None:
        self.heard: Callable[[Sequence[str]], None] = lambda _: None
        self._spread = spread
        self._asking = asking
        self._here = here
        self._zones = zones
        self._over = over
        self._results: Mapping[str, ZoneResult] = {}
        self._by_chain: dict[str, SpreadZone] = {}
        self._warned: set[str] = set()

    @property
    def zones(self) -> Sequence[AskedZone]:
        """See Sweeping."""
        return (*self._zones, *self._here.zones)

    def start(self) -> None:
        """See Sweeping."""
        self._here.heard = self.heard
        self._here.start()

    def add(self, targets: Iterable[Target]) -> None:
        """See Sweeping."""
        for add in self.adding(tuple(targets)):
            add()

    def adding(self, targets: Sequence[Target]) -> Iterator[Callable[[], None]]:
        """See Sweeping."""
        yield from self._here.adding(targets)
        batch = Batch(targets, self._here.registered_domain)
        for zone in self._zones:
            yield partial(zone.want, batch)

    async def finish(self) -> None:
        """See Sweeping."""
        _, self._results = await asyncio.gather(self._here.finish(), self._elsewhere())

    async def _elsewhere(self) -> Mapping[str, ZoneResult]:
        jobs = [zone.whole_job() for zone in self._zones]
        shards = plan_of_shards(jobs, most=self._spread.most)
        # The chains of a plan come in the order of the zones.
        self._by_chain = dict(zip(dict.fromkeys(shard.chain for shard in shards), self._zones, strict=True))
        told: list[Told] = []
        loop = asyncio.get_running_loop()

        def take(task: Task, data: bytes) -> None:
            found = read_told(data)
            told.append(found)
            loop.call_soon_threadsafe(self._took, shards[task.number], found)

        tasks = [self._task(shard, self._by_chain[shard.chain].pace) for shard in shards]
        lender = Lender(self._asking.quota, self._asking.paces)

        def have_done() -> None:
            with self._hands(lender) as hands:
                drive(tasks, hands, take, self._over)

        try:
            await asyncio.to_thread(have_done)
        finally:
            lender.end()
        await asyncio.sleep(0)  # the last results are counted
        for zone in self._zones:
            zone.end()
        return self._together(shards, told)

    @contextmanager
    def _hands(self, lender: Lender) -> Iterator[Hands[bytes]]:
        """What has the shards asked, each by the limits that all keep together."""
        spread = self._spread

        def work(shared: OpenShared | None) -> Callable[[bytes], bytes]:
            return partial(spread.work, shared=shared)

        with spread.pool.lending(lender.ask) as there:
            if there is None:
                yield Hands(spread.pool, work(spread.shared), spread.warn)
                return
            here = work(partial(_borrowed, partial(_Near, lender)))
            yield Hands(spread.pool, work(partial(_borrowed, there)), spread.warn, here=here)

    def _task(self, shard: Shard, pace: float | None) -> Task:
        manner, known = self._spread.manner, self._asking.politeness
        ids = {asked.entry.id for asked in shard.lists}
        manner = msgspec.structs.replace(
            manner,
            dead_waits={one: seconds for one, seconds in known.dead_waits.items() if one in ids},
            usual={one: seconds for one, seconds in known.usual.items() if one in ids},
        )
        return Task(
            number=shard.number,
            chain=shard.chain,
            seconds=0.0 if pace is None or isinf(pace) else len(shard.owners) / pace,
            payload=encoded_task(shard, manner),
        )

    def _took(self, shard: Shard, found: Told) -> None:
        """Count what came of a shard, in the event loop."""
        traffic = self._asking.asker.traffic
        for name in traffic.__struct_fields__:
            setattr(traffic, name, getattr(traffic, name) + getattr(found.traffic, name))
        for line in found.warnings:
            if line not in self._warned:
                self._warned.add(line)
                self._spread.warn(f"on a worker: {line}")
        self._asking.quota.free_again.update(found.free_again)
        zone = self._by_chain[shard.chain]
        listed = zone.take(shard, found.result.result)
        if listed and any(asked.entry.for_owners for asked in zone.job.lists):
            self.heard([plain_name(owner) for owner in listed])

    def _together(self, shards: Sequence[Shard], told: Sequence[Told]) -> Mapping[str, ZoneResult]:
        """One result for each list; what was not asked before the run ended counts as timed out."""
        found = {one.result.number: one.result for one in told}
        saw = "the run ended before it was asked"
        every = [found.get(shard.number) or not_asked(shard, UnknownReason.TIMEOUT, saw) for shard in shards]
        results = dict(results_of(shards, every))
        for zone in self._zones:
            for asked in zone.job.lists if zone.deferred else ():
                result = results[asked.entry.id]
                results[asked.entry.id] = msgspec.structs.replace(
                    result, deferred=result.deferred | frozenset(zone.deferred)
                )
        return results

    def results(self) -> Mapping[str, ZoneResult]:
        """See Sweeping."""
        return {**self._results, **self._here.results()}


# -- what a worker is given: functions of a module, which pickle


def _borrowed(line: OpenLine) -> Borrowed:
    return Borrowed(line())


class _Near:
    """See ``Line``: that of the driver to itself."""

    def __init__(self, lender: Lender) -> None:
        self.ask = lender.ask

    def close(self) -> None:
        """See ``Line``."""
