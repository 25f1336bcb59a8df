"""A domain of which nothing that was heard can be believed, or not all: unknown in these parts. Pure."""

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.published.domain import DomainReport
from repcheck.model.records import PartState
from repcheck.model.report import Finding


def unchecked(report: DomainReport, why: str) -> DomainReport:
    """The report without what only looks as if nothing were there. ``why``: reads on after a colon."""
    parts = tuple(
        part
        if part.state is PartState.NOT_ASKED
        else msgspec.structs.replace(part, state=PartState.UNKNOWN, shown="could not be checked", findings=())
        for part in report.parts
    )
    demands = tuple(msgspec.structs.replace(demand, met=None) for demand in report.demands)
    says = f"{report.domain} could not be checked: {why}."
    finding = Finding(id="not_checked", severity=Severity.INFO, says=says, target=report.domain)
    return msgspec.structs.replace(
        report, parts=parts, senders=(), demands=demands, findings=(finding,), unchecked=why
    )


#: What is in order only if the addresses of names are true.
_BY_ADDRESSES = frozenset({"mx", "spf", "ptr"})


def doubted(report: DomainReport) -> DomainReport:
    """The report behind a resolver that answers names which do not exist: it may have made up any address."""
    shown = "your resolver answers names that do not exist"
    looked_up = _BY_ADDRESSES if report.stranger.lookups else _BY_ADDRESSES - {"spf"}
    parts = tuple(
        msgspec.structs.replace(part, state=PartState.UNKNOWN, shown=shown)
        if part.name in looked_up and part.state is PartState.OK
        else part
        for part in report.parts
    )
    return msgspec.structs.replace(report, parts=parts)
