"""Metrics of the mail records of domains."""

from collections import Counter
from collections.abc import Iterator

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Observation, State
from repcheck.model.published.domain import DomainReport, DomainsReport
from repcheck.render.metrics.check import health_metrics
from repcheck.render.metrics.families import Metric, about_run, one, text_of
from repcheck.render.sheet.domain import findings_of
from repcheck.render.view import View

_Sample = tuple[tuple[str, ...], float]


def shown(report: DomainsReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    success = report.interrupted is None and report.exit_code in (ExitCode.OK, ExitCode.FOUND)
    return text_of(
        [
            Metric(
                "repcheck_listed",
                "Target is listed; absent when it is not, or unknown.",
                _LISTED,
                tuple(_listed(report)),
            ),
            Metric(
                "repcheck_finding",
                "Findings about the mail records of a domain; absent where there is none.",
                ("domain", "id", "severity"),
                tuple(sample for domain in report.domains for sample in _findings(domain)),
            ),
            Metric(
                "repcheck_record_state",
                "How each part of the mail records is.",
                ("domain", "part", "state"),
                tuple(
                    ((domain.domain, part.name, part.state.value), 1.0)
                    for domain in report.domains
                    for part in domain.parts
                ),
            ),
            *health_metrics(report.lists),
            one("repcheck_queries", report.queries, "DNS queries sent by the run."),
            *about_run(report.started, report.seconds, int(report.exit_code), view, success=success),
        ]
    )


_LISTED = ("target", "list", "zone", "severity", "group")


def _listed(report: DomainsReport) -> Iterator[_Sample]:
    for domain in report.domains:
        yield from _listings(domain.domain, domain.observations, domain.domain)
        for sender in domain.senders:
            yield from _listings(sender.address, sender.observations, domain.domain)


def _listings(target: str, observations: tuple[Observation, ...], group: str) -> Iterator[_Sample]:
    for seen in observations:
        if seen.state is State.LISTED:
            severity = "" if seen.severity is None else seen.severity.value
            yield (target, seen.list, seen.zone, severity, group), 1.0


def _findings(domain: DomainReport) -> Iterator[_Sample]:
    """Several of one kind are one series."""
    counted = Counter((finding.id, finding.severity.value) for finding in findings_of(domain))
    for (name, severity), number in counted.items():
        yield (domain.domain, name, severity), float(number)
