"""Passes on a server that ends their sessions at any statement: nothing is lost, and nothing told twice."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from repcheck.errors import StoreUnavailable
from repcheck.model.secret import Secret
from repcheck.store.sql.postgres import PASS_LOCK
from repcheck.store.sql.state import open_shared
from tests.app.monitor.days import Days
from tests.support.postgres import Postgres

#: As of the kills: 200 in CI.
CUTS = int(os.environ.get("REPCHECK_KILLS", "4"))
#: Statements and commits of a pass with a change.
STEPS = 45
TARGETS = [f"203.0.{number}.5" for number in range(113, 113 + 60)]


#: The session that holds the lock of the pass.
HOLDING = f"pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = {PASS_LOCK})"


class Cutter:
    """Ends sessions of the database at a step of whatever is done there; ``left`` 0: at none.

    ``but``  those that it lets live
    """

    def __init__(self, postgres: Postgres, address: str) -> None:
        self.left = 0
        self.cut = 0
        self.but = "false"
        self._postgres = postgres
        self._address = address

    def step(self, *_: object, **__: object) -> None:
        self.left -= 1
        if self.left == 0:
            self.cut += self._postgres.cut(self._address, but=self.but)


@pytest.fixture
def address(postgres: Postgres) -> str:
    return postgres.fresh()


@pytest.fixture
def cutter(postgres: Postgres, address: str) -> Iterator[Cutter]:
    cutting = Cutter(postgres, address)
    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, cutting.step)
    yield cutting
    for name in ("before_cursor_execute", "commit"):
        event.remove(Engine, name, cutting.step)


@pytest.fixture
def days(address: str, tmp_path: Path) -> Iterator[Days]:
    made = Days(tmp_path, ("alpha",), TARGETS)
    made.store.close()
    made.store = open_shared(Secret(address), "store")
    yield made
    made.store.close()


def looked(days: Days) -> bool:
    """Whether a pass came to its end; else it was one line of error, which is exit code 3."""
    try:
        with days.store.alone():
            days.look()
    except StoreUnavailable as error:
        said = str(error)
    else:
        return True
    assert "\n" not in said
    return False


def two_minutes_later(days: Days) -> None:
    """What a pass that is over had claimed and not marked is free again, by the clock of the database."""
    with days.store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox SET leased = 0")


# The driver says so of a cursor whose session was ended while rows were fetched from it.
@pytest.mark.filterwarnings("ignore:.* was deleted while still open:ResourceWarning")
def test_sessions_that_end_at_any_statement_lose_and_double_nothing(days: Days, cutter: Cutter) -> None:
    chance = random.Random(20261128)
    assert looked(days)
    days.news()
    ended = set()
    for number in range(CUTS):
        target = TARGETS[number % len(TARGETS)]
        if target in days.listed["alpha"]:
            del days.listed["alpha"][target]
        else:
            days.listed["alpha"][target] = "127.0.0.4"
        cutter.but = ("false", HOLDING)[number % 2]
        cutter.left = chance.randint(1, STEPS)
        ended.add(looked(days))
        cutter.left = 0
        two_minutes_later(days)
        assert looked(days)
        assert looked(days)
        _told_once(days, target, days.listed["alpha"].get(target) is not None)
    assert ended == {True, False}
    assert cutter.cut > 0


def _told_once(days: Days, target: str, listed: bool) -> None:
    """One change, one key; a message that came twice is the same one, by its id."""
    by_id = {message.id: message.document for message in days.news()}
    changes = [change for change in days.store.changes(target=target) if not change.silent]
    told = [change.key for change in changes if any(change.key in body for body in by_id.values())]
    assert told == [changes[-1].key]
    assert len(by_id) == 1
    assert (changes[-1].to.value == "listed") is listed
