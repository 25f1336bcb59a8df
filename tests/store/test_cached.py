"""The asker with a memory: asks what it must, tells the rest, and is an Asker in all other respects."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from repcheck.demo import zones as z
from repcheck.dns.asker import Asker, Traffic
from repcheck.dns.engine import Engine
from repcheck.dns.resolvers import parse_resolver
from repcheck.model.dns import Answer, Outcome, Question
from repcheck.store.answers import AnswerCache
from repcheck.store.cached import CachedAsker

K = TypeVar("K")

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RESOLVER = "192.0.2.53:53"
LANE = "bl.example"
POINT = "2.0.0.127.bl.example"


class Scripted:
    """An asker that finds the names of ``listed`` and nothing else; ``asked`` is what it was asked."""

    def __init__(self, listed: Iterable[str] = ()) -> None:
        self.traffic = Traffic()
        self.asked: list[tuple[str, str]] = []
        self.over = False
        self.closed = False
        self._listed = set(listed)

    async def ask(self, question: Question, lane: str = "") -> Answer:
        return self._answer(question, lane)

    async def ask_many(
        self, questions: Iterable[tuple[K, Question]], deliver: Callable[[K, Answer], None], lane: str
    ) -> None:
        for key, question in questions:
            await asyncio.sleep(0)
            deliver(key, self._answer(question, lane))

    def give_up(self) -> None:
        self.over = True

    async def close(self) -> None:
        self.closed = True

    def _answer(self, question: Question, lane: str) -> Answer:
        self.asked.append((question.name, lane))
        self.traffic.sent += 1
        if self.over:
            return Answer(Outcome.TIMEOUT)
        if question.name in self._listed:
            return Answer(Outcome.NOERROR, ("127.0.0.2",), 300, 5.0, RESOLVER)
        return Answer(Outcome.NXDOMAIN, (), 300, 5.0, RESOLVER)


@pytest.fixture
def cache(tmp_path: Path) -> AnswerCache:
    return AnswerCache(tmp_path / "answers")


def asking(inner: Asker, cache: AnswerCache, now: datetime = NOW, server: str = RESOLVER) -> CachedAsker:
    return CachedAsker(inner, cache, server=server, now=lambda: now, fresh=lambda name: name == POINT)


async def test_the_second_run_asks_nothing(cache: AnswerCache) -> None:
    asked = Question("10.2.0.192.bl.example")
    first = await asking(Scripted([asked.name]), cache).ask(asked, LANE)
    inner = Scripted()
    second_run = asking(inner, cache, NOW + timedelta(seconds=100))
    second = await second_run.ask(asked, LANE)
    assert first == Answer(Outcome.NOERROR, ("127.0.0.2",), 300, 5.0, RESOLVER)
    assert second == Answer(Outcome.NOERROR, ("127.0.0.2",), 200, None, RESOLVER)
    assert inner.asked == []
    assert second_run.traffic == Traffic()
    assert second_run.from_cache == 1


async def test_after_the_ttl_or_of_another_resolver_it_is_asked_again(cache: AnswerCache) -> None:
    asked = Question("10.2.0.192.bl.example")
    await asking(Scripted([asked.name]), cache).ask(asked, LANE)
    inner = Scripted()
    assert (await asking(inner, cache, server="192.0.2.54:53").ask(asked, LANE)).absent
    assert (await asking(inner, cache, NOW + timedelta(seconds=300)).ask(asked, LANE)).absent
    assert len(inner.asked) == 2


@pytest.mark.parametrize("known", [0, 1, 199, 200, 201, 450, 1000])
@pytest.mark.parametrize("known_first", [True, False])
async def test_each_question_is_delivered_once(cache: AnswerCache, known: int, known_first: bool) -> None:
    names = [f"{number}.bl.example" for number in range(1000)]
    told = names[:known] if known_first else names[1000 - known :]
    await asking(Scripted(told), cache).ask_many(pairs(told), lambda *_: None, LANE)
    inner = Scripted()
    answers: list[tuple[str, Answer]] = []
    await asking(inner, cache).ask_many(
        pairs(names), lambda name, answer: answers.append((name, answer)), LANE
    )
    assert sorted(name for name, _ in answers) == sorted(names)
    assert {name for name, answer in answers if answer.records} == set(told)
    assert all((answer.rtt_ms is None) == bool(answer.records) for _, answer in answers)
    assert sorted(inner.asked) == sorted((name, LANE) for name in set(names) - set(told))


def pairs(names: Iterable[str]) -> Iterator[tuple[str, Question]]:
    return ((name, Question(name)) for name in names)


async def test_questions_are_drawn_as_they_are_needed(cache: AnswerCache) -> None:
    drawn = 0

    def endless() -> Iterator[tuple[int, Question]]:
        nonlocal drawn
        while True:
            drawn += 1
            yield drawn, Question(f"{drawn}.bl.example")

    class Lazy(Scripted):
        async def ask_many(
            self, questions: Iterable[tuple[K, Question]], deliver: Callable[[K, Answer], None], lane: str
        ) -> None:
            key, question = next(iter(questions))
            deliver(key, self._answer(question, lane))

    answered: list[int] = []
    await asking(Lazy(), cache).ask_many(endless(), lambda key, _: answered.append(key), LANE)
    assert answered == [1]
    assert drawn <= 400


async def test_others_get_their_turn_during_many_known_ones(cache: AnswerCache) -> None:
    names = [f"{number}.bl.example" for number in range(5000)]
    await asking(Scripted(), cache).ask_many(pairs(names), lambda *_: None, LANE)
    turns: list[int] = []
    told: list[str] = []

    async def other() -> None:
        while len(told) < len(names):
            turns.append(len(told))
            await asyncio.sleep(0)

    known = asking(Scripted(), cache).ask_many(pairs(names), lambda name, _: told.append(name), LANE)
    await asyncio.gather(known, other())
    assert len(turns) >= 20


async def test_test_points_are_always_asked_and_never_kept(cache: AnswerCache) -> None:
    inner = Scripted([POINT])
    asker = asking(inner, cache)
    for spelling in (POINT, POINT.upper()):
        await asker.ask(Question(spelling), LANE)
        await asker.ask_many(pairs([spelling]), lambda *_: None, LANE)
    assert len(inner.asked) == 4
    assert len(cache) == 0


async def test_what_is_not_worth_it_is_not_kept(cache: AnswerCache) -> None:
    def keeps(lane: str, answer: Answer) -> bool:
        return lane == LANE and not answer.records

    asker = CachedAsker(
        Scripted(["1.bl.example"]),
        cache,
        server=RESOLVER,
        now=lambda: NOW,
        fresh=lambda _: False,
        keeps=keeps,
    )
    for name, lane in (("1.bl.example", LANE), ("2.bl.example", LANE), ("3.bl.example", "")):
        await asker.ask(Question(name), lane)
    assert cache.get(Question("2.bl.example"), RESOLVER, NOW, LANE) is not None
    assert len(cache) == 1


async def test_after_giving_up_nothing_is_told(cache: AnswerCache) -> None:
    asked = Question("10.2.0.192.bl.example")
    inner = Scripted([asked.name])
    asker = asking(inner, cache)
    await asker.ask(asked, LANE)
    asker.give_up()
    answers = [await asker.ask(asked, LANE)]
    await asker.ask_many([(0, asked)], lambda _, answer: answers.append(answer), LANE)
    assert [answer.outcome for answer in answers] == [Outcome.TIMEOUT] * 2
    assert cache.get(asked, RESOLVER, NOW, LANE) is not None


async def test_closing_closes_the_one_inside(cache: AnswerCache) -> None:
    inner = Scripted()
    await asking(inner, cache).close()
    assert inner.closed


async def test_around_the_real_engine(nameserver, cache: AnswerCache) -> None:
    server = nameserver(z.honest(LANE, {"192.0.2.10": z.Listing(("127.0.0.2",), "spam seen")}))
    names = [f"{last}.2.0.192.{LANE}" for last in range(1, 30)]
    runs: list[dict[str, Answer]] = []
    for _ in range(2):
        engine = Engine([parse_resolver(server.address)])
        asker = asking(engine, cache, server=server.address)
        answers: dict[str, Answer] = {}
        try:
            await asker.ask_many(pairs(names), answers.__setitem__, LANE)
            await asker.ask(Question(names[9], "TXT"), LANE)
        finally:
            await asker.close()
        runs.append(answers)
    first, second = runs
    assert {name: (one.outcome, one.records) for name, one in first.items()} == {
        name: (one.outcome, one.records) for name, one in second.items()
    }
    assert second[names[9]].rtt_ms is None
    # What came without a TTL is asked again, and only that.
    asked_twice = {name for name, one in first.items() if one.ttl is None}
    assert len(server.asked) == len(names) + 1 + len(asked_twice)
