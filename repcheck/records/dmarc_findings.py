"""What is wrong with DMARC, and the record to publish."""

from collections.abc import Iterator

from repcheck.model.domain import DmarcPolicy, Part
from repcheck.model.observations import Severity
from repcheck.model.records import PartState
from repcheck.model.report import Finding
from repcheck.records.dmarc import Dmarc, DmarcRecord
from repcheck.records.tags import publish, say

_RANKS = {"none": 0, "quarantine": 1, "reject": 2}
_OLD_TAGS = ("pct", "rf", "ri")


def dmarc_part(domain: str, found: Dmarc) -> Part:
    """The part of the report on DMARC."""
    findings = (*_discovery(domain, found), *_differences(found), *_record(domain, found))
    state = PartState.OK if found.new.status == "ok" else PartState.ABSENT
    if found.new.status == "unknown":
        state = PartState.UNKNOWN
    elif any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        state = PartState.FAULTY if found.record is not None else PartState.ABSENT
    elif state is PartState.OK and found.new.policy == "none":
        state = PartState.WEAK
    text = None if found.record is None else found.record.text
    return Part(name="dmarc", state=state, shown=_shown(found.new), record=text, findings=findings)


def _shown(policy: DmarcPolicy) -> str:
    if policy.status == "ok":
        strict = " and ".join(word.upper() for word in policy.strict)
        aligned = f"; strict alignment of {strict}" if strict else ""
        return f"p={policy.policy}, by the record of {policy.found_at}{aligned}"
    return "none" if policy.status == "none" else f"could not be asked ({policy.outcome})"


def _discovery(domain: str, found: Dmarc) -> Iterator[Finding]:
    new = found.new
    # Published there, both rules find it, for every name below too.
    base = found.old.organizational_domain
    start = f"v=DMARC1; p=none; rua=mailto:postmaster@{base}"
    if new.status == "unknown":
        says = f"The DMARC record of {domain} could not be asked ({new.outcome})."
        yield say("dmarc_unknown", Severity.INFO, says, "Ask again later.")
    if found.alias is not None:
        says = (
            f"_dmarc.{domain} is an alias (CNAME) of {found.alias}: whoever holds that name sets the policy."
        )
        yield say("dmarc_alias", Severity.INFO, says)
    several = [at.name for at in found.walked if at.several]
    for name in several:
        says = f"_dmarc.{name} has several DMARC records, which count as none."
        yield say("dmarc_several", Severity.HIGH, says, "Keep one of them.")
    if found.apex is not None:
        says = f"A DMARC record stands at {domain} itself, where nobody looks."
        there = found.walked[0].record is not None or several
        remedy = "Delete it." if there else publish(f"_dmarc.{domain}", found.apex)
        yield say("dmarc_wrong_place", Severity.LOW if there else Severity.HIGH, says, remedy)
    elif new.status == "none" and not several:
        says = f"{domain} has no DMARC policy; Gmail, Yahoo and Outlook.com want one of bulk senders."
        yield say("no_dmarc", Severity.MEDIUM, says, publish(f"_dmarc.{base}", start))


def _differences(found: Dmarc) -> Iterator[Finding]:
    """Many receivers still follow RFC 7489."""
    new, old = found.new, found.old
    if "unknown" in (new.status, old.status) or new.status == old.status == "none":
        return
    if (new.policy, new.found_at) != (old.policy, old.found_at):
        yield say(
            "dmarc_rules_differ",
            Severity.LOW,
            f"By RFC 9989: {_shown(new)}; by the older rules: {_shown(old)}.",
            "Publish a record at the domain itself, so that both rules find it, with p and sp alike.",
        )
    elif new.organizational_domain != old.organizational_domain:
        yield say(
            "dmarc_rules_differ",
            Severity.LOW,
            f"For alignment the domain is {new.organizational_domain} by RFC 9989, "
            f"{old.organizational_domain} by the older rules.",
            "Sign and send with the very domain of the From line.",
        )


def _record(domain: str, found: Dmarc) -> Iterator[Finding]:
    record, at = found.record, found.new.found_at
    if record is None or at is None:
        return
    faults = [*_policies(record, found.new), *_tags(domain, record, at)]
    if not record.reports:
        says = "The DMARC record names nobody for reports (rua)."
        faults.append(
            say("dmarc_no_reports", Severity.LOW, says, f"Write rua=mailto: and an address of {at}.")
        )
    yield from faults
    mended = _mended(record, at, {finding.id for finding in faults})
    if faults and mended != record.tags:
        worst = max((finding.severity for finding in faults), key=lambda severity: severity.rank)
        text = "; ".join(f"{tag}={value}" for tag, value in mended.items())
        says = f"With its faults mended, the DMARC record of {at} reads as below."
        yield say("dmarc_publish", worst, says, publish(f"_dmarc.{at}", text))
    for host in found.unverified:
        says = f"{host} has not agreed to get DMARC reports of {at}, so none are sent to it."
        remedy = f'{host} has to publish: {at}._report._dmarc.{host} TXT "v=DMARC1"'
        yield say("dmarc_report_unverified", Severity.MEDIUM, says, remedy)
    for host in found.unknown_reports:
        says = f"Whether {host} takes DMARC reports of {at} could not be asked."
        yield say("dmarc_report_unknown", Severity.INFO, says, "Ask again later.")


def _policies(record: DmarcRecord, policy: DmarcPolicy) -> Iterator[Finding]:
    if record.bad_policies:
        bad = ", ".join(f"{tag}={record.tags[tag]}" for tag in record.bad_policies)
        says = f"{bad} in the DMARC record is no policy, so it counts as p=none."
        yield say("dmarc_bad_policy", Severity.HIGH, says, "Write none, quarantine or reject.")
    elif policy.policy == "none" and not record.tests:
        says = "The DMARC policy is none: forged mail is delivered."
        remedy = "Write p=quarantine as soon as the reports look right."
        yield say("dmarc_policy_none", Severity.LOW, says, remedy)


def _mended(record: DmarcRecord, at: str, faults: set[str]) -> dict[str, str]:
    """The tags to publish instead. Without reports nobody knows yet what a stricter policy would hit."""
    tags = {tag: value for tag, value in record.tags.items() if tag not in _OLD_TAGS}
    tags |= dict.fromkeys(record.bad_policies, "quarantine")
    if "dmarc_weak_subdomains" in faults:
        tags["sp"] = tags["p"]
    if "dmarc_no_reports" in faults:
        tags["rua"] = f"mailto:postmaster@{at}"
    elif "dmarc_policy_none" in faults:
        tags["p"] = "quarantine"
    return tags


def _tags(domain: str, record: DmarcRecord, at: str) -> Iterator[Finding]:
    policy, below = record.policy("p"), record.policy("sp")
    if policy and below and _RANKS[below] < _RANKS[policy]:
        says = f"Subdomains are protected less (sp={below}) than the domain (p={policy})."
        yield say("dmarc_weak_subdomains", Severity.MEDIUM, says, f"Write sp={policy}, or leave sp out.")
    if record.tests:
        says = "t=y in the DMARC record: one step less than the policy is applied."
        yield say("dmarc_testing", Severity.LOW, says, "Remove t=y when the reports look right.")
    old = [f"{tag}={record.tags[tag]}" for tag in _OLD_TAGS if tag in record.tags]
    if old:
        partly = record.tags.get("pct", "100") != "100"
        says = f"{', '.join(old)} in the DMARC record is no longer read; older receivers still obey it."
        yield say("dmarc_old_tags", Severity.MEDIUM if partly else Severity.INFO, says, "Remove it.")
    if at == domain and "sp" in record.tags and record.tags.get("psd") is None and domain.count(".") > 1:
        says = f"sp in the DMARC record of {domain} has no effect unless it is the organizational domain."
        yield say("dmarc_idle_sp", Severity.INFO, says, "Write it into the record of the domain above.")
