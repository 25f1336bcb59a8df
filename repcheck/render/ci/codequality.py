"""GitLab Code Quality: one JSON array, which a merge request shows at the lines of its files."""

import hashlib
from collections.abc import Iterator
from typing import Any

from repcheck.model.observations import Severity
from repcheck.render.ci.lines import problems, silence, told
from repcheck.render.clean import for_json
from repcheck.render.encoding import encoded
from repcheck.render.sheet.make import sheet_of
from repcheck.render.sheet.sheet import Item, ItemResult, Sheet
from repcheck.render.view import View
from repcheck.words.states import UNDECIDED

_SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def shown(value: Any, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    sheet = sheet_of(value, view)
    return encoded([*map(_issue, problems(sheet)), *_unknown(sheet)])


def _unknown(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """An issue of its own: to GitLab an empty array means that nothing is wrong any more."""
    said = silence(sheet)
    if sheet.level == "unknown":
        said = f"{UNDECIDED}: {sheet.why_undecided}" + (f" {said}" if said else "")
    if said is not None:
        about = sheet.command
        item = Item(about, "unknown", ItemResult.UNKNOWN, name="", what=said)
        severity = "major" if sheet.level == "unknown" else "info"
        yield {**_issue(item), "description": said, "severity": severity}


def _issue(item: Item) -> dict[str, Any]:
    place = item.place
    return {
        "description": told(item),
        "check_name": f"repcheck/{item.rule}",
        # of what it is about alone: the same one on another line, or another day, is not a new issue
        "fingerprint": hashlib.sha256(f"{item.about}|{item.rule}".encode()).hexdigest()[:32],
        "severity": _SEVERITIES[item.severity or Severity.INFO],
        "location": {
            "path": item.about if place is None else for_json(place.file.removeprefix("./")),
            "lines": {"begin": 1 if place is None else place.line},
        },
    }
