"""The report of a run whose lists workers ask is that of one process, times set aside."""

import asyncio

import msgspec

from repcheck._version import __version__
from repcheck.app.check.check import check
from repcheck.app.cluster.asking import Manner, ask_shard_by
from repcheck.app.cluster.sweep import Spread
from repcheck.app.environment import real_environment
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.demo.asker import ScriptedAsker
from repcheck.model.catalog import Limits
from repcheck.model.dns import Server
from repcheck.model.observations import Severity
from repcheck.render.json.report import render_json
from tests.app.answering import lists_of, request_of
from tests.app.cluster.pools import ThreadPool
from tests.app.cluster.reports import TARGETS, run, script
from tests.support.tables import each


def spread_over(pool, most=20_000) -> Spread:
    def work(payload, shared):
        return ask_shard_by(payload, shared, lambda _servers, _dead_wait: ScriptedAsker(script))

    return Spread(pool=pool, manner=Manner(), warn=print, work=work, most=most)


def test_workers_give_the_document_of_one_process():
    _, _, alone = run(None)
    pool = ThreadPool()
    checked, _, spread = run(spread_over(pool))
    assert spread == alone
    assert pool.given == 6
    progress = checked.run.progress
    assert (progress.done, progress.total) == (6 * 32, 6 * 32)
    pool.close()


@each(
    "most, more",
    [
        (5, {}),
        (5, {"loses": lambda number: number % 4 == 0}),
        (7, {"dies": 9}),
        (32, {"dies": 0}),
    ],
)
def test_however_it_is_cut_and_whatever_is_lost(most, more):
    """Only the count of questions differs: each shard asks the test points anew."""
    _, alone, _ = run(None)
    pool = ThreadPool(**more)
    _, spread, _ = run(spread_over(pool, most))
    assert spread.queries >= alone.queries
    same = msgspec.structs.replace(spread, queries=alone.queries)
    assert render_json(same, __version__) == render_json(alone, __version__)
    pool.close()


def test_a_list_that_wants_to_be_asked_slowly_is_asked_as_far_as_patience_goes():
    *others, last = lists_of(3)
    spam = msgspec.structs.replace(last.codes[0].sublist, severity=Severity.LOW)
    slow = msgspec.structs.replace(
        last,
        severity=Severity.LOW,
        codes=(msgspec.structs.replace(last.codes[0], sublist=spam),),
        limits=Limits(per_second=40),
    )
    pool = ThreadPool()
    _, alone, _ = run(None, (*others, slow))
    _, spread, _ = run(spread_over(pool), (*others, slow))
    states = [[seen.state for seen in found.observations] for found in alone.targets]
    assert states == [[seen.state for seen in found.observations] for found in spread.targets]
    assert any(seen.reason == "deferred" for found in spread.targets for seen in found.observations)
    pool.close()


def test_a_run_that_ends_early_says_of_what_it_did_not_ask_that_it_is_unknown():
    pool = ThreadPool()
    request = request_of(TARGETS, 3, keep_clean=True)

    async def job():
        world = real_environment({}, print)
        plan = AskingPlan(servers=(Server("127.0.0.1", 9),))
        asking = Asking(plan, asked_lists(request.lists, world), world, ScriptedAsker(script))
        spread_over(pool).over(asking)
        return await check(request, asking, world, lambda run: run.end("interrupt"))

    report = asyncio.run(job()).report()
    assert pool.given == 0
    assert report.interrupted == "interrupt"
    assert {seen.state for found in report.targets for seen in found.observations} == {"unknown"}
    pool.close()
