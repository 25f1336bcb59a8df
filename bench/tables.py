"""What the benchmarks of one table share: rows by size, and the command line."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from .processes import BenchError

T = TypeVar("T")


def table_of(
    headers: Sequence[str], row: Callable[[Path, T], tuple[str, ...]], sizes: Iterable[T], legend: str
) -> str:
    """Measure all sizes, each with files in a folder; the table with what it means below it."""
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
