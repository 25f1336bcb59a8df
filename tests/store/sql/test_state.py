"""The monitor's memory in SQLite and PostgreSQL: what its ports promise."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Engine

from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.secret import Secret
from repcheck.model.watch.monitor import Change, ChangeKind, ListedAs, Memory, Pair, Pending
from repcheck.model.watch.outbox import ListPass, LogPosition, Mute, Outgoing, Pass, Request
from repcheck.model.watch.sights import SeenFrom, VantageState
from repcheck.model.watch.vantages import Vantage, VantageView
from repcheck.store.sql.engine import sqlite_engine
from repcheck.store.sql.postgres import DatabaseAddress
from repcheck.store.sql.state import SqlState, open_state
from tests.memory.domains import domain_look
from tests.support.stores import state_in

NOW = datetime(2026, 11, 1, 10, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAIR, OTHER = Pair("192.0.2.10", "zen-bl"), Pair("2001:db8::25", "cop-bl")
STANDING = ListedAs(sublists=("css", "xbl"), severity=Severity.HIGH)


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlState]:
    if request.param == "sqlite":
        opened = state_in(tmp_path / "state.sqlite3")
    else:
        opened = request.getfixturevalue("postgres").open()
    yield opened
    opened.close()


def change(key: str = "k1", at: datetime = NOW, pair: Pair = PAIR) -> Change:
    return Change(
        pair=pair, group="pool-a", before=State.CLEAN, to=ChangeKind.LISTED, at=at, severity=Severity.HIGH,
        standing=STANDING, reason=None, key=key,
    )  # fmt: skip


def message(number: int, due: datetime = NOW) -> Outgoing:
    return Outgoing(
        id=f"m{number}", sink="ops", thread="t", body="{}", created=NOW + (number - 9) * HOUR, due=due
    )


MEMORIES = (
    Memory(pair=PAIR, known=True, since=NOW),
    Memory(pair=OTHER, group="pool-a", unknown_since=NOW, unknown_told=True),
    Memory(
        pair=Pair("example.com", "zen-bl"), known=True, standing=STANDING, told=STANDING, since=NOW - HOUR,
        pending=Pending(standing=None, times=1, first=NOW), changed=(NOW - HOUR, NOW),
        flapping_since=NOW, serial=7,
    ),
)  # fmt: skip


def test_what_is_remembered_comes_back_whole(store: SqlState) -> None:
    with store.writing() as writing:
        writing.remember(MEMORIES)
    assert store.memories() == {memory.pair: memory for memory in MEMORIES}
    calmer = msgspec.structs.replace(MEMORIES[2], flapping_since=None, pending=None, serial=8)
    with store.writing() as writing:
        writing.remember([calmer])
        writing.forget([OTHER, Pair("198.51.100.1", "never-seen")])
    assert store.memories() == {memory.pair: memory for memory in (MEMORIES[0], calmer)}


def test_the_last_look_at_a_domain_is_kept_until_it_is_watched_no_more(store: SqlState) -> None:
    names = ["b.example", "a.example"]
    with store.writing() as writing:
        writing.keep_domains([domain_look(name, NOW) for name in names])
    later = domain_look("a.example", NOW + HOUR, "v=spf1 -all \U0001f600")
    with store.writing() as writing:
        writing.keep_domains([later])
        writing.drop_domains(["c.example"])
    assert [(one.domain, one.at) for one in store.domains()] == [
        ("a.example", NOW + HOUR),
        ("b.example", NOW),
    ]
    assert store.domains()[0] == later.kept
    assert store.domain_looks(["a.example", "c.example"]) == {"a.example": later}
    with store.writing() as writing:
        writing.drop_domains(names)
    assert not store.domains()


def test_a_look_in_the_form_of_another_release_is_none(tmp_path: Path) -> None:
    store = open_state(tmp_path / "state.sqlite3")
    with store.writing() as writing:
        writing.keep_domains([domain_look("a.example", NOW)])
    with contextlib.closing(sqlite3.connect(tmp_path / "state.sqlite3")) as other, other:
        other.execute("""UPDATE domains SET report = x'00', parts = '{"spf": {"seen": "new"}}'""")
    assert store.domain_looks(["a.example"]) == {}
    assert not store.domains()[0].parts
    store.close()


VIEWS = (
    VantageView(pair=PAIR, vantage="berlin", standing=STANDING, since=NOW, heard=NOW + HOUR),
    VantageView(pair=PAIR, vantage="oslo", known=False, since=NOW, reason=UnknownReason.REFUSED),
    VantageView(pair=OTHER, vantage="oslo", since=NOW, heard=NOW, due=True),
)


def test_who_differs_comes_back_whole_until_it_agrees_or_nobody_watches(store: SqlState) -> None:
    with store.writing() as writing:
        writing.remember(MEMORIES[:2])
        writing.see(VIEWS)
    assert store.views() == {PAIR: VIEWS[:2], OTHER: VIEWS[2:]}
    assert store.views([OTHER.target]) == {OTHER: VIEWS[2:]}
    later = msgspec.structs.replace(VIEWS[0], standing=None, heard=NOW + 2 * HOUR)
    with store.writing() as writing:
        writing.see([later], agreed=[(PAIR, "oslo"), (PAIR, "nobody")])
        writing.forget([OTHER])
    assert store.views() == {PAIR: (later,)}


def test_what_is_gone_takes_its_views_with_it(store: SqlState) -> None:
    berlin = Vantage(name="berlin", at=NOW, every=HOUR / 4)
    oslo = Vantage(name="oslo", at=NOW, complete=False)
    passes = [ListPass(list="zen-bl", at=NOW, answered=True, vantage=one.name) for one in (berlin, oslo)]
    with store.writing() as writing:
        writing.remember(MEMORIES[:2])
        writing.see(VIEWS)
        writing.ask_from([berlin, oslo])
        done = Pass(started=NOW, seconds=1, exit_code=0, baseline=True, targets=1, lists=1, vantage="oslo")
        writing.finish(done, passes)
    assert (store.vantages(), store.passes(1)[0].vantage) == ([berlin, oslo], "oslo")
    later = msgspec.structs.replace(berlin, at=NOW + HOUR)
    with store.writing() as writing:
        writing.ask_from([later], gone=["oslo"])
    assert store.vantages() == [later]
    assert store.views() == {PAIR: VIEWS[:1]}
    assert store.list_passes(9) == {"zen-bl": passes[:1]}


def test_a_change_has_what_each_vantage_saw(store: SqlState) -> None:
    sights = (
        SeenFrom(vantage="berlin", state=VantageState.LISTED, at=NOW),
        SeenFrom(vantage="oslo", state=VantageState.UNKNOWN, reason=UnknownReason.REFUSED),
    )
    differing = msgspec.structs.replace(change(), seen_from=sights)
    with store.writing() as writing:
        writing.record([differing])
    assert store.changes() == [differing]


def test_a_change_is_recorded_once_by_its_key(store: SqlState) -> None:
    with store.writing() as writing:
        assert writing.record([change("a"), change("b", pair=OTHER)]) == 2
    with store.writing() as writing:
        assert writing.record([change("b", pair=OTHER), change("c", NOW + HOUR)]) == 1
    assert [one.key for one in store.changes()] == ["a", "b", "c"]
    assert store.changes(target="192.0.2.10", since=NOW + HOUR) == [change("c", NOW + HOUR)]
    assert store.changes(list_id="cop-bl") == [change("b", pair=OTHER)]


def test_a_transaction_is_all_or_nothing(store: SqlState) -> None:
    with pytest.raises(RuntimeError, match="in the middle"), store.writing() as writing:  # noqa: PT012
        writing.remember(MEMORIES)
        writing.record([change()])
        writing.enqueue([message(1)])
        raise RuntimeError("in the middle")
    assert (store.memories(), store.changes(), store.outbox()) == ({}, [], [])


def test_the_outbox_gives_what_is_due_until_it_was_taken_or_given_up(store: SqlState) -> None:
    with store.writing() as writing:
        writing.enqueue([message(1), message(2, NOW + HOUR), message(3), message(4)])
    one, _, three, four = store.outbox()
    with store.writing() as writing:
        writing.mark(msgspec.structs.replace(one, attempts=1, sent=NOW))
        writing.mark(msgspec.structs.replace(three, attempts=1, error="500", due=NOW + 2 * HOUR))
        writing.mark(msgspec.structs.replace(four, attempts=9, error="gone", given_up=NOW))
        writing.enqueue([one])  # the pass is run again: what was sent stays sent
    assert store.outbox(due=NOW) == []
    assert [found.id for found in store.outbox(due=NOW + HOUR)] == ["m2"]
    again = store.outbox(due=NOW + 2 * HOUR)
    assert [(found.id, found.attempts, found.error) for found in again] == [("m2", 0, None), ("m3", 1, "500")]
    assert store.outbox()[0].sent == NOW
    assert [found.body for found in store.outbox()] == ["", "{}", "{}", ""]


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        open_state(tmp_path / "state.sqlite3").close()
        opened = sqlite_engine(tmp_path / "state.sqlite3")
    else:
        opened = DatabaseAddress(Secret(request.getfixturevalue("postgres").fresh()), "store").engine()
    yield opened
    opened.dispose()


def claim(store: SqlState, number: int) -> bool:
    wanted = next(one for one in store.outbox() if one.id == f"m{number}")
    with store.writing() as writing:
        return writing.claim(msgspec.structs.replace(wanted, attempts=1), NOW)


def test_a_message_is_one_senders_at_a_time_and_a_sink_keeps_its_order(engine: Engine) -> None:
    one, another = SqlState(engine, "a", lease=60), SqlState(engine, "a", lease=60)
    with one.writing() as writing:
        writing.enqueue([message(1), message(2), msgspec.structs.replace(message(3), sink="mail")])
    assert claim(one, 1)
    assert [claim(another, number) for number in (1, 2, 3)] == [False, False, True]
    assert [found.attempts for found in one.outbox()] == [1, 0, 1]
    with one.writing() as writing:
        writing.mark(msgspec.structs.replace(message(1), attempts=1, sent=NOW))
    assert [claim(another, number) for number in (1, 2)] == [False, True]


def test_what_a_sender_has_left_behind_is_anothers_after_its_time(engine: Engine) -> None:
    gone, another = SqlState(engine, "a", lease=0), SqlState(engine, "a", lease=60)
    with gone.writing() as writing:
        writing.enqueue([message(1)])
    assert claim(gone, 1)
    assert claim(another, 1)
    assert not claim(another, 1)


def test_mutes_end_and_are_kept(store: SqlState) -> None:
    mute = Mute(id=0, target="192.0.2.10", list=None, until=NOW + HOUR, reason="moving", since=NOW)
    with store.writing() as writing:
        first, second = writing.mute(mute), writing.mute(msgspec.structs.replace(mute, list="zen-bl"))
        writing.unmute([first], NOW)
    with store.writing() as writing:
        writing.unmute([first], NOW + HOUR)
    assert [(found.id, found.list, found.ended) for found in store.mutes()] == [
        (first, None, NOW), (second, "zen-bl", None),
    ]  # fmt: skip
    assert [found.holds("192.0.2.10", "zen-bl", NOW) for found in store.mutes()] == [False, True]


def test_the_latest_request_of_a_pair_counts(store: SqlState) -> None:
    for hours, note in ((0, None), (5, "ticket 12")):
        with store.writing() as writing:
            writing.request(Request(target="192.0.2.10", list="zen-bl", asked=NOW + hours * HOUR, note=note))
    assert store.requests() == [
        Request(target="192.0.2.10", list="zen-bl", asked=NOW + 5 * HOUR, note="ticket 12")
    ]


def test_the_last_ten_passes_of_each_list_are_kept(store: SqlState) -> None:
    for number in range(13):
        done = Pass(
            started=NOW + number * HOUR, seconds=1.5, exit_code=0, baseline=not number, targets=2, lists=2
        )
        seen = [ListPass(list="zen-bl", at=done.started, answered=True, rtt_ms=12.0)]
        with store.writing() as writing:
            writing.finish(done, seen)
    assert [found.started for found in store.passes(2)] == [NOW + 12 * HOUR, NOW + 11 * HOUR]
    kept = store.list_passes(99)["zen-bl"]
    assert (len(kept), kept[0].at, len(store.list_passes(3)["zen-bl"])) == (10, NOW + 12 * HOUR, 3)


def test_positions_of_sources(store: SqlState) -> None:
    with store.writing() as writing:
        writing.reached([LogPosition(source="mail.log", position="1")])
        writing.reached(
            [LogPosition(source="mail.log", position="2"), LogPosition(source="b.log", position="3")]
        )
    assert store.positions(["mail.log", "c.log"]) == {
        "mail.log": LogPosition(source="mail.log", position="2")
    }


def test_pruning_deletes_what_is_old_and_done(store: SqlState) -> None:
    with store.writing() as writing:
        writing.record([change("old", NOW - HOUR), change("new", NOW + HOUR)])
        writing.enqueue([message(1), message(2)])
        writing.mark(msgspec.structs.replace(message(1), sent=NOW - HOUR))
        assert writing.prune(NOW) == 2
    assert [one.key for one in store.changes()] == ["new"]
    assert [one.id for one in store.outbox()] == ["m2"]


UNWATCHED, CHANGED = Pair("192.0.2.77", "zen-bl"), Pair("192.0.2.78", "zen-bl")


def prune_unwatched(store: SqlState) -> None:
    """Two pairs are watched no longer; one of them has a change that is kept."""
    with store.writing() as writing:
        writing.remember([*MEMORIES, Memory(pair=UNWATCHED), Memory(pair=CHANGED)])
        writing.record([change("old", NOW - HOUR, UNWATCHED), change("new", NOW + HOUR, CHANGED)])
        writing.forget([UNWATCHED, CHANGED])
        assert writing.prune(NOW) == 1


def test_a_pair_goes_with_its_last_change_once_nobody_watches_it(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    store = open_state(path)
    prune_unwatched(store)
    store.close()
    with contextlib.closing(sqlite3.connect(path)) as database:
        named = {target for (target,) in database.execute("SELECT target FROM pairs")}
    assert named == {one.pair.target for one in MEMORIES} | {CHANGED.target}


def test_what_was_pruned_may_be_watched_again(store: SqlState) -> None:
    prune_unwatched(store)
    assert set(store.memories()) == {one.pair for one in MEMORIES}
    assert [one.pair for one in store.changes()] == [CHANGED]
    with store.writing() as writing:
        writing.remember([Memory(pair=UNWATCHED)])
    assert UNWATCHED in store.memories()


def test_another_process_sees_it_and_the_file_is_the_owners(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    first = open_state(path)
    with first.writing() as writing:
        writing.remember(MEMORIES)
    second = open_state(path)
    assert len(second.memories()) == 3
    assert path.stat().st_mode & 0o777 == 0o600
    first.close()
    second.close()
