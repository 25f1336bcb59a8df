"""A memory that goes to a server and back is the same, and nothing is copied over."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from repcheck.app.memory.copying import copy_memory
from repcheck.cli.main import main
from repcheck.errors import PassUnderWay, StoreUnavailable
from repcheck.model.secret import Secret
from repcheck.model.watch.monitor import Pair
from repcheck.model.watch.outbox import (
    BounceHour,
    ListPass,
    LogPosition,
    Mute,
    Notice,
    Outgoing,
    Pass,
    Request,
)
from repcheck.model.watch.vantages import Vantage, VantageView
from repcheck.store.files import locked
from repcheck.store.sql.state import SqlState, open_shared, open_state
from tests.memory.domains import domain_look
from tests.memory.made import LISTED, MINOR, NOW, TARGET, passed
from tests.support.postgres import Postgres

HOUR = timedelta(hours=1)


def filled(path: Path) -> None:
    """Something in each table, with fractions of seconds and letters of all kinds."""
    store = open_state(path)
    for number in range(3):
        at = NOW + number * HOUR + timedelta(microseconds=123_457)
        passed(store, at, {(TARGET, "psbl"): LISTED if number else None, ("grün.example", "zen"): MINOR})
    with store.writing() as writing:
        writing.mute(Mute(id=0, target=TARGET, list=None, until=NOW, reason="moving \U0001f600", since=NOW))
        writing.request(Request(target=TARGET, list="psbl", asked=NOW, note="ticket"))
        writing.notices([Notice(key="growing", since=NOW)])
        writing.ask_from([Vantage(name="berlin", at=NOW)])
        writing.see(
            [VantageView(pair=Pair(TARGET, "psbl"), vantage="berlin", standing=MINOR, since=NOW, heard=NOW)]
        )
        writing.reached([LogPosition(source="/var/log/mail.log", position='{"at": 1}')])
        writing.count_bounces([BounceHour(cause="listed", hour=495_000, count=3, first=NOW)])
        writing.enqueue([Outgoing(id="m1", sink="ops", thread="m1", body="{}", created=NOW, due=NOW)])
        writing.keep_domains([domain_look("grün.example", NOW)])
        done = Pass(started=NOW, seconds=0.1, exit_code=0, baseline=False, targets=2, lists=1)
        writing.finish(done, [ListPass(list="psbl", at=NOW, answered=True, rtt_ms=12.3)])
    store.close()


def all_of(store: SqlState) -> tuple[object, ...]:
    found = (
        list(store.memories().items()), store.changes(), store.outbox(), store.mutes(), store.requests(),
        store.notices(), store.passes(99), store.list_passes(99), store.positions(["/var/log/mail.log"]),
        store.bounce_hours(datetime(2020, 1, 1, tzinfo=UTC)), store.domain_looks(["grün.example"]),
        store.vantages(), store.views(),
    )  # fmt: skip
    store.close()
    return found


def test_there_and_back_is_the_same(
    postgres: Postgres, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, last, address = tmp_path / "a.sqlite3", tmp_path / "b.sqlite3", postgres.fresh()
    filled(first)
    assert main(["store", "copy", str(first), address]) == 0
    assert main(["store", "copy", address, str(last)]) == 0
    there, back = capsys.readouterr().out.splitlines()
    assert there == back
    assert there.endswith(" rows copied, read back and compared.")
    before = all_of(open_state(first))
    assert all(before)
    assert all_of(open_state(last)) == before
    store = open_shared(Secret(address), "TO")
    with store.writing() as writing:  # ids go on where they were
        mute = Mute(id=0, target=TARGET, list="psbl", until=NOW, reason="x", since=NOW)
        assert writing.mute(mute) == 2
    store.close()


def test_nothing_is_copied_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, last = tmp_path / "a" / "a.sqlite3", tmp_path / "b" / "b.sqlite3"
    for path in (first, last):
        path.parent.mkdir()
        filled(path)
    before = all_of(open_state(last))
    assert main(["store", "copy", str(first), str(last)]) == 3
    assert "b.sqlite3: is not empty" in capsys.readouterr().err
    assert all_of(open_state(last)) == before


def test_what_arrives_otherwise_is_not_kept(postgres: Postgres, tmp_path: Path) -> None:
    filled(tmp_path / "a.sqlite3")
    address = postgres.fresh()
    with psycopg.connect(address) as session:
        session.execute(
            "CREATE FUNCTION later() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN NEW.since := NEW.since + 1; RETURN NEW; END';"
            "CREATE TRIGGER later BEFORE INSERT ON notices FOR EACH ROW EXECUTE FUNCTION later()"
        )
    with pytest.raises(StoreUnavailable, match="took notices otherwise"):
        copy_memory(tmp_path / "a.sqlite3", Secret(address), {})
    target = open_shared(Secret(address), "TO")
    assert (target.memories(), target.changes(), target.notices()) == ({}, [], [])
    target.close()


@pytest.mark.parametrize("copying", [lambda a, b: copy_memory(a, b, {}), lambda a, b: copy_memory(b, a, {})])
def test_while_a_pass_is_under_way_nothing_is_copied(
    copying: Callable[[Path, Path], object], tmp_path: Path
) -> None:
    (tmp_path / "busy").mkdir()
    busy, free = tmp_path / "busy" / "a.sqlite3", tmp_path / "b.sqlite3"
    for path in (busy, free):
        open_state(path).close()
    with locked(busy.parent / "monitor.lock", 0), pytest.raises(PassUnderWay):
        copying(busy, free)
