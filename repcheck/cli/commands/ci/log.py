"""The log of a CI job: the text, in which nothing of a stranger is a command, then the annotations."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from repcheck.app.ci.where import System
from repcheck.app.environment import Environment
from repcheck.cli import terminal
from repcheck.cli.delivery import append
from repcheck.cli.options import Output
from repcheck.cli.showing import view_of
from repcheck.files import replacing
from repcheck.model.exit_code import ExitCode
from repcheck.model.report import Report
from repcheck.render.formats import wanted

#: The format whose lines each system shows at the files of a change.
_ANNOTATIONS = {System.GITHUB: "github", System.AZURE: "azure"}
_LINES = "lines"
_TEMPORARY = "AGENT_TEMPDIRECTORY"
_SUMMARY = "repcheck-summary.md"


def log_report(report: Report, output: Output, system: System, world: Environment) -> None:
    """Text and annotations for this system, and its summary; with ``--quiet`` no log when all is well.

    Lines are annotated for listings alone: what is to improve in records stands in text and summary.
    """
    view = view_of(output)
    annotations = wanted("ci", _ANNOTATIONS.get(system, _LINES))
    if not (output.quiet and report.exit_code is ExitCode.OK):
        text = wanted("ci", "text").shown(report, view)
        if output.output is None:
            text = _guarded(text, system, world)
        terminal.write_result(text, output.output)
        listings = msgspec.structs.replace(report, findings=())
        terminal.write_result(annotations.shown(listings, view), None)
    append(annotations.beside(report, view), world.environ)
    if system is System.AZURE and world.environ.get(_TEMPORARY):
        _azure_summary(wanted("ci", "markdown").shown(report, view), world.environ)


def _guarded(text: bytes, system: System, world: Environment) -> bytes:
    """The text with commands of the system switched off."""
    if system is System.GITHUB:
        token = world.token().encode()
        return b"::stop-commands::%b\n%b::%b::\n" % (token, text, token)
    if system is System.AZURE:
        from repcheck.render.ci.azure import harmless

        return harmless(text)
    return text


def _azure_summary(summary: bytes, environ: Mapping[str, str]) -> None:
    """The agent takes the file when it reads the line, and clears the folder when the job is over."""
    from repcheck.render.ci.azure import summary_command

    path = Path(environ[_TEMPORARY]) / _SUMMARY
    with terminal.as_output(), replacing(path) as write:
        write(summary)
    terminal.write_result(summary_command(str(path)), None)
