"""SPF as one part of a domain's mail records."""

from repcheck.model.domain import Part
from repcheck.model.observations import Severity
from repcheck.model.records import PartState
from repcheck.records.spf.inspect import SpfInspection
from repcheck.records.tags import publish, say


def spf_part(spf: SpfInspection) -> Part:
    """The part of the report on SPF; the whole record to publish stands in a finding of its own."""
    record = spf.tree.record
    findings = spf.findings
    if spf.publish is not None:
        worst = max((finding.severity for finding in findings), key=lambda s: s.rank, default=Severity.INFO)
        says = f"With its faults mended, the SPF record of {spf.tree.domain} reads as below."
        findings = (*findings, say("spf_publish", worst, says, publish(spf.tree.domain, spf.publish)))
    states = {"ok": PartState.OK, "none": PartState.ABSENT, "unknown": PartState.UNKNOWN}
    state = states.get(record.status, PartState.FAULTY)
    if state is PartState.OK and any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        state = PartState.FAULTY
    least = "at least " if spf.stranger.at_least else ""
    shown = f"{spf.stranger.result} for strangers, lookups {least}{spf.stranger.lookups} of 10"
    if record.text is None:
        shown = {"none": "none", "several": "several records"}.get(
            record.status, f"could not be asked ({record.outcome})"
        )
    return Part(name="spf", state=state, shown=shown, record=record.text, findings=findings)
