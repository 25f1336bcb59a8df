"""Lists with limits, asked by workers that are killed and by two drivers: counted at the name server."""

import asyncio
import threading

import msgspec
import pytest

from repcheck.app.check.check import check
from repcheck.app.check.request import CheckRequest
from repcheck.app.cluster.address import parse_cluster
from repcheck.app.cluster.asking import Manner
from repcheck.app.cluster.dask_pool import dask_pool
from repcheck.app.cluster.sweep import Spread
from repcheck.app.environment import real_environment
from repcheck.app.run.network import Network, set_up
from repcheck.model.catalog import Catalog, Limits, ReputationList
from repcheck.model.report import Report
from repcheck.targets.parse import parse_target
from tests.app.answering import lists_of
from tests.real.arrivals import Arrivals
from tests.real.clusters import Killing, dask_processes, document
from tests.support.postgres import Postgres

pytest.importorskip("distributed", reason="Dask is not installed (pip install 'repcheck[cluster]')")

# what Dask leaves open when its scheduler is killed is not ours
pytestmark = pytest.mark.filterwarnings("default")

#: Questions a second that two of the lists want, and what may arrive: a tenth more.
RATE, AT_MOST = 50, 55
TARGETS = "198.18.0.0/24"


def limited(*limits: Limits, free: int) -> tuple[ReputationList, ...]:
    """Lists with these limits, and some that have none."""
    made = lists_of(len(limits) + free)
    mine = (msgspec.structs.replace(each, limits=one) for each, one in zip(made, limits, strict=False))
    return (*mine, *made[len(limits) :])


def report_of(
    server: Arrivals,
    lists: tuple[ReputationList, ...],
    spread: Spread | None,
    state: str,
    database: str | None = None,
) -> Report:
    request = CheckRequest(
        targets=parse_target(TARGETS, max_hosts=256),
        catalog=Catalog(source="made up", lists=lists),
        lists=lists,
        any_address=True,
    )
    said: list[str] = []

    async def job() -> Report:
        world = real_environment({"XDG_STATE_HOME": state}, said.append)
        asking = set_up(lists, Network(resolvers=(server.address,)), world, shared=database)
        if spread is not None:
            spread.over(asking)
        return (await check(request, asking, world)).report()

    report = asyncio.run(job())
    assert [line for line in said if not line.startswith("the cluster has gone")] == []
    return report


def test_a_pace_is_kept_when_workers_and_the_scheduler_are_killed(tmp_path):
    lists = limited(Limits(per_second=RATE), Limits(per_second=RATE), free=4)
    with Arrivals() as server:
        alone = report_of(server, lists, None, str(tmp_path / "alone"))
        begun = len(server.seen)
        said: list[str] = []
        with dask_processes(tmp_path, 3) as processes, dask_pool(parse_cluster(processes.address)) as pool:
            killing = Killing(pool, processes, (8, 11, 14))
            manner = Manner(resolvers=(server.address,))
            spread = Spread(pool=killing, manner=manner, warn=said.append, most=60)
            killed = report_of(server, lists, spread, str(tmp_path / "killed"))
        assert killing.given >= 14
        assert len(server.seen) - begun > begun  # the test points of each shard, and shards that were lost
        assert said == ["the cluster has gone: what it has not done is done by this process"]
        for each in lists[:2]:
            assert each.zone is not None
            assert server.most_in_a_second(each.zone) <= AT_MOST
    assert document(killed) == document(alone)


def test_two_clusters_on_one_database_keep_the_limits_of_the_lists_together(tmp_path, postgres: Postgres):
    per_day = 300
    lists = limited(Limits(per_second=RATE), Limits(per_day=per_day), free=2)
    database = postgres.fresh()
    reports: list[Report] = []

    def drive(spread: Spread) -> None:
        reports.append(report_of(server, lists, spread, "/nonexistent", database))

    with (
        Arrivals() as server,
        dask_processes(tmp_path, 2) as processes,
        dask_pool(parse_cluster(processes.address)) as one,
        dask_pool(parse_cluster(processes.address)) as other,
    ):
        manner = Manner(resolvers=(server.address,))
        drivers = [
            threading.Thread(target=drive, args=(Spread(pool=pool, manner=manner, warn=print, most=100),))
            for pool in (one, other)
        ]
        for driver in drivers:
            driver.start()
        for driver in drivers:
            driver.join()
        assert len(reports) == 2
        paced, daily = lists[0].zone, lists[1].zone
        assert paced is not None
        assert daily is not None
        assert server.most_in_a_second(paced) <= AT_MOST
        assert 0 < len(server.at(daily)) <= per_day
    assert sum(one.id == "budget_spent" for report in reports for one in report.findings) >= 1
