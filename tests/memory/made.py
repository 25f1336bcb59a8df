"""A memory as passes leave it: pairs, changes, passes, mutes, on a real store and a clock of our own."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.watch.monitor import Change, ListedAs, Memory, MonitorPolicy, Pair, Sighting
from repcheck.model.watch.outbox import Pass
from repcheck.monitor.machine import first_sight, step
from repcheck.store.ports import StateStore
from tests.support.stores import state_in

NOW = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TARGET = "192.0.2.10"
#: Every sighting is believed at once: when is the business of other tests.
POLICY = MonitorPolicy(confirm=1, flaps=100)

LISTED = ListedAs(sublists=("css",), severity=Severity.CRITICAL)
MINOR = ListedAs(severity=Severity.LOW)


def empty(tmp_path: Path) -> StateStore:
    return state_in(tmp_path / "state.sqlite3")


def passed(
    store: StateStore,
    at: datetime,
    seen: Mapping[tuple[str, str], ListedAs | UnknownReason | None],
    group: str = "pool-a",
    code: int = 0,
) -> None:
    """One pass that saw these pairs listed (a standing), clean (None) or unknown (a reason)."""
    memories: list[Memory] = []
    changes: list[Change] = []
    known = store.memories()
    for (target, list_id), what in seen.items():
        pair = Pair(target, list_id)
        sighting = _sighting(pair, what, group)
        before = known.get(pair)
        memory, happened = first_sight(sighting, at) if before is None else step(before, sighting, at, POLICY)
        memories.append(memory)
        changes += happened
    with store.writing() as writing:
        writing.remember(memories)
        writing.record(changes)
        lists = len({list_id for _, list_id in seen})
        writing.finish(
            Pass(started=at, seconds=2.0, exit_code=code, baseline=not known, targets=len(seen), lists=lists)
        )


def _sighting(pair: Pair, what: ListedAs | UnknownReason | None, group: str) -> Sighting:
    if isinstance(what, UnknownReason):
        return Sighting(pair=pair, state=State.UNKNOWN, group=group, reason=what)
    state = State.CLEAN if what is None else State.LISTED
    return Sighting(pair=pair, state=state, group=group, standing=what)


def daily(store: StateStore, list_id: str, days: str, end: datetime = NOW) -> None:
    """A pass a day: ``#`` listed, ``.`` clean, ``?`` unknown; the last letter is the day of ``end``."""
    said: dict[str, ListedAs | UnknownReason | None] = {
        "#": LISTED,
        ".": None,
        "?": UnknownReason.TIMEOUT,
    }
    for back, letter in zip(range(len(days) - 1, -1, -1), days, strict=True):
        passed(store, end - back * DAY, {(TARGET, list_id): said[letter]})


def every_hour(store: StateStore, count: int, last: datetime = NOW) -> None:
    """Passes an hour apart in which nothing happened."""
    for back in range(count - 1, -1, -1):
        passed(store, last - back * HOUR, {(TARGET, "psbl"): None})
