"""A sweep over a real scheduler and real workers, two of which and then itself are killed meanwhile."""

import asyncio

import msgspec
import pytest

from repcheck.app.catalogs import bare_catalog
from repcheck.app.check.check import check
from repcheck.app.check.request import CheckRequest
from repcheck.app.cluster.address import parse_cluster
from repcheck.app.cluster.asking import Manner
from repcheck.app.cluster.dask_pool import dask_pool
from repcheck.app.cluster.sweep import Spread
from repcheck.app.environment import real_environment
from repcheck.app.run.network import Network, set_up
from repcheck.cli.catalogs import selected
from repcheck.cli.running import environment
from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones
from repcheck.model.report import Report
from repcheck.targets.parse import parse_target
from tests.real.clusters import Killing, dask_processes, document

pytest.importorskip("distributed", reason="Dask is not installed (pip install 'repcheck[cluster]')")

# what Dask leaves open when its scheduler is killed is not ours
pytestmark = pytest.mark.filterwarnings("default")


def report_of(address: str, spread: Spread | None, said: list[str]) -> Report:
    catalog = bare_catalog(demo_catalog(), environment())
    lists = selected(catalog, "all", None)
    targets = parse_target("192.0.2.0/26", max_hosts=64)
    request = CheckRequest(targets=targets, catalog=catalog, lists=lists, any_address=True)

    async def job() -> Report:
        world = real_environment({"XDG_STATE_HOME": "/nonexistent"}, said.append)
        asking = set_up(lists, Network(resolvers=(address,), polite="off"), world)
        if spread is not None:
            spread.over(asking)
        return (await check(request, asking, world)).report()

    return asyncio.run(job())


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
