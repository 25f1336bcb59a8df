"""What reading a mail log costs: ``python -m bench.logs [LINES...]``.

The log is read in blocks, each line that matters parsed and judged with the built-in catalog, in a process
of its own on one core. A run that does not find exactly the bounces that were written is no measurement.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from repcheck.bounces.log_kinds import LOG_KINDS

from .maillog import BOUNCED, BOUNCES, write_log
from .processes import BenchError, complaints, cost_of
from .tables import print_table, table_of

SIZES = (500_000,)

_READ = """\
import sys
from datetime import UTC, datetime
from repcheck.bounces.reply.judge import Knowledge
from repcheck.bounces.reply.memo import MemoJudge
from repcheck.bounces.logs import log_kind, parser_for
from repcheck.catalog.load import load_catalog
judge = MemoJudge(Knowledge.of(load_catalog(None, None)))
bounces, line, rest = 0, 1, b""
with open(sys.argv[1], "rb") as stream:
    parser = parser_for(log_kind(stream.peek(65536)), "log", now=datetime.now(UTC))
    while chunk := stream.read(1 << 20):
        block, _, rest_of_it = (rest + chunk).rpartition(b"\\n")
        rest = rest_of_it
        bounces += sum(judge(reply).kind == "bounce" for reply in parser.feed(block + b"\\n", line))
        line += block.count(b"\\n") + 1
print(bounces)
"""
_HEADERS = ("log of", "lines", "MB", "bounces", "CPU s", "peak MB", "lines/s")


def row(folder: Path, which: tuple[str, int]) -> tuple[str, ...]:
    """Measure one log of that kind and so long. Raises BenchError when not all bounces were found."""
    kind, lines = which
    log, output = folder / "mail.log", folder / "output"
    written = write_log(log, lines, kind)
    megabytes = log.stat().st_size / 1e6
    start = cost_of((sys.executable, "-c", _READ, _empty(folder, kind)), os.environ, output)
    cost = cost_of((sys.executable, "-c", _READ, str(log)), os.environ, output)
    found = output.read_text().strip()
    log.unlink()
    if start.code or cost.code or found != str(written):
        said = complaints(output).read_text(errors="replace").strip()
        raise BenchError(f"{found or 'no'} bounces found instead of {written}. {said}")
    rate = lines / max(cost.cpu - start.cpu, 1e-9)
    return (
        LOG_KINDS[kind],
        f"{lines:,}",
        f"{megabytes:.0f}",
        f"{written:,}",
        f"{cost.cpu:.1f}",
        f"{cost.rss / 1e6:.0f}",
        f"{rate:,.0f}",
    )


def _empty(folder: Path, kind: str) -> str:
    """A log of one line: what a run takes before it reads."""
    file = folder / "empty.log"
    write_log(file, 1, kind)
    return str(file)


_LEGEND = f"""
Logs of which {BOUNCED} lines in 100 are bounces, read, parsed and judged on one core.
Lines a second: without the CPU until the first line."""


def run(sizes: Iterable[int]) -> str:
    """Measure everything; the table."""
    logs = [(kind, lines) for kind in BOUNCES for lines in sizes or SIZES]
    return table_of(_HEADERS, row, logs, _LEGEND)


def main() -> int:
    """Print the table; 1 when something could not be measured."""
    return print_table("python -m bench.logs", __doc__, "lines of the log", run)


if __name__ == "__main__":
    sys.exit(main())
