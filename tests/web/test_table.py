"""What holds for each row of the table of routes, whoever adds it."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from repcheck.store.ports import StateStore, Writing
from repcheck.web.route import Audience, Route
from repcheck.web.routes import table
from tests.memory.made import every_hour
from tests.support.stores import state_in
from tests.web.browsing import browsing, made_site
from tests.web.entering import log_in, with_accounts

#: What everybody may ask for: it shows no state.
PUBLIC = {"/login", "/logout", "/static/{name}", "/favicon.ico", "/healthz", "/readyz"}
ROWS = table()


def path_of(route: Route) -> str:
    """One path of the row."""
    return re.sub(r"\{[^{}]*\}", "x", route.path)


class OnlyRead:
    """A store that nothing may be written to."""

    def __init__(self, store: StateStore) -> None:
        self._store = store

    def writing(self) -> AbstractContextManager[Writing]:
        raise AssertionError("a GET writes to the store")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StateStore]:
    made = state_in(tmp_path / "state.sqlite3")
    every_hour(made, 3)
    yield made
    made.close()


def test_each_row_says_who_may_and_how_much() -> None:
    for row in ROWS:
        assert row.method in ("GET", "POST"), row
        assert (row.access is Audience.PUBLIC) == (row.path in PUBLIC), row
        assert (row.access is Audience.HOOK) == row.path.startswith("/hooks/"), row
        assert (row.most > 0) == (row.method == "POST"), row
        assert row.most <= 32 * 1024 * 1024, row
    assert len({(row.method, row.path) for row in ROWS}) == len(ROWS)


async def test_who_is_not_known_sees_nothing(store: StateStore) -> None:
    async with browsing(made_site(store, entrance=with_accounts())) as client:
        for row in ROWS:
            if row.access in (Audience.PUBLIC, Audience.HOOK):
                continue
            for accept in ("text/html", "*/*"):
                headers = {"Accept": accept}
                answer = await client.request(
                    row.method, path_of(row), headers=headers, allow_redirects=False
                )
                assert answer.status in (303, 401, 403), row
                if answer.status == 303:
                    assert answer.headers["Location"] == "/login"


async def test_a_viewer_is_kept_from_what_changes_something(store: StateStore) -> None:
    async with browsing(made_site(store, entrance=with_accounts())) as client:
        assert await log_in(client, "guest") == 303
        for row in ROWS:
            if row.access is Audience.OPERATOR:
                answer = await client.request(row.method, path_of(row), allow_redirects=False)
                assert answer.status == 403, row


async def test_each_form_needs_its_token(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        for row in ROWS:
            if row.method == "POST" and row.access not in (Audience.TOKEN, Audience.HOOK):
                answer = await client.post(path_of(row), data={"token": "x"}, allow_redirects=False)
                assert answer.status == 403, row


async def test_looking_changes_nothing(store: StateStore) -> None:
    lines: list[str] = []
    only: Any = OnlyRead(store)
    async with browsing(made_site(only, log=lines.append)) as client:
        for row in ROWS:
            if row.method == "GET":
                answer = await client.get(path_of(row), allow_redirects=False)
                answer.close()  # a stream has no end
    assert not [line for line in lines if " fault" in line]
