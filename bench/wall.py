"""``python -m bench.wall``: what the pages cost that people look at.

What ``repcheck serve`` counts when it begins, and once after each pass before anybody is told of it, and the
first page that is made of that, over a store of 10,000 targets on 60 lists; who asks when another process has
just ended a pass waits for both. Then the HTML report of a check of as many pairs.
One pair in 300 is listed, and one list is silent, so that each target has something unknown.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from repcheck.app.wall.footprint import Footprints
from repcheck.app.wall.overview import overview
from repcheck.model.catalog import Catalog
from repcheck.model.observations import Severity, State
from repcheck.model.report import Report
from repcheck.model.watch.monitor import Change, ChangeKind, ListedAs, Memory, Pair
from repcheck.model.watch.outbox import BounceHour, ListPass, Pass
from repcheck.model.watch.watching import WatchPlan
from repcheck.render.html.shown import shown as report_page
from repcheck.render.view import View
from repcheck.render.wall.board import board
from repcheck.render.wall.frame import Frame
from repcheck.render.wall.shown import shown
from repcheck.store.ports import StateStore
from repcheck.store.sql.state import open_state
from repcheck.web.assets import read_assets

from .render import report
from .tables import print_table

TARGETS, LISTS = 10_000, 60
SIZES = (TARGETS * LISTS,)
_NOW = datetime(2026, 11, 28, 10, tzinfo=UTC)
_HOUR = timedelta(hours=1)
_SILENT, _ONE_IN = 7, 300
_GROUPS, _CAUSES, _BOUNCED = 20, 5, 240
#: Of an address and a group: how the report's targets are named, so that its map is folded in each way.
_SHAPES: dict[str, Callable[[int], tuple[str, str | None]]] = {
    "one group": lambda at: (f"198.18.{at >> 8 & 255}.{at & 255}", "pool"),
    "200 groups": lambda at: (f"198.18.{at >> 8 & 255}.{at & 255}", f"pool-{at % 200}"),
    "no groups, 160 networks": lambda at: (f"{11 + (at >> 14)}.{at >> 6 & 255}.{at & 63}.9", None),
}


def fill(store: StateStore, targets: int) -> None:
    """A memory of so many targets, after a pass."""
    memories = tuple(_memories(targets))
    with store.writing() as writing:
        writing.remember(memories)
        writing.record(_change(one) for one in memories if one.standing is not None)
        writing.count_bounces(
            BounceHour(
                cause=f"Example Mail refuses pool-{cause}",
                hour=int(_NOW.timestamp() // 3600) - back,
                count=1 + back * cause % 7,
                first=_NOW - back * _HOUR,
            )
            for cause in range(_CAUSES)
            for back in range(_BOUNCED)
        )
        lists = [
            ListPass(list=f"list-{at}", at=_NOW, answered=at != _SILENT, rtt_ms=5.0) for at in range(LISTS)
        ]
        writing.finish(_pass(targets, _NOW - timedelta(minutes=9)), lists)


def _pass(targets: int, started: datetime) -> Pass:
    return Pass(started=started, seconds=30, exit_code=1, baseline=False, targets=targets, lists=LISTS)


def _memories(targets: int) -> Iterator[Memory]:
    chance = random.Random(1)  # noqa: S311 - the same each time
    for number in range(targets):
        for at in range(LISTS):
            listed = chance.randrange(_ONE_IN) == 0
            standing = (
                ListedAs(sublists=("spam",), severity=chance.choice(tuple(Severity))) if listed else None
            )
            yield Memory(
                pair=Pair(f"11.{number >> 8}.{number & 255}.1", f"list-{at}"),
                group=f"pool-{number % _GROUPS}",
                standing=standing,
                known=True,
                since=_NOW - chance.randrange(2_000) * _HOUR,
                told=standing,
                unknown_since=_NOW - 5 * _HOUR if at == _SILENT else None,
            )


def _change(memory: Memory) -> Change:
    assert memory.standing is not None
    assert memory.since is not None
    return Change(
        pair=memory.pair,
        group=memory.group,
        before=State.CLEAN,
        to=ChangeKind.LISTED,
        at=memory.since,
        severity=memory.standing.severity,
        standing=memory.standing,
        reason=None,
        key=f"{memory.pair.target} {memory.pair.list}",
    )


def first_page(store: StateStore, footprints: Footprints) -> bytes:
    """As the handler makes it, from the store to octets."""
    catalog = Catalog(source="made up", lists=())
    found = overview(store, WatchPlan(), {}, footprints.of(store), _NOW)
    made = board(found, catalog)
    assets = read_assets().paths
    frame = Frame(title="Overview", path="/", now=_NOW, assets=assets, known=True)
    return shown("overview.html.j2", frame, {"board": made}).encode()


def _counted(store: StateStore, footprints: Footprints) -> bytes:
    footprints.of(store)
    return b""


def timed(make: Callable[[], bytes]) -> tuple[str, str]:
    """CPU milliseconds, and MB of the page."""
    begun = time.process_time()
    page = make()
    return f"{(time.process_time() - begun) * 1000:,.0f}", f"{len(page) / 1e6:.2f}"


def wall_rows(pairs: int) -> Iterator[tuple[str, ...]]:
    """What is counted after a pass, and the first page."""
    with tempfile.TemporaryDirectory(prefix="repcheck-bench-") as name:
        small = open_state(Path(name) / "small.sqlite3")
        fill(small, 1)
        first_page(small, Footprints())  # its modules are there
        small.close()
        store = open_state(Path(name) / "state.sqlite3")
        fill(store, pairs // LISTS)
        first_page(store, Footprints())  # the process has the memory for one
        store.close()
        store, footprints = open_state(Path(name) / "state.sqlite3"), Footprints()
        yield (f"{pairs:,}", "counted at the start", timed(lambda: _counted(store, footprints))[0], "-")
        with store.writing() as writing:
            writing.finish(_pass(pairs // LISTS, _NOW))
        yield (f"{pairs:,}", "counted after a pass", timed(lambda: _counted(store, footprints))[0], "-")
        yield (f"{pairs:,}", "first page", *timed(lambda: first_page(store, footprints)))
        store.close()


def report_rows(pairs: int) -> Iterator[tuple[str, ...]]:
    """The HTML report, by how its targets are grouped."""
    whole, view = report(pairs), View(version="1.0")
    report_page(report(LISTS), view)
    for shape, named in _SHAPES.items():
        made = _named(whole, named)
        yield (f"{pairs:,}", f"report, {shape}", *timed(lambda one=made: report_page(one, view)))  # type: ignore[misc]


def _named(whole: Report, named: Callable[[int], tuple[str, str | None]]) -> Report:
    targets: list[Any] = []
    for at, found in enumerate(whole.targets):
        value, group = named(at)
        target = msgspec.structs.replace(found.target, value=value, group=group)
        targets.append(msgspec.structs.replace(found, target=target))
    return msgspec.structs.replace(whole, targets=tuple(targets))


def run(sizes: Sequence[int] = SIZES) -> str:
    """The table."""
    from tabulate import tabulate

    rows = [row for size in sizes or SIZES for row in (*wall_rows(size), *report_rows(size))]
    headers = ("pairs", "page", "CPU ms", "MB")
    return tabulate(rows, headers, colalign=("right", "left", "right", "right"), disable_numparse=True)


def main() -> int:
    """Print the table."""
    return print_table(f"python -m {Path(__file__).parent.name}.wall", __doc__, "pairs", run)


if __name__ == "__main__":
    sys.exit(main())
