"""What is said over a long time is what must be said: each change once to each way out, in its order."""

import asyncio
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from repcheck.app.monitor.delivering import deliver
from repcheck.model.watch.monitor import Change
from repcheck.model.watch.monitored import Document
from tests.app.year.oracle import Oracle, Said
from tests.app.year.world import Way, World
from tests.support.examples import MANY

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("seed", "passes"), [(n, 250) for n in range(2)] if MANY else [(12, 40)])
def test_a_year_is_told_as_it_was(seed: int, passes: int, tmp_path: Path) -> None:
    world = World(tmp_path, random.Random(seed))
    oracle = Oracle()
    oracle.mutes = world.mutes
    for _ in range(passes):
        world.move()
        before = len(_told(world))
        done, counts = world.one_pass()
        if not counts:
            continue
        everybody = {name for name, mode in world.mode.items() if mode == "everybody"}
        must = oracle.look(world.seen(), world.now, everybody, certain=world.certain)
        if done is None:
            assert sorted(map(_of, _told(world)[before:])) == sorted(must)
        else:
            document = done.document
            assert sorted((one.target, one.list, one.to) for one in document.changes) == sorted(must)
            assert {(one.target, one.list) for one in document.open} == oracle.open()
    _each_way_took_all(world)
    world.close()


def _told(world: World) -> list[Change]:
    return [change for change in world.store.changes() if not change.silent]


def _of(change: Change) -> Said:
    return change.pair.target, change.pair.list, change.to.value


def _each_way_took_all(world: World) -> None:
    """In the end each way out has taken every change but those given up, in the order of its pair."""
    for way in world.ways.values():
        way.broken = False
    world.now += timedelta(days=1)
    asyncio.run(deliver(world.store, world.ways, lambda: world.now))
    for name, way in world.ways.items():
        given_up = (one for one in world.store.outbox(since=_EVER) if one.sink == name and one.given_up)
        lost = {begin for one in given_up for begin in one.about.split()}
        must = [change for change in _told(world) if not any(map(change.key.startswith, lost))]
        took = _changes_taken(way)
        assert Counter(took) == Counter(change.key for change in must)
        order = {key: place for place, key in enumerate(took)}
        for pair in {change.pair for change in must}:
            places = [order[change.key] for change in must if change.pair == pair]
            assert places == sorted(places), (name, pair)


def _changes_taken(way: Way) -> list[str]:
    """Keys, of each message once: one that a process died behind is handed over again, as it was."""
    bodies: dict[str, str] = {}
    for message in way.taken:
        assert bodies.setdefault(message.id, message.document) == message.document
    return [
        change.key for body in bodies.values() for change in msgspec.json.decode(body, type=Document).changes
    ]
