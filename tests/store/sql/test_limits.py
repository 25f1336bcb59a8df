"""What lists may be asked, over all machines: many takers at once, clocks that stand or jump, lost lots."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from repcheck.errors import StoreUnavailable
from repcheck.model.secret import Secret
from repcheck.store.quota import Grant, Want
from repcheck.store.sql.limits import DatabaseLimits, open_limits
from tests.support.postgres import Postgres

Machine = Callable[[], DatabaseLimits]
DAY = 86_400


@pytest.fixture
def address(postgres: Postgres) -> str:
    return postgres.fresh()


@pytest.fixture
def machine(address: str) -> Iterator[Machine]:
    """Makes what one machine has of the limits."""
    made: list[DatabaseLimits] = []

    def make() -> DatabaseLimits:
        made.append(open_limits(Secret(address), "store"))
        return made[-1]

    yield make
    for limits in made:
        limits.close()


def reserve(limits: DatabaseLimits, wanted: int, per_day: int, name: str = "bl") -> int:
    return limits.reserve_all([Want(name, wanted, per_day)])[0].granted


def run(address: str, statement: str) -> None:
    with psycopg.connect(address) as session:
        session.execute(statement.encode())


#: The clock of the server, as the statements read it: seconds that a table holds.
STOPPED = """
    CREATE TABLE public.clock (at double precision);
    INSERT INTO public.clock VALUES ({now});
    CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
        AS 'SELECT to_timestamp(at) FROM public.clock';
    ALTER DATABASE {name} SET search_path = public, pg_catalog
"""
NOON = 20_000 * DAY + DAY // 2


@pytest.fixture
def set_clock(address: str) -> Callable[[float], None]:
    """Stops the clock of the server, for sessions that are opened later, and sets it."""
    run(address, STOPPED.format(now=NOON, name=address.rpartition("/")[2]))
    return lambda now: run(address, f"UPDATE public.clock SET at = {now}")


def test_takers_at_once_never_exceed_the_day_and_get_all_of_it(machine: Machine) -> None:
    per_day = 500

    def take(limits: DatabaseLimits) -> int:
        """40 times 10 of each of two lists, of which one each is given back."""
        kept = 0
        for _ in range(40):
            grants = limits.reserve_all([Want("two", 1, 10**6), Want("bl", 10, per_day)])
            granted = grants[1].granted
            limits.settle({"bl": -min(1, granted), "two": -1})
            kept += granted - min(1, granted)
        return kept

    with ThreadPoolExecutor(6) as machines:
        kept = sum(machines.map(take, [machine() for _ in range(6)]))
    left = reserve(machine(), per_day, per_day)
    assert kept + left == per_day
    assert left < 10


def test_what_one_machine_took_another_has_no_more_of(machine: Machine) -> None:
    one, other = machine(), machine()
    assert [reserve(one, 60, 100), reserve(other, 60, 100), reserve(one, 1, 100)] == [60, 40, 0]
    other.settle({"bl": -25})
    assert reserve(one, 60, 100) == 25


def test_several_wants_are_granted_in_their_order_also_of_one_list(machine: Machine, set_clock) -> None:
    wants = [Want("b", 5, 7), Want("a", 3, 100), Want("b", 5, 7), Want("b", 1, 7)]
    tomorrow = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=20_001)
    assert machine().reserve_all(wants) == (Grant(5), Grant(3), Grant(2, tomorrow), Grant(0, tomorrow))
    assert machine().reserve_all([]) == ()


def test_no_more_goes_back_than_was_granted_and_none_to_another_day(
    machine: Machine, set_clock: Callable[[float], None]
) -> None:
    one, other = machine(), machine()
    assert (reserve(one, 10, 100), reserve(other, 50, 100)) == (10, 50)
    one.settle({"bl": -1000, "never asked": -5})
    assert reserve(one, 100, 100) == 50
    set_clock(NOON + DAY)
    assert reserve(other, 90, 100) == 90
    one.settle({"bl": -50})  # of yesterday
    assert reserve(one, 100, 100) == 10


def test_what_was_sent_beyond_counts_even_over_the_limit(machine: Machine) -> None:
    one = machine()
    one.settle({"bl": 120, "new": 3})
    assert (reserve(one, 1, 100), reserve(one, 1, 121), reserve(one, 10, 10, "new")) == (0, 1, 7)


def test_a_clock_that_is_set_back_gives_nothing_twice(
    machine: Machine, set_clock: Callable[[float], None]
) -> None:
    one = machine()
    assert reserve(one, 70, 100) == 70
    for now in (NOON - DAY, NOON - 30 * DAY):
        set_clock(now)
        assert reserve(one, 100, 100) <= 30
    set_clock(NOON - 29 * DAY)  # the next midnight by the clock that was set right
    assert reserve(one, 100, 100) == 100


def test_a_limit_that_becomes_smaller_takes_nothing_back(machine: Machine) -> None:
    one = machine()
    assert [reserve(one, 50, 100), reserve(one, 5, 20), reserve(one, 5, 60)] == [50, 0, 5]


# -- turns


def turns_of_all(machines: list[DatabaseLimits], rate: float, count: int, draws: int) -> list[float]:
    """All turns that machines draw by turns at a clock that stands still, in their order."""
    drawn = [turn for _ in range(draws) for limits in machines for turn in limits.draw("bl", rate, count)]
    return sorted(drawn)


@pytest.mark.parametrize("rate", [0.2, 1, 1.5, 4, 50])
def test_machines_together_keep_the_pace_of_one(machine: Machine, set_clock, rate: float) -> None:
    drawn = turns_of_all([machine() for _ in range(3)], rate, 4, 5)
    window, most = max(1.0, 1 / rate), max(1, int(rate))
    assert drawn[0] == 0
    for place, turn in enumerate(drawn):
        assert sum(1 for later in drawn[place:] if later - turn < window) <= most
    assert len(drawn) == 60
    assert drawn[-1] == pytest.approx(59 * (1.03 if rate == 50 else 1.1) / (int(rate) or rate), rel=1e-5)


def test_takers_of_turns_at_once_get_none_twice(machine: Machine, set_clock) -> None:
    with ThreadPoolExecutor(4) as pool:
        lots = pool.map(lambda limits: turns_of_all([limits], 50, 10, 10), [machine() for _ in range(4)])
        drawn = sorted(turn for lot in lots for turn in lot)
    assert [round(turn / 0.0206) for turn in drawn] == list(range(400))


def test_turns_that_pass_unused_are_nobodys_and_no_burst_follows(
    machine: Machine, set_clock: Callable[[float], None]
) -> None:
    one, other = machine(), machine()
    one.draw("bl", 10, 10)  # of a machine that dies
    assert other.draw("bl", 10, 1)[0] == pytest.approx(1.1)
    set_clock(NOON + 3600)
    assert other.draw("bl", 10, 3) == pytest.approx((0, 0.11, 0.22))


def test_a_clock_that_is_set_back_far_does_not_stop_a_list(
    machine: Machine, set_clock: Callable[[float], None]
) -> None:
    one = machine()
    one.draw("bl", 10, 1)
    set_clock(NOON - 100)
    assert one.draw("bl", 10, 1)[0] == pytest.approx(100.11)
    set_clock(NOON - 10 * DAY)
    assert one.draw("bl", 10, 1)[0] == 0


def test_turns_and_days_of_a_list_do_not_touch_each_other(machine: Machine, set_clock) -> None:
    one = machine()
    one.draw("bl", 10, 5)
    assert reserve(one, 7, 10) == 7
    assert one.draw("bl", 10, 1)[0] == pytest.approx(0.55)
    assert reserve(one, 7, 10) == 3


# -- what goes wrong


def test_a_connection_that_is_lost_is_replaced_once(
    postgres: Postgres, address: str, machine: Machine
) -> None:
    one = machine()
    assert reserve(one, 10, 100) == 10
    postgres.cut(address)
    assert reserve(one, 10, 100) == 10
    postgres.cut(address)
    assert len(one.draw("bl", 10, 2)) == 2
    postgres.cut(address)
    with pytest.raises(StoreUnavailable):
        one.settle({"bl": -20})  # it may have been carried out
    assert reserve(one, 100, 100) == 80


def test_a_server_that_is_away_grants_nothing_in_one_line(unused_address: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        open_limits(Secret(f"postgresql://me:geheim@{unused_address}/memory"), "store")
    assert "\n" not in str(caught.value)
    assert "geheim" not in str(caught.value)
