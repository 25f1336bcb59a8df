"""``repcheck spf`` for people: the verdict, the count, the tree, and what to change."""

from repcheck.model.dns import Outcome
from repcheck.model.observations import Severity
from repcheck.model.published.spf import SpfBranch, SpfReport, SpfResult, SpfStranger, SpfTree, SpfVerdict
from repcheck.model.report import Finding
from repcheck.render.layout import BOLD, DIM, RED, YELLOW
from repcheck.render.page import LEAST_WIDTH, Page, severity_style
from repcheck.render.view import View, as_bytes
from repcheck.words.text import count

_STYLES = {
    SpfResult.PASS: "",
    SpfResult.NEUTRAL: YELLOW,
    SpfResult.NONE: YELLOW,
    SpfResult.SOFTFAIL: YELLOW,
}
_MEANS = {
    SpfResult.PASS: "may send for",
    SpfResult.FAIL: "may not send for",
    SpfResult.SOFTFAIL: "probably may not send for",
    SpfResult.NEUTRAL: "is neither permitted nor forbidden by",
    SpfResult.NONE: "cannot be checked: no SPF record for",
    SpfResult.TEMPERROR: "could not be checked for",
    SpfResult.PERMERROR: "cannot be checked: the record is in error for",
}
#: Branches of the tree that say more than their own text.
_STATES = {
    "void": "nothing there",
    "depends": "depends on the message",
    "loop": "includes itself again",
    "repeated": "shown elsewhere in the tree",
    "unused": "never used",
}
_STALE = (
    "A record flattened to these goes stale as soon as a provider changes its addresses: publish it only if "
    "a program keeps it up to date."
)
_ADDRESSES_SHOWN = 4
_TERM = 300


def render_spf_text(report: SpfReport, *, width: int, colour: bool) -> str:
    """``report`` as text that ends in a line end."""
    page = Page(width=max(width, LEAST_WIDTH), colour=colour, verbose=0, show_addresses=True)
    lines = _opening(report, page)
    lines += ["", *page.heading("ALL OTHER SENDERS (addresses that match nothing)"), *_stranger(report, page)]
    if report.findings:
        lines += ["", *page.heading("FINDINGS")]
        for finding in report.findings:
            lines += _finding(finding, page)
    if report.publish is not None:
        lines += ["", *page.heading("PUBLISH INSTEAD"), *page.lines(report.publish, first="  ", rest="  ")]
    lines += _permitted(report, page)
    lines += ["", *page.heading("THE TREE (with the number of each lookup)"), *_tree(report.tree, page, 1)]
    footer = f"{count(report.queries, 'query', 'queries')}, {report.seconds:.1f} s; {report.started}"
    return "\n".join(line.rstrip() for line in [*lines, "", *page.lines(footer, style=DIM)]) + "\n"


def _opening(report: SpfReport, page: Page) -> list[str]:
    verdict = report.verdict
    if verdict is None:
        return page.lines(f"SPF of {report.domain}: {_answer(report)}.", style=BOLD)
    style = _STYLES.get(verdict.result, RED)
    said = f"{verdict.result}: {report.ip} {_MEANS[verdict.result]} {report.domain}"
    return page.lines(said, style=style or BOLD) + _grounds(verdict, page)


def _answer(report: SpfReport) -> str:
    """How the record stands, where no sender was asked about."""
    if report.tree.outcome is Outcome.NXDOMAIN:
        return "the domain does not exist"
    if report.tree.text is None:
        return {"none": "no record", "several": "several records"}.get(
            report.tree.status, "could not be asked"
        )
    faults = [
        finding.severity for finding in report.findings if finding.severity.rank >= Severity.MEDIUM.rank
    ]
    said = "no fault found"
    if faults:
        worst = max(faults, key=lambda severity: severity.rank)
        said = f"{count(len(faults), 'fault')} (worst: {worst})"
    elif SpfResult.TEMPERROR in (report.stranger.result, report.stranger.result_ipv6):
        said = "could not be asked in full"
    return f"{said}; {_lookups(report.stranger)}"


def _grounds(verdict: SpfVerdict, page: Page) -> list[str]:
    lines: list[str] = []
    if verdict.reason is not None:
        lines += page.lines(f"reason: {verdict.reason}", first="  ", rest="    ")
    if verdict.matched:
        way = " -> ".join(page.clean(step.term, _TERM) for step in verdict.matched)
        where = "" if len(verdict.matched) == 1 else f" (in the record of {verdict.matched[-1].domain})"
        lines += page.lines(f"matched: {way}{where}", first="  ", rest="    ")
    if verdict.explanation is not None:
        said = page.clean(verdict.explanation, _TERM)
        lines += page.lines(f"the domain explains: {said}", first="  ", rest="    ")
    void = f"{verdict.void_lookups} of 2"
    used = f"lookups: {verdict.lookups} of 10; those that found nothing: {void}"
    return lines + page.lines(used, first="  ", rest="    ")


def _stranger(report: SpfReport, page: Page) -> list[str]:
    stranger = report.stranger
    result = str(stranger.result)
    if stranger.result_ipv6 is not stranger.result:
        result = f"{stranger.result} for IPv4, {stranger.result_ipv6} for IPv6"
    lines = page.lines(f"{result} after {_lookups(stranger)}", first="  ", rest="    ")
    if stranger.reason is not None:
        lines += page.lines(f"reason: {stranger.reason}", first="  ", rest="    ")
    if max(stranger.void_lookups, stranger.void_lookups_ipv6):
        void = f"{stranger.void_lookups} of 2 for IPv4, {stranger.void_lookups_ipv6} of 2 for IPv6"
        lines += page.lines(f"lookups that find nothing: {void}", first="  ", rest="    ")
    return lines


def _lookups(stranger: SpfStranger) -> str:
    least = "at least " if stranger.at_least else ""
    return f"{least}{count(stranger.lookups, 'lookup')} of 10"


def _finding(finding: Finding, page: Page) -> list[str]:
    style = severity_style(finding.severity)
    lines = page.lines(f"{finding.severity}: {finding.says}", first="  ", rest="    ", style=style)
    return lines + (page.lines(finding.remedy, first="    ", rest="    ") if finding.remedy else [])


def _permitted(report: SpfReport, page: Page) -> list[str]:
    """Every address that may send. A list grows old: a provider changes its addresses when it likes."""
    if report.permitted is None:
        return []
    lines = ["", *page.heading("EVERY ADDRESS THAT MAY SEND")]
    for sent in report.permitted.sent_from:
        lines += page.lines(f"{sent.address}  {sent.origin}", first="  ", rest="    ")
    for untold in report.permitted.unreachable:
        lines += page.lines(f"not listed: {untold}", first="  ", rest="    ")
    return lines + page.lines(_STALE, first="  ", rest="  ", style=YELLOW)


def _tree(tree: SpfTree, page: Page, depth: int) -> list[str]:
    # Beyond a third of the width nothing would be left for the terms.
    indent = "  " * min(depth, page.width // 6)
    if tree.text is None:
        why = {"several": "several SPF records, an error", "unknown": f"could not be asked ({tree.outcome})"}
        said = why.get(tree.status, "no SPF record")
        return page.lines(f"{tree.domain}: {said}", first=indent, rest=indent)
    lines = page.lines(f"{tree.domain}", first=indent, rest=indent)
    for branch in tree.terms:
        lines += _branch(branch, page, depth + 1, indent + "  ")
    return lines


def _branch(branch: SpfBranch, page: Page, depth: int, indent: str) -> list[str]:
    number = f"[{branch.lookup}] " if branch.lookup else ""
    over = branch.lookup is not None and branch.lookup > 10
    notes = _notes(branch)
    said = f"{number}{page.clean(branch.text, _TERM)}{f' ({notes})' if notes else ''}"
    faulty = over or branch.state in ("fault", "loop", "unknown")
    lines = page.lines(said, first=indent, rest=indent + "  ", style=RED if faulty else "")
    return lines + (_tree(branch.record, page, depth + 1) if branch.record is not None else [])


def _notes(branch: SpfBranch) -> str:
    if branch.state == "unknown":
        return f"could not be asked: {branch.outcome}"
    if branch.says is not None:
        return branch.says
    if branch.state in _STATES:
        return _STATES[branch.state]
    shown = ", ".join(branch.addresses[:_ADDRESSES_SHOWN])
    more = len(branch.addresses) - _ADDRESSES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def shown(report: SpfReport, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return as_bytes(render_spf_text(report, width=view.width, colour=view.colour))
