"""Text for people: the answer first, then each section that has something to say."""

import msgspec

from repcheck.model.report import Report
from repcheck.render.layout import BOLD
from repcheck.render.page import Page, page_for
from repcheck.render.text.baseline import baseline_section
from repcheck.render.text.brief.answer import brief_lines, footer
from repcheck.render.text.brief.explained import explained_lines, judged_section
from repcheck.render.text.causes import bounces_section, causes_section, plan_section
from repcheck.render.text.headline import bounce_line, headline
from repcheck.render.text.incidents import incidents_section
from repcheck.render.text.intake import intake_line
from repcheck.render.text.listings import listings_section, remarks_section
from repcheck.render.text.lists import answers_section, clean_section, unknown_section
from repcheck.render.text.reasons import reasons_section
from repcheck.render.text.records import (
    findings_section,
    not_asked_section,
    records_section,
    short_section,
)
from repcheck.render.text.scores import scores_section
from repcheck.render.view import View, as_bytes

_SECTIONS = (
    judged_section,
    baseline_section,
    listings_section,
    causes_section,
    plan_section,
    unknown_section,
    findings_section,
    short_section,
    not_asked_section,
    clean_section,
    scores_section,
    remarks_section,
    incidents_section,
    bounces_section,
    reasons_section,
    records_section,
    answers_section,
)


#: What a user reads who only wants to get off the lists.
_PLAN_SECTIONS = (listings_section, plan_section, unknown_section, findings_section, not_asked_section)


def render_text(
    report: Report,
    *,
    width: int,
    colour: bool,
    verbose: int,
    show_addresses: bool,
    plan_only: bool = False,
    explain: bool = False,
) -> str:
    """``report`` as text that ends in a line end, no line wider than ``width`` (at least 40) columns.

    ``colour``         with ANSI styles; everything is said in words as well
    ``verbose``        1: records, all origins and evidence; 2: every single answer too
    ``show_addresses`` False hides the local part of recipients' addresses
    ``plan_only``      what is listed and how to get off, without causes, records and counts
    ``explain``        also why each bounce was judged as it was
    """
    page = page_for(report, width=width, colour=colour, verbose=verbose, show_addresses=show_addresses)
    page = msgspec.structs.replace(page, explain=explain)
    if verbose == 0 and not plan_only:
        return _text(explained_lines(report, page) if report.explained else brief_lines(report, page))
    lines = explained_lines(report, page) if report.explained and not plan_only else _opening(report, page)
    for section in _PLAN_SECTIONS if plan_only else _SECTIONS:
        body = section(report, page)
        if body:
            lines += ["", *body]
    return _text([*lines, "", *footer(report, page)])


def _text(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _opening(report: Report, page: Page) -> list[str]:
    said = bounce_line(report)
    about_bounces = [] if said is None else page.lines(said)
    if report.intake is not None:
        about_bounces += page.lines(intake_line(report.intake))
    if report.bounced is not None and not report.targets:
        return about_bounces
    return page.lines(headline(report), style=BOLD) + about_bounces


def shown(report: Report, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return as_bytes(
        render_text(
            report,
            width=view.width,
            colour=view.colour,
            verbose=view.verbose,
            show_addresses=view.show_addresses,
            plan_only=view.plan_only,
            explain=view.explain,
        )
    )
