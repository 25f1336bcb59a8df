"""What ``check`` says of removals that were asked for: only of what is listed, and only of this listing."""

from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from repcheck.app.memory.muting import note_request
from repcheck.app.memory.recall import with_requests
from repcheck.cli.options import Chosen
from repcheck.cli.remembering import recalled
from repcheck.model.report import Report
from repcheck.render.html.checked import checked
from repcheck.render.html.shown import shown
from repcheck.render.view import View
from repcheck.store.sql.state import open_state
from tests.memory.made import DAY, LISTED, NOW, TARGET, empty, passed
from tests.render.parts import address, clean, listed
from tests.render.reports import all_clean

REPORT = msgspec.structs.replace(
    all_clean(), targets=(address(TARGET, listed("psbl"), clean("spamcop")),), findings=()
)
WAITS = {"psbl": "about a day"}


def said(report: Report) -> list[str]:
    return [one.says for one in report.findings if one.id == "removal_requested"]


def test_a_request_is_told_with_how_long_the_list_takes(tmp_path: Path) -> None:
    store = empty(tmp_path)
    note_request(store, [TARGET], "psbl", note="mine", now=NOW - 2 * DAY)
    note_request(store, [TARGET], "spamcop", note=None, now=NOW - 2 * DAY)
    assert said(with_requests(REPORT, store, WAITS, NOW)) == [
        "Removal was asked for already: 192.0.2.10 at psbl, asked 2 days ago, usually about a day."
    ]
    assert said(with_requests(REPORT, store, {}, NOW)) == [
        "Removal was asked for already: 192.0.2.10 at psbl, asked 2 days ago."
    ]


def test_without_a_request_the_report_stays_as_it_is(tmp_path: Path) -> None:
    assert with_requests(REPORT, empty(tmp_path), WAITS, NOW) is REPORT


@pytest.mark.parametrize(("days_ago", "told"), [(1, True), (4, False)])
def test_a_request_about_an_earlier_listing_is_not_told(days_ago: int, told: bool, tmp_path: Path) -> None:
    store = empty(tmp_path)
    passed(store, NOW - 5 * DAY, {(TARGET, "psbl"): None})
    passed(store, NOW - 3 * DAY, {(TARGET, "psbl"): LISTED})
    note_request(store, [TARGET], "psbl", note=None, now=NOW - days_ago * DAY)
    assert bool(said(with_requests(REPORT, store, WAITS, NOW))) is told


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
        monkeypatch.delenv(f"{name}_DIRECTORY", raising=False)
    folder = tmp_path / "STATE" / "repcheck"
    folder.mkdir(parents=True)
    return folder / "state.sqlite3"


def test_a_check_looks_into_a_memory_that_is_there(state: Path) -> None:
    assert recalled(REPORT, Chosen()) is REPORT
    assert not state.exists()
    store = open_state(state)
    note_request(store, [TARGET], "psbl", note=None, now=NOW)
    store.close()
    (only,) = said(recalled(REPORT, Chosen()))
    assert only.startswith("Removal was asked for already: 192.0.2.10 at psbl, asked ")


def test_a_check_does_without_a_memory_that_is_damaged(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state.write_bytes(b"no database" * 100)
    assert recalled(REPORT, Chosen()) is REPORT
    told = capsys.readouterr().err
    assert told.startswith("repcheck: warning: whether a removal was asked for is not known: ")
    assert told.count("\n") == 1


def test_what_is_not_listed_opens_nothing(state: Path) -> None:
    state.write_bytes(b"no database" * 100)
    report = msgspec.structs.replace(REPORT, targets=(address(TARGET, clean("psbl")),))
    assert recalled(report, Chosen()) is report


def test_a_page_says_since_when_as_far_as_the_monitor_saw(state: Path) -> None:
    store = open_state(state)
    passed(store, NOW - 3 * DAY, {(TARGET, "psbl"): LISTED, (TARGET, "spamcop"): LISTED})
    store.close()
    found = recalled(REPORT, Chosen(), past=True)
    assert found.begun == {(TARGET, "psbl"): NOW - 3 * DAY}
    page = shown(found, View(version="1.0")).decode()
    assert '<td data-head="Since"><span><span class="moment">2026-11-24 12:30 UTC</span>' in page
    assert recalled(REPORT, Chosen()).begun == {}


@pytest.mark.parametrize(
    ("begun", "says"),
    [
        ({0: NOW, 1: NOW}, "2026-11-27 12:30 UTC"),
        ({0: NOW, 1: NOW - DAY}, "the first since 2026-11-26 12:30 UTC"),
        ({1: NOW}, "the first since 2026-11-27 12:30 UTC"),
        ({}, "not known"),
    ],
)
def test_listings_in_one_row_are_no_older_than_is_known(begun: dict[int, datetime], says: str) -> None:
    targets = ("192.0.2.1", "192.0.2.2")
    report = msgspec.structs.replace(
        REPORT,
        targets=tuple(address(one, listed("psbl")) for one in targets),
        begun={(targets[at], "psbl"): moment for at, moment in begun.items()},
    )
    (row,) = checked(report, View(version="1.0")).listings or ()
    assert row.since == says
