"""``status``: the state as last seen, how old it is, and what is said of mutes and requests."""

from datetime import datetime
from pathlib import Path

import pytest

from repcheck.app.memory.muting import mute, note_request
from repcheck.app.memory.status import status, usual_waits
from repcheck.model.catalog import Catalog, Code, Delisting, ReputationList, Sublist, TestPoints
from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.watch.monitor import ListedAs
from repcheck.model.watch.outbox import Outgoing
from repcheck.model.watch.remembered import Age, Status
from repcheck.model.watch.watching import WatchGroup, WatchPlan
from repcheck.render.json.memory import render_status_json
from repcheck.render.plugin import nagios
from repcheck.render.text.memory.status import render_status
from repcheck.render.view import View
from repcheck.store.ports import StateStore
from tests.memory.made import DAY, HOUR, LISTED, MINOR, NOW, TARGET, daily, empty, every_hour, passed
from tests.support.built_in import built_in_catalog
from tests.support.stores import state_like

PLAN = WatchPlan()
OTHER = "192.0.2.11"


def told(store: StateStore, now: datetime = NOW, plan: WatchPlan = PLAN) -> Status:
    return status(store, plan, {"spamhaus-zen": "about a day"}, now)


@pytest.fixture
def store(tmp_path: Path) -> StateStore:
    return state_like(tmp_path / "state.sqlite3", week)


def week(made: StateStore) -> None:
    """A listing that was asked about, a muted one, one not heard lately, and what is clean or unknown."""
    pairs = {(TARGET, "psbl"): None, (TARGET, "spamhaus-zen"): None, (OTHER, "psbl"): MINOR}
    passed(made, NOW - 9 * DAY, {**pairs, (OTHER, "barracuda"): None})
    passed(made, NOW - 7 * DAY, {**pairs, (TARGET, "spamhaus-zen"): LISTED})
    late = {**pairs, (TARGET, "spamhaus-zen"): LISTED, (OTHER, "barracuda"): UnknownReason.TIMEOUT}
    for back in range(4, 0, -1):
        passed(made, NOW - back * HOUR, late)
    note_request(made, [TARGET], "spamhaus-zen", note="ticket 4711", now=NOW - 2 * DAY)
    mute(made, [OTHER], "psbl", until=NOW + 12 * DAY, reason="moving away", now=NOW - DAY)
    mute(made, [OTHER], "spamcop", until=NOW + 5 * HOUR, reason="\x1b[2Jnoisy", now=NOW - DAY)


TEXT = """\
Last pass 2026-11-27 11:30 UTC, 1 hour ago: 2 targets on 3 lists, 1 listing, 1 muted.

LISTED critical: 192.0.2.10 (pool-a) on spamhaus-zen (css)
  since 2026-11-20 12:30 UTC, 7 days
  asked 2 days ago, usually about a day (ticket 4711)

muted, low: 192.0.2.11 (pool-a) on psbl
  since 2026-11-18 12:30 UTC, 9 days
  muted, 12 days left: moving away

Unknown at the last look: 1 answer, of barracuda.
192.0.2.11 on spamcop: muted, 5 hours left: \\x1b[2Jnoisy; it is not listed.
"""


def test_the_whole_text(store: StateStore) -> None:
    assert render_status(told(store), width=100, colour=False) == TEXT


def test_no_line_is_wider_than_the_terminal(store: StateStore) -> None:
    text = render_status(told(store), width=40, colour=False)
    assert max(map(len, text.splitlines())) <= 40


def test_what_a_machine_gets(store: StateStore) -> None:
    found = told(store)
    document = render_status_json(found, "1").decode()
    for part in (
        '"schema":"repcheck.status/1"',
        '"age":"fresh"',
        '"exit_code":1',
        '"seconds_ago":3600',
        '"removal":{"asked":"2026-11-25T12:30:00Z","note":"ticket 4711"},"usual_wait":"about a day"',
        '"until":"2026-12-09T12:30:00Z"',
        '"unknown":[{"target":"192.0.2.11","list":"barracuda"}]',
    ):
        assert part in document


@pytest.mark.parametrize(
    ("later", "age", "says"),
    [
        (2 * HOUR, Age.FRESH, ""),
        (
            2 * HOUR + 0.1 * HOUR,
            Age.STALE,
            "Stale: the last pass was 2 hours ago, and there is one every 1 hour.",
        ),
        (-DAY, Age.AHEAD, "the clock was set back"),
    ],
)
def test_how_old_it_is_decides_what_it_is_worth(later: object, age: Age, says: str, tmp_path: Path) -> None:
    made = empty(tmp_path)
    every_hour(made, 4)
    found = told(made, NOW + later)  # type: ignore[operator]
    assert found.age is age
    text = " ".join(render_status(found, width=200, colour=False).split())
    assert says in text
    assert found.exit_code == (0 if age is Age.FRESH else 3)


def test_few_passes_are_measured_by_what_is_planned(tmp_path: Path) -> None:
    made = empty(tmp_path)
    every_hour(made, 2)
    assert told(made, NOW + DAY, WatchPlan(every=DAY)).age is Age.FRESH
    assert told(made, NOW + DAY).age is Age.STALE


def test_without_a_pass_nothing_is_well(tmp_path: Path) -> None:
    found = told(empty(tmp_path))
    assert (found.age, found.exit_code) == (Age.NONE, 3)
    assert render_status(found, width=80, colour=False) == "No pass was made yet: repcheck monitor\n"


@pytest.mark.parametrize(
    ("least", "code"),
    [(Severity.LOW, 1), (Severity.CRITICAL, 1), (None, 0)],
    ids=["low", "critical", "never"],
)
def test_what_counts_is_what_the_group_says(least: Severity | None, code: int, store: StateStore) -> None:
    plan = WatchPlan(groups=(WatchGroup(group="pool-a", fail_on=least),))
    assert told(store, plan=plan).exit_code == code


def test_a_muted_listing_does_not_count(tmp_path: Path) -> None:
    made = empty(tmp_path)
    passed(made, NOW, {(TARGET, "psbl"): LISTED})
    assert told(made).exit_code == 1
    mute(made, [TARGET], None, until=NOW + DAY, reason="known", now=NOW)
    assert told(made).exit_code == 0


SILENT = UnknownReason.REFUSED


@pytest.mark.parametrize(
    ("seen", "code", "ends", "says"),
    [
        ({(TARGET, "psbl"): None}, 0, 0, "nothing listed"),
        # the pass could not decide, whatever is remembered
        ({(TARGET, "psbl"): None}, 3, 3, "Could not decide"),
        ({(TARGET, "psbl"): None, (TARGET, "spamcop"): SILENT}, 3, 3, "Could not decide"),
        # the user is content with as much as was answered
        ({(TARGET, "psbl"): None, (TARGET, "spamcop"): SILENT}, 0, 0, "no listing known"),
        ({(TARGET, "psbl"): SILENT}, 0, 3, "Could not decide"),
        ({}, 0, 3, "Could not decide"),
        ({(TARGET, "psbl"): LISTED, (TARGET, "spamcop"): SILENT}, 3, 1, "1 listing."),
    ],
)
def test_what_nobody_answered_is_not_well(
    seen: dict[tuple[str, str], ListedAs | UnknownReason | None],
    code: int,
    ends: int,
    says: str,
    tmp_path: Path,
) -> None:
    made = empty(tmp_path)
    passed(made, NOW, seen, code=code)
    found = told(made)
    assert found.exit_code == ends
    assert says in render_status(found, width=200, colour=False)
    level = {0: "OK", 1: "CRITICAL", 3: "UNKNOWN"}[ends]
    assert plugin(found)[1][0].startswith(f"REPCHECK {level}: ")


def test_a_listing_that_is_not_heard_of_is_the_last_known_state(tmp_path: Path) -> None:
    made = empty(tmp_path)
    daily(made, "spamhaus-zen", "##?")
    (listing,) = told(made).listings
    assert listing.unknown_since == NOW
    text = render_status(told(made), width=100, colour=False)
    assert "not heard since 2026-11-27 12:30 UTC: this is the last known state" in text


def test_a_request_about_an_earlier_listing_is_not_told(tmp_path: Path) -> None:
    made = empty(tmp_path)
    daily(made, "spamhaus-zen", "#..", NOW - DAY)
    note_request(made, [TARGET], "spamhaus-zen", note=None, now=NOW - 3 * DAY)
    daily(made, "spamhaus-zen", "#")
    (listing,) = told(made).listings
    assert listing.asked is None


def test_one_target_alone(store: StateStore) -> None:
    found = status(store, PLAN, {}, NOW, (OTHER,))
    assert {one.pair.target for one in found.listings} == {OTHER}


def test_messages_that_wait_are_counted(tmp_path: Path) -> None:
    made = empty(tmp_path)
    every_hour(made, 1)
    with made.writing() as writing:
        writing.enqueue([Outgoing(id="a", sink="ops", thread="a", body="{}", created=NOW, due=NOW)])
    assert "1 message waits to be sent: repcheck alerts list" in render_status(
        told(made), width=80, colour=False
    )


def test_the_catalog_knows_how_long_lists_take() -> None:
    waits = usual_waits(built_in_catalog())
    assert waits
    assert all(waits.values())


def test_a_list_that_tells_it_of_sublists_alone_takes_as_long_as_the_slowest() -> None:
    quick, slow = (
        Code(number, number, Sublist(id=wait, name=wait, meaning="listed", severity=Severity.LOW,
                                     delisting=Delisting(how="Ask.", wait=wait)))
        for number, wait in ((0x7F000002, "an hour"), (0x7F000003, "2 days"))
    )  # fmt: skip
    entry = ReputationList(
        id="one",
        name="One",
        zone="one.example",
        asks=("ipv4",),
        codes=(quick, slow),
        test_points=TestPoints((), ()),
    )
    assert usual_waits(Catalog(source="made up", lists=(entry,))) == {"one": "2 days"}


@pytest.mark.parametrize("targets", [None, (OTHER,), ("192.0.2.99",)])
def test_a_glance_sees_what_reading_all_would_see(targets: tuple[str, ...] | None, store: StateStore) -> None:
    whole = [one for one in store.memories().values() if targets is None or one.pair.target in targets]
    seen = {one.pair: one for one in store.unsettled(targets)}
    assert seen.items() <= {one.pair: one for one in whole}.items()
    assert all(one.known and one.standing is None for one in whole if one.pair not in seen)
    extent = store.extent(targets)
    assert (extent.targets, extent.lists, extent.pairs) == (
        len({one.pair.target for one in whole}),
        len({one.pair.list for one in whole}),
        len(whole),
    )


def plugin(found: Status) -> tuple[int, list[str]]:
    return nagios.exit_code(found, View()), nagios.shown(found, View()).decode().splitlines()


def test_a_monitoring_system_gets_the_worst_that_counts(store: StateStore) -> None:
    code, lines = plugin(told(store))
    assert code == 2
    assert lines == [
        "REPCHECK CRITICAL: Last pass 2026-11-27 11:30 UTC, 1 hour ago: 2 targets on 3 lists, 1 listing, "
        "1 muted | open=1;;;0 muted=1;;;0 unknown=1;;;0;4 age=3600s;;;0",
        "192.0.2.10 spamhaus-zen: listed, critical since 2026-11-20 12:30 UTC",
        "unknown (unheard): 1 on barracuda",
    ]


def test_an_old_memory_is_unknown_to_a_monitoring_system(store: StateStore, tmp_path: Path) -> None:
    code, lines = plugin(told(store, NOW + DAY))
    assert code == 3
    assert lines[0].startswith("REPCHECK UNKNOWN: Stale: the last pass was 1 day ago")
    (tmp_path / "new").mkdir()
    assert plugin(told(empty(tmp_path / "new"))) == (
        3,
        ["REPCHECK UNKNOWN: No pass was made yet: repcheck monitor | open=0;;;0 muted=0;;;0 unknown=0;;;0;0"],
    )
