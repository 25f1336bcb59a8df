"""A sweep cut into shards: whoever asks them, in whatever order, the outcome is that of one process."""

import pickle
import random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from repcheck.app.sweep.job import AskedList, ZoneJob
from repcheck.app.sweep.observe import Sight
from repcheck.app.sweep.shards import (
    Shard,
    ShardResult,
    encoded,
    job_of,
    not_asked,
    plan_of_shards,
    read_result,
    results_of,
)
from repcheck.app.sweep.zone import ask_zone
from repcheck.lists.names import owner_name
from repcheck.model.catalog import Limits
from repcheck.model.observations import State, UnknownReason
from repcheck.model.secret import Secret
from tests.app.asked import FREELY, LISTED, a_list, address, answering
from tests.app.sweep.sweeping import ONE, registered, swept

TARGETS = [address(last) for last in range(10, 22)]
ODD = "caf\udce9 \udcff"


def jobs_of(lists):
    return [
        ZoneJob(lists=(asked,), owners=tuple(owner_name(asked.entry, each, registered) for each in TARGETS))
        for asked in lists
    ]


def table_for(zones, listed):
    return {f"{last}.2.0.192.{zone}": LISTED for zone in zones for last in listed}


async def asked_by(asker, shard, own=None):
    job = job_of(shard, own or {})
    assert job is not None
    return ShardResult(number=shard.number, result=await ask_zone(job, asker, ONE, FREELY))


def seen(lists, results):
    return [
        [(each.list, each.state, each.reason, each.codes, each.text) for each in row]
        for row in Sight(lists, results, registered).observe(TARGETS)
    ]


def travelled(shard: Shard) -> Shard:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(shard), type=Shard)


async def test_any_cut_and_any_order_gives_the_result_of_one_process():
    lists = [a_list("one", "one.example"), a_list("two", "two.example"), a_list("deaf", "deaf.example")]
    table = table_for(("one.example", "two.example"), (11, 15, 21))
    table["2.0.0.127.deaf.example"] = table["1.0.0.127.deaf.example"] = LISTED  # everything is listed there
    texts = {"11.2.0.192.one.example": ODD}
    _, alone, observed = await swept(answering(table, texts=texts), lists, TARGETS)
    chance = random.Random(5)
    for most in (1, 3, 5, 12, 100):
        shards = plan_of_shards(jobs_of(lists), most=most)
        chance.shuffle(shuffled := list(shards))
        told = [await asked_by(answering(table, texts=texts), travelled(s)) for s in shuffled]
        told = [read_result(encoded(one)) for one in told]
        assert seen(lists, results_of(shards, told)) == seen(lists, alone._results)
    assert observed[1][0].text == ODD
    assert {row[2].state for row in observed} == {State.UNKNOWN}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=4), st.integers(1, 12))
def test_a_plan_holds_each_owner_once(sizes, most):
    jobs = [
        ZoneJob(lists=(a_list(f"l{n}", f"l{n}.example"),), owners=tuple(map(str, range(size))))
        for n, size in enumerate(sizes)
    ]
    shards = plan_of_shards(jobs, most=most)
    assert [shard.number for shard in shards] == list(range(len(shards)))
    for job in jobs:
        mine = [shard for shard in shards if shard.lists == job.lists]
        assert tuple(owner for shard in mine for owner in shard.owners) == job.owners
        assert all(len(shard.owners) <= most for shard in mine)
        assert len({shard.chain for shard in mine}) == 1


def test_a_key_never_travels_and_who_has_none_asks_nothing():
    secret = "k3yk3yk3yk3y"
    keyed = AskedList(
        entry=a_list(zone=None).entry,
        zone=f"{secret}.bl.example",
        shown="***.bl.example",
        key=Secret(secret),
    )
    (shard,) = plan_of_shards([ZoneJob(lists=(keyed,), owners=("10.2.0.192",))])
    assert secret.encode() not in msgspec.msgpack.encode(shard)
    assert secret.encode() not in pickle.dumps(shard)
    assert job_of(shard, {}) is None
    job = job_of(shard, {"bl": keyed})
    assert job is not None
    assert (job.zone, job.key) == (keyed.zone, keyed.key)


async def test_a_shard_that_nobody_asked_makes_its_own_targets_unknown_and_no_others():
    lists = [a_list("bl")]
    shards = plan_of_shards(jobs_of(lists), most=6)
    asker = answering(table_for(("bl.example",), (10,)))
    told = [
        await asked_by(asker, shards[0]),
        not_asked(shards[1], UnknownReason.TIMEOUT, "no machine was left to ask it"),
    ]
    states = [row[0][1] for row in seen(lists, results_of(shards, told))]
    assert states == [State.LISTED, *[State.CLEAN] * 5, *[State.UNKNOWN] * 6]


def test_a_list_with_a_pace_is_cut_so_that_a_shard_takes_a_minute_and_not_less_than_its_points_are_worth():
    owners = tuple(map(str, range(5_000)))
    sizes = {}
    for rate in (None, 50.0, 0.5):
        limits = Limits(per_second=rate)
        jobs = [ZoneJob(lists=(a_list(limits=limits),), owners=owners)]
        sizes[rate] = len(plan_of_shards(jobs)[0].owners)
    assert sizes == {None: 5_000, 50.0: 3_000, 0.5: 200}


async def test_a_zone_of_several_lists_is_asked_once_for_all():
    lists = (a_list("one"), a_list("two"))
    jobs = [ZoneJob(lists=lists, owners=("10.2.0.192",))]
    shards = plan_of_shards(jobs)
    asker = answering()
    job = job_of(shards[0], {})
    assert job is not None
    result = await ask_zone(job, asker, ONE, FREELY)
    found = results_of(shards, [ShardResult(number=0, result=result)])
    assert set(found) == {"one", "two"}
    assert len(asker.asked) == 3
