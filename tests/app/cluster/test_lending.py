"""What workers may ask is lent by the driver: over them all, and all drivers, no more than lists allow."""

import asyncio
import threading
from datetime import UTC, datetime

import msgspec
import pytest

from repcheck.app.cluster.asking import Manner, ask_shard_by, encoded_task, read_told
from repcheck.app.cluster.lending import Borrowed, Draw, GiveBack, Lender, Lent, Reserve
from repcheck.app.cluster.sweep import Spread
from repcheck.app.run.paces import Paces
from repcheck.app.run.quota import Quota
from repcheck.app.sweep.job import ZoneJob
from repcheck.app.sweep.shards import plan_of_shards
from repcheck.demo.asker import ScriptedAsker
from repcheck.errors import DriverLost
from repcheck.model.catalog import Limits
from repcheck.model.report import Report
from repcheck.model.secret import Secret
from repcheck.store.pace import PaceBook
from repcheck.store.quota import Grant, Want
from repcheck.store.sql.limits import open_limits
from tests.app.answering import lists_of
from tests.app.asked import a_list
from tests.app.cluster.pools import ThreadPool
from tests.app.cluster.reports import run, script
from tests.support.postgres import Postgres

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    """Seconds, which go on by themselves when ``step`` says so."""

    def __init__(self, now: float, step: float = 0.0) -> None:
        self.now = now
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


class Wire:
    """See ``Line``: a request and its answer take seconds of both clocks, until it is cut."""

    def __init__(self, lender: Lender, clocks: tuple[Clock, ...], delays: list[tuple[float, float]]) -> None:
        self._lender = lender
        self._clocks = clocks
        self._delays = delays
        self.cut = False

    def _pass(self, seconds: float) -> None:
        for clock in self._clocks:
            clock.now += seconds

    def ask(self, request: bytes) -> bytes:
        if self.cut:
            raise DriverLost("cut")
        there, back = self._delays.pop(0) if self._delays else (0.0, 0.0)
        self._pass(there)
        lent = self._lender.lend(msgspec.msgpack.decode(request, type=Draw | GiveBack | Reserve))
        self._pass(back)
        return msgspec.msgpack.encode(lent)

    def close(self) -> None:
        pass


def lender_of(tmp_path, clock: Clock) -> Lender:
    async def made() -> Lender:
        paces = Paces(PaceBook(tmp_path, lambda: datetime.fromtimestamp(clock.now, UTC)), clock, print)
        return Lender(Quota(None, print), paces, clock)

    return asyncio.run(made())


def test_turns_are_lent_with_equal_pauses_and_those_that_come_back_are_lent_again(tmp_path):
    lender = lender_of(tmp_path, Clock(1000.0))
    first = lender.lend(Draw("bl", 10, 10)).turns
    assert first == pytest.approx([1000 + 0.11 * n for n in range(10)], abs=1e-4)
    lender.lend(GiveBack(turns={"bl": first[6:]}))
    again = lender.lend(Draw("bl", 10, 10))
    assert again.turns == first[6:]
    after = lender.lend(Draw("bl", 10, 2)).turns
    assert after == pytest.approx([1001.1, 1001.21], abs=1e-4)
    assert lender.lend(Draw("bl", 10, 0)) == Lent(1000.0)


def test_turns_are_kept_by_the_drivers_clock_however_slow_the_way(tmp_path):
    """The worker's clock says something else altogether, and the first answers are late."""
    there, here = Clock(5000.0), Clock(17.0)
    slow = [(0.0, 0.4), (0.0, 0.003), (0.2, 0.3), (0.01, 0.3)]
    borrowed = Borrowed(Wire(lender_of(tmp_path, there), (there, here), slow), here)
    begun = there.now
    turns = [here.now + seconds for seconds in borrowed.draw("bl", 10, 5)]
    # 5000.923 is the moment of the draw; what passed on the way, but for 50 ms, is missed.
    true = [turn + 5000.0 - 17.0 for turn in turns]
    drawn = [begun + 0.913 + 0.11 * number for number in range(10)]
    late = [min(turn - moment for moment in drawn if turn >= moment - 1e-3) for turn in true]
    assert max(late) <= 0.05 + 0.003 + 1e-3
    borrowed.close()


def test_a_worker_so_far_away_that_all_turns_pass_on_their_way_draws_more_at_once(tmp_path):
    there, here = Clock(5000.0), Clock(17.0)
    slow = [(0.0, 0.0)] * 3 + [(0.0, 3.0)] * 20
    borrowed = Borrowed(Wire(lender_of(tmp_path, there), (there, here), slow), here)
    assert borrowed.draw("bl", 10, 5)
    borrowed.close()


def test_a_shard_ends_when_its_driver_is_lost(tmp_path):
    clock = Clock(1000.0)
    wire = Wire(lender_of(tmp_path, clock), (clock,), [])
    borrowed = Borrowed(wire, clock)
    assert borrowed.draw("bl", 10, 2) == pytest.approx((0.0, 0.11), abs=1e-4)
    wire.cut = True
    told: list[str] = []
    borrowed.lost = lambda: told.append("lost")
    assert borrowed.reserve_all([Want("bl", 5, 100)]) == (Grant(0),)
    assert borrowed.draw("bl", 10, 2)[0] > 1e6
    borrowed.settle({"bl": -3})
    borrowed.close()
    assert told == ["lost"]

    limited = a_list("bl", limits=Limits(per_day=1000))
    (shard,) = plan_of_shards([ZoneJob(lists=(limited,), owners=("10.2.0.192",))])
    asker = ScriptedAsker(script)
    with pytest.raises(DriverLost):
        ask_shard_by(
            encoded_task(shard, Manner(resolvers=("127.0.0.1:9",))),
            lambda: Borrowed(wire),
            lambda _servers, _dead_wait: asker,
        )


def test_a_run_that_has_ended_lends_nothing(tmp_path):
    lender = lender_of(tmp_path, Clock(1000.0))
    lender.end()
    with pytest.raises(DriverLost):
        lender.ask(b"")


def test_two_drivers_with_workers_that_die_keep_the_day_of_a_list(postgres: Postgres):
    """What was lent to a worker that died counts as asked."""
    address = Secret(postgres.fresh())
    per_day = 60
    silent, first, last = lists_of(3)
    lists = (silent, msgspec.structs.replace(first, limits=Limits(per_day=per_day)), last)
    lock, arrived = threading.Lock(), [0]

    def counted(asked):
        if asked.zone == first.zone:
            with lock:
                arrived[0] += 1
        return script(asked)

    def drive(loses, reports):
        fresh = threading.local()

        def work(payload, shared):
            told = ask_shard_by(payload, shared, lambda _servers, _dead_wait: ScriptedAsker(counted))
            if loses and not getattr(fresh, "died", False):
                fresh.died = True
                raise OSError("killed after it has asked")
            return told

        pool = ThreadPool(slots=2)
        spread = Spread(pool=pool, manner=Manner(), warn=print, work=work, most=8)
        reports.append(run(spread, lists, shared=lambda: open_limits(address, "store"))[1])
        pool.close()

    reports: list[Report] = []
    drivers = [threading.Thread(target=drive, args=(loses, reports)) for loses in (True, False)]
    for driver in drivers:
        driver.start()
    for driver in drivers:
        driver.join()
    assert len(reports) == 2
    assert 0 < arrived[0] <= per_day
    seen = [one for report in reports for found in report.targets for one in found.observations]
    spent = [one for one in seen if one.list == first.id and one.reason == "budget_spent"]
    assert len([one for one in seen if one.list == first.id]) - len(spent) <= per_day
    assert spent
    assert any(finding.id == "budget_spent" for report in reports for finding in report.findings)


def test_a_machine_that_helps_tells_the_driver_when_the_day_is_used_up(postgres: Postgres):
    address = Secret(postgres.fresh())
    limited = a_list("bl", limits=Limits(per_day=3))
    (shard,) = plan_of_shards([ZoneJob(lists=(limited,), owners=("10.2.0.192", "11.2.0.192"))])
    payload = encoded_task(shard, Manner(resolvers=("127.0.0.1:9",)))

    def asked():
        return read_told(
            ask_shard_by(
                payload,
                lambda: open_limits(address, "store"),
                lambda _servers, _dead_wait: ScriptedAsker(script),
            )
        )

    told = asked()
    assert told.result.result.withheld == {"11.2.0.192"}
    assert list(told.free_again) == ["bl"]
    assert asked().result.result.withheld == set()  # not even its test points could be asked
