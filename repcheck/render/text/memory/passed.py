"""A pass of the monitor for people: what changed, else that nothing did."""

from repcheck.model.exit_code import ExitCode
from repcheck.model.watch.monitored import PassReport
from repcheck.monitor.message import rest, subject, text
from repcheck.render.clean import for_terminal
from repcheck.render.view import View, as_bytes
from repcheck.words.states import UNDECIDED


def shown(report: PassReport, _: View) -> bytes:
    """See ``repcheck.render.formats``."""
    document = report.document
    news = document.baseline or bool(document.changes) or any(one.new for one in document.findings)
    undecided = f"{UNDECIDED}: too little was answered.\n" if report.exit_code is ExitCode.UNDECIDED else ""
    said = f"{subject(document)}\n\n{text(document)}" if news else f"{rest(document)}\n"
    said = undecided + said
    return as_bytes(for_terminal(said, keep_newlines=True))
