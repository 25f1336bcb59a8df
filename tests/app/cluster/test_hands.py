"""Tasks are done whatever workers lose, each chain one at a time, and results come in order where wanted."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.app.cluster.hands import Hands, drive, in_order
from repcheck.app.cluster.tasks import TRIES, Chains, Task
from tests.app.cluster.pools import ThreadPool
from tests.support.tables import each


def tasks_of(count, chains=3):
    return [Task(number=one, chain=str(one % chains), payload=str(one).encode()) for one in range(count)]


def driven(pool, tasks, work=bytes.decode, over=lambda: False):
    told: list[tuple[int, str]] = []
    said: list[str] = []
    drive(tasks, Hands(pool, work, said.append), lambda task, got: told.append((task.number, got)), over)
    return told, said


@each(
    "loses, given",
    [
        (lambda _: False, 12),
        (lambda number: number % 3 == 0, 17),
        (lambda _: True, 12 * TRIES),  # then the driver does it itself
    ],
)
def test_what_workers_lose_is_done_again(loses, given):
    pool = ThreadPool(loses=loses)
    told, said = driven(pool, tasks_of(12))
    assert sorted(told) == [(one, str(one)) for one in range(12)]
    assert (pool.given, said) == (given, [])
    pool.close()


@each("after", [0, 1, 7])
def test_when_the_cluster_has_gone_the_driver_does_the_rest_and_says_so_once(after):
    pool = ThreadPool(dies=after)
    told, said = driven(pool, tasks_of(12))
    assert sorted(told) == [(one, str(one)) for one in range(12)]
    assert said == ["the cluster has gone: what it has not done is done by this process"]
    pool.close()


def test_a_chain_is_never_done_twice_at_a_time_and_in_its_order():
    busy: set[str] = set()
    seen: dict[str, list[int]] = {}
    lock = threading.Lock()

    def work(payload):
        number = int(payload)
        chain = str(number % 3)
        with lock:
            assert chain not in busy
            busy.add(chain)
            seen.setdefault(chain, []).append(number)
        with lock:
            busy.remove(chain)
        return payload

    pool = ThreadPool(slots=8)
    driven(pool, tasks_of(30), work)
    assert seen == {str(chain): list(range(chain, 30, 3)) for chain in range(3)}
    pool.close()


def test_the_chain_that_takes_longest_begins_first():
    slow = Task(number=2, chain="slow", seconds=60, payload=b"")
    quick = [Task(number=one, chain=str(one), payload=b"") for one in range(2)]
    chains = Chains([*quick, slow])
    assert [task.number for task in chains.ready(2, 9)] == [2, 0]
    assert [task.number for task in chains.ready(0, 9)] == []
    assert [task.number for task in chains.ready(5, 1)] == []  # a second one that keeps a processor busy
    chains.done(slow)
    assert [task.number for task in chains.ready(5, 2)] == [1]


def test_a_run_that_is_over_begins_nothing_more():
    pool = ThreadPool()
    told, _ = driven(pool, tasks_of(12), over=lambda: True)
    assert (told, pool.given) == ([], 0)
    pool.close()


def test_what_fails_on_workers_and_here_is_raised():
    def work(_):
        raise LookupError("no")

    pool = ThreadPool()
    with pytest.raises(LookupError):
        driven(pool, tasks_of(1), work)
    assert pool.given == TRIES
    pool.close()


@given(st.integers(0, 40), st.integers(1, 6), st.sampled_from([0, 2, 3]))
def test_results_come_in_order_and_few_are_kept_ahead(count, slots, every):
    pool = ThreadPool(slots, loses=lambda number: bool(every) and number % every == 0)
    drawn = 0
    told = 0

    def source():
        nonlocal drawn
        for task in tasks_of(count):
            drawn += 1
            yield task

    hands = Hands(pool, bytes.decode, print)
    for task, got in in_order(source(), hands, lambda: False):
        assert (task.number, got) == (told, str(told))
        told += 1
        assert drawn - told < 2 * slots + 8
    assert told == count
    pool.close()


def test_the_driver_does_what_is_left_in_its_own_way():
    pool = ThreadPool(dies=0)
    hands = Hands(pool, bytes.decode, lambda _: None, here=lambda payload: f"here {payload.decode()}")
    told = []
    drive(tasks_of(3), hands, lambda task, got: told.append(got), lambda: False)
    assert sorted(told) == ["here 0", "here 1", "here 2"]
    pool.close()
