"""The JSON document of ``repcheck domain``."""

from typing import Literal

import msgspec

from repcheck.model.exit_code import ExitCode
from repcheck.model.published.domain import DomainReport, DomainsReport
from repcheck.model.report import Finding
from repcheck.render.encoding import encoded
from repcheck.render.json.check import ListDocument, list_document
from repcheck.render.view import View


class DomainsDocument(msgspec.Struct, frozen=True, kw_only=True):
    """``domains`` are the worst first; in each, findings are the worst first. ``lists``: as in a check.

    ``findings`` at the top are about the run itself; ``incomplete`` is true when it did not end by itself.
    """

    schema: Literal["repcheck.domain/1"]
    version: str
    started: str
    seconds: float
    exit_code: ExitCode
    incomplete: bool
    interrupted: Literal["interrupt", "timeout"] | None
    domains: tuple[DomainReport, ...]
    lists: tuple[ListDocument, ...]
    findings: tuple[Finding, ...]
    queries: int


def render_domain_json(report: DomainsReport, version: str) -> bytes:
    """The document, valid UTF-8 on one line with a line end behind it."""
    document = DomainsDocument(
        schema="repcheck.domain/1",
        version=version,
        started=report.started,
        seconds=report.seconds,
        exit_code=report.exit_code,
        incomplete=report.interrupted is not None,
        interrupted=report.interrupted,
        domains=report.domains,
        lists=tuple(list_document(health) for health in report.lists),
        findings=report.findings,
        queries=report.queries,
    )
    return encoded(document)


def shown(report: DomainsReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return render_domain_json(report, view.version)
