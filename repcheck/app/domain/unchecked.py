"""A domain of which nothing that was heard can be believed: unknown in every part. Pure."""

import msgspec

from repcheck.lists.health import Verdict
from repcheck.model.observations import Severity
from repcheck.model.published.domain import DomainReport
from repcheck.model.records import PartState
from repcheck.model.report import Finding


def unchecked(report: DomainReport, blind: Verdict) -> DomainReport:
    """The report without what only looks as if nothing were there. ``blind``: why that is so."""
    parts = tuple(
        part
        if part.state is PartState.NOT_ASKED
        else msgspec.structs.replace(part, state=PartState.UNKNOWN, shown="could not be checked", findings=())
        for part in report.parts
    )
    demands = tuple(msgspec.structs.replace(demand, met=None) for demand in report.demands)
    says = f"{report.domain} could not be checked: {blind.saw}."
    finding = Finding(id="not_checked", severity=Severity.INFO, says=says, target=report.domain)
    return msgspec.structs.replace(report, parts=parts, senders=(), demands=demands, findings=(finding,))
