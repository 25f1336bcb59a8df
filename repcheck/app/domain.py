"""``repcheck domain``: everything a domain publishes about its mail, asked side by side."""

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial

import msgspec

from repcheck.app.environment import Environment, rfc3339
from repcheck.app.https import FetchPolicy
from repcheck.app.senders import DomainRequest, Sending, sending_addresses
from repcheck.app.spf import special_name
from repcheck.dns import Asker, carry_out
from repcheck.model.dns import Answer
from repcheck.model.domain import DomainReport, DomainsReport, Part, PartState
from repcheck.model.observations import Severity
from repcheck.model.report import ExitCode, Finding
from repcheck.records.addresses import addresses_of
from repcheck.records.bimi import bimi_part
from repcheck.records.demands import demands
from repcheck.records.dkim import dkim_keys, dkim_part
from repcheck.records.dmarc import Dmarc, dmarc_of
from repcheck.records.dmarc_findings import dmarc_part
from repcheck.records.mx_findings import MxFound, mx_found, mx_part
from repcheck.records.reverse_part import reverse_part
from repcheck.records.spf.inspect import SpfInspection
from repcheck.records.tls import PolicyFetch, mta_sts_part, text_of, tls_rpt_part, wants_policy
from repcheck.targets.names import registered_domain


async def inspect_domains(
    request: DomainRequest, asker: Asker, environment: Environment, fetch: FetchPolicy | None
) -> DomainsReport:
    """All domains at once, the worst first. ``fetch`` None: no policy is fetched."""
    started, begun = environment.now(), environment.monotonic()
    job = partial(_domain, request, asker, fetch, int(started.timestamp()))
    domains = await asyncio.gather(*(job(domain) for domain in request.domains))
    return DomainsReport(
        started=rfc3339(started),
        seconds=round(environment.monotonic() - begun, 3),
        exit_code=_exit_code(domains, request.fail_on),
        domains=tuple(sorted(domains, key=_badness)),
        queries=asker.traffic.sent,
    )


def _badness(report: DomainReport) -> tuple[int, ...]:
    ranks = [finding.severity.rank for finding in report.findings]
    return tuple(-ranks.count(severity.rank) for severity in Severity)


def _exit_code(domains: Sequence[DomainReport], fail_on: Severity | None) -> ExitCode:
    findings = [finding for domain in domains for finding in domain.findings]
    if fail_on is not None and any(finding.severity.rank >= fail_on.rank for finding in findings):
        return ExitCode.FOUND
    unknown = any(part.state is PartState.UNKNOWN for domain in domains for part in domain.parts)
    return ExitCode.UNDECIDED if unknown else ExitCode.OK


async def _domain(
    request: DomainRequest, asker: Asker, fetch: FetchPolicy | None, now: int, domain: str
) -> DomainReport:
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(sending_addresses(request, asker, now, domain))
        mail = group.create_task(carry_out(asker, mx_found(domain, registered_domain)))
        policy = group.create_task(_dmarc(domain, asker))
        keys = group.create_task(carry_out(asker, dkim_keys(domain, request.selectors, request.random_label)))
        encryption = group.create_task(_policy(domain, asker, fetch))
        reporting = group.create_task(carry_out(asker, text_of(f"_smtp._tls.{domain}")))
        logo = group.create_task(carry_out(asker, text_of(f"default._bimi.{domain}")))
    return _composed(
        domain,
        request,
        sending.result(),
        (mail.result(), policy.result(), dkim_part(domain, keys.result())),
        (*encryption.result(), reporting.result(), logo.result()),
    )


def _composed(
    domain: str,
    request: DomainRequest,
    sending: Sending,
    found: tuple[MxFound, Dmarc, Part],
    texts: tuple[Answer, PolicyFetch | None, Answer, Answer],
) -> DomainReport:
    (mx, dmarc, dkim), (sts, fetched, reporting, logo) = found, texts
    spf, senders = sending.spf, sending.senders
    hosts = [host.host for host in mx.mx.hosts]
    parts = (
        mx_part(domain, mx, special_name),
        _spf_part(spf),
        reverse_part(senders, request.helo),
        dmarc_part(domain, dmarc),
        dkim,
        mta_sts_part(domain, sts, fetched, hosts),
        tls_rpt_part(domain, reporting, wanted=wants_policy(sts)),
        bimi_part(logo, dmarc.new, dmarc.record),
    )
    return DomainReport(
        domain=domain,
        parts=parts,
        dmarc=dmarc.new,
        dmarc_old=dmarc.old,
        tree=spf.shown,
        stranger=spf.stranger,
        walk=sending.walk,
        senders=senders,
        demands=demands(spf.stranger, dmarc.new, dkim, senders),
        findings=_gathered(domain, parts, sending.findings),
    )


def _gathered(domain: str, parts: Iterable[Part], more: tuple[Finding, ...]) -> tuple[Finding, ...]:
    findings = [*(finding for part in parts for finding in part.findings), *more]
    return tuple(
        msgspec.structs.replace(finding, target=finding.target or domain)
        for finding in sorted(findings, key=lambda finding: -finding.severity.rank)
    )


def _spf_part(spf: SpfInspection) -> Part:
    record = spf.tree.record
    findings = spf.findings
    if spf.publish is not None:
        worst = max((finding.severity for finding in findings), key=lambda s: s.rank, default=Severity.INFO)
        says = "With that mended, the SPF record reads as below."
        mend = Finding(
            id="spf_publish",
            severity=worst,
            says=says,
            remedy=f'Publish: {spf.tree.domain} TXT "{spf.publish}"',
        )
        findings = (*findings, mend)
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


async def _dmarc(domain: str, asker: Asker) -> Dmarc:
    # The list of public suffixes takes a while to be read: meanwhile the other questions are under way.
    await asyncio.to_thread(registered_domain, domain)
    return await carry_out(asker, dmarc_of(domain, registered_domain))


# -- MTA-STS


async def _policy(domain: str, asker: Asker, fetch: FetchPolicy | None) -> tuple[Answer, PolicyFetch | None]:
    answer = await carry_out(asker, text_of(f"_mta-sts.{domain}"))
    if fetch is None or not wants_policy(answer):
        return answer, None
    hosts = await carry_out(asker, addresses_of(f"mta-sts.{domain}"))
    return answer, await fetch(domain, hosts.addresses)
