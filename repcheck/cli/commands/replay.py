"""``repcheck replay``."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from repcheck.cli.delivery import deliver
from repcheck.cli.options import Command, Output, output
from repcheck.cli.showing import show, view_of
from repcheck.cli.streams import read_named
from repcheck.errors import BadOption
from repcheck.model.exit_code import ExitCode
from repcheck.render.formats import names, wanted

if TYPE_CHECKING:
    from repcheck.model.published.domain import DomainsReport


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck check example.com --save-evidence run.json
  repcheck replay run.json -v
  repcheck replay run.json --format json
  xz -dc run.json.xz | repcheck replay -

\b
Exit codes: those of the run, 2 when the file cannot be used
""",
)
@click.argument("file", type=click.Path(path_type=Path))
@output(*names("replay"), letters=True, command="replay")
def command(file: Path, output: Output) -> int:
    """Print the report of an earlier run again, from its saved evidence.

    FILE is what --save-evidence wrote; "-" is standard input. Nothing is asked: the rules of this repcheck
    judge the recorded answers and bounces anew, so the same release prints the same report, in any format.
    """
    from repcheck.app.evidence.document import MOST, evidence_in
    from repcheck.app.evidence.replay import replay, replay_domains

    name, data = read_named(file, MOST)
    evidence = evidence_in(data, name)
    if evidence.inspection is not None:
        return _show_domains(asyncio.run(replay_domains(evidence)), output)
    checked = asyncio.run(replay(evidence, keep_clean=output.keep_clean))
    plan_only = evidence.asked.command == "delist"
    shape = wanted("replay", output.fmt)
    return show(checked.report(), output, shape, plan_only=plan_only, catalog=evidence.catalog)


def _show_domains(report: "DomainsReport", output: Output) -> int:
    """The report of ``repcheck domain``, which has fewer formats, and no letters."""
    known = names("domain")
    for name in (output.fmt, *(name for name, _ in output.reports)):
        if name not in known:
            raise BadOption(f"a saved run of repcheck domain has the formats {', '.join(known)}", name)
    if output.letter is not None:
        raise BadOption("a saved run of repcheck domain has no letters", "--letter")
    output = msgspec.structs.replace(output, command="domain")
    shown = not (output.quiet and report.exit_code is ExitCode.OK)
    found = wanted("domain", output.fmt)
    return deliver(report, output, found, view_of(output), report.exit_code, shown=shown)
