"""``repcheck replay``."""

import asyncio
from pathlib import Path

import click

from repcheck.cli.options import Command, Output, output
from repcheck.cli.showing import show
from repcheck.render.formats import names, wanted


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck check example.com --save-evidence run.json
  repcheck replay run.json -v
  repcheck replay run.json --format json

\b
Exit codes: those of the run, 2 when the file cannot be used
""",
)
@click.argument("file", type=click.Path(path_type=Path))
@output(*names("replay"), letters=True, command="replay")
def command(file: Path, output: Output) -> int:
    """Print the report of an earlier run again, from its saved evidence.

    FILE is what --save-evidence wrote. Nothing is asked: the rules of this repcheck judge the recorded
    answers and bounces anew, so the same release prints the same report, in any format.
    """
    from repcheck.app.evidence.document import read_evidence
    from repcheck.app.evidence.replay import replay

    evidence = read_evidence(file)
    checked = asyncio.run(replay(evidence, keep_clean=output.keep_clean))
    plan_only = evidence.asked.command == "delist"
    shape = wanted("replay", output.fmt)
    return show(checked.report(), output, shape, plan_only=plan_only, catalog=evidence.catalog)
