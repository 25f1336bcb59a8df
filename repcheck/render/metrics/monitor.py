"""Metrics of a pass of the monitor."""

from collections import Counter

from repcheck.model.exit_code import ExitCode
from repcheck.model.watch.monitored import Document, PassReport
from repcheck.model.watch.outbox import Pass
from repcheck.render.metrics.families import (
    ABOUT_SUCCESS,
    SUCCESS,
    Metric,
    about_last,
    about_run,
    one,
    text_of,
)
from repcheck.render.view import View


def shown(report: PassReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    success = report.exit_code in (ExitCode.OK, ExitCode.FOUND)
    at = report.document.at.isoformat()
    about = about_run(at, 0.0, int(report.exit_code), view, success=success)
    return text_of([*families(report.document), *about])


def remembered(document: Document, last: Pass | None, success: float) -> bytes:
    """The same families, of what the last pass left in the memory.

    ``document``  what it left; empty when there was none
    ``success``   when the last pass ended that reached its coverage, in seconds since 1970; 0: none has
    """
    about = [one(SUCCESS, success, ABOUT_SUCCESS)]
    if last is not None:
        begun, code = last.started.isoformat(), last.exit_code
        about = about_last(begun, last.seconds, code, success)
    return text_of([*families(document), *about])


def families(document: Document) -> list[Metric]:
    """What a pass says of listings, changes, findings and coverage."""
    listed = tuple(
        ((each.target, each.list, each.severity, each.group or ""), 1.0)
        for each in document.open
        if each.muted is None
    )
    muted = sum(each.muted is not None for each in document.open)
    changes = Counter(each.to for each in document.changes)
    findings = Counter((each.id, each.severity) for each in document.findings)
    labels = ("target", "list", "severity", "group")
    metrics = [
        Metric("repcheck_listed", "Listing that stands and is not muted; absent else.", labels, listed),
        one("repcheck_muted_listings", muted, "Listings that stand and are muted."),
        Metric(
            "repcheck_changes",
            "Changes of the pass, by what became of the listing.",
            ("to",),
            tuple(((to,), float(number)) for to, number in sorted(changes.items())),
        ),
        Metric(
            "repcheck_finding",
            "What the pass noticed beside listings.",
            ("id", "severity"),
            tuple((names, float(number)) for names, number in sorted(findings.items())),
        ),
    ]
    if (coverage := document.coverage) is not None:
        metrics += [
            one("repcheck_targets", coverage.targets, "Targets that are watched."),
            one("repcheck_lists", coverage.lists, "Lists that were asked."),
            one("repcheck_lists_answered", coverage.answered, "Lists that answered."),
        ]
    return metrics
