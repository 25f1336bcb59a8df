"""Findings about the reports of receivers, in words."""

from collections.abc import Iterator, Sequence

from repcheck.causes.look_ups import LookedUp
from repcheck.causes.reported import Reported
from repcheck.causes.senders import own_domains
from repcheck.model.causes import Cause
from repcheck.model.mail.received import Received, ReportedDomain, ReportedSource, ReportedTls
from repcheck.model.observations import Severity
from repcheck.model.report import Finding, TargetReport
from repcheck.words.text import and_more, count, joined
from repcheck.words.tls_failures import tls_remedy

_NAMED = 3


def with_reported(
    causes: tuple[Cause, ...],
    received: Received,
    targets: Sequence[TargetReport] = (),
    seen: LookedUp | None = None,
) -> tuple[tuple[Cause, ...], tuple[Finding, ...]]:
    """The causes together with those of the reports, most mail first, and the findings of the reports.

    ``targets``  of the run; ``seen``: what SPF says now, None: nothing was looked up
    """
    own = frozenset(
        one.target.value for one in targets if one.target.is_address and not one.target.is_hearsay
    )
    reported = Reported(received, own, own_domains(targets), seen or LookedUp())
    every = sorted((*causes, *reported.causes()), key=lambda cause: -cause.bounces)
    return tuple(every), tuple(reported_findings(reported, received))


def reported_findings(reported: Reported, received: Received) -> Iterator[Finding]:
    """What reports show beside causes: forged or forgotten senders, faults that cost nothing yet, TLS."""
    for domain, source, why in reported.delivered():
        yield _delivered(domain, source, why)
    for domain, sources in reported.unknown():
        yield _unknown(domain, sources)
    for servers in received.tls:
        if servers.bad:
            yield _tls(servers)
    if foreign := reported.foreign():
        names = joined([one.domain for one in foreign])
        yield Finding(
            id="reports_of_others",
            severity=Severity.INFO,
            says=f"The DMARC reports about {names} were left out: this run was asked about other domains.",
            remedy="Name these domains, too, if they are yours.",
        )


def _delivered(domain: ReportedDomain, source: ReportedSource, why: str) -> Finding:
    who = joined([share.name for share in source.receivers])
    return Finding(
        id="reported_unaligned",
        severity=Severity.MEDIUM,
        says=f"DMARC failed for {count(source.failed, 'message')} that {source.ip} sent as {domain.domain}, "
        f"as {who} {'reports' if len(source.receivers) == 1 else 'report'}; they were delivered: {why}.",
        remedy="Let SPF or DKIM pass for the domain in From before the policy becomes quarantine or reject.",
        target=domain.domain,
    )


def _unknown(domain: ReportedDomain, sources: tuple[ReportedSource, ...]) -> Finding:
    failed, lost = sum(one.failed for one in sources), sum(one.lost for one in sources)
    named = and_more([f"{one.ip} ({one.failed:,})" for one in sources], _NAMED)
    verb = "sends" if len(sources) == 1 else "send"
    fate = "receivers delivered all of them" if not lost else f"receivers refused or set aside {lost:,}"
    return Finding(
        id="reported_unknown_senders",
        severity=Severity.LOW if lost else Severity.MEDIUM,
        says=f"{count(len(sources), 'address', 'addresses')} that SPF does not list {verb} as "
        f"{domain.domain}: {named}. DMARC failed for {count(failed, 'message')}, and {fate}.",
        remedy="If one of these servers is yours, add it to SPF; the others forge your name, "
        + ("and the policy p=none lets them." if domain.policy == "none" else "and the policy stops them."),
        target=domain.domain,
    )


def _tls(servers: ReportedTls) -> Finding:
    worst = servers.failures[0] if servers.failures else None
    kind = "" if worst is None else f": {worst.kind}" + (f" at {worst.server}" if worst.server else "")
    return Finding(
        id="tls_failures",
        severity=Severity.MEDIUM,
        says=f"{servers.bad:,} of {count(servers.good + servers.bad, 'TLS session')} to the mail servers of "
        f"{servers.domain} failed, as {joined([one.name for one in servers.senders])} reported{kind}.",
        remedy=tls_remedy(None if worst is None else worst.kind),
        target=servers.domain,
    )
