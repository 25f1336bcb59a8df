"""A sweep over a real scheduler and real workers, two of which and then itself are killed meanwhile."""

import asyncio
from concurrent.futures import Executor, Future
from typing import Any

import msgspec
import pytest

from repcheck._version import __version__
from repcheck.app.check.check import check
from repcheck.app.check.request import CheckRequest
from repcheck.app.cluster.address import parse_cluster
from repcheck.app.cluster.asking import Manner
from repcheck.app.cluster.dask_pool import dask_pool
from repcheck.app.cluster.hands import Pool
from repcheck.app.cluster.sweep import Spread
from repcheck.app.environment import real_environment
from repcheck.app.run.network import Network, set_up
from repcheck.cli.catalogs import bare_catalog
from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones
from repcheck.model.report import Report
from repcheck.render.json.render import render_json
from repcheck.targets.parse import parse_target
from tests.real.clusters import DaskProcesses, dask_processes

pytest.importorskip("distributed", reason="Dask is not installed (pip install 'repcheck[cluster]')")

# what Dask leaves open when its scheduler is killed is not ours
pytestmark = pytest.mark.filterwarnings("default")


class Killing(Executor):
    """A pool that kills a worker after so many tasks, another one, and then the scheduler."""

    def __init__(self, pool: Pool, processes: DaskProcesses, after: tuple[int, ...]) -> None:
        self._pool = pool
        self._kills = dict(zip(after, (*processes.workers[:2], processes.scheduler), strict=True))
        self.given = 0
        self.executor = self

    def submit(self, work: Any, /, *args: Any, **more: Any) -> Future[Any]:
        future: Future[Any] = self._pool.executor.submit(work, *args, **more)
        self.given += 1
        if self.given in self._kills:
            self._kills[self.given].kill()
        return future

    def slots(self, *, whole: bool) -> int:
        return self._pool.slots(whole=whole)

    def alive(self) -> bool:
        return self._pool.alive()


def report_of(address: str, spread: Spread | None, said: list[str]) -> Report:
    catalog, lists = bare_catalog(demo_catalog(), "all")
    targets = parse_target("192.0.2.0/26", max_hosts=64)
    request = CheckRequest(targets=targets, catalog=catalog, lists=lists, any_address=True)

    async def job() -> Report:
        world = real_environment({"XDG_STATE_HOME": "/nonexistent"}, said.append)
        asking = set_up(lists, Network(resolvers=(address,), polite="off"), world)
        if spread is not None:
            spread.over(asking)
        return (await check(request, asking, world)).report()

    return asyncio.run(job())


def document(report: Report) -> bytes:
    """Times and the count of questions set aside: who cuts a list asks its test points again."""
    targets = tuple(
        msgspec.structs.replace(
            found,
            observations=tuple(
                msgspec.structs.replace(seen, rtt_ms=None, ttl=None) for seen in found.observations
            ),
        )
        for found in report.targets
    )
    fixed = msgspec.structs.replace(report, started="", seconds=0.0, queries=0, targets=targets, plan=())
    return render_json(fixed, __version__)


def test_workers_and_the_scheduler_are_killed_and_the_report_stays_the_same(tmp_path):
    server = NameServer(demo_zones())
    server.start()
    said: list[str] = []
    manner = Manner(resolvers=(server.address,), polite=False)
    try:
        alone = report_of(server.address, None, said)
        with dask_processes(tmp_path, 3) as processes, dask_pool(parse_cluster(processes.address)) as pool:
            spread = Spread(pool=pool, manner=manner, warn=said.append, most=20)
            whole = report_of(server.address, spread, said)
            assert said == []
            killing = Killing(pool, processes, (5, 12, 20))
            spread = msgspec.structs.replace(spread, pool=killing)
            killed = report_of(server.address, spread, said)
    finally:
        server.stop()
    assert document(whole) == document(alone)
    assert document(killed) == document(alone)
    assert len(said) == 1
    assert said[0].startswith("the cluster has gone")
    assert killing.given >= 20
