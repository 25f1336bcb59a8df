"""``make bench``: what a pass of the monitor costs beside its questions, and what its memory grows to.

Each pass is a process of its own, as cron makes it, so that its peak of memory is its own. For the store
after 90 days only the pairs that change are looked at: of the others a pass writes nothing.

``python -m bench.monitor --days 90`` simulates so many days in place of DAYS.
"""

import asyncio
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import Environment
from repcheck.app.monitor.looking import Looked
from repcheck.app.monitor.request import MonitorRequest
from repcheck.app.monitor.run import Seen, conclude
from repcheck.app.monitor.sinks import Printed
from repcheck.model.catalog import Catalog
from repcheck.model.observations import ListHealth, Severity, State
from repcheck.model.targets import Target, TargetKind
from repcheck.model.watch.monitor import ListedAs, Pair, Sighting
from repcheck.model.watch.outbox import ListPass
from repcheck.model.watch.watching import AlertPlan, Stdout
from repcheck.monitor.guards import Guarded, guarded
from repcheck.store.sql.state import SqlState, open_state

TARGETS, LISTS = 10_000, 20
PAIRS = TARGETS * LISTS
#: Shares of the pairs that change from pass to pass; the first pass is the baseline.
SHARES = (0.0, 0.01, 0.01, 0.001)
#: What changes from hour to hour in the long run, and the share of pairs that is listed.
_HOURLY, _LISTED = 0.001, 0.01
DAYS = 90
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_STANDING = ListedAs(sublists=("spam",), severity=Severity.MEDIUM)


class World:
    """Lists that change by chance, the same chance each time; a pair is a number below PAIRS."""

    def __init__(self) -> None:
        self._chance = random.Random(1)  # noqa: S311
        self.listed: set[int] = set()
        self.hours = 0

    def turn(self, share: float) -> set[int]:
        """An hour later, this share of the pairs is listed or gone; those that changed."""
        self.hours += 1
        changed = set(self._chance.sample(range(PAIRS), int(PAIRS * share)))
        self.listed ^= changed
        return changed

    def turn_evenly(self, share: float) -> set[int]:
        """The same, but as many go as come, as soon as _LISTED of all are listed."""
        self.hours += 1
        most = int(PAIRS * share)
        full = len(self.listed) >= PAIRS * _LISTED
        gone = set(self._chance.sample(sorted(self.listed), most // 2)) if full else set()
        come: set[int] = set()
        while len(come) + len(gone) < most:
            one = self._chance.randrange(PAIRS)
            if one not in self.listed:
                come.add(one)
        self.listed = (self.listed - gone) | come
        return gone | come

    @property
    def now(self) -> datetime:
        """So many hours after the begin."""
        return _BEGIN + timedelta(hours=self.hours)

    def sightings(self, pairs: Iterable[int]) -> Iterator[Sighting]:
        """What a pass sees of these pairs."""
        for number in pairs:
            pair = Pair(target_of(number // LISTS), f"bl{number % LISTS}")
            if number in self.listed:
                yield Sighting(pair=pair, state=State.LISTED, standing=_STANDING)
            else:
                yield Sighting(pair=pair, state=State.CLEAN)

    def looked(self, pairs: Iterable[int]) -> Looked:
        """A pass that has asked about these pairs."""
        names = [f"bl{number}" for number in range(LISTS)]
        return Looked(
            sightings=tuple(self.sightings(pairs)),
            targets={
                value: Target(value=value, kind=TargetKind.IPV4) for value in map(target_of, range(TARGETS))
            },
            health={
                name: ListHealth(list=name, zone="example", usable=True, asked=TARGETS, answered=TARGETS)
                for name in names
            },
            passes=tuple(ListPass(list=name, at=self.now, answered=True, rtt_ms=5.0) for name in names),
        )


def target_of(number: int) -> str:
    """The address with that number, each in a network of its own."""
    return f"11.{number >> 8}.{number & 255}.1"


def one_pass(store: SqlState, world: World, looked: Looked, *, whole: bool = True) -> None:
    """From what was seen to what is recorded and printed."""
    memories = store.memories(None if whole else {seen.pair.target for seen in looked.sightings})
    # Of a part of the targets the guards cannot judge: who lists most of these need not list everybody.
    seen = looked.sightings
    guard = guarded(seen, memories, lambda target: target) if whole else Guarded(seen)
    nothing = CheckRequest(targets=(), catalog=Catalog(source="made up", lists=()), lists=())
    request = MonitorRequest(
        watches=(nothing,),
        whole=whole,
        alerts=(AlertPlan(id="ops", sink=Stdout()),),
        sinks={"ops": Printed(lambda _: None)},
    )
    environment = Environment(
        now=lambda: world.now,
        monotonic=time.monotonic,
        environ={},
        token=lambda: "bench",
        warn=lambda _: None,
    )
    asyncio.run(conclude(request, store, Seen(memories, looked, guard), environment, (world.now, 0.0)))


def measured(path: Path, number: int) -> tuple[float, int]:
    """CPU seconds and peak MB of the pass with that number, in a process of its own."""
    world = World()
    for share in SHARES[: number + 1]:
        world.turn(share)
    looked = world.looked(range(PAIRS))
    begun = time.process_time()
    store = open_state(path)
    one_pass(store, world, looked)
    store.close()
    seconds = time.process_time() - begun
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return seconds, int(peak[1]) // 1024 if peak is not None else 0


def long_run(path: Path, days: int) -> int:
    """The store after hourly passes of so many days; returns how many changes it has recorded."""
    world = World()
    store = open_state(path)
    one_pass(store, world, world.looked(range(PAIRS)))
    earlier: set[int] = set()
    for _ in range(days * 24):
        changed = world.turn_evenly(_HOURLY)
        # What changed is confirmed by the next pass, so it is looked at twice.
        one_pass(store, world, world.looked(sorted(changed | earlier)), whole=False)
        earlier = changed
    recorded = len(store.changes())
    store.close()
    return recorded


def status_seconds(folder: Path) -> float:
    """Wall time of ``repcheck status`` as a user starts it: the best of three, as other programs run too."""
    words = [sys.executable, "-m", "repcheck", "status", "--state", str(folder), "--output", os.devnull]
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run(words, check=False)  # noqa: S603 - our own command; its exit code is not asked here
        took.append(time.perf_counter() - begun)
    return min(took)


def _megabytes(path: Path) -> float:
    return sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*")) / 1e6


def main() -> None:
    """Print the tables."""
    from tabulate import tabulate

    days = int(sys.argv[sys.argv.index("--days") + 1]) if "--days" in sys.argv else DAYS
    alone = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="repcheck-bench-") as name:
        path = Path(name) / "state.sqlite3"
        rows = []
        for number, share in enumerate(SHARES):
            with alone.Pool(1) as process:
                seconds, peak = process.apply(measured, (path, number))
            rows.append((f"{share:.1%}", f"{seconds:.2f}", f"{peak}", f"{_megabytes(path):.0f}"))
        print(f"\nrepcheck monitor: {TARGETS:,} targets x {LISTS} lists, a pass without its questions\n")
        print(tabulate(rows, ("changed", "CPU s", "peak MB", "store MB"), disable_numparse=True), flush=True)
        later = Path(name) / "later" / "state.sqlite3"
        later.parent.mkdir()
        recorded = long_run(later, days)
        print(
            f"\nAfter {days * 24:,} hourly passes ({days} days), in each of which {_HOURLY:.1%} of the pairs "
            f"changed: {recorded:,} changes in a store of {_megabytes(later):.0f} MB"
        )
        print(f"repcheck status with it: {status_seconds(later.parent):.2f} s")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
