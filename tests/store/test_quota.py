"""Daily quotas: never more than the day allows, whatever else happens."""

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from repcheck.errors import StoreBusy, StoreUnavailable
from repcheck.store.files import locked
from repcheck.store.quota import Grant, Want
from tests.store.one_list import OneListQuota

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
DAY = timedelta(days=1)


class Clock:
    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def quota(tmp_path: Path, clock: Clock) -> OneListQuota:
    return OneListQuota(tmp_path, clock)


def test_granted_until_the_day_is_spent(quota: OneListQuota) -> None:
    assert quota.reserve("one", 60, 100) == Grant(60)
    assert quota.reserve("one", 60, 100) == Grant(40, MIDNIGHT)
    assert quota.reserve("one", 1, 100) == Grant(0, MIDNIGHT)
    assert quota.reserve("one", 0, 100) == Grant(0)
    assert quota.reserve("two", 100, 100) == Grant(100)


def test_shared_with_other_objects(tmp_path: Path, clock: Clock) -> None:
    assert OneListQuota(tmp_path, clock).reserve("one", 70, 100).granted == 70
    assert OneListQuota(tmp_path, clock).reserve("one", 70, 100).granted == 30


def test_many_in_one_step(quota: OneListQuota) -> None:
    wants = [Want("one", 5, 10), Want("two", 5, 3), Want("one", 9, 10)]
    assert quota.reserve_all(wants) == (Grant(5), Grant(3, MIDNIGHT), Grant(5, MIDNIGHT))
    assert quota.reserve_all([]) == ()


def test_a_lowered_budget_grants_nothing_more(quota: OneListQuota) -> None:
    quota.reserve("one", 80, 100)
    assert quota.reserve("one", 1, 50) == Grant(0, MIDNIGHT)


@pytest.mark.parametrize(("wanted", "per_day"), [(5, 0), (5, -3)])
def test_a_budget_of_nothing(quota: OneListQuota, wanted: int, per_day: int) -> None:
    assert quota.reserve("one", wanted, per_day) == Grant(0, MIDNIGHT)


def test_what_is_given_back_may_be_had_again(quota: OneListQuota) -> None:
    quota.reserve("one", 100, 100)
    quota.give_back("one", 30)
    assert quota.reserve("one", 50, 100).granted == 30


def test_no_more_is_given_back_than_was_granted(tmp_path: Path, clock: Clock) -> None:
    mine, other = OneListQuota(tmp_path, clock), OneListQuota(tmp_path, clock)
    other.reserve("one", 60, 100)
    mine.reserve("one", 40, 100)
    mine.give_back("one", 90)
    mine.give_back("one", 40)
    mine.give_back("two", 40)
    mine.give_back("one", -5)
    assert other.reserve("one", 100, 100).granted == 35


def test_retries_count_even_over_the_budget(quota: OneListQuota) -> None:
    quota.reserve("one", 90, 100)
    quota.spend("one", 20)
    quota.give_back("one", 5)
    assert quota.reserve("one", 1, 100).granted == 0
    assert quota.reserve("one", 10, 110).granted == 5


def test_a_new_day_starts_from_zero(quota: OneListQuota, clock: Clock) -> None:
    quota.reserve("one", 100, 100)
    clock.now = MIDNIGHT - timedelta(seconds=1)
    assert quota.reserve("one", 1, 100).granted == 0
    clock.now = MIDNIGHT
    assert quota.reserve("one", 150, 100) == Grant(100, MIDNIGHT + DAY)


def test_the_day_is_a_utc_day(tmp_path: Path) -> None:
    evening = datetime.fromisoformat("2026-11-23T23:30:00-05:00")
    assert OneListQuota(tmp_path, lambda: evening).reserve("one", 2, 1).free_again == MIDNIGHT + DAY


def test_a_grant_of_yesterday_is_not_given_back_today(tmp_path: Path, clock: Clock) -> None:
    mine, other = OneListQuota(tmp_path, clock), OneListQuota(tmp_path, clock)
    mine.reserve("one", 100, 100)
    clock.now = MIDNIGHT
    other.reserve("one", 100, 100)
    mine.give_back("one", 100)
    assert other.reserve("one", 1, 100).granted == 0


@pytest.mark.parametrize("back", [timedelta(hours=1), DAY, 3 * DAY, 4000 * DAY])
def test_a_clock_that_goes_back_frees_nothing(quota: OneListQuota, clock: Clock, back: timedelta) -> None:
    quota.reserve("one", 100, 100)
    clock.now -= back
    refused = quota.reserve("one", 1, 100)
    assert refused.granted == 0
    assert refused.free_again is not None
    assert clock.now < refused.free_again <= clock.now + 2 * DAY
    clock.now = refused.free_again
    assert quota.reserve("one", 1, 100).granted == 1


def test_a_clock_wavering_around_midnight_frees_nothing(quota: OneListQuota, clock: Clock) -> None:
    clock.now = MIDNIGHT
    granted = 0
    for step in range(6):
        clock.now = MIDNIGHT - timedelta(seconds=step % 2)
        granted += quota.reserve("one", 40, 100).granted
    assert granted == 100


@pytest.mark.parametrize(
    ("hour", "granted", "said"), [(0, 50, "50%"), (12, 50, "50%"), (18, 25, "25%"), (23, 4, "4%")]
)
def test_after_damage_it_counts_anew_with_a_share(
    quota: OneListQuota, clock: Clock, tmp_path: Path, hour: int, granted: int, said: str
) -> None:
    (tmp_path / "budget.json").write_bytes(b"\x00" * 40)
    clock.now = NOON.replace(hour=hour)
    assert quota.reserve("one", 100, 100) == Grant(granted, MIDNIGHT)
    assert quota.warning is not None
    assert said in quota.warning
    assert "\n" not in quota.warning
    assert (tmp_path / "budget.json.damaged").read_bytes() == b"\x00" * 40
    clock.now = MIDNIGHT
    assert OneListQuota(tmp_path, clock).reserve("one", 100, 100) == Grant(100)


def test_a_grant_from_before_the_damage_is_not_given_back(tmp_path: Path, clock: Clock) -> None:
    mine, other = OneListQuota(tmp_path, clock), OneListQuota(tmp_path, clock)
    mine.reserve("one", 100, 100)
    (tmp_path / "budget.json").write_bytes(b"{")
    other.reserve("one", 50, 100)
    mine.give_back("one", 100)
    assert other.reserve("one", 1, 100).granted == 0


def test_another_version_is_set_aside(quota: OneListQuota, tmp_path: Path) -> None:
    quota.reserve("one", 1, 100)
    book = json.loads((tmp_path / "budget.json").read_text())
    (tmp_path / "budget.json").write_text(json.dumps(book | {"format": "repcheck.quota/2"}))
    assert quota.reserve("one", 100, 100).granted == 50
    assert "another version" in str(quota.warning)


def test_a_file_too_large_to_be_ours_is_set_aside(quota: OneListQuota, tmp_path: Path) -> None:
    (tmp_path / "budget.json").write_bytes(b" " * 2_000_000)
    assert quota.reserve("one", 100, 100).granted == 50


BOOK = '{"format":"repcheck.budget/1","day":"%s","number":"","share":1,"spent":{"one":%s}}'


@given(st.binary(max_size=200))
@example((BOOK % ("9999-12-31", 3)).encode())
@example((BOOK % ("2026-11-23", "9" * 400)).encode())
@example((BOOK % ("2026-11-23", -5)).encode())
@example((BOOK % ("2026-11-23", 2**53)).encode())
@example((BOOK % ("2026-11-23", "1.5")).encode())
@example(b'{"number":"\xff"}')
@example(b"[" * 5000)
@example(b"")
def test_any_content_is_survived(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "budget.json").write_bytes(content)
        quota = OneListQuota(Path(folder), Clock())
        assert 0 <= quota.reserve("one", 500, 100).granted <= 100
        quota.spend("one", 7)
        quota.give_back("one", 1)
        assert OneListQuota(Path(folder), Clock()).reserve("one", 500, 100).granted <= 1


events = st.lists(
    st.one_of(
        st.tuples(st.just("reserve"), st.integers(0, 150)),
        st.tuples(st.just("give_back"), st.integers(0, 150)),
        st.tuples(st.just("spend"), st.integers(0, 20)),
        st.tuples(st.just("hours"), st.integers(0, 30)),
    ),
    max_size=12,
)


@given(events)
def test_no_day_is_ever_exceeded(steps: list[tuple[str, int]]) -> None:
    """What was granted and kept in a day, with retries of before, is never above the quota of the day."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        quota = OneListQuota(Path(folder), clock)
        kept, extra = 0, 0
        for what, count in steps:
            if what == "hours":
                before, clock.now = clock.now.date(), clock.now + timedelta(hours=count)
                kept, extra = (kept, extra) if clock.now.date() == before else (0, 0)
            elif what == "spend":
                quota.spend("one", count)
                extra += count
            elif what == "give_back":
                quota.give_back("one", count)
                kept -= min(count, kept)
            else:
                granted = quota.reserve("one", count, 100).granted
                assert granted == min(count, max(0, 100 - kept - extra))
                kept += granted


def test_refused_reservations_write_nothing(
    quota: OneListQuota, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quota.reserve("one", 100, 100)
    written: list[int] = []
    monkeypatch.setattr("os.fsync", written.append)
    quota.reserve("one", 1, 100)
    quota.give_back("two", 1)
    assert written == []


def test_a_lock_that_others_keep_is_told(tmp_path: Path, clock: Clock) -> None:
    with locked(tmp_path / "budget.lock", 1.0), pytest.raises(StoreBusy):
        OneListQuota(tmp_path, clock, wait=0.02).reserve("one", 1, 1)


def test_what_cannot_be_written_is_not_granted(
    quota: OneListQuota, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", full)
        with pytest.raises(StoreUnavailable):
            quota.reserve("one", 60, 100)
    assert quota.reserve("one", 100, 100).granted == 100


def test_a_missing_directory_is_told(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(StoreUnavailable):
        OneListQuota(tmp_path / "missing", clock).reserve("one", 1, 1)
