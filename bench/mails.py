"""What reading bounces costs: ``python -m bench.mails [MAILS...]``.

The mails of the tests, again and again with other recipients, as one mailbox that is read, parsed and judged
with the built-in catalog, in a process of its own on one core. A run that does not find exactly the records
of one round times the rounds is no measurement.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.fuzz.targets import mails

from .processes import BenchError, Cost, complaints, cost_of
from .tables import print_table, table_of

SIZES = (10_000,)

_READ = """\
import sys
from datetime import UTC, datetime
from repcheck.bounces.reply.judge import Knowledge
from repcheck.bounces.mail.records import records_of
from repcheck.catalog.load import load_catalog
from repcheck.readers.formats import ReadRequest, read_items
from repcheck.readers.tally import IntakeTally
knowledge = Knowledge.of(load_catalog(None, None))
found = [0, 0]
request = ReadRequest(now=datetime.now(UTC))
for mail in read_items(sys.argv[1:], request, IntakeTally(print), sys.stdin.buffer):
    found[0] += 1
    found[1] += len(records_of(mail.file, mail.raw, knowledge))
print(*found)
"""
_HEADERS = ("mails", "MB", "records", "CPU s", "peak MB", "mails/s")
RECIPIENT = b"kai@corp.example.net"


def written(count: int) -> Iterator[bytes]:
    """That many mails, a whole number of rounds, each with a recipient of its own."""
    seeds = list(mails())
    for number in range(count // len(seeds) * len(seeds)):
        raw = seeds[number % len(seeds)].replace(RECIPIENT, b"kai%d@corp.example.net" % number)
        yield (
            b"From x@example.com Mon Nov 16 09:00:00 2026\n" + raw.replace(b"\nFrom ", b"\n>From ") + b"\n\n"
        )


def row(folder: Path, count: int) -> tuple[str, ...]:
    """Measure one mailbox of about that many mails. Raises BenchError for a record too few or many."""
    box, output = folder / "box", folder / "output"
    round_size = sum(1 for _ in mails())
    _, in_one_round = _read(box, output, round_size)
    start = cost_of((sys.executable, "-c", _READ, _empty(folder)), os.environ, output)
    total = sum(1 for _ in written(count))
    cost, found = _read(box, output, total)
    megabytes = box.stat().st_size / 1e6
    if found[0] != total or found[1] * round_size != in_one_round[1] * total:
        raise BenchError(f"{found} mails and records instead of {in_one_round} in each {round_size}")
    rate = total / max(cost.cpu - start.cpu, 1e-9)
    return (
        f"{total:,}",
        f"{megabytes:.0f}",
        f"{found[1]:,}",
        f"{cost.cpu:.1f}",
        f"{cost.rss / 1e6:.0f}",
        f"{rate:,.0f}",
    )


def _read(box: Path, output: Path, count: int) -> tuple[Cost, tuple[int, int]]:
    """The cost of reading that many mails, and how many mails and records were found."""
    box.write_bytes(b"".join(written(count)))
    cost = cost_of((sys.executable, "-c", _READ, str(box)), os.environ, output)
    told = output.read_text().split()
    if cost.code or len(told) != 2:
        raise BenchError(complaints(output).read_text(errors="replace").strip() or " ".join(told))
    return cost, (int(told[0]), int(told[1]))


def _empty(folder: Path) -> str:
    """A mail that says nothing: what a run takes before it reads."""
    file = folder / "empty.eml"
    file.write_bytes(b"From: ann@example.com\nSubject: x\n\nx\n")
    return str(file)


_LEGEND = """
A mailbox of the tests' own mails, read, parsed and judged on one core.
Mails a second: without the CPU until the first mail."""


def run(sizes: Iterable[int]) -> str:
    """Measure everything; the table."""
    return table_of(_HEADERS, row, sizes or SIZES, _LEGEND)


def main() -> int:
    """Print the table; 1 when something could not be measured."""
    return print_table("python -m bench.mails", __doc__, "mails in the mailbox", run)


if __name__ == "__main__":
    sys.exit(main())
