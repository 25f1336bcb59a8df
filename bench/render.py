"""``python -m bench.render``: what each format takes for a report of many observations.

Targets with the answers of 60 lists each, of which one in 50 is a listing and one in 30 unknown, rendered in
this process: CPU seconds, what was written, and the most memory that the format took beside the report. The
formats that stream are given one target after the other, as a run gives them, so theirs is that of a piece.
"""

import sys
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import ListHealth, Observation, Severity, State, SublistHit, UnknownReason
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Place, Target, TargetKind
from repcheck.render.formats import FORMATS, Format
from repcheck.render.view import View

from .tables import print_table

OBSERVATIONS = (100_000,)
LISTS = 60
_HIT = (SublistHit("spam", "Spam sources", "sends spam to traps"),)


def report(observations: int) -> Report:
    """A report of so many observations."""
    lists = tuple(
        ListHealth(list=f"list-{number}", zone=f"list-{number}.example", usable=True, asked=1, answered=1)
        for number in range(LISTS)
    )
    targets = tuple(map(_target, range(observations // LISTS)))
    return Report(
        started="2026-11-22T10:00:00Z",
        seconds=60.0,
        exit_code=ExitCode.FOUND,
        targets=targets,
        lists=lists,
        bounces=(),
        queries=observations,
    )


def _target(number: int) -> TargetReport:
    address = f"198.18.{number >> 8 & 255}.{number & 255}"
    target = Target(
        value=address, kind=TargetKind.IPV4, group="pool-a", place=Place("targets.txt", number + 1)
    )
    return TargetReport(target=target, observations=tuple(_answers(number)))


def _answers(number: int) -> Iterator[Observation]:
    for at in range(LISTS):
        place = number * LISTS + at
        name, zone = f"list-{at}", f"list-{at}.example"
        if place % 50 == 0:
            text = f"Listed, see https://list-{at}.example/lookup?n={number}"
            yield Observation(
                list=name, zone=zone, state=State.LISTED, codes=("127.0.0.2",), sublists=_HIT,
                severity=Severity.HIGH, text=text, ttl=300, rtt_ms=20.5,
            )  # fmt: skip
        elif place % 30 == 1:
            yield Observation(list=name, zone=zone, state=State.UNKNOWN, reason=UnknownReason.TIMEOUT)
        else:
            yield Observation(list=name, zone=zone, state=State.CLEAN, ttl=300, rtt_ms=12.5)


def measured(found: Format, whole: Report) -> tuple[float, int, int]:
    """CPU seconds, octets written, and octets of memory at the most."""
    view = View(version="1.0")
    sum(map(len, found.pieces(report(LISTS), view)))  # its modules are there
    begun = time.process_time()
    written = sum(map(len, found.pieces(whole, view)))
    took = time.process_time() - begun
    tracemalloc.start()
    sum(map(len, found.pieces(whole, view)))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return took, written, most


def run(sizes: Sequence[int] = OBSERVATIONS) -> str:
    """The table."""
    from tabulate import tabulate

    rows = []
    for size in sizes or OBSERVATIONS:
        whole = report(size)
        for found in FORMATS:
            if "check" in found.commands:
                took, written, most = measured(found, whole)
                rows.append(
                    (f"{size:,}", found.name, f"{took:.2f}", f"{written / 1e6:.1f}", f"{most / 1e6:.1f}")
                )
    headers = ("observations", "format", "CPU s", "MB written", "MB memory")
    align = ("right", "left", "right", "right", "right")
    return tabulate(rows, headers, colalign=align, disable_numparse=True)


def main() -> int:
    """Print the table."""
    return print_table(f"python -m {Path(__file__).parent.name}.render", __doc__, "observations", run)


if __name__ == "__main__":
    sys.exit(main())
