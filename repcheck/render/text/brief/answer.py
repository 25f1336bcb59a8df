"""One screen: the verdict, what is listed, why mail bounced, what to do, what is unknown, what else."""

from repcheck.model.report import Report
from repcheck.render.layout import DIM
from repcheck.render.page import Page
from repcheck.render.tally import list_tallies
from repcheck.render.text.baseline import baseline_section
from repcheck.render.text.brief.also import also_section
from repcheck.render.text.brief.listed import listed_section
from repcheck.render.text.brief.todo import todo_section
from repcheck.render.text.brief.unchecked import unchecked_section
from repcheck.render.text.brief.verdict import verdict_lines
from repcheck.render.text.brief.why import why_section
from repcheck.render.text.intake import intake_line
from repcheck.render.text.reasons import reasons_section
from repcheck.render.text.records import not_asked_section
from repcheck.words.text import count


def _aside_section(report: Report, page: Page) -> list[str]:
    """What is in no count, and where to read of refusals that came in a row."""
    said = []
    if report.backscatter.records:
        forged = count(report.backscatter.records, "bounce")
        said.append(f"Not counted: {forged} of mail that was never yours (backscatter).")
    if report.incidents:
        said.append(f"{count(len(report.incidents), 'incident')}: one refusal, many recipients (-v).")
    return page.lines(" ".join(said)) if said else []


_SECTIONS = (
    baseline_section,
    listed_section,
    why_section,
    todo_section,
    unchecked_section,
    not_asked_section,
    also_section,
    _aside_section,
    reasons_section,
)


def brief_lines(report: Report, page: Page) -> list[str]:
    """The whole answer; what it leaves out is behind -v, and in ``delist`` and ``domain``."""
    lines = verdict_lines(report, page)
    for section in _SECTIONS:
        body = section(report, page)
        if body:
            lines += ["", *body]
    foot = footer(report, page)
    return [*lines, "", *foot] if foot else lines


def footer(report: Report, page: Page) -> list[str]:
    """What was read and asked, how long it took, and when."""
    read = [intake_line(report.intake).removesuffix(".")] if report.intake is not None else []
    if not report.targets:
        return page.lines("; ".join(read), style=DIM) if read else []
    parts = [count(len(report.targets), "target"), count(len(list_tallies(report)), "list")]
    if page.verbose:
        parts.append(count(report.queries, "query", "queries"))
    when = report.started[:16].replace("T", " ")
    said = f"{', '.join(parts)}, {report.seconds:.1f} s, {when} UTC"
    return page.lines("; ".join((said, *read)), style=DIM)
