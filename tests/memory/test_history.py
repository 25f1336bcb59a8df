"""``history``: since when, how often, how long, and the bar of the last 90 days."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from repcheck.app.memory.history import DAYS, history, prune
from repcheck.model.observations import Severity, State
from repcheck.model.watch.monitor import Change, ChangeKind, Pair
from repcheck.model.watch.remembered import History
from repcheck.render.json.memory import render_history_json
from repcheck.render.text.memory.history import render_history
from tests.memory.made import DAY, NOW, TARGET, daily, empty


def told(tmp_path: Path, *lists: tuple[str, str]) -> History:
    made = empty(tmp_path)
    for list_id, days in lists:
        daily(made, list_id, days)
    return history(made, None, None, NOW)


def test_the_whole_text(tmp_path: Path) -> None:
    psbl = "." * 57 + "###.." + "." * 18 + "#....."
    found = told(tmp_path, ("psbl", psbl), ("spamhaus-zen", "." * 30 + "##.##"))
    golden = Path(__file__).parent / "golden" / "history.txt"
    assert render_history(found, width=100, colour=False) == golden.read_text()


@pytest.mark.parametrize(
    ("days", "times", "median"),
    [
        ("#", 1, None),
        (".#.", 1, 1),
        ("#.#.##.", 3, 1),
        (".#?#.", 1, 3),
        (".#??.", 1, 3),
        ("..?#", 1, None),
    ],
)
def test_how_often_and_how_long(days: str, times: int, median: int | None, tmp_path: Path) -> None:
    (pair,) = told(tmp_path, ("psbl", days)).pairs
    assert pair.times == times
    assert pair.median == (None if median is None else timedelta(days=median))
    assert (pair.since is not None) == days.endswith("#")


def test_a_pair_that_was_never_listed_has_no_history(tmp_path: Path) -> None:
    found = told(tmp_path, ("psbl", "..?."))
    assert found.pairs == ()
    assert render_history(found, width=80, colour=False).startswith("Nothing of this was ever listed")


def test_a_list_without_an_answer_is_no_proof_that_nothing_was_listed(tmp_path: Path) -> None:
    text = render_history(told(tmp_path, ("psbl", ".."), ("spamcop", ".?")), width=80, colour=False)
    assert text.endswith("Unknown at the last look, which does not mean clean: spamcop.\n")


def test_of_a_target_that_was_never_watched_nothing_is_known(tmp_path: Path) -> None:
    store = empty(tmp_path)
    daily(store, "spamhaus-zen", "..")
    never, watched = (history(store, (name,), None, NOW) for name in ("198.51.100.1", TARGET))
    assert (
        render_history(never, width=80, colour=False) == "198.51.100.1 was never watched: nothing is known.\n"
    )
    assert render_history(watched, width=80, colour=False).startswith("Nothing of this was ever listed")


def test_the_bar_has_room(tmp_path: Path) -> None:
    found = told(tmp_path, ("psbl", ".#."))
    for width in (40, 60, 80, 94, 120):
        lines = render_history(found, width=width, colour=False).splitlines()
        assert max(map(len, lines)) <= width
    assert len(found.pairs[0].days) == DAYS
    assert "A letter is 3 days" in render_history(found, width=40, colour=False)


def change(to: ChangeKind, days_ago: float, serial: int, *, before: State = State.CLEAN) -> Change:
    return Change(
        pair=Pair(TARGET, "psbl"), group=None, before=before, to=to, at=NOW - days_ago * DAY,
        severity=Severity.LOW, standing=None, reason=None, key=str(serial),
    )  # fmt: skip


def test_what_was_left_says_nothing_of_how_long_a_listing_lasts(tmp_path: Path) -> None:
    made = empty(tmp_path)
    daily(made, "psbl", "##", NOW - 4 * DAY)
    with made.writing() as writing:
        writing.record([change(ChangeKind.CLOSED, 3, 9, before=State.LISTED)])
    (pair,) = history(made, (TARGET,), "psbl", NOW).pairs
    assert (pair.times, pair.median, pair.incidents[0].left) == (1, None, True)
    assert "no longer watched since 2026-11-24 12:30 UTC, listed then" in render_history(
        history(made, None, None, NOW), width=100, colour=False
    )


def test_a_listing_older_than_the_history_counts_and_has_no_length(tmp_path: Path) -> None:
    made = empty(tmp_path)
    with made.writing() as writing:
        writing.record([change(ChangeKind.CLEAN, 3, 1, before=State.LISTED)])
    (pair,) = history(made, None, None, NOW).pairs
    assert (pair.times, pair.median, pair.incidents[0].begin) == (1, None, None)


def test_prune_keeps_the_state(tmp_path: Path) -> None:
    made = empty(tmp_path)
    daily(made, "psbl", "#..#")
    assert prune(made, NOW - DAY) > 0
    assert made.memories()[Pair(TARGET, "psbl")].standing is not None
    assert [one.at for one in made.changes()] == [NOW]


def test_a_listing_that_stands_for_longer_than_the_history_is_kept_stays_in_it(tmp_path: Path) -> None:
    made = empty(tmp_path)
    daily(made, "psbl", ".###")
    daily(made, "spamcop", ".#..")
    before = history(made, None, None, NOW).pairs[0]
    assert prune(made, NOW + DAY) > 0
    (pair,) = history(made, None, None, NOW).pairs
    assert (pair.pair, pair.incidents) == (before.pair, before.incidents)


def test_what_a_machine_gets(tmp_path: Path) -> None:
    document = json.loads(render_history_json(told(tmp_path, ("psbl", ".#.#")), "1"))
    (pair,) = document["pairs"]
    assert (document["schema"], document["median_seconds"]) == ("repcheck.history/1", 86400)
    assert (pair["times"], pair["since"], pair["days"][-4:]) == (2, "2026-11-27T12:30:00Z", ".###")
    assert pair["listings"][0] == {
        "from": "2026-11-25T12:30:00Z",
        "to": "2026-11-26T12:30:00Z",
        "closed": False,
    }
