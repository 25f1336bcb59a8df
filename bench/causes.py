"""``python -m bench.causes``: what it costs to join bounce records with the answers about many targets.

Records come out of an iterator, as from a run's own file, each of another hour, recipient and sender; the
answers are those of 60 lists about 1,000 addresses, kept whole. In a process of its own, so that the memory
is that of nothing else. A join that does not count every record is no measurement.
"""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from .processes import BenchError
from .tables import print_table, table_of

SIZES = (100_000, 1_000_000)
TARGETS, LISTS = 1_000, 60


def joined(records: int) -> tuple[float, int]:
    """CPU seconds of the join, and the most memory of this process in bytes."""
    import resource

    from repcheck.advice.steps import make_plan
    from repcheck.catalog.load import load_catalog
    from repcheck.causes.correlate import correlate
    from repcheck.model.bounces import BounceRecord, Category, Subject
    from repcheck.model.observations import Observation, State
    from repcheck.model.report import TargetReport
    from repcheck.model.targets import Target, TargetKind

    catalog = load_catalog()
    lists = [entry for entry in catalog.lists if "ipv4" in entry.asks and entry.zone][:LISTS]
    if len(lists) < LISTS:
        raise BenchError(f"the catalog has no {LISTS} lists of addresses")
    addresses = [f"198.18.{number >> 8}.{number & 255}" for number in range(TARGETS)]
    targets = tuple(
        TargetReport(
            target=Target(value=address, kind=TargetKind.IPV4, group=f"pool-{place % 50}"),
            observations=tuple(
                Observation(
                    list=entry.id,
                    zone=entry.zone,
                    state=State.LISTED if (place + at) % 40 == 0 else State.CLEAN,
                    codes=("127.0.0.2",) if (place + at) % 40 == 0 else (),
                    severity=entry.severity if (place + at) % 40 == 0 else None,
                )
                for at, entry in enumerate(lists)
            ),
        )
        for place, address in enumerate(addresses)
    )

    def bounces() -> Iterator[BounceRecord]:
        for number in range(records):
            address, entry = addresses[number % TARGETS], lists[number % LISTS]
            yield BounceRecord(
                file="mail.log",
                index=number,
                kind="bounce",
                recipient=f"r{number}@d{number % 5_000}.example",
                status_code=554,
                enhanced_status="5.7.1",
                category=Category.BLOCKED,
                sender_blocked=True,
                blocked_subject=Subject("ip", address),
                cited_lists=(entry.id,),
                source_ip=address,
                sender=f"news{number % 300}@example.com",
                helo="mta1.example.com",
                time=f"2026-11-{number % 28 + 1:02}T{number % 24:02}:{number % 60:02}:00Z",
                diagnostic=f"554 5.7.1 Service unavailable; client [{address}] blocked using {entry.zone}",
            )

    begun = time.process_time()
    causes = correlate(bounces(), targets, catalog, observed="2026-12-01T00:00:00Z")
    plan = make_plan(causes, targets, catalog, ())
    seconds = time.process_time() - begun
    if sum(cause.bounces for cause in causes) != records or not plan:
        raise BenchError(f"{sum(cause.bounces for cause in causes)} of {records} records were joined")
    unit = 1 if sys.platform == "darwin" else 1024
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _row(_: Path, records: int) -> tuple[str, ...]:
    command = (sys.executable, "-m", "bench.causes", "--one", str(records))
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  made here
    if done.returncode:
        raise BenchError(done.stderr.strip() or f"ended with {done.returncode}")
    seconds, octets = done.stdout.split()
    return f"{records:,}", f"{float(seconds):.1f} s", f"{int(octets) / 2**20:,.0f} MB"


_LEGEND = (
    f"records of bounces joined with the answers of {LISTS} lists about {TARGETS:,} addresses, and the plan"
)


def _table(sizes: Sequence[int]) -> str:
    return table_of(("BOUNCES", "CPU", "MEMORY"), _row, sizes or SIZES, _LEGEND)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(*joined(int(sys.argv[2])))
    else:
        raise SystemExit(print_table("bench.causes", __doc__, "numbers of bounces", _table))
