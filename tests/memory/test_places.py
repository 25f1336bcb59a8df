"""Where vantages differ, everything that is shown says what each of them sees."""

import json
from pathlib import Path

import pytest

from repcheck.app.memory.history import history
from repcheck.app.memory.status import status
from repcheck.app.wall.footprint import Footprints
from repcheck.app.wall.overview import lists_seen
from repcheck.app.wall.places import target_page
from repcheck.model.catalog import Catalog
from repcheck.model.watch.remembered import Status
from repcheck.model.watch.watching import WatchPlan
from repcheck.render.json.memory import render_history_json, render_status_json
from repcheck.render.plugin import nagios
from repcheck.render.text.memory.history import render_history
from repcheck.render.text.memory.status import render_status
from repcheck.render.view import View
from repcheck.render.wall.pairs import list_rows, target_view
from repcheck.render.wall.rows import alike, listing_rows
from repcheck.store.ports import StateStore
from tests.memory.made import NOW, TARGET, empty
from tests.memory.places import PAIR, differing, turn

DIFFERS = "listed from berlin, clean from oslo, refused at lima, not heard for a day from rome"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> StateStore:
    made = empty(tmp_path_factory.mktemp("places"))
    differing(made)
    return made


def told(store: StateStore) -> Status:
    return status(store, WatchPlan(), {}, NOW)


def test_the_whole_text(store: StateStore) -> None:
    assert (
        render_status(told(store), width=100, colour=False)
        == f"""\
Last pass 2026-11-27 12:30 UTC, just now: 1 target on 1 list, 1 listing.

LISTED critical: 192.0.2.10 on psbl (css)
  since 2026-11-27 11:30 UTC, 1 hour
  {DIFFERS}

Asked from berlin, lima and oslo.
rome has not asked since 2026-11-25 09:30 UTC: what it saw counts no more.
"""
    )


def test_what_machines_get(store: StateStore) -> None:
    document = json.loads(render_status_json(told(store), "1"))
    (listing,) = document["open"]
    assert [(one["vantage"], one["state"], one["reason"]) for one in listing["seen_from"]] == [
        ("berlin", "listed", None), ("oslo", "clean", None), ("lima", "unknown", "refused"),
        ("rome", "gone", None),
    ]  # fmt: skip
    assert document["last_pass"]["vantage"] == "lima"
    assert [(one["name"], one["asks"]) for one in document["vantages"]][-1] == ("rome", False)
    assert f"; {DIFFERS}" in nagios.shown(told(store), View()).decode().splitlines()[1]


def test_the_past_says_who_saw_it_begin(store: StateStore) -> None:
    found = history(store, None, None, NOW)
    began = "as it began listed from berlin, clean from oslo"
    assert began in " ".join(render_history(found, width=400, colour=False).split())
    (pair,) = json.loads(render_history_json(found, "1"))["pairs"]
    assert pair["listings"][0]["seen_from"][0]["vantage"] == "berlin"


def test_the_pages_say_it_in_a_row(store: StateStore) -> None:
    page = target_page(store, WatchPlan(), {}, TARGET, NOW)
    assert page is not None
    view = target_view(page)
    assert DIFFERS in view.pairs[0].tags
    assert any("listed from berlin" in row.reason for row in view.changes)
    catalog = Catalog(source="made up", lists=())
    rows = listing_rows(alike(told(store).listings, NOW), (), catalog, NOW)
    assert DIFFERS in rows[0].tags
    seen = lists_seen(store, Footprints().of(store), ())
    (row,) = list_rows(seen, catalog)
    assert row.mark.word == "no answer at lima"


def test_one_vantage_is_not_spoken_of(tmp_path: Path) -> None:
    made = empty(tmp_path)
    for _ in range(2):
        turn(made, NOW, "berlin", {PAIR: None})
    assert "berlin" not in render_status(told(made), width=100, colour=False)
    document = json.loads(render_status_json(told(made), "1"))
    assert "vantages" not in document
    made.close()
