"""GitLab Code Quality: one JSON array, which a merge request shows at the lines of its files."""

import hashlib
from typing import Any

from repcheck.model.observations import Severity
from repcheck.render.ci.lines import problems, told
from repcheck.render.clean import for_json
from repcheck.render.encoding import encoded
from repcheck.render.sheet.make import sheet_of
from repcheck.render.sheet.sheet import Item
from repcheck.render.view import View

_SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def shown(value: Any, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return encoded([_issue(item) for item in problems(sheet_of(value, view))])


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
