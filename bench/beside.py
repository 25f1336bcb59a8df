"""Two trees of repcheck beside each other: ``python -m bench.beside OTHER [--rows WORD...] [--turns N]``.

The rows of ``make bench`` that both can run: this tree writes each input once, both read it with their own
code and environment (``OTHER/.venv``), turn about. What counts is the least CPU of whole processes and the
least peak of several turns, as what disturbs a run only adds to it. A run that finds or ends otherwise than
it must is no measurement.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from repcheck.bounces.log_kinds import LOG_KINDS

from .mailboxes import SIZE, Made, made_log, made_mailbox
from .maillog import BOUNCES, SHIPPED, write_log
from .processes import BenchError, Cost, complaints, cost_of, cost_until_first_packet
from .run import FORMATS, Workplace, measure

HERE = Path(__file__).parents[1]
TURNS = 5
PAIRS = (1_000, 10_000, 100_000)
LOG_LINES, MAILS = 200_000, 4_000
#: A row above it is marked.
ALLOWED = 1.03

_PREPARE = """\
import compileall, importlib.util, runpy
compileall.compile_dir("repcheck", quiet=1)
if importlib.util.find_spec("repcheck.app.prepare"):
    runpy.run_module("repcheck.app.prepare", run_name="__main__")
"""


class Tree:
    """A tree with its own environment, caches and outputs."""

    def __init__(self, root: Path, folder: Path) -> None:
        folder.mkdir()
        self.root = root
        self.python = (str(root / ".venv" / "bin" / "python"), "-P")
        self.place = Workplace(folder, (*self.python, "-m", "repcheck"))
        self.place.environ["PYTHONPATH"] = str(root)
        if not Path(self.python[0]).exists():
            raise BenchError(f"{root} has no .venv: run make .venv/.dev-3.11 there")

    def prepare(self) -> "Tree":
        """Give it the compiled files that an installed one has; the tree."""
        plain = {**self.place.environ, "PYTHONDONTWRITEBYTECODE": ""}
        subprocess.run([*self.python, "-c", _PREPARE], cwd=self.root, env=plain, check=True)  # noqa: S603
        return self

    def script(self, module: str) -> str:
        """The script with which this tree's own ``bench`` measures: it imports from where the tree has it."""
        command = [*self.python, "-c", f"from bench.{module} import _READ; print(_READ)"]
        environ = self.place.environ
        return subprocess.run(command, env=environ, check=True, capture_output=True, text=True).stdout  # noqa: S603

    def cost(
        self,
        *arguments: str,
        found: Callable[[Path], bool] = Path.exists,
        codes: Sequence[int] = (0,),
        repcheck: bool = True,
    ) -> Cost:
        """What repcheck costs with these arguments, or else Python; ``found`` must be true of its output."""
        command = [*(self.place.program if repcheck else self.python), *arguments]
        cost = cost_of(command, self.place.environ, self.place.output)
        if cost.code not in codes or not found(self.place.output):
            said = complaints(self.place.output).read_text(errors="replace").strip()
            raise BenchError(f"{' '.join(command)[:200]} in {self.root} ended with {cost.code}. {said[:500]}")
        return cost


class Row(NamedTuple):
    """A line of the table: what is run, by a tree."""

    name: str
    once: Callable[[Tree], Cost]


class Pair(NamedTuple):
    """The least of each tree's runs."""

    name: str
    before: Cost
    now: Cost

    def cells(self) -> tuple[str, ...]:
        """CPU seconds and megabytes of both, with their ratios; what has grown is marked."""
        cells = [self.name]
        for form, before, now in (
            ("{:.3f}", self.before.cpu, self.now.cpu),
            ("{:.0f}", self.before.rss / 1e6, self.now.rss / 1e6),
        ):
            ratio = now / max(before, 1e-9)
            mark = " !" if ratio > ALLOWED else ""
            cells += [form.format(before), form.format(now), f"{ratio:.2f}{mark}"]
        return tuple(cells)


def beside(row: Row, before: Tree, now: Tree, turns: int) -> Pair:
    """Run both, turn about, after a turn that does not count and fills the caches."""
    row.once(before), row.once(now)
    costs = [(row.once(before), row.once(now)) for _ in range(turns)]
    return Pair(row.name, least(cost for cost, _ in costs), least(cost for _, cost in costs))


def least(costs: Iterable[Cost]) -> Cost:
    """Each figure's least by itself."""
    wall, cpu, rss, code = zip(*costs, strict=True)
    return Cost(min(wall), min(cpu), min(rss), max(code))


def table(pairs: Sequence[Pair]) -> str:
    """What both took, a row each."""
    from tabulate import tabulate

    headers = ("row", "CPU s before", "now", "ratio", "peak MB before", "now", "ratio")
    cells = [pair.cells() for pair in pairs]
    legend = f"!: more than {ALLOWED:g} times as much as before"
    drawn = tabulate(cells, headers, colalign=("left", *("right",) * 6), disable_numparse=True)
    return f"{drawn}\n\n{legend}"


def rows(folder: Path) -> Iterator[Row]:
    """All rows; what they read is written into ``folder`` before the row is given, and stays there."""
    yield Row("repcheck --help", lambda tree: tree.cost("--help"))
    yield Row(
        "check until its first question", lambda tree: _first(tree, ["check", "11.0.0.1", "--polite", "off"])
    )
    for pairs in PAIRS:
        for form in FORMATS:
            yield Row(f"check, {pairs:,} pairs as {form}", _check(pairs, form))
    yield from _bounces(folder)
    yield from _read(folder)
    yield from _domain(folder)


def _first(tree: Tree, arguments: Sequence[str]) -> Cost:
    return cost_until_first_packet([*tree.place.program, *arguments], tree.place.environ, tree.place.output)


def _check(pairs: int, form: str) -> Callable[[Tree], Cost]:
    return lambda tree: measure(tree.place, pairs, form).cost


def _bounces(folder: Path) -> Iterator[Row]:
    """The command over a mailbox and a log."""
    for kind, make in (("mbox", made_mailbox), ("Postfix log", made_log)):
        source = make(folder / f"bounces-{kind.split()[0]}", SIZE)
        for jobs in ((), ("--jobs", "1")):
            arguments = ("bounces", str(source.path), "--format", "jsonl", *jobs)
            cores = "1 job" if jobs else "all cores"
            yield Row(f"bounces, {SIZE // 10**6} MB of {kind}, {cores}", _command(arguments, source))


def _command(arguments: Sequence[str], source: Made) -> Callable[[Tree], Cost]:
    def found(output: Path) -> bool:
        with output.open("rb") as stream:
            return sum(b'"kind":"bounce"' in line for line in stream) == source.bounces

    return lambda tree: tree.cost(*arguments, found=found)


def _read(folder: Path) -> Iterator[Row]:
    """Each tree's own code over a log of each kind, and over the mails of this tree's tests."""
    for kind in BOUNCES:
        log = folder / f"{kind}.log"
        bounces = write_log(log, LOG_LINES, kind)
        yield Row(f"{LOG_LINES:,} lines of {LOG_KINDS[kind]}", _script("logs", log, f"{bounces}"))
    for shipper, shipped in SHIPPED.items():
        log = folder / f"{shipper}.json"
        bounces = write_log(log, LOG_LINES, shipped=shipped)
        yield Row(f"{LOG_LINES:,} lines of Postfix in {shipper}'s JSON", _script("logs", log, f"{bounces}"))
    from .mails import written  # late: a child's peak is at least that of its parent

    box = folder / "mails"
    box.write_bytes(b"".join(written(MAILS)))
    yield Row(f"{MAILS:,} mails of the tests", _script("mails", box, ""))


def _script(module: str, source: Path, told: str) -> Callable[[Tree], Cost]:
    def found(output: Path) -> bool:
        return output.read_text().startswith(told)

    return lambda tree: tree.cost("-c", tree.script(module), str(source), found=found, repcheck=False)


def _domain(folder: Path) -> Iterator[Row]:
    """The command against a name server that takes its time."""
    from repcheck.demo.nameserver import NameServer

    from . import domain

    server = NameServer(domain.zones())
    server.start()
    file = folder / "lists.yaml"
    file.write_text(domain.catalog(), encoding="utf-8")
    try:
        for lists in ("none", "all"):
            yield Row(f"domain, --lists {lists}", _asking(server.address, file, lists))
    finally:
        server.stop()


def _asking(resolver: str, catalog: Path, lists: str) -> Callable[[Tree], Cost]:
    what = ("domain", "example.com", "--no-https", "--format", "json")
    where = ("--resolver", resolver, "--catalog", str(catalog), "--lists", lists)
    return lambda tree: tree.cost(*what, *where, codes=(0, 1))


def main() -> int:
    """Print the table; 1 when something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.beside", description=__doc__)
    parser.add_argument("other", type=Path, help="the tree that is older")
    parser.add_argument("--rows", nargs="+", default=[""], help="only rows with one of these words")
    parser.add_argument("--turns", type=int, default=TURNS)
    arguments = parser.parse_args()
    pairs = []
    try:
        with tempfile.TemporaryDirectory(prefix="repcheck-bench-") as name:
            before = Tree(arguments.other.resolve(), Path(name) / "before").prepare()
            now = Tree(HERE, Path(name) / "now").prepare()
            for row in rows(Path(name)):
                if any(word in row.name for word in arguments.rows):
                    print(f"bench: {row.name}", file=sys.stderr)
                    pairs.append(beside(row, before, now, arguments.turns))
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(table(pairs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
