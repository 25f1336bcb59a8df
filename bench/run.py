"""``make bench``: what ``repcheck check`` costs, and reading bounces, as tables.

Each run is the whole command as a user starts it, against a responder in a process of its own. A run that
does not find exactly what the responder lists is no measurement and ends the program.
"""

import argparse
import os
import platform
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .mailboxes import HEADERS, bounces_rows
from .processes import BenchError, Cost, complaints, cost_of, cost_until_first_packet, responding
from .responder import is_listed, octet_labels

LISTS = 10
SIZES = (1_000, 10_000, 100_000)
FORMATS = ("json", "text")
#: From here on one run is enough: what disturbs it is small beside what it takes.
LARGE = 100_000
RUNS = 3

_LOAD_CATALOG = """\
import sys, time
from pathlib import Path
from repcheck.catalog.cache import CatalogCache
from repcheck.catalog.load import load_catalog
begun = time.perf_counter()
load_catalog(None, CatalogCache(Path(sys.argv[1]), prepared=None) if len(sys.argv) > 1 else None)
print(time.perf_counter() - begun)
"""
_SUMMARY = re.compile(rb'"asked":(\d+),"listed":(\d+),"clean":(\d+),"unknown":(\d+)')
_REPCHECK = (sys.executable, "-m", "repcheck")


def _entry(number: int) -> str:
    what = f"id: bench-{number}, zone: bl{number}.example"
    return f"  - {{{what}, asks: [ipv4], severity: high, codes: {{127.0.0.2: made up}}}}\n"


class Measured(NamedTuple):
    """One run, or the medians of several; ``questions`` as they came to the responder, retries and all."""

    cost: Cost
    questions: int


class Workplace:
    """A folder with everything that a run reads and writes, and nothing of the user's."""

    def __init__(self, folder: Path, program: Sequence[str] = _REPCHECK) -> None:
        self.folder = folder
        self.program = program
        self.output = folder / "output"
        self.catalog = folder / "lists.yaml"
        self.catalog.write_text("version: 1\nlists:\n" + "".join(map(_entry, range(LISTS))))
        self.environ = {
            **os.environ,
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_STATE_HOME": str(folder / "state"),
            "CACHE_DIRECTORY": "",
            "STATE_DIRECTORY": "",
        }

    def targets(self, pairs: int) -> Path:
        """The file with the addresses of ``pairs`` questions."""
        file = self.folder / f"targets-{pairs}"
        if not file.exists():
            with file.open("w") as stream:
                stream.writelines(f"{address}\n" for address in addresses(pairs // LISTS))
        return file

    def check(self, *arguments: str) -> list[str]:
        """The measured command. The made-up lists have no limits, so none are looked after."""
        options = ("--catalog", str(self.catalog), "--lists", "all", "--expand", "none", "--polite", "off")
        return [*self.program, "check", *options, *arguments]


def addresses(count: int) -> Iterator[str]:
    """Public addresses that nobody will mind: the answers are made up, and stay on this machine."""
    for number in range(1, count + 1):
        yield f"11.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def median(of: Iterable[Measured]) -> Measured:
    """Each figure's median by itself."""
    runs = list(of)
    costs = [run.cost for run in runs]
    return Measured(
        Cost(
            statistics.median(cost.wall for cost in costs),
            statistics.median(cost.cpu for cost in costs),
            statistics.median_high(cost.rss for cost in costs),
            costs[0].code,
        ),
        statistics.median_high(run.questions for run in runs),
    )


def measure(place: Workplace, pairs: int, fmt: str) -> Measured:
    """One run of ``pairs`` questions. Raises BenchError when it did not find what is listed."""
    targets = place.targets(pairs)
    with responding() as responder:
        command = place.check("-i", str(targets), "--format", fmt, "--resolver", responder.resolver)
        cost = cost_of(command, place.environ, place.output)
    listed = sum(is_listed(octet_labels(address)) for address in addresses(pairs // LISTS))
    if cost.code != (1 if listed else 0):
        said = complaints(place.output).read_text(errors="replace").strip()
        raise BenchError(f"{pairs} pairs as {fmt} ended with {cost.code}. {said}")
    if fmt == "json":
        _verify(place.output, pairs, listed * LISTS)
    return Measured(cost, responder.questions)


def _verify(output: Path, pairs: int, listed: int) -> None:
    with output.open("rb") as stream:
        found = _SUMMARY.search(stream.read(4096))  # the counts stand before the observations
    expected = (pairs, listed, pairs - listed, 0)
    if found is None or tuple(map(int, found.groups())) != expected:
        told = "no counts" if found is None else found[0].decode()
        raise BenchError(f"{told} instead of (asked, listed, clean, unknown) {expected}")


def repeated(once: Callable[[], Cost]) -> Cost:
    """Medians of a few runs."""
    return median(Measured(once(), 0) for _ in range(RUNS)).cost


def startup_rows(place: Workplace) -> tuple[list[tuple[str, str]], float]:
    """What is paid before anything is asked; with the CPU seconds until the first question."""
    bare = repeated(lambda: cost_of((sys.executable, "-c", ""), place.environ, place.output))
    usage = repeated(lambda: cost_of((*_REPCHECK, "--help"), place.environ, place.output))
    # with the user's own catalog, which is what the runs of the table have, and with the built-in one
    first = repeated(
        lambda: cost_until_first_packet(place.check("11.0.0.1"), place.environ, place.output),
    )
    plain = [*_REPCHECK, "check", "11.0.0.1", "--polite", "off"]
    built_in = repeated(lambda: cost_until_first_packet(plain, place.environ, place.output))
    kept = str(place.folder / "catalogs")
    _catalog_seconds(place, kept)  # fills the cache
    rows = [
        ("python that does nothing, CPU", _ms(bare.cpu)),
        ("repcheck --help, CPU", _ms(usage.cpu)),
        ("repcheck check until its first question, CPU", _ms(built_in.cpu)),
        ("the same with the catalog of the table above, CPU", _ms(first.cpu)),
        ("built-in catalog read, without its cache", _ms(_catalog_seconds(place))),
        ("built-in catalog read from its cache", _ms(_catalog_seconds(place, kept))),
    ]
    return rows, first.cpu


def _catalog_seconds(place: Workplace, *cache: str) -> float:
    """Seconds to read the built-in catalog, in a process that has done nothing else."""
    taken = []
    for _ in range(RUNS):
        command = (sys.executable, "-c", _LOAD_CATALOG, *cache)
        if cost_of(command, place.environ, place.output).code:
            raise BenchError("the built-in catalog cannot be read")
        taken.append(float(place.output.read_text()))
    return statistics.median(taken)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def work_row(pairs: int, fmt: str, measured: Measured, start: float) -> tuple[object, ...]:
    """One line of the table; ``start`` CPU seconds that a run of any size pays."""
    cost = measured.cost
    return (
        f"{pairs:,}",
        fmt,
        f"{cost.wall:.2f}",
        f"{cost.cpu:.2f}",
        f"{cost.rss / 1e6:.0f}",
        f"{measured.questions / cost.wall:,.0f}",
        f"{cost.cpu / pairs * 1e6:.0f}",
        f"{(cost.cpu - start) / pairs * 1e6:.0f}",
    )


_HEADERS = ("pairs", "format", "wall s", "CPU s", "peak MB", "questions/s", "CPU us/pair", "less start")


def run(sizes: Iterable[int], formats: Iterable[str]) -> str:
    """Measure everything; the table."""
    from tabulate import tabulate

    with tempfile.TemporaryDirectory(prefix="repcheck-bench-") as name:
        place = Workplace(Path(name))
        startup, start = startup_rows(place)
        rows = []
        for pairs in sizes:
            for fmt in formats:
                runs = 1 if pairs >= LARGE else RUNS
                measured = median(measure(place, pairs, fmt) for _ in range(runs))
                rows.append(work_row(pairs, fmt, measured, start))
        bounces = bounces_rows(place.folder, _REPCHECK, place.environ)
    machine = f"{os.cpu_count()} CPUs ({platform.machine()}), {platform.system()}, "
    machine += f"Python {platform.python_version()}"
    right = ("right", "left", *("right",) * 6)
    # tabulate would read "1,000" as a number and take its comma away
    work = tabulate(rows, _HEADERS, colalign=right, disable_numparse=True)
    start_table = tabulate(startup, tablefmt="plain", disable_numparse=True)
    read = tabulate(bounces, HEADERS, colalign=("left", *("right",) * 8), disable_numparse=True)
    return f"{machine}\n\n{work}\n\n{start_table}\n{_LEGEND}\n\n{read}\n{_BOUNCES_LEGEND}"


_LEGEND = f"""
A pair is one address on one list; {LISTS} lists on loopback, one address in 100 is on all of them.
Times are those of the whole command (medians of {RUNS} runs; one run from {LARGE:,} pairs on); the
responder runs beside it, its CPU is not counted. Questions: as they came in, with TXT, test entries
and retries. Less start: without the CPU until the first question."""


_BOUNCES_LEGEND = """
repcheck bounces FILE --format jsonl; in the mailbox each mail is a bounce of 7 kB, in the log 2 lines in 100.
The peak is that of the largest process."""


def _size(text: str) -> int:
    size = int(text.replace(",", "").replace("_", ""))
    if size < LISTS or size % LISTS or size // LISTS >= 1 << 24:
        raise argparse.ArgumentTypeError(f"{text} is no multiple of {LISTS} that fits into 11.0.0.0/8")
    return size


def main() -> int:
    """Print the table; 1 when something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=_size, help="pairs of an address and a list")
    parser.add_argument("--formats", nargs="+", default=FORMATS, help="output formats of repcheck check")
    arguments = parser.parse_args()
    try:
        print(run(arguments.sizes or SIZES, arguments.formats))
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
