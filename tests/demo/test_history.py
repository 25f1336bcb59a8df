"""The made-up past is one that the monitor could have had, and ends with what the demo's lists say today."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repcheck.app.memory.history import history
from repcheck.app.memory.status import status, usual_waits
from repcheck.demo.history import write_history
from repcheck.demo.scenario import demo_zones
from repcheck.demo.watched import demo_plan
from repcheck.lists.names import owner_name
from repcheck.model.exit_code import ExitCode
from repcheck.model.watch.monitor import ChangeKind
from repcheck.model.watch.remembered import Age
from repcheck.store.ports import StateStore
from repcheck.targets.parse import parse_target
from tests.conftest import NameServerFactory
from tests.demo.asking import ask_udp, rcode, records_in
from tests.support.built_in import the_demo_catalog
from tests.support.stores import state_in

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
CATALOG = the_demo_catalog()


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StateStore]:
    store = state_in(tmp_path_factory.mktemp("past") / "state.sqlite3")
    write_history(store, CATALOG, NOW)
    yield store
    store.close()


def test_the_first_messages_say_how_much_is_watched(past: StateStore) -> None:
    subjects = {one.subject for one in past.outbox() if "watching" in one.subject}
    assert subjects == {
        "[repcheck] watching 27 targets: 5 listings already",
        "[repcheck] watching 27 targets: nothing listed",
    }


def test_the_first_look_has_something_of_everything(past: StateStore) -> None:
    found = status(past, demo_plan(CATALOG), usual_waits(CATALOG), NOW)
    assert found.age is Age.FRESH
    assert found.exit_code is ExitCode.FOUND
    assert [one.pair.target for one in found.listings if one.counts] == [
        "192.0.2.25",
        "192.0.2.10",
        "203.0.113.66",
        "example.com",
    ]
    assert {one.pair.list for one in found.listings if one.muted} == {"demo-honest"}
    assert any(one.asked for one in found.listings)
    assert len({pair.list for pair in found.unheard}) == 4
    assert found.waiting > 0


def test_listings_come_worsen_flap_and_clear(past: StateStore) -> None:
    kinds = Counter(change.to for change in past.changes())
    assert set(kinds) == set(ChangeKind) - {ChangeKind.CLOSED}
    ended = history(past, None, None, NOW).median
    assert ended is not None
    assert ended > timedelta(hours=3)
    assert len(past.passes(10_000)) == 90 * 24
    assert {len(seen) for seen in past.list_passes(10).values()} == {10}
    assert {one.sink for one in past.outbox() if one.sent is None} == {"postmaster"}
    assert {one.ended is None for one in past.mutes()} == {True, False}
    assert past.bounce_hours(NOW - timedelta(days=90))


def test_the_same_moment_makes_the_same_past(past: StateStore, tmp_path: Path) -> None:
    again = state_in(tmp_path / "state.sqlite3")
    write_history(again, CATALOG, NOW)
    assert again.memories() == past.memories()
    assert again.changes() == past.changes()
    assert again.outbox() == past.outbox()
    again.close()


def test_it_ends_with_what_the_lists_say(past: StateStore, nameserver: NameServerFactory) -> None:
    server = nameserver(*demo_zones())
    heard = [memory for memory in past.memories().values() if memory.unknown_since is None]
    assert len(heard) > 60
    for memory in heard:
        entry = CATALOG.list_by_id(memory.pair.list)
        (target,) = parse_target(memory.pair.target, max_hosts=1)
        assert entry is not None
        if entry.id == "demo-slow":  # it lists nobody, and takes its time to say so
            assert memory.standing is None
            continue
        answer = ask_udp(server, f"{owner_name(entry, target, str)}.{entry.zone}")
        if memory.standing is None:
            assert rcode(answer) == "NXDOMAIN", memory.pair
            continue
        codes = {code.sublist.id for code in entry.codes if _holds(code.first, records_in(answer))}
        assert codes == set(memory.standing.sublists), memory.pair


def _holds(code: int, records: list[str]) -> bool:
    return ".".join(str(code >> shift & 255) for shift in (24, 16, 8, 0)) in records
