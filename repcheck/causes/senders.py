"""Which domain a refused mail was sent for, and from which address, as far as its bounce shows it."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from repcheck.causes.subjects import address_subject, canonical, is_name, name_of
from repcheck.causes.texts import demands_alignment, is_the_others
from repcheck.model.bounces import BounceRecord
from repcheck.model.causes import LiveState
from repcheck.model.published.spf import SenderVerdict, SpfResult
from repcheck.model.records import SpfRecord
from repcheck.model.report import TargetReport
from repcheck.model.targets import TargetKind
from repcheck.patterns import compiled
from repcheck.records.spf.syntax.terms import shown_term
from repcheck.records.tags import txt_record

SPF_FAULTS = {
    "none": "it publishes no SPF record",
    "several": "it publishes more than one SPF record, which makes SPF fail (RFC 7208 4.5)",
}
#: Pairs that are evaluated in one run: strangers write bounces.
PAIRS_AT_MOST = 64
_NAME = compiled(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,20}", re.IGNORECASE)
_LONGEST = 2000


class Sending(NamedTuple):
    """An address that sent for a domain, both canonical."""

    domain: str
    ip: str


def sending_of(record: BounceRecord, domains: Collection[str]) -> Sending | None:
    """``domains`` are the user's own; None when the bounce does not show both, or not surely."""
    subject = None if record.blocked_subject is None else canonical(record.blocked_subject)
    sent_from = address_subject(record.source_ip)
    if subject is not None and subject.kind == "ip" and not is_the_others(subject.value, record):
        sent_from = subject
    named = name_of(subject) if subject is not None and subject.kind in ("domain", "sender") else None
    sender = (record.sender or "").rpartition("@")[2].lower()
    if demands_alignment(record) and is_name(sender):
        named = sender  # such a reply names the domain of From, and SPF is of the envelope sender
    domain = named or _domain_in(record, domains)
    return Sending(domain, sent_from.value) if domain is not None and sent_from is not None else None


def _domain_in(record: BounceRecord, domains: Collection[str]) -> str | None:
    """The one domain of the user that the reply names; else that of the envelope sender, which is what SPF
    judges (RFC 7208 section 2.4), or of From; else the only one that there is."""
    named = names_in(record) & set(domains)
    if named:
        return next(iter(named)) if len(named) == 1 else None
    shown = (record.sender or "").rpartition("@")[2].lower() or record.header_from
    if shown and is_name(shown):
        return shown
    return next(iter(domains)) if len(domains) == 1 else None


def names_in(record: BounceRecord) -> frozenset[str]:
    """What looks like the name of a host or domain in the reply, in lower case."""
    return frozenset(name.lower() for name in _NAME.findall(record.diagnostic[:_LONGEST]))


def own_domains(targets: Iterable[TargetReport]) -> frozenset[str]:
    """The domains of a run."""
    return frozenset(one.target.value for one in targets if one.target.kind is TargetKind.DOMAIN)


def spf_now(found: SenderVerdict) -> tuple[LiveState, str, str | None]:
    """The live state, why, and the record to publish, from what SPF says of a sender now."""
    domain, ip, verdict = found.domain, found.ip, found.verdict
    if verdict.result is SpfResult.PASS:
        return LiveState.CLEARED, f"SPF of {domain} passes for {ip} now", None
    if verdict.result is SpfResult.TEMPERROR:
        return LiveState.UNEXPLAINED, f"SPF of {domain} could not be looked up ({verdict.reason})", None
    matched = f" by {shown_term(verdict.matched[-1].term)}" if verdict.matched else ""
    reason = f" ({verdict.reason})" if verdict.reason else ""
    why = f"SPF of {domain} says {verdict.result} for {ip} now{matched}{reason}"
    publish = None if found.publish is None else txt_record(domain, found.publish)
    return LiveState.RECORD_FAULT, why, publish


def record_now(domain: str | None, found: SpfRecord | None) -> tuple[LiveState, str]:
    """The live state and why, where only the record of a domain is known and not who sent."""
    if found is None:
        return LiveState.UNEXPLAINED, "its SPF record was not looked up in this run" if domain else ""
    fault = SPF_FAULTS.get(found.status)
    if fault is not None:
        return LiveState.RECORD_FAULT, fault
    if found.status == "unknown":
        return LiveState.UNEXPLAINED, f"its SPF record could not be looked up ({found.outcome.value})"
    return LiveState.UNEXPLAINED, "it publishes one SPF record, which may still not cover the sending address"
