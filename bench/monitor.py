"""``make bench``: what a pass of the monitor costs beside its questions, as a table."""

import asyncio
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
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
from repcheck.model.watch.monitor import Pair, Sighting, Standing
from repcheck.model.watch.watching import AlertPlan, Stdout
from repcheck.monitor.guards import guarded
from repcheck.store.sql.state import open_state

TARGETS, LISTS = 10_000, 20
#: Shares of the pairs that change from pass to pass; the first pass is the baseline.
SHARES = (0.0, 0.01, 0.01, 0.001)
_STANDING = Standing(sublists=("spam",), severity=Severity.MEDIUM)


class Bench:
    """A memory in a folder, and lists that change by chance, the same chance each time."""

    def __init__(self, folder: Path) -> None:
        self._chance = random.Random(1)  # noqa: S311
        self._targets = [f"11.{number >> 8}.{number & 255}.1" for number in range(TARGETS)]
        self._pairs = [Pair(target, f"bl{number}") for target in self._targets for number in range(LISTS)]
        self._listed: set[Pair] = set()
        self._now = datetime(2026, 1, 1, tzinfo=UTC)
        self.path = folder / "state.sqlite3"
        self.store = open_state(self.path)

    def _sightings(self) -> tuple[Sighting, ...]:
        return tuple(
            Sighting(pair=pair, state=State.LISTED, standing=_STANDING)
            if pair in self._listed
            else Sighting(pair=pair, state=State.CLEAN)
            for pair in self._pairs
        )

    def once(self, share: float) -> float:
        """One pass in which this share of the pairs has changed; its CPU seconds."""
        changed = self._chance.sample(self._pairs, int(len(self._pairs) * share))
        self._listed.symmetric_difference_update(changed)
        self._now += timedelta(hours=1)
        looked = Looked(
            sightings=self._sightings(),
            targets={value: Target(value=value, kind=TargetKind.IPV4) for value in self._targets},
            health={
                f"bl{number}": ListHealth(
                    list=f"bl{number}", zone="example", usable=True, asked=TARGETS, answered=TARGETS
                )
                for number in range(LISTS)
            },
        )
        return _cpu(lambda: self._conclude(looked))

    def _conclude(self, looked: Looked) -> None:
        memories = self.store.memories()
        guard = guarded(looked.sightings, memories, lambda target: target)
        nothing = CheckRequest(targets=(), catalog=Catalog(source="made up", lists=()), lists=())
        request = MonitorRequest(
            watches=(nothing,),
            alerts=(AlertPlan(id="ops", sink=Stdout()),),
            sinks={"ops": Printed(lambda _: None)},
        )
        world = Environment(
            now=lambda: self._now,
            monotonic=time.monotonic,
            environ={},
            token=lambda: "bench",
            warn=lambda _: None,
        )
        asyncio.run(conclude(request, self.store, Seen(memories, looked, guard), world, (self._now, 0.0)))


def _cpu(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> None:
    """Print the table."""
    from tabulate import tabulate

    with tempfile.TemporaryDirectory(prefix="repcheck-bench-") as name:
        bench = Bench(Path(name))
        rows = []
        for share in SHARES:
            seconds = bench.once(share)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            size = bench.path.stat().st_size / 1e6
            rows.append((f"{share:.1%}", f"{seconds:.2f}", f"{peak:.0f}", f"{size:.0f}"))
        bench.store.close()
    print(f"\nrepcheck monitor: {TARGETS:,} targets x {LISTS} lists, a pass without its questions\n")
    print(tabulate(rows, ("changed", "CPU s", "peak MB", "store MB"), disable_numparse=True))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
