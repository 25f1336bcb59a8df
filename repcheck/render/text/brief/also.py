"""What else is worth a look: findings of a kind in one line, and where the whole of it is."""

from collections.abc import Collection

from repcheck.model.observations import Severity
from repcheck.model.records import PartState
from repcheck.model.report import Finding, Report
from repcheck.render.page import Page
from repcheck.render.text.brief.fold import some
from repcheck.words.findings import finding_words
from repcheck.words.text import and_more

_MOST_KINDS = 4
_MOST_TARGETS = 4
_SENTENCE = 200
#: The verdict and its sections have said these.
_SAID = {"network_down", "nothing_asked", "resolver_public", "dmarc_publish", "spf_publish"}


def also_section(report: Report, page: Page) -> list[str]:
    """At most a handful of lines, the worst first; empty when there is nothing."""
    kinds: dict[str, list[Finding]] = {}
    gone = {finding.target for finding in report.findings if finding.id == "domain_missing"}
    for finding in sorted(report.findings, key=lambda finding: -finding.severity.rank):
        if (
            finding.id not in _SAID
            and finding.target not in gone
            and not (finding.severity is Severity.INFO and finding.target)
        ):
            kinds.setdefault(finding.id, []).append(finding)
    said = [_said(kind, alike, page) for kind, alike in kinds.items()]
    if len(said) > _MOST_KINDS:
        said = [*said[:_MOST_KINDS], f"{len(said) - _MOST_KINDS} more points: -v."]
    lines = [" ".join(said)] if said else []
    if domains := _to_mend(report, gone):
        lines.append(f"Records to publish: repcheck domain {and_more(domains, 2)}")
    shown: list[str] = []
    for line in lines:
        shown += page.lines(line, first="      " if shown else "ALSO  ", rest="      ")
    return shown


def _said(kind: str, alike: list[Finding], page: Page) -> str:
    words = finding_words(kind)
    targets = [finding.target for finding in alike if finding.target]
    if words and targets:
        return f"{words}: {some(targets, _MOST_TARGETS)}."
    first = page.clean(alike[0].says, _SENTENCE)
    remedy = page.clean(alike[0].remedy or "", _SENTENCE)
    whom = f"{targets[0]}: " if targets and targets[0] not in first else ""
    more = f" ({len(alike) - 1} more: -v)" if len(alike) > 1 else ""
    return f"{whom}{first}{' ' + remedy if remedy and kind.startswith('resolver') else ''}{more}"


def _to_mend(report: Report, gone: Collection[str | None]) -> list[str]:
    return [
        found.target.value
        for found in report.targets
        if found.domain is not None
        and found.target.value not in gone
        and any(part.state in (PartState.FAULTY, PartState.ABSENT) for part in found.domain.short)
    ]
