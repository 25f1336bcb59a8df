"""From any result to its sheet."""

from typing import Any

from repcheck.model.report import Report
from repcheck.render.sheet.sheet import Sheet
from repcheck.render.view import View


def sheet_of(value: Any, view: View) -> Sheet:
    """The sheet of a result of the model. Raises TypeError for what has none."""
    if isinstance(value, Sheet):
        return value
    if isinstance(value, Report):
        from repcheck.render.sheet.check import report_sheet

        return report_sheet(value, view)
    raise TypeError(f"{type(value).__name__} has no sheet")
