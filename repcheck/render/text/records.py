"""Sections on findings, on targets that were not asked about, and on mail records."""

from repcheck.model.records import DomainRecords, MxHost, MxRecords, PartShown, PartState, SpfRecord
from repcheck.model.report import Finding, Report, TargetReport
from repcheck.render.layout import Row
from repcheck.render.page import Page, part_style, severity_style
from repcheck.words.records import reverse_name_words
from repcheck.words.states import part_state_words, part_words

#: Findings of the same kind beyond this many are counted, unless more is asked for.
_MOST_ALIKE = 3
_MOST_NAMED = 8
_SENTENCE = 600
_NAME = 120
#: Domains whose records are shown although nothing is wrong with them, and lines in all.
_MOST_SHORT = 4
_MOST_ROWS = 30


def findings_section(report: Report, page: Page) -> list[str]:
    """What is wrong with the run or with records, worst first."""
    if not report.findings:
        return []
    by_kind: dict[str, list[Finding]] = {}
    for finding in sorted(report.findings, key=lambda finding: -finding.severity.rank):
        by_kind.setdefault(finding.id, []).append(finding)
    lines = page.heading("FINDINGS")
    for kind, alike in by_kind.items():
        shown = alike if page.verbose else alike[:_MOST_ALIKE]
        for finding in shown:
            lines += _finding(finding, page)
        if len(shown) < len(alike):
            more = f"and {len(alike) - len(shown):,} more of this kind ({kind}; -v shows them)"
            lines += page.lines(more, first="  ", rest="  ")
    return lines


def _finding(finding: Finding, page: Page) -> list[str]:
    says = page.clean(finding.says, _SENTENCE)
    about = f"{finding.target}: " if finding.target and finding.target not in says else ""
    style = severity_style(finding.severity)
    lines = page.lines(f"{finding.severity}: {about}{says}", first="  ", rest="    ", style=style)
    if finding.remedy:
        lines += page.lines(page.clean(finding.remedy, _SENTENCE), first="    ", rest="    ")
    return lines


def not_asked_section(report: Report, page: Page) -> list[str]:
    """Targets that no list was asked about, unless a finding or the first line says so."""
    if len(report.targets) == 1:
        return []
    told = {finding.target for finding in report.findings}
    by_reason: dict[str, list[str]] = {}
    for found in report.targets:
        target = found.target
        if target.not_asked is not None and target.value not in told:
            by_reason.setdefault(target.not_asked, []).append(target.value)
    if not by_reason:
        return []
    lines = page.heading("NOT ASKED ABOUT")
    for reason, values in by_reason.items():
        lines += page.lines(f"{_some(values, page)}: {reason}", first="  ", rest="    ")
    return lines


def _some(values: list[str], page: Page) -> str:
    if page.verbose or len(values) <= _MOST_NAMED:
        return ", ".join(values)
    return f"{', '.join(values[:_MOST_NAMED])} and {len(values) - _MOST_NAMED:,} more"


def short_section(report: Report, page: Page) -> list[str]:
    """How MX, SPF and DMARC of each domain are, the worst first; of many domains, only what is not well."""
    judged = [found for found in report.targets if found.domain is not None and found.domain.short]
    few = page.verbose or len(judged) <= _MOST_SHORT
    rows: list[Row] = []
    for found in judged:
        name = found.target.value
        for part in found.domain.short if found.domain is not None else ():
            if few or part.state is not PartState.OK:
                rows.append(_part(name, part, page))
                name = ""
    if not rows:
        return []
    lines = page.heading("MAIL RECORDS (all of it, and what to publish: repcheck domain)")
    shown = rows if page.verbose else rows[:_MOST_ROWS]
    lines += page.table(("DOMAIN", "PART", "STATE", "WHAT IS THERE"), shown)
    if len(shown) < len(rows):
        lines += page.lines(f"and {len(rows) - len(shown):,} more (-v shows them)", first="  ", rest="  ")
    return lines


def _part(name: str, part: PartShown, page: Page) -> Row:
    cells = (name, part_words(part.name), part_state_words(part.state), page.clean(part.shown, _NAME))
    return Row(cells, styles=("", "", part_style(part.state), ""))


def records_section(report: Report, page: Page) -> list[str]:
    """Reverse names, MX and SPF as published; only when more is asked for (-v)."""
    if not page.verbose:
        return []
    lines: list[str] = []
    for found in report.targets:
        lines += _address(found, page)
        if found.domain is not None:
            lines += _domain(found.target.value, found.domain, page)
    return [*page.heading("RECORDS AS PUBLISHED"), *lines] if lines else []


def _address(found: TargetReport, page: Page) -> list[str]:
    if found.address is None:
        return []
    names = ", ".join(page.clean(name, _NAME) for name in found.address.names)
    said = f"{found.target.value} {reverse_name_words(found.address.status)}"
    return page.lines(f"{said}: {names}" if names else said, first="  ", rest="    ")


def _domain(domain: str, records: DomainRecords, page: Page) -> list[str]:
    lines = page.lines(f"{domain} MX: {_mx(records.mx)}", first="  ", rest="    ")
    lines += page.lines(f"{domain} SPF: {_spf(records.spf)}", first="  ", rest="    ")
    for term in records.walk.unreachable if records.walk else ():
        said = page.clean(term, _SENTENCE)
        lines += page.lines(f"{domain} SPF could not be followed: {said}", first="  ", rest="    ")
    return lines


def _mx(mx: MxRecords) -> str:
    if mx.status == "null":
        return "takes no mail (null MX)"
    if mx.status == "none":
        return "none, so its own address takes the mail"
    if mx.status == "unknown":
        return f"unknown ({mx.outcome})"
    return "; ".join(_mx_host(host) for host in mx.hosts)


def _mx_host(host: MxHost) -> str:
    addresses = ", ".join(host.addresses)
    return f"{host.preference} {host.host} ({addresses or host.outcome})"


def _spf(spf: SpfRecord) -> str:
    if spf.status == "ok":
        return spf.text or ""
    if spf.status == "none":
        return "none"
    if spf.status == "several":
        return "several records, which is an error (RFC 7208 4.5)"
    return f"unknown ({spf.outcome})"
