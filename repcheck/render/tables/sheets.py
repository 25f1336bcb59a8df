"""A row for each item of a sheet: of commands whose result is not a table by nature."""

from typing import Any

from repcheck.render.clean import for_csv
from repcheck.render.sheet.make import sheet_of
from repcheck.render.tables.rows import rows_of
from repcheck.render.view import View

COLUMNS = ("about", "rule", "name", "result", "severity", "reason", "outcome", "more", "group", "seconds")


def shown(value: Any, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    rows = (
        (
            for_csv(item.about),
            for_csv(item.rule),
            for_csv(item.name),
            item.found.value,
            None if item.severity is None else item.severity.value,
            item.reason,
            for_csv(item.what),
            for_csv(" ".join(item.lines)),
            None if item.group is None else for_csv(item.group),
            item.seconds,
        )
        for item in sheet_of(value, view).items
    )
    return rows_of(COLUMNS, rows)
