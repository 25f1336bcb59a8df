"""What the benchmarks of one table share: rows by size, and the command line."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from .processes import BenchError

#: The cells of one size, measured with files in this folder.
Row = Callable[[Path, int], tuple[str, ...]]


def table_of(headers: Sequence[str], row: Row, sizes: Iterable[int], legend: str) -> str:
    """Measure all sizes; the table with what it means below it."""
    from tabulate import tabulate

    with tempfile.TemporaryDirectory(prefix="repcheck-bench-") as name:
        rows = [row(Path(name), size) for size in sizes]
    table = tabulate(rows, headers, colalign=("right",) * len(headers), disable_numparse=True)
    return f"{table}\n{legend}"


def print_table(prog: str, about: str | None, what: str, run: Callable[[Sequence[int]], str]) -> int:
    """Print what ``run`` measures of the sizes that are given; 1 when something could not be measured."""
    parser = argparse.ArgumentParser(prog=prog, description=about)
    parser.add_argument("sizes", nargs="*", type=int, help=what)
    try:
        print(run(parser.parse_args().sizes))
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0
