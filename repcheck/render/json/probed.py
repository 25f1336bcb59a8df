"""The live health of lists for a program."""

from collections.abc import Sequence
from typing import Any

from repcheck.model.probed import Probed, ProbeReport
from repcheck.render.clean import for_json
from repcheck.render.encoding import encoded
from repcheck.render.view import View
from repcheck.words.lives import remedy


def render_probed_json(probed: Sequence[Probed], version: str, exit_code: int) -> bytes:
    """The document ``repcheck.lists-probe/1`` on one line."""
    document = {
        "schema": "repcheck.lists-probe/1",
        "version": version,
        "exit_code": exit_code,
        "lists": [_row(one) for one in probed],
    }
    return encoded(document)


def _row(one: Probed) -> dict[str, Any]:
    return {
        "list": one.health.list,
        "name": one.name,
        "zone": one.health.zone,
        "standard": one.standard,
        "life": one.life,
        "usable": one.health.usable,
        "reason": one.health.reason,
        "saw": for_json(one.health.saw),
        "answered_ms": one.answered_ms,
        "remedy": remedy(one),
    }


def shown(report: ProbeReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return render_probed_json(report.lists, view.version, int(report.exit_code))
