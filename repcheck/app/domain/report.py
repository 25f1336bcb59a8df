"""From what was learned of a domain to its report. Pure."""

from collections.abc import Iterable, Mapping

import msgspec

from repcheck.app.domain.listed import listed_part
from repcheck.app.domain.senders import Sender
from repcheck.model.dns import Answer
from repcheck.model.observations import Severity
from repcheck.model.published.domain import DomainReport, Part, SendingAddress
from repcheck.model.records import AddressRecords, ReverseName
from repcheck.model.report import Finding, TargetReport
from repcheck.records.dkim.selectors import DkimKey, dkim_part
from repcheck.records.dmarc.bimi import bimi_part
from repcheck.records.dmarc.findings import dmarc_part
from repcheck.records.dmarc.record import Dmarc
from repcheck.records.dnssec import dnssec_part
from repcheck.records.mx.findings import MxFound, mx_part
from repcheck.records.parked import is_parked
from repcheck.records.reverse.generic import generic_name
from repcheck.records.reverse.helo import Helo
from repcheck.records.reverse.part import reverse_part
from repcheck.records.sender_requirements import SenderFacts, demands
from repcheck.records.spf.inspect import SpfInspection
from repcheck.records.spf.part import spf_part
from repcheck.records.spf.tree.walk import permitted
from repcheck.records.tags import say
from repcheck.records.tls import PolicyFetch, mta_sts_part, tls_rpt_part, wants_policy
from repcheck.targets.special import special_name

#: Findings that nothing is published.
_LACKS = ("no_spf", "no_dmarc", "dkim_none")


class Texts(msgspec.Struct, frozen=True, kw_only=True):
    """The TXT answers of MTA-STS, TLS-RPT and BIMI. ``policy`` None: none was fetched."""

    sts: Answer
    policy: PolicyFetch | None
    reporting: Answer
    logo: Answer


class LearnedOfDomain(msgspec.Struct, frozen=True, kw_only=True):
    """All that was learned of one domain.

    ``keys``      of the selectors that the user named
    ``barred``    no selector can have a key, see dkim_barred
    ``findings``  what is of no part
    """

    domain: str
    mail: MxFound
    spf: SpfInspection
    dmarc: Dmarc
    keys: tuple[DkimKey, ...]
    barred: bool
    texts: Texts
    helo: Helo | None
    senders: tuple[Sender, ...]
    findings: tuple[Finding, ...]


def composed(asked: LearnedOfDomain, found: Mapping[str, TargetReport], min_coverage: float) -> DomainReport:
    """``found``: what lists and reverse names say, by domain and address."""
    domain, mail, spf, dmarc = asked.domain, asked.mail, asked.spf, asked.dmarc
    senders = tuple(
        _sender(sender, found[sender.address])
        for sender in asked.senders
        if found[sender.address].target.not_asked is None
    )
    texts, parked = asked.texts, is_parked(mail, spf)
    dkim = dkim_part(domain, asked.keys, barred=asked.barred, parked=parked)
    hosts = [host.host for host in mail.mx.hosts]
    own = found[domain].observations if domain in found else ()
    parts = _without_lacks(
        listed_part(domain, own, senders, min_coverage),
        mx_part(mail, special_name, parked=parked),
        spf_part(spf, {one.address: one.verdict for one in senders if one.verdict is not None}),
        reverse_part(senders, asked.helo, _mail_names(mail)),
        dmarc_part(domain, dmarc),
        dkim,
        mta_sts_part(domain, texts.sts, texts.policy, hosts),
        tls_rpt_part(domain, texts.reporting, wanted=wants_policy(texts.sts)),
        bimi_part(texts.logo, dmarc.new, dmarc.record),
        dnssec_part(_answers(asked)),
    )
    seen = SenderFacts(spf=spf, mail=mail, dmarc=dmarc.new, dkim=dkim, senders=senders)
    return DomainReport(
        domain=domain,
        parts=parts,
        dmarc=dmarc.new,
        dmarc_old=dmarc.old,
        tree=spf.shown,
        stranger=spf.stranger,
        walk=permitted(spf.tree),
        senders=senders,
        observations=own,
        demands=() if parked else demands(seen),
        findings=_gathered(domain, parts, (*asked.findings, *_not_asked(asked, found))),
    )


def _without_lacks(*parts: Part) -> tuple[Part, ...]:
    """The parts; those of a domain that does not exist without findings that they have no records either."""
    if not any(finding.id == "domain_missing" for part in parts for finding in part.findings):
        return parts
    kept = (tuple(finding for finding in part.findings if finding.id not in _LACKS) for part in parts)
    return tuple(
        msgspec.structs.replace(part, findings=findings) for part, findings in zip(parts, kept, strict=True)
    )


def _mail_names(mail: MxFound) -> dict[str, str]:
    """The first mail host that leads to an address."""
    return {address: host.host for host in reversed(mail.mx.hosts) for address in host.addresses}


def _sender(sender: Sender, found: TargetReport) -> SendingAddress:
    # A run over very many addresses reads the reverse names of the first of them only.
    reverse = found.address or AddressRecords(status=ReverseName.UNKNOWN)
    confirmed = reverse.names[0] if reverse.status is ReverseName.CONFIRMED else None
    return SendingAddress(
        address=sender.address,
        origin=sender.origin,
        network=sender.network,
        reverse=reverse,
        generic=None if confirmed is None else generic_name(sender.address, confirmed),
        verdict=sender.verdict,
        observations=found.observations,
    )


def _not_asked(asked: LearnedOfDomain, found: Mapping[str, TargetReport]) -> Iterable[Finding]:
    for sender in asked.senders:
        why = found[sender.address].target.not_asked
        if why is not None:
            says = f"{sender.address} ({sender.origin}) was not looked at: {why}."
            yield say("address_not_asked", Severity.INFO, says)


def _answers(asked: LearnedOfDomain) -> dict[str, Answer]:
    at = asked.dmarc.walked[0]
    answers = {"MX": asked.mail.answer, "DMARC": Answer(at.outcome, authentic=at.authentic)}
    if asked.spf.answer is not None:
        answers["SPF"] = asked.spf.answer
    return answers


def _gathered(domain: str, parts: Iterable[Part], more: tuple[Finding, ...]) -> tuple[Finding, ...]:
    findings = [*(finding for part in parts for finding in part.findings), *more]
    return tuple(
        msgspec.structs.replace(finding, target=finding.target or domain)
        for finding in sorted(findings, key=lambda finding: -finding.severity.rank)
    )
