"""A memory that passes from several vantages have left: one sees a listing, one does not, one is refused."""

from collections.abc import Mapping
from datetime import datetime

from repcheck.model.observations import State, UnknownReason
from repcheck.model.watch.monitor import ListedAs, Pair, Sighting
from repcheck.model.watch.outbox import ListPass, Pass
from repcheck.monitor.passing import Past, one_pass
from repcheck.monitor.vantages import Standpoint
from repcheck.store.ports import StateStore
from tests.memory.made import DAY, HOUR, LISTED, NOW, TARGET

PAIR = Pair(TARGET, "psbl")


def turn(
    store: StateStore, at: datetime, place: str, seen: Mapping[Pair, ListedAs | UnknownReason | None]
) -> None:
    """A pass from one vantage, kept as the monitor keeps it."""
    past = Past(memories=store.memories(), vantages=store.vantages(), views=store.views())
    sightings = [_sighting(pair, what) for pair, what in seen.items()]
    passed = one_pass(past, sightings, at, stand=Standpoint(name=place))
    assert passed.vantage is not None
    lists = [
        ListPass(list=pair.list, at=at, answered=not isinstance(what, UnknownReason), vantage=place)
        for pair, what in seen.items()
    ]
    with store.writing() as writing:
        writing.remember(passed.memories)
        writing.see(passed.views, passed.agreed)
        writing.ask_from([passed.vantage], passed.forgotten)
        writing.record(passed.changes)
        done = Pass(
            started=at, seconds=1, exit_code=0, baseline=passed.baseline, targets=1, lists=1, vantage=place
        )
        writing.finish(done, lists)


def _sighting(pair: Pair, what: ListedAs | UnknownReason | None) -> Sighting:
    if isinstance(what, UnknownReason):
        return Sighting(pair=pair, state=State.UNKNOWN, reason=what)
    state = State.CLEAN if what is None else State.LISTED
    return Sighting(pair=pair, state=state, standing=what)


def differing(store: StateStore) -> None:
    """Berlin sees a listing that Oslo does not see and Lima cannot; Rome has not asked for two days."""
    for back, place in ((3, "rome"), (2, "berlin"), (1, "oslo"), (0, "lima")):
        turn(store, NOW - 2 * DAY - back * HOUR, place, {PAIR: None})
    looks: tuple[tuple[str, ListedAs | UnknownReason | None], ...] = (
        ("oslo", None),
        ("berlin", LISTED),
        ("oslo", None),
        ("berlin", LISTED),
        ("lima", UnknownReason.REFUSED),
    )
    for back, (place, what) in zip(range(len(looks) - 1, -1, -1), looks, strict=True):
        turn(store, NOW - back * HOUR, place, {PAIR: what})
