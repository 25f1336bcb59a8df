"""The asker with a memory: asks what it must, tells the rest, and is an Asker in all other respects."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repcheck.demo import zones as z
from repcheck.demo.asker import AskedOfScript, ScriptedAsker
from repcheck.dns.asker import Asker, Deliver, Lane, Traffic
from repcheck.dns.cached import CachedAsker
from repcheck.dns.engine import Engine
from repcheck.dns.resolvers import parse_resolver
from repcheck.model.dns import Answer, Outcome, Question, RecordType, Server, Way
from repcheck.store.answers import AnswerCache

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RESOLVER = "192.0.2.53:53"
ZONE = "bl.example"
LANE = Lane(ZONE)


class Scripted(ScriptedAsker):
    """An asker that finds the names of ``listed`` and nothing else."""

    def __init__(self, listed: Iterable[str] = ()) -> None:
        super().__init__(self._found)
        self._listed = set(listed)

    @property
    def names(self) -> list[str]:
        return [asked.name for asked in self.asked]

    def _found(self, asked: AskedOfScript) -> Answer:
        if asked.name in self._listed:
            return Answer(Outcome.NOERROR, ("127.0.0.2",), 300, 5.0, RESOLVER)
        return Answer(Outcome.NXDOMAIN, (), 300, 5.0, RESOLVER)


@pytest.fixture
def cache(tmp_path: Path) -> AnswerCache:
    return AnswerCache(tmp_path / "answers")


def asking(
    inner: Asker,
    cache: AnswerCache,
    now: datetime = NOW,
    resolvers: str = RESOLVER,
    keeps: Callable[[str, Answer], bool] = lambda *_: True,
) -> CachedAsker:
    return CachedAsker(inner, cache, resolvers=resolvers, now=lambda: now, keeps=keeps)


async def collect(asker: Asker, owners: Iterable[str], lane: Lane = LANE) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}

    def deliver(owner: str, answer: Answer) -> None:
        assert owner not in answers
        answers[owner] = answer

    await asker.ask_lane(lane, owners, deliver)
    return answers


async def test_the_second_run_asks_nothing(cache: AnswerCache) -> None:
    asked = Question("10.2.0.192.bl.example")
    first = await asking(Scripted([asked.name]), cache).ask(asked)
    inner = Scripted()
    second_run = asking(inner, cache, NOW + timedelta(seconds=100))
    second = await second_run.ask(asked)
    assert first == Answer(Outcome.NOERROR, ("127.0.0.2",), 300, 5.0, RESOLVER)
    assert second == Answer(Outcome.NOERROR, ("127.0.0.2",), 200, None, RESOLVER)
    assert inner.names == []
    assert second_run.traffic == Traffic()
    assert second_run.from_cache == 1


async def test_after_the_ttl_or_by_another_way_it_is_asked_again(cache: AnswerCache) -> None:
    await collect(asking(Scripted(["10.bl.example"]), cache), ["10"])
    inner = Scripted()
    direct = Lane(ZONE, Way((Server("192.0.2.99"),), recursive=False))
    for asker, lane in (
        (asking(inner, cache, resolvers="192.0.2.54:53"), LANE),
        (asking(inner, cache, NOW + timedelta(seconds=300)), LANE),
        (asking(inner, cache), direct),
    ):
        assert (await collect(asker, ["10"], lane))["10"].absent
    assert len(inner.names) == 3


@pytest.mark.parametrize("known", [0, 1, 199, 200, 201, 450, 1000])
@pytest.mark.parametrize("known_first", [True, False])
async def test_each_question_is_delivered_once(cache: AnswerCache, known: int, known_first: bool) -> None:
    owners = [str(number) for number in range(1000)]
    told = owners[:known] if known_first else owners[1000 - known :]
    await collect(asking(Scripted(f"{owner}.{ZONE}" for owner in told), cache), told)
    inner = Scripted()
    answers = await collect(asking(inner, cache), owners)
    assert set(answers) == set(owners)
    assert {owner for owner, answer in answers.items() if answer.records} == set(told)
    assert all((answer.rtt_ms is None) == bool(answer.records) for answer in answers.values())
    assert sorted(inner.names) == sorted(f"{owner}.{ZONE}" for owner in set(owners) - set(told))


async def test_questions_are_drawn_as_they_are_needed(cache: AnswerCache) -> None:
    drawn = 0

    def endless() -> Iterator[str]:
        nonlocal drawn
        while True:
            drawn += 1
            yield str(drawn)

    class Lazy(Scripted):
        async def ask_lane(
            self,
            lane: Lane,
            owners: Iterable[str],
            deliver: Deliver,
            rdtype: RecordType = "A",
            *,
            fresh: bool = False,
        ) -> None:
            owner = next(iter(owners))
            deliver(owner, await self.ask(Question(f"{owner}.{lane.zone}")))

    answered: list[str] = []
    await asking(Lazy(), cache).ask_lane(LANE, endless(), lambda owner, _: answered.append(owner))
    assert answered == ["1"]
    assert drawn <= 400


async def test_others_get_their_turn_during_many_known_ones(cache: AnswerCache) -> None:
    owners = [str(number) for number in range(5000)]
    await collect(asking(Scripted(), cache), owners)
    turns = 0
    known = asyncio.ensure_future(collect(asking(Scripted(), cache), owners))
    while not known.done():
        turns += 1
        await asyncio.sleep(0)
    assert len(known.result()) == 5000
    assert turns >= 20


async def test_fresh_questions_are_always_asked_and_never_kept(cache: AnswerCache) -> None:
    inner = Scripted(["2.0.0.127.bl.example"])
    asker = asking(inner, cache)
    for _ in range(2):
        await asker.ask_lane(LANE, ["2.0.0.127"], lambda *_: None, fresh=True)
    assert len(inner.names) == 2
    assert len(cache) == 0


async def test_what_is_not_worth_it_is_not_kept(cache: AnswerCache) -> None:
    asker = asking(
        Scripted(["1.bl.example"]), cache, keeps=lambda zone, answer: zone == ZONE and not answer.records
    )
    await collect(asker, ["1", "2"])
    await asker.ask(Question("3.bl.example"))
    assert cache.get(Question("2.bl.example"), RESOLVER, NOW, ZONE) is not None
    assert len(cache) == 1


async def test_what_a_distrusted_list_told_is_forgotten(cache: AnswerCache) -> None:
    asker = asking(Scripted(), cache)
    await collect(asker, ["1"])
    asker.distrust(LANE)
    cache.save(NOW)
    again = AnswerCache(cache_path(cache))
    again.load(NOW)
    assert again.get(Question("1.bl.example"), RESOLVER, NOW, ZONE) is None


def cache_path(cache: AnswerCache) -> Path:
    return cache._path


async def test_after_giving_up_nothing_is_told(cache: AnswerCache) -> None:
    asker = asking(Scripted(["10.bl.example"]), cache)
    await collect(asker, ["10"])
    asker.give_up()
    assert (await collect(asker, ["10"]))["10"].outcome is Outcome.TIMEOUT
    assert cache.get(Question("10.bl.example"), RESOLVER, NOW, ZONE) is not None


async def test_closing_closes_the_one_inside(cache: AnswerCache) -> None:
    inner = Scripted()
    await asking(inner, cache).close()
    assert inner.closed


async def test_around_the_real_engine(nameserver, cache: AnswerCache) -> None:
    server = nameserver(z.honest(ZONE, {"192.0.2.10": z.Listing(("127.0.0.2",), "spam seen")}))
    owners = [f"{last}.2.0.192" for last in range(1, 30)]
    runs: list[dict[str, Answer]] = []
    for _ in range(2):
        engine = Engine([parse_resolver(server.address)], negative_ttls=True)
        asker = asking(engine, cache, resolvers=server.address)
        try:
            runs.append(await collect(asker, owners))
        finally:
            await asker.close()
    first, second = runs
    assert {owner: (one.outcome, one.records) for owner, one in first.items()} == {
        owner: (one.outcome, one.records) for owner, one in second.items()
    }
    assert second[owners[9]].rtt_ms is None
    # What came without a TTL is asked again, and only that.
    assert len(server.asked) == len(owners) + sum(one.ttl is None for one in first.values())
