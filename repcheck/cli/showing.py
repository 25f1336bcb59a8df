"""From a report to what is printed, and the exit code."""

import os
import sys
from typing import TYPE_CHECKING

from repcheck._version import __version__
from repcheck.app.check.request import CheckRequest
from repcheck.cli import terminal
from repcheck.cli.delivery import deliver
from repcheck.cli.options import Network, Output
from repcheck.cli.running import asked
from repcheck.errors import BadInput, OutputLost
from repcheck.files import Write, reason
from repcheck.model.catalog import Catalog
from repcheck.model.exit_code import ExitCode
from repcheck.model.report import Report, TargetReport
from repcheck.model.watch.again import Again
from repcheck.render.formats import Format
from repcheck.render.view import Schema, View

if TYPE_CHECKING:
    from repcheck.app.check.check import Checked

_NOTHING = Again()
_PIECE = 1 << 16
#: Formats that hold all there is.
_WHOLE = ("json", "jsonl")


def stream(request: CheckRequest, network: Network, output: Output, found: Format) -> int:
    """Run the main job and write the report while it is made; returns the exit code."""
    checked, view = asked(request, network), view_of(output)
    if not output.quiet:
        with terminal.result_stream(output.output) as write:
            return int(_write_pieces(checked, found, view, write, request.catalog))
    import tempfile

    # Whether all is well is known at the end only, and the lines may be more than memory should hold.
    with tempfile.TemporaryFile() as kept:
        code = _write_pieces(checked, found, view, kept.write, request.catalog)
        if code is not ExitCode.OK:
            kept.seek(0)
            with terminal.result_stream(output.output) as write:
                for piece in iter(lambda: kept.read(_PIECE), b""):
                    write(piece)
    return int(code)


def _write_pieces(checked: "Checked", found: Format, view: View, write: Write, catalog: Catalog) -> ExitCode:
    write(found.opening(view))

    def tell(target: TargetReport) -> None:
        write(found.piece(target, view))

    report = _lettered(checked.report(tell), found, catalog)
    for line in found.closing(report, view):
        write(line)
    return report.exit_code


def show(
    report: Report,
    output: Output,
    found: Format,
    schema: Schema = "repcheck.check/1",
    *,
    plan_only: bool = False,
    explain: bool = False,
    catalog: Catalog | None = None,
) -> int:
    """Render the report where it is wanted; returns the exit code. ``catalog`` names lists in letters."""
    if output.letter is not None and catalog is not None:
        _write_letters(report, output, output.letter, catalog)
        return int(report.exit_code)
    view = view_of(output, schema, plan_only=plan_only, explain=explain)
    shown = not (output.quiet and report.exit_code is ExitCode.OK)

    def prepare(value: Report, each: Format) -> Report:
        return value if catalog is None else _lettered(value, each, catalog)

    return deliver(report, output, found, view, report.exit_code, shown=shown, prepare=prepare)


def _lettered(report: Report, found: Format, catalog: Catalog) -> Report:
    """With the letters in its plan, for the formats that hold it whole."""
    if found.name not in _WHOLE:
        return report
    from repcheck.render.letters.write import with_letters

    return with_letters(report, catalog)


def _write_letters(report: Report, output: Output, wanted: str, catalog: Catalog) -> None:
    """The letters to stdout, or each into a file of its own. Raises BadInput when there is no such letter."""
    from repcheck.render.letters.write import in_one, letters

    found = letters(report, catalog, output.language, wanted)
    if not found and wanted != "all":
        known = ", ".join(f"{one.number} {one.id}" for one in letters(report, catalog, output.language))
        raise BadInput(f'no letter "{wanted}" here' + (f"; there are: {known}" if known else ""))
    if not found:
        terminal.say("Nobody has to be written to.")
        return
    if output.output is None:
        terminal.write_result(in_one(found).encode("utf-8", "backslashreplace"), None)
        return
    try:
        output.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputLost(f"cannot be made: {reason(error)}", str(output.output)) from error
    for one in found:
        path = output.output / one.file_name
        terminal.write_result(one.text.encode("utf-8", "backslashreplace"), path)
        terminal.say(str(path))


def view_of(
    output: Output,
    schema: Schema = "repcheck.check/1",
    *,
    plan_only: bool = False,
    explain: bool = False,
    again: Again = _NOTHING,
) -> View:
    """What the options of output and this terminal ask of a format."""
    return View(
        version=__version__,
        warning=output.warning,
        critical=output.critical,
        width=terminal.width(sys.stdout),
        colour=output.output is None and terminal.wants_colour(sys.stdout, os.environ),
        verbose=output.verbose,
        show_addresses=output.show_addresses,
        public=output.public,
        plan_only=plan_only,
        explain=explain,
        schema=schema,
        again=again,
        warn=terminal.warn,
    )


def epilog(*examples: str) -> str:
    """The end of a command's help: examples and exit codes, laid out as written."""
    lines = ["\b", "Examples:", *(f"  {example}" for example in examples), "", "\b"]
    lines += [
        "Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 wrong usage or",
        "            input, 3 could not decide, 130 interrupted",
    ]
    return "\n".join(lines)
