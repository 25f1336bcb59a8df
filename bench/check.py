"""Ratios that hold on any machine: ``python -m bench.check [--slack FACTOR] [--mails FOLDER]``.

Both sides of a ratio are measured in this run, turn about, as CPU seconds of whole processes; the least of
several runs counts, since what disturbs one only adds to it. So a slow or busy machine changes both sides.
Exit 1: a ratio is broken; 2: something could not be measured.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.targets import mails

from .maillog import write_log
from .mails import RECIPIENT, written
from .processes import BenchError, complaints, cost_of

RUNS = 5
#: How often the mails of the tests stand in the mailbox that is read.
ROUNDS = 4
#: How often each mail is read beside another reader, where mails repeat.
COPIES = 10
LOG_LINES = 20_000

_REPCHECK = (sys.executable, "-m", "repcheck")
_BOUNCES = (*_REPCHECK, "bounces", "--offline", "--jobs", "1", "--format", "jsonl")
_REPLY = "550 5.7.1 Service unavailable, Client host [192.0.2.25] blocked using zen.spamhaus.org"
_SISIMAI = ("perl", "-MSisimai", "-e", "print Sisimai->dump($ARGV[0])")


class Ratio(NamedTuple):
    """``command`` may take at most ``most`` times the CPU of ``base``, both less the CPU of ``start``."""

    what: str
    command: Sequence[str]
    base: Sequence[str]
    most: float
    start: Sequence[str] = ()


class Measured(NamedTuple):
    """What came out: the ratio itself, or why it was not measured."""

    what: str
    most: float
    ratio: float | None
    reason: str = ""

    def holds(self, slack: float) -> bool:
        """Whether the ratio is kept when ``slack`` times as much is allowed; what was skipped is kept."""
        return self.ratio is None or self.ratio <= self.most * slack


def ratios(folder: Path, others: Path | None = None) -> Iterator[Ratio | Measured]:
    """All ratios, with what they read written into ``folder``; a skipped one as it is told.

    ``others``  mails to read beside another reader; None: those of the tests
    """
    one = folder / "one.eml"
    one.write_bytes(next(iter(mails())))
    yield Ratio("bounces of one mail : --help", (*_BOUNCES, str(one)), (*_REPCHECK, "--help"), 5)
    yield Ratio("explain of one reply : --help", (*_REPCHECK, "explain", _REPLY), (*_REPCHECK, "--help"), 5)
    start = (*_BOUNCES, str(one))
    box, double = _boxes(folder)
    yield Ratio("twice the mails", (*_BOUNCES, str(double)), (*_BOUNCES, str(box)), 2.2, start)
    log, longer = _logs(folder)
    yield Ratio("twice the lines of a log", (*_BOUNCES, str(longer)), (*_BOUNCES, str(log)), 2.2, start)
    once = others or _maildir(folder)
    yield _beside_sisimai("mails, each once : Sisimai", once, 1.1)
    yield _beside_sisimai("mails, each ten times : Sisimai", _copies(once, folder), 0.6)


def _beside_sisimai(what: str, mailbox: Path, most: float) -> Ratio | Measured:
    """One core each, start included. The aim is 0.5.

    0.5 is reached where each mail comes ten times: a real pile holds the same refusal many times, and what
    was judged once is remembered. Of mails that all differ, 0.8 to 1.0 is reached. Compiling what reads and
    judges them (mypyc, 59 modules) would take a tenth off that: most of the time passes in the engine of
    regular expressions and in other parts of Python that are compiled already.
    """
    if _has_sisimai():
        return Ratio(what, (*_BOUNCES, str(mailbox)), (*_SISIMAI, str(mailbox)), most)
    missing = "the Perl module Sisimai is not installed"
    if os.environ.get("REPCHECK_REQUIRE_REAL") == "1":
        raise BenchError(missing)
    return Measured(what, most, None, f"skipped: {missing}")


def _has_sisimai() -> bool:
    perl = shutil.which("perl")
    if perl is None:
        return False
    done = subprocess.run([perl, "-MSisimai", "-e", "1"], capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0


def measured(ratio: Ratio, folder: Path, cost: Callable[[Sequence[str]], float] | None = None) -> Measured:
    """Measure one ratio, its commands turn about. Raises BenchError when a command fails."""
    cost = cost or _cost_in(folder)
    sides = [side for side in (ratio.command, ratio.base, ratio.start) if side]
    rounds = [[cost(side) for side in sides] for _ in range(RUNS)]
    least = [min(column) for column in zip(*rounds, strict=True)]
    start = least[2] if ratio.start else 0.0
    return Measured(ratio.what, ratio.most, (least[0] - start) / max(least[1] - start, 1e-9))


def _cost_in(folder: Path) -> Callable[[Sequence[str]], float]:
    output = folder / "output"

    def cost(command: Sequence[str]) -> float:
        taken = cost_of(command, os.environ, output)
        if taken.code:
            said = complaints(output).read_text(errors="replace").strip()
            raise BenchError(f"exit code {taken.code}: {said}")
        return taken.cpu

    return cost


def _boxes(folder: Path) -> tuple[Path, Path]:
    """A mailbox, and one with twice its mails."""
    seeds = sum(1 for _ in mails())
    boxes = folder / "once.mbox", folder / "twice.mbox"
    for times, box in enumerate(boxes, 1):
        box.write_bytes(b"".join(written(times * ROUNDS * seeds)))
    return boxes


def _logs(folder: Path) -> tuple[Path, Path]:
    """A log, and one with twice its lines."""
    logs = folder / "once.log", folder / "twice.log"
    for times, log in enumerate(logs, 1):
        write_log(log, times * LOG_LINES)
    return logs


def _maildir(folder: Path) -> Path:
    """The mails of the tests as single files, the form that both readers know."""
    place = folder / "mails"
    place.mkdir()
    for number, mail in enumerate(mails()):
        (place / f"{number:05}.eml").write_bytes(mail)
    return place


def _copies(mailbox: Path, folder: Path) -> Path:
    """Each of these mails some times; those of the tests for another recipient each time."""
    place = folder / "copies"
    place.mkdir()
    for number, path in enumerate(sorted(path for path in mailbox.rglob("*") if path.is_file())):
        raw = path.read_bytes()
        for copy in range(COPIES):
            recipient = b"kai%d@corp.example.net" % copy
            (place / f"{copy:03}-{number:05}.eml").write_bytes(raw.replace(RECIPIENT, recipient))
    return place


def table(found: Sequence[Measured], slack: float) -> str:
    """The ratios with what is allowed, and which are broken."""
    from tabulate import tabulate

    rows = [
        (
            one.what,
            "-" if one.ratio is None else f"{one.ratio:.2f}",
            f"{one.most * slack:.2f}",
            one.reason or ("kept" if one.holds(slack) else "BROKEN"),
        )
        for one in found
    ]
    align = ("left", "right", "right", "left")
    return tabulate(rows, ("CPU of", "ratio", "at most", ""), colalign=align, disable_numparse=True)


def run(slack: float, others: Path | None) -> tuple[str, bool]:
    """Measure all; the table, and whether every ratio is kept."""
    with tempfile.TemporaryDirectory(prefix="repcheck-bench-") as name:
        folder = Path(name)
        found = [
            one if isinstance(one, Measured) else measured(one, folder) for one in ratios(folder, others)
        ]
    return table(found, slack), all(one.holds(slack) for one in found)


def main() -> int:
    """Print the table; 1 when a ratio is broken, 2 when something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.check", description=__doc__)
    parser.add_argument("--slack", type=float, default=1.0, help="how many times as much is allowed")
    parser.add_argument("--mails", type=Path, help="a folder of mails to read beside another reader")
    arguments = parser.parse_args()
    try:
        text, kept = run(arguments.slack, arguments.mails)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    print(text)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
