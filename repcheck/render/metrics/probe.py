"""Metrics of a probe of the lists."""

from repcheck.model.exit_code import ExitCode
from repcheck.model.probed import ProbeReport
from repcheck.render.metrics.families import Metric, about_run, text_of
from repcheck.render.view import View


def shown(report: ProbeReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    names = ("list", "zone")
    usable = tuple(((one.health.list, one.health.zone), float(one.health.usable)) for one in report.lists)
    life = tuple(((one.health.list, one.health.zone, one.life.value), 1.0) for one in report.lists)
    answered = tuple(
        ((one.health.list, one.health.zone), round(one.answered_ms / 1000, 6))
        for one in report.lists
        if one.answered_ms is not None
    )
    success = report.exit_code in (ExitCode.OK, ExitCode.FOUND)
    return text_of(
        [
            Metric("repcheck_zone_usable", "List passed its own test entries in this run.", names, usable),
            Metric("repcheck_list_life", "How each list is, seen from here.", (*names, "life"), life),
            Metric("repcheck_list_answer_seconds", "Middle time of the test entries.", names, answered),
            *about_run(report.started, report.seconds, int(report.exit_code), view, success=success),
        ]
    )
