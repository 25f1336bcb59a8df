"""From a report to what is printed, and the exit code."""

import os
import sys
from typing import TYPE_CHECKING, Literal

from repcheck import __version__
from repcheck.app.check.request import CheckRequest
from repcheck.cli import terminal
from repcheck.cli.options import Network, Output
from repcheck.cli.running import asked
from repcheck.files import Write
from repcheck.model.report import ExitCode, Report, TargetReport

if TYPE_CHECKING:
    from repcheck.app.check.check import Checked

Schema = Literal["repcheck.check/1", "repcheck.bounces/1"]

_PIECE = 1 << 16


def stream(request: CheckRequest, network: Network, output: Output) -> int:
    """Run the main job and write JSON Lines while they are made; returns the exit code."""
    checked = asked(request, network)
    if not output.quiet:
        with terminal.result_stream(output.output) as write:
            return int(_write_lines(checked, write))
    import tempfile

    # Whether all is well is known at the end only, and the lines may be more than memory should hold.
    with tempfile.TemporaryFile() as kept:
        code = _write_lines(checked, kept.write)
        if code is not ExitCode.OK:
            kept.seek(0)
            with terminal.result_stream(output.output) as write:
                for piece in iter(lambda: kept.read(_PIECE), b""):
                    write(piece)
    return int(code)


def _write_lines(checked: "Checked", write: Write) -> ExitCode:
    from repcheck.render.json.lines import closing_lines, target_lines

    def tell(found: TargetReport) -> None:
        write(target_lines(found))

    report = checked.report(tell)
    for line in closing_lines(report, __version__):
        write(line)
    return report.exit_code


def show(
    report: Report,
    output: Output,
    schema: Schema = "repcheck.check/1",
    *,
    plan_only: bool = False,
    explain: bool = False,
) -> int:
    """Render the report where it is wanted; returns the exit code."""
    if not (output.quiet and report.exit_code is ExitCode.OK):
        terminal.write_result(_rendered(report, output, schema, plan_only, explain), output.output)
    return int(report.exit_code)


def _rendered(report: Report, output: Output, schema: Schema, plan_only: bool, explain: bool) -> bytes:
    if output.fmt == "json":
        from repcheck.render.json.render import render_json

        return render_json(report, __version__, schema=schema)
    from repcheck.render.text.report import render_text

    text = render_text(
        report,
        width=terminal.width(sys.stdout),
        colour=output.output is None and terminal.wants_colour(sys.stdout, os.environ),
        verbose=output.verbose,
        show_addresses=output.show_addresses,
        plan_only=plan_only,
        explain=explain,
    )
    return text.encode("utf-8", "backslashreplace")


def epilog(*examples: str) -> str:
    """The end of a command's help: examples and exit codes, laid out as written."""
    lines = ["\b", "Examples:", *(f"  {example}" for example in examples), "", "\b"]
    lines += [
        "Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 wrong usage or",
        "            input, 3 could not decide, 130 interrupted",
    ]
    return "\n".join(lines)
