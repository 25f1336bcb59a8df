"""The JSON document of ``repcheck spf``."""

from typing import Literal

import msgspec

from repcheck.model.exit_code import ExitCode
from repcheck.model.published.spf import SpfReport, SpfResult, SpfStep, SpfStranger, SpfTree
from repcheck.model.records import SpfWalk
from repcheck.model.report import Finding
from repcheck.render.encoding import encoded
from repcheck.render.view import View


class SpfDocument(msgspec.Struct, frozen=True, kw_only=True):
    """``result`` to ``reason`` are null (the counts 0) when no address was given.

    ``matched``  the term of the domain's own record that matched; ``matched_path`` goes on from there down
                 to the term that decided
    ``publish``  the record to publish instead, null when nothing has to change or nobody can tell
    ``permitted`` every address that may send; null unless --flatten
    """

    schema: Literal["repcheck.spf/1"]
    version: str
    started: str
    seconds: float
    exit_code: ExitCode
    domain: str
    ip: str | None
    sender: str
    helo: str
    result: SpfResult | None
    explanation: str | None
    matched: str | None
    matched_path: tuple[SpfStep, ...]
    lookups: int
    void_lookups: int
    reason: str | None
    stranger: SpfStranger
    tree: SpfTree
    findings: tuple[Finding, ...]
    publish: str | None
    permitted: SpfWalk | None
    queries: int


def shown(report: SpfReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    verdict = report.verdict
    matched = () if verdict is None else verdict.matched
    document = SpfDocument(
        schema="repcheck.spf/1",
        version=view.version,
        started=report.started,
        seconds=report.seconds,
        exit_code=report.exit_code,
        domain=report.domain,
        ip=report.ip,
        sender=report.sender,
        helo=report.helo,
        result=verdict.result if verdict else None,
        explanation=verdict.explanation if verdict else None,
        matched=matched[0].term if matched else None,
        matched_path=matched,
        lookups=verdict.lookups if verdict else 0,
        void_lookups=verdict.void_lookups if verdict else 0,
        reason=verdict.reason if verdict else None,
        stranger=report.stranger,
        tree=report.tree,
        findings=report.findings,
        publish=report.publish,
        permitted=report.permitted,
        queries=report.queries,
    )
    return encoded(document)
