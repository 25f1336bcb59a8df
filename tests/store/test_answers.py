"""Answers kept across runs: only what the DNS said, only as long as it allowed, never a wrong one."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from repcheck.errors import StoreUnavailable
from repcheck.model.dns import Answer, Outcome, Question
from repcheck.store import answers as module
from repcheck.store.answers import LONGEST_NEGATIVE, LONGEST_POSITIVE, AnswerCache
from repcheck.store.files import locked

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RESOLVER = "192.0.2.53:53"
ASKED = Question("10.2.0.192.bl.example")
LISTED = Answer(Outcome.NOERROR, ("127.0.0.2", "127.0.0.10"), 300, 12.5, RESOLVER)
CLEAN = Answer(Outcome.NXDOMAIN, (), 300, 12.5, RESOLVER)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def holding(folder: Path, *answers: Answer, limit: int = 1000) -> AnswerCache:
    """A cache with these answers to numbered questions, or with one to ASKED."""
    cache = AnswerCache(folder / "answers", limit=limit)
    for number, answer in enumerate(answers):
        cache.put(ASKED if len(answers) == 1 else numbered(number), RESOLVER, answer, NOW)
    return cache


def numbered(number: int) -> Question:
    return Question(f"{number}.bl.example")


def loaded(folder: Path, now: datetime = NOW) -> AnswerCache:
    cache = AnswerCache(folder / "answers")
    cache.load(now)
    return cache


@pytest.mark.parametrize(
    "answer",
    [
        LISTED,
        CLEAN,
        Answer(Outcome.NODATA, (), 60, 1.0, RESOLVER),
        Answer(Outcome.NOERROR, ("spam \udce9\udc80 seen", ""), 60, 1.0, "[2001:db8::53]:53"),
        Answer(Outcome.NOERROR, ("127.0.0.2",), 60, 1.0, None),
    ],
)
def test_an_answer_comes_back_in_the_next_run(tmp_path: Path, answer: Answer) -> None:
    holding(tmp_path, answer).save(NOW)
    cache = loaded(tmp_path)
    assert cache.warning is None
    assert cache.get(ASKED, RESOLVER, NOW) == Answer(
        answer.outcome, answer.records, answer.ttl, None, answer.server
    )


@pytest.mark.parametrize(
    "answer",
    [
        *(Answer(outcome, (), 300, 1.0, RESOLVER) for outcome in Outcome if outcome.failed),
        Answer(Outcome.NXDOMAIN, (), None, 1.0, RESOLVER),
        Answer(Outcome.NXDOMAIN, (), 0, 1.0, RESOLVER),
        Answer(Outcome.NXDOMAIN, (), -5, 1.0, RESOLVER),
        Answer(Outcome.NXDOMAIN, (), 2**31 - 1, 1.0, RESOLVER),
        Answer(Outcome.NOERROR, ("127.0.0.2",), 2**31, 1.0, RESOLVER),
        Answer(Outcome.NOERROR, (), 300, 1.0, RESOLVER),
        Answer(Outcome.NOERROR, ("x" * 5000,), 300, 1.0, RESOLVER),
        Answer(Outcome.NOERROR, ("127.0.0.2",) * 256, 300, 1.0, RESOLVER),
        Answer(Outcome.NOERROR, ("\u2026",), 300, 1.0, RESOLVER),
    ],
)
def test_what_is_not_kept(tmp_path: Path, answer: Answer) -> None:
    cache = holding(tmp_path, answer)
    assert len(cache) == 0
    assert cache.get(ASKED, RESOLVER, NOW) is None


@pytest.mark.parametrize(
    ("age", "ttl"), [(0, 300), (0.5, 299), (1, 299), (299, 1), (299.9, 0), (300, None), (1e6, None)]
)
def test_the_ttl_is_lowered_by_the_age(tmp_path: Path, age: float, ttl: int | None) -> None:
    kept = holding(tmp_path, CLEAN).get(ASKED, RESOLVER, later(age))
    assert (kept.ttl if kept else None) == ttl


@pytest.mark.parametrize(("answer", "longest"), [(CLEAN, LONGEST_NEGATIVE), (LISTED, LONGEST_POSITIVE)])
def test_however_long_the_ttl_there_is_an_upper_bound(tmp_path: Path, answer: Answer, longest: int) -> None:
    month = 30 * 86_400
    cache = holding(tmp_path, Answer(answer.outcome, answer.records, month, 1.0, RESOLVER))
    kept = cache.get(ASKED, RESOLVER, later(longest - 1))
    assert kept is not None
    assert kept.ttl == month - longest + 1
    assert cache.get(ASKED, RESOLVER, later(longest)) is None


@given(
    ttl=st.integers(-10, 2**32),
    stored=st.floats(0, 1),
    age=st.floats(-200_000, 200_000),
    outcome=st.sampled_from(list(Outcome)),
)
def test_no_answer_outlives_its_ttl(ttl: int, stored: float, age: float, outcome: Outcome) -> None:
    records = ("127.0.0.2",) if outcome is Outcome.NOERROR else ()
    with tempfile.TemporaryDirectory() as folder:
        cache = AnswerCache(Path(folder) / "answers")
        cache.put(ASKED, RESOLVER, Answer(outcome, records, ttl, 1.0, RESOLVER), later(stored))
        kept = cache.get(ASKED, RESOLVER, later(stored + age))
    if kept is None:
        return
    assert not outcome.failed
    assert -1 <= age <= min(ttl, LONGEST_POSITIVE)
    assert kept.ttl is not None
    assert 0 <= kept.ttl <= min(ttl, ttl - age + 1)


def test_nothing_is_shared_over_resolvers_types_and_lanes(tmp_path: Path) -> None:
    cache = holding(tmp_path, CLEAN)
    assert cache.get(Question(ASKED.name.upper()), RESOLVER, NOW) is not None
    assert cache.get(ASKED, "192.0.2.54:53", NOW) is None
    assert cache.get(Question(ASKED.name, "TXT"), RESOLVER, NOW) is None
    assert cache.get(ASKED, RESOLVER, NOW, "bl.example") is None
    assert cache.get(Question("11.2.0.192.bl.example"), RESOLVER, NOW) is None


def test_a_newer_answer_replaces_the_older(tmp_path: Path) -> None:
    cache = holding(tmp_path, LISTED)
    cache.put(ASKED, RESOLVER, CLEAN, later(10))
    kept = cache.get(ASKED, RESOLVER, later(10))
    assert kept is not None
    assert (kept.outcome, kept.ttl) == (Outcome.NXDOMAIN, 300)


# -- clocks


def test_an_answer_from_the_future_has_no_age(tmp_path: Path) -> None:
    cache = holding(tmp_path, CLEAN)
    assert cache.get(ASKED, RESOLVER, later(-1)) is None
    assert cache.get(ASKED, RESOLVER, later(1)) is not None
    cache.save(later(-1))
    assert len(cache) == 0


def test_a_file_from_the_future_is_not_believed(tmp_path: Path) -> None:
    holding(tmp_path, CLEAN).save(NOW)
    cache = loaded(tmp_path, later(-60))
    assert "later than now" in str(cache.warning)
    assert cache.get(ASKED, RESOLVER, later(1)) is None
    cache.save(later(-60))
    assert loaded(tmp_path, later(1)).get(ASKED, RESOLVER, later(1)) is None


def test_a_process_that_saved_a_moment_ago_is_no_warning(tmp_path: Path) -> None:
    holding(tmp_path, CLEAN).save(NOW)
    assert loaded(tmp_path, later(-2)).warning is None


# -- bounds


def test_the_first_to_expire_are_dropped(tmp_path: Path) -> None:
    answers = [Answer(Outcome.NXDOMAIN, (), 100 + 7 * n % 40, 1.0, RESOLVER) for n in range(40)]
    cache = holding(tmp_path, *answers, limit=10)
    assert len(cache) <= 12
    cache.save(NOW)
    left = [
        kept.ttl for n in range(40) if (kept := loaded(tmp_path).get(numbered(n), RESOLVER, NOW)) is not None
    ]
    assert sorted(ttl or 0 for ttl in left) == list(range(130, 140))


def test_of_those_that_expire_together_enough_stay(tmp_path: Path) -> None:
    cache = holding(tmp_path, *[CLEAN] * 50, limit=10)
    cache.save(NOW)
    assert len(loaded(tmp_path)) == 10


def test_long_texts_are_bounded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_TEXT", 10_000)
    long = Answer(Outcome.NOERROR, ("x" * 3000,), 300, 1.0, RESOLVER)
    cache = holding(tmp_path, *[long] * 50)
    assert 0 < len(cache) <= 4
    cache.save(NOW)
    assert (tmp_path / "answers").stat().st_size < 11_000


def test_expired_ones_are_dropped_at_save(tmp_path: Path) -> None:
    short = Answer(Outcome.NOERROR, ("127.0.0.2",), 5, 1.0, "192.0.2.99:53")
    cache = holding(tmp_path, CLEAN, short)
    cache.save(NOW)
    before = (tmp_path / "answers").read_bytes()
    assert b"192.0.2.99" in before
    loaded(tmp_path).save(NOW)
    assert (tmp_path / "answers").read_bytes() == before
    loaded(tmp_path, later(5)).save(later(5))
    assert b"192.0.2.99" not in (tmp_path / "answers").read_bytes()
    assert len(loaded(tmp_path, later(5))) == 1


# -- trust and privacy


def test_a_distrusted_lane_is_forgotten(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "answers")
    for lane in ("bl.example", "dnsbl.example"):
        cache.put(ASKED, RESOLVER, LISTED, NOW, lane)
    cache.save(NOW)
    cache = loaded(tmp_path)
    cache.distrust(RESOLVER, "BL.example")
    cache.put(ASKED, RESOLVER, LISTED, NOW, "bl.example")
    assert cache.get(ASKED, RESOLVER, NOW, "bl.example") is None
    cache.save(NOW)
    cache = loaded(tmp_path)
    assert cache.get(ASKED, RESOLVER, NOW, "bl.example") is None
    assert cache.get(ASKED, RESOLVER, NOW, "dnsbl.example") is not None


def test_neither_names_nor_keys_are_written(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "answers", secrets=["KEY123"])
    cache.put(Question("10.2.0.192.key123.bl.example"), RESOLVER, LISTED, NOW, "key123.bl.example")
    quoted = Answer(Outcome.NOERROR, ("see https://bl.example/?k=Key123",), 300, 1.0, RESOLVER)
    cache.put(Question("10.2.0.192.key123.bl.example", "TXT"), RESOLVER, quoted, NOW, "key123.bl.example")
    cache.save(NOW)
    assert len(cache) == 1
    content = (tmp_path / "answers").read_bytes().lower()
    assert b"key123" not in content
    assert b"10.2.0.192" not in content
    assert (tmp_path / "answers").stat().st_mode & 0o777 == 0o600


# -- the file


def test_no_file_is_an_empty_cache(tmp_path: Path) -> None:
    cache = loaded(tmp_path)
    assert (len(cache), cache.warning) == (0, None)
    cache.save(NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    cache = loaded(tmp_path)
    assert "cannot be read" in str(cache.warning)
    cache.put(ASKED, RESOLVER, CLEAN, NOW)
    with pytest.raises(StoreUnavailable):
        cache.save(NOW)


def test_a_damaged_file_warns_once(tmp_path: Path) -> None:
    (tmp_path / "answers").write_bytes(b"repcheck answers 3\n")
    cache = loaded(tmp_path)
    assert str(cache.warning).endswith("is damaged or of another version, the cache starts empty")
    cache.save(NOW)
    assert loaded(tmp_path).warning is None


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holding(tmp_path, CLEAN).save(NOW)
    monkeypatch.setattr(module, "_MOST_BYTES", 50)
    assert loaded(tmp_path).warning is not None


@given(st.binary(max_size=300))
@example(b"")
@example(b"repcheck answers 1\n")
def test_any_content_is_an_empty_cache(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "answers").write_bytes(content)
        cache = loaded(Path(folder))
    assert cache.warning is not None
    assert len(cache) == 0


@given(st.binary(max_size=100))
@example(b"\x94\x00\x00\x80\x81\xa1\xff\x00")
@example(b"\x91" * 5000)
def test_any_content_with_a_right_checksum_is_survived(payload: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "answers").write_bytes(b"repcheck answers 1\n" + module._check(payload) + payload)
        assert loaded(Path(folder)).get(ASKED, RESOLVER, NOW) is None


@given(st.data())
def test_damage_never_makes_a_wrong_answer(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        holding(Path(folder), LISTED).save(NOW)
        content = bytearray((Path(folder) / "answers").read_bytes())
        cut = data.draw(st.integers(0, len(content)))
        if cut < len(content) and data.draw(st.booleans()):
            content[cut] ^= data.draw(st.integers(1, 255))
        else:
            del content[cut:]
            content += data.draw(st.binary(min_size=1, max_size=20))
        (Path(folder) / "answers").write_bytes(content)
        cache = loaded(Path(folder))
        whole = holding(Path(folder), LISTED)
    kept = cache.get(ASKED, RESOLVER, NOW)
    assert kept is None or kept == whole.get(ASKED, RESOLVER, NOW)
    assert kept is not None or cache.warning is not None


def test_the_last_one_to_save_wins(tmp_path: Path) -> None:
    first, second = holding(tmp_path, LISTED), holding(tmp_path, CLEAN)
    first.save(NOW)
    second.save(NOW)
    kept = loaded(tmp_path).get(ASKED, RESOLVER, NOW)
    assert kept is not None
    assert kept.outcome is Outcome.NXDOMAIN


def test_a_save_that_has_to_wait_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOCK_WAIT", 0.02)
    with locked(tmp_path / "answers.lock", 1.0), pytest.raises(StoreUnavailable, match="held by another"):
        holding(tmp_path, CLEAN).save(NOW)
    assert not (tmp_path / "answers").exists()
