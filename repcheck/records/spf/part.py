"""SPF as one part of a domain's mail records."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.published.domain import Part
from repcheck.model.published.spf import SpfResult, SpfVerdict
from repcheck.model.records import PartState
from repcheck.model.report import Finding
from repcheck.records.spf.inspect import SpfInspection
from repcheck.records.spf.repair.lint import LONG_TEXT
from repcheck.records.tags import publish, say
from repcheck.words.text import count

#: Open questions that are named.
_DECIDED = 4


def spf_part(spf: SpfInspection, verdicts: Mapping[str, SpfVerdict] = {}) -> Part:
    """The part of the report on SPF; the whole record to publish stands in a finding of its own.

    ``verdicts``  of addresses that send: what depends on the sender (exists:%{i}) is asked for them alone
    """
    record = spf.tree.record
    findings = (*spf.findings, *open_findings(spf))
    if spf.publish is not None:
        worst = max((finding.severity for finding in findings), key=lambda s: s.rank, default=Severity.INFO)
        says = f"The SPF record of {spf.tree.domain} can be corrected."
        if len(spf.publish) > LONG_TEXT >= len(record.text or ""):
            says += f" It then has {len(spf.publish)} characters, and beyond {LONG_TEXT} answers need TCP."
        findings = (*findings, say("spf_publish", worst, says, publish(spf.tree.domain, spf.publish)))
    state = _state(spf, findings)
    if state is PartState.OK and (undecided := tuple(_undecided(verdicts))):
        state, findings = PartState.UNKNOWN, (*findings, *undecided)
    return Part(name="spf", state=state, shown=_shown(spf), record=record.text, findings=findings)


def _undecided(verdicts: Mapping[str, SpfVerdict]) -> Iterator[Finding]:
    """The first address for which a check ends as temperror."""
    failed = [one for one in verdicts.items() if one[1].result is SpfResult.TEMPERROR]
    for address, verdict in failed[:1]:
        whom = (
            address
            if len(failed) == 1
            else f"{address} and {count(len(failed) - 1, 'more address', 'more addresses')}"
        )
        says = f"SPF could not be decided for {whom}: {verdict.reason}."
        yield say("spf_sender_unknown", Severity.INFO, says, "Ask again later.")


def open_findings(spf: SpfInspection) -> tuple[Finding, ...]:
    """What the owner has to decide before there can be a record to publish; empty when nothing is open."""
    if not spf.decide or not any(finding.severity is not Severity.INFO for finding in spf.findings):
        return ()
    domain = spf.tree.domain
    says = f"No record is proposed for {domain}: only its owner knows {'; '.join(spf.decide[:_DECIDED])}."
    remedy = f"Decide that, change the record, and look again: repcheck spf {domain}"
    return (msgspec.structs.replace(say("spf_decide", Severity.LOW, says, remedy), target=domain),)


def _state(spf: SpfInspection, findings: Sequence[Finding]) -> PartState:
    """A fault counts before what could not be asked; a record that leads to an unknown is unknown."""
    record, stranger = spf.tree.record, spf.stranger
    if record.status in ("none", "unknown", "several"):
        states = {"none": PartState.ABSENT, "unknown": PartState.UNKNOWN}
        return states.get(record.status, PartState.FAULTY)
    if any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        return PartState.FAULTY
    unknown = any(finding.id == "spf_unknown" for finding in findings)
    if unknown or SpfResult.TEMPERROR in (stranger.result, stranger.result_ipv6):
        return PartState.UNKNOWN
    return PartState.OK


def _shown(spf: SpfInspection) -> str:
    record, stranger = spf.tree.record, spf.stranger
    if record.text is None:
        told = {"none": "none", "several": "several records"}
        return told.get(record.status, f"could not be asked ({record.outcome})")
    least = "at least " if stranger.at_least else ""
    result = str(stranger.result)
    if stranger.result_ipv6 is not stranger.result:
        result = f"{stranger.result} (IPv4) or {stranger.result_ipv6} (IPv6)"
    return f"{result} for all other senders; {least}{stranger.lookups} of 10 DNS lookups"
