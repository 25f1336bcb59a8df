"""The content of the first page as it is kept, and the order of its parts."""

import re
from pathlib import Path

from repcheck.app.wall.footprint import Footprints
from repcheck.app.wall.overview import overview
from repcheck.model.observations import UnknownReason
from repcheck.model.watch.outbox import BounceHour, ListPass, Pass
from repcheck.model.watch.watching import WatchPlan
from repcheck.render.wall.board import board
from repcheck.render.wall.frame import Frame
from repcheck.render.wall.shown import shown
from repcheck.words.refusals import asking, refuses
from tests.memory.made import DAY, HOUR, LISTED, MINOR, NOW, empty, passed
from tests.support.built_in import built_in_catalog
from tests.support.golden import assert_golden

GOLDEN = Path(__file__).parent / "golden" / "overview.html"
PARTS = ["verdict", "changed", "listed", "causes", "heat", "lists", "coverage"]


def page(tmp_path: Path) -> str:
    store = empty(tmp_path)
    passed(store, NOW - 2 * DAY, {("192.0.2.10", "psbl"): None, ("192.0.2.11", "psbl"): MINOR})
    passed(
        store, NOW - DAY, {("192.0.2.10", "psbl"): LISTED, ("192.0.2.10", "spamcop"): UnknownReason.TIMEOUT}
    )
    counted = BounceHour(
        cause=refuses(asking("PSBL"), "pool-a"),
        hour=int(NOW.timestamp() // 3600) - 2,
        count=12,
        first=NOW - 2 * HOUR,
    )
    done = Pass(started=NOW - HOUR / 2, seconds=1, exit_code=1, baseline=False, targets=2, lists=2)
    seen = [ListPass(list=one, at=NOW, answered=one == "psbl") for one in ("psbl", "spamcop")]
    with store.writing() as writing:
        writing.count_bounces([counted])
        writing.finish(done, seen)
    found = overview(store, WatchPlan(), {"psbl": "about a day"}, Footprints().of(store), NOW)
    store.close()
    assets = {name: f"/static/{name}" for name in ("wall.css", "live.js")}
    frame = Frame(title="Overview", path="/", now=NOW, assets=assets, known=True)
    return shown("overview.html.j2", frame, {"board": board(found, built_in_catalog())})


def test_the_first_page_is_as_it_is_kept(tmp_path: Path) -> None:
    kept = page(tmp_path).partition('<main id="main">')[2].partition("</main>")[0]
    assert_golden(GOLDEN, kept.lstrip().encode())


def test_its_parts_come_in_the_order_of_the_report(tmp_path: Path) -> None:
    assert re.findall(r'<section[^>]* aria-labelledby="(\w+)"', page(tmp_path)) == PARTS


def test_it_says_of_how_many_pairs_there_was_an_answer(tmp_path: Path) -> None:
    assert "<dd>2 of 3; the others are unknown</dd>" in page(tmp_path)
