"""From any result to its sheet."""

from typing import Any

from repcheck.model.mail.hygiene import HygieneReport
from repcheck.model.probed import ProbeReport
from repcheck.model.published.domain import DomainsReport
from repcheck.model.report import Report
from repcheck.model.watch.monitored import PassReport
from repcheck.model.watch.remembered import Status
from repcheck.render.sheet.sheet import Sheet
from repcheck.render.view import View


def sheet_of(value: Any, view: View) -> Sheet:
    """The sheet of a result of the model. Raises TypeError for what has none."""
    # Lazily: a run has one kind of result.
    if isinstance(value, Report):
        from repcheck.render.sheet.check import report_sheet

        return report_sheet(value, view)
    if isinstance(value, DomainsReport):
        from repcheck.render.sheet.domain import domains_sheet

        return domains_sheet(value)
    if isinstance(value, ProbeReport):
        from repcheck.render.sheet.probe import probe_sheet

        return probe_sheet(value)
    if isinstance(value, PassReport):
        from repcheck.render.sheet.monitor import pass_sheet

        return pass_sheet(value, view.again)
    if isinstance(value, Status):
        from repcheck.render.sheet.status import status_sheet

        return status_sheet(value, view.again)
    if isinstance(value, HygieneReport):
        from repcheck.render.sheet.hygiene import hygiene_sheet

        return hygiene_sheet(value, view)
    raise TypeError(f"{type(value).__name__} has no sheet")
