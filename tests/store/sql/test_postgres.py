"""What only a server can do: be away, cut a connection, serve several machines at once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import psycopg
import pytest

from repcheck.errors import BadInput, PassUnderWay, StoreUnavailable
from repcheck.model.secret import Secret
from repcheck.model.watch.monitor import Memory, Pair
from repcheck.model.watch.outbox import BounceHour, Mute, Notice
from repcheck.store.sql.postgres import DatabaseAddress
from repcheck.store.sql.state import SqlState, open_shared
from tests.support.postgres import Postgres
from tests.support.tables import each

NOW = datetime(2026, 11, 1, 10, 30, tzinfo=UTC)
MEMORY = Memory(pair=Pair("192.0.2.10", "zen-bl"), known=True, since=NOW)
HOUR = BounceHour(cause="listed", hour=int(NOW.timestamp() // 3600), count=3, first=NOW)
#: Sessions that a lock is held by.
LOCKING = "pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')"


@pytest.fixture
def address(postgres: Postgres) -> str:
    return postgres.fresh()


@pytest.fixture
def store(address: str) -> Iterator[SqlState]:
    opened = open_shared(Secret(address), "store")
    yield opened
    opened.close()


@pytest.fixture
def other(address: str) -> Iterator[SqlState]:
    """The same memory, from another machine."""
    opened = open_shared(Secret(address), "store")
    yield opened
    opened.close()


def remember(store: SqlState) -> None:
    with store.writing() as writing:
        writing.remember([MEMORY])


def test_a_database_without_a_locale_keeps_texts_as_any_other(postgres: Postgres) -> None:
    store = open_shared(Secret(postgres.without_locale()), "store")
    remember(store)
    with store.writing() as writing:
        writing.mute(Mute(id=0, target="192.0.2.10", list=None, until=NOW, reason="Umzug \u00fc", since=NOW))
    assert list(store.memories()) == [MEMORY.pair]
    assert [mute.reason for mute in store.mutes()] == ["Umzug \u00fc"]
    store.close()


def test_a_connection_that_is_lost_between_is_replaced(
    postgres: Postgres, address: str, store: SqlState
) -> None:
    remember(store)
    assert postgres.cut(address) == 1
    assert list(store.memories()) == [MEMORY.pair]
    assert postgres.cut(address) == 1
    remember(store)


def test_what_is_lost_in_the_middle_is_done_once_more_from_its_begin(
    postgres: Postgres, address: str, store: SqlState
) -> None:
    with store.writing() as writing:
        writing.remember(memory for memory in [MEMORY])
        writing.count_bounces([HOUR])
        assert postgres.cut(address) == 1
        writing.notices([Notice(key="growing", since=NOW)])
    assert (list(store.memories()), store.bounce_hours(NOW)) == ([MEMORY.pair], [HOUR])
    assert [one.key for one in store.notices()] == ["growing"]


def test_what_is_lost_twice_or_at_its_end_is_not_tried_again(
    postgres: Postgres, address: str, store: SqlState
) -> None:
    with pytest.raises(StoreUnavailable) as caught, store.writing() as writing:  # noqa: PT012
        writing.count_bounces([HOUR])
        postgres.cut(address)
        writing.count_bounces([HOUR])
        postgres.cut(address)
        writing.count_bounces([HOUR])
    assert "\n" not in str(caught.value)
    with pytest.raises(StoreUnavailable, match="cannot be used"), store.writing() as writing:  # noqa: PT012
        writing.count_bounces([HOUR])
        postgres.cut(address)
    assert store.bounce_hours(NOW) == []


def test_a_number_that_was_given_out_does_not_become_another(
    postgres: Postgres, address: str, store: SqlState
) -> None:
    mute = Mute(id=0, target="192.0.2.10", list=None, until=NOW, reason="moving", since=NOW)
    with pytest.raises(StoreUnavailable), store.writing() as writing:  # noqa: PT012
        writing.mute(mute)
        postgres.cut(address)
        writing.mute(msgspec.structs.replace(mute, list="zen-bl"))
    assert store.mutes() == []


def test_passes_never_overlap_and_a_session_that_ends_frees_the_lock(
    postgres: Postgres, address: str, store: SqlState, other: SqlState
) -> None:
    with store.alone():
        remember(store)
        with pytest.raises(PassUnderWay), other.alone():
            raise AssertionError
        remember(other)  # a mute that is set meanwhile is no pass
    with other.alone():
        postgres.cut(address, but=f"NOT {LOCKING}")
        with store.alone():
            remember(store)


def test_the_lock_is_free_before_the_server_sees_that_its_session_has_ended(
    store: SqlState, other: SqlState, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[psycopg.Connection[Any]] = []

    def stay(session: psycopg.Connection[Any]) -> None:
        left.append(session)

    with monkeypatch.context() as late:
        late.setattr(psycopg.Connection, "close", stay)
        with store.alone():
            remember(store)
    assert left
    with other.alone():
        remember(other)
    for session in left:
        session.close()


def test_a_pass_that_has_lost_its_lock_writes_no_more(
    postgres: Postgres, address: str, store: SqlState, other: SqlState
) -> None:
    with store.alone():
        assert postgres.cut(address, but=f"NOT {LOCKING}") == 1
        with pytest.raises(StoreUnavailable, match="has lost its lock"):
            remember(store)
        with other.alone():
            remember(other)
            with pytest.raises(StoreUnavailable, match="another pass has taken over"):
                remember(store)
    remember(store)


def test_schemas_of_one_database_are_memories_of_their_own(address: str) -> None:
    with psycopg.connect(address) as session:
        session.execute("CREATE SCHEMA second")
    first = open_shared(Secret(address), "store")
    second = open_shared(Secret(f"{address}?options=-csearch_path%3Dsecond"), "store")
    with first.alone(), second.alone():
        remember(second)
        assert first.memories() == {}
    first.close()
    second.close()


def test_a_memory_that_is_only_read_is_not_made(postgres: Postgres) -> None:
    address = Secret(postgres.fresh(template=False))
    with pytest.raises(StoreUnavailable, match="is empty yet: repcheck monitor TARGET fills it"):
        open_shared(address, "store", make=False)


def test_a_server_that_is_away_is_one_line(unused_address: str) -> None:
    address = Secret(f"postgresql://me:geheim@{unused_address}/memory")
    with pytest.raises(StoreUnavailable) as caught:
        open_shared(address, "store")
    said = str(caught.value)
    assert said.startswith(f"postgresql://{unused_address}/memory: cannot be used: ")
    assert "\n" not in said
    assert "geheim" not in said


@each(
    "wrong",
    [
        "postgresql://me:geheim@me@db.example/memory",
        "postgresql://me:geheim/x@db.example/memory",
        "postgresql://me:geheim%zz@db.example/memory",
        "host=db.example password=geheim",
        "geheim",
        "mysql://me:geheim@db.example/memory",
    ],
)
def test_an_address_that_is_none_is_refused_and_not_shown(wrong: str) -> None:
    with pytest.raises(BadInput) as caught:
        DatabaseAddress(Secret(wrong), "store")
    assert str(caught.value).startswith("store: is not a postgresql:// address")
    assert "geheim" not in str(caught.value) + str(caught.value.__cause__)


def test_of_an_address_only_host_and_database_are_shown() -> None:
    shown = {
        "postgresql://me:geheim@db.example:5433/memory?sslmode=verify-full": "postgresql://db.example:5433/memory",
        "postgres://[2001:db8::25]/memory": "postgresql://2001:db8::25/memory",
        "postgresql:///?service=memory": "postgresql://memory",
        "postgresql://": "postgresql://",
    }
    assert {address: DatabaseAddress(Secret(address), "store").where for address in shown} == shown
    place = DatabaseAddress(Secret("postgresql://me:geheim@db.example/memory"), "store")
    assert "geheim" not in repr(place) + repr(place.engine()) + repr(place.engine().url)
