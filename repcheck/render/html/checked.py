"""The page of a check, or of bounces."""

from collections.abc import Sequence

import msgspec

from repcheck.model.observations import Observation, Severity, State
from repcheck.model.report import Finding, Report
from repcheck.render.html.cards import of_report
from repcheck.render.html.heat import of_targets
from repcheck.render.html.listings import list_names, listings
from repcheck.render.html.lists import list_rows, unknown_facts
from repcheck.render.html.marks import severity_mark
from repcheck.render.html.parts import Document, Fact, Note, Number
from repcheck.render.html.reasons import causes
from repcheck.render.html.steps import Steps
from repcheck.render.html.veil import Veil, without_dots
from repcheck.render.html.verdict import unknown_lists, verdict_of
from repcheck.render.moments import moment
from repcheck.render.page import Page, page_for
from repcheck.render.sheet.check import report_sheet
from repcheck.render.tally import Tally, list_tallies, tally_of
from repcheck.render.text.brief.fold import folded
from repcheck.render.text.intake import intake_line
from repcheck.render.view import View
from repcheck.words.text import and_more, count

_NOTES = 60
_ASKED = 40
_ENDED = {"interrupt": "it was interrupted", "timeout": "its time was over"}


def checked(report: Report, view: View) -> Document:
    """The page of ``report``."""
    veil = veil_for(report, view)
    tally = tally_of(report)
    told = _telling(report)
    command = "check" if view.schema == "repcheck.check/1" else "bounces"
    steps = Steps(report.plan, veil)
    rows, left = listings(told, steps, list_names(report.lists, veil), veil)
    reasons, causes_left = causes(report, steps, veil)
    cards, cards_left = of_report(report, veil)
    list_table, lists_fine = list_rows(report.lists, list_tallies(report), veil)
    notes = [_note(one, veil) for one in _by_harm(report.findings)]
    unknown = unknown_lists(report.lists, tally.unknown, tally.asked, veil)
    return Document(
        title="Reputation check" if command == "check" else "Bounces",
        command=command,
        version=view.version,
        public=view.public,
        verdict=verdict_of(report_sheet(told, view), unknown, veil),
        numbers=_numbers(report, tally),
        listings=rows if report.targets else None,
        left=left,
        causes=reasons,
        causes_left=causes_left,
        heat=of_targets(report.targets, [one.list for one in report.lists], veil),
        cards=cards,
        cards_left=cards_left,
        notes=tuple(notes[:_NOTES]),
        notes_left=f"and {count(len(notes) - _NOTES, 'more')}" if len(notes) > _NOTES else "",
        lists=list_table,
        lists_fine=lists_fine,
        coverage=_coverage(report, tally),
        limits=_limits(report, veil),
        asked=_asked(report, view, veil),
    )


def veil_for(report: Report, view: View) -> Veil:
    """How texts of this report are shown; a public page keeps no sender's address."""
    page: Page = page_for(
        report, width=80, colour=False, verbose=1, show_addresses=view.show_addresses and not view.public
    )
    if not view.public:
        return Veil(page=page)
    senders = {
        cause.subject.value.lower()
        for cause in report.causes
        if cause.subject is not None and cause.subject.kind == "sender"
    }
    page = msgspec.structs.replace(page, kept=page.kept - senders)
    plain = without_dots(found.target.value for found in report.targets)
    return Veil(page=page, public=True, plain=plain)


def _telling(report: Report) -> Report:
    """The report with its plain clean answers counted and not kept: most sections do not look at them."""

    def tells(seen: Observation) -> bool:
        return seen.state is not State.CLEAN

    targets = []
    for found in report.targets:
        kept = tuple(filter(tells, found.observations))
        clean = found.clean + len(found.observations) - len(kept)
        targets.append(msgspec.structs.replace(found, observations=kept, clean=clean))
    return msgspec.structs.replace(report, targets=tuple(targets))


def _by_harm(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: -one.severity.rank)


def _note(finding: Finding, veil: Veil) -> Note:
    return Note(
        mark=severity_mark(finding.severity), says=veil.text(finding.says), remedy=veil.text(finding.remedy)
    )


def _numbers(report: Report, tally: Tally) -> tuple[Number, ...]:
    numbers = []
    if report.targets:
        worst = tally.worst or Severity.INFO
        numbers = [
            Number(f"{tally.listed_targets:,}", f"of {count(tally.targets, 'target')} listed",
                   severity_mark(worst).look if tally.listed else "none"),
            Number(f"{tally.unknown:,}", f"of {count(tally.asked, 'answer')} unknown",
                   "unknown" if tally.unknown else "none"),
        ]  # fmt: skip
    if (bounced := report.bounced) is not None:
        blocked = bounced.blocked
        said = f"of {count(bounced.records, 'bounce record')} say that you are blocked"
        numbers.append(Number(f"{blocked:,}", said, "high" if blocked else "none"))
        numbers.append(Number(f"{len(report.causes):,}", "cause" if len(report.causes) == 1 else "causes"))
    return tuple(numbers)


def _coverage(report: Report, tally: Tally) -> tuple[Fact, ...]:
    if not report.targets:
        return ()
    share = "nothing was asked" if tally.coverage is None else f"{tally.coverage:.1%} of the questions"
    return (
        Fact("answered", share),
        Fact("listed", f"{tally.listed:,}"),
        Fact("clean", f"{tally.clean:,}"),
        *unknown_facts(tally.reasons),
    )


def _limits(report: Report, veil: Veil) -> tuple[str, ...]:
    said = []
    if report.interrupted is not None:
        said.append(
            f"The run ended early, as {_ENDED[report.interrupted]}: what it had not asked is unknown."
        )
    unasked = [found.target for found in report.targets if not found.asked]
    if unasked:
        named = and_more([veil.name(target.value) for target in unasked], 6)
        why = next((target.not_asked for target in unasked if target.not_asked), None)
        said.append(f"No list was asked about {named}" + (f": {veil.text(why)}." if why else "."))
    if report.backscatter.records:
        forged = count(report.backscatter.records, "bounce")
        said.append(f"Not counted: {forged} of mail that was never yours (backscatter).")
    if report.targets:
        said.append(
            "Clean means that the list answered, proved itself, and did not list the target at that moment."
        )
    said.append("What a receiver's own, private list holds cannot be looked up; only its bounces tell.")
    return tuple(said)


def _asked(report: Report, view: View, veil: Veil) -> tuple[Fact, ...]:
    facts = [Fact("asked", f"{moment(report.started)}, in {report.seconds:,.1f} s")]
    if report.targets:
        shown = folded(found.target.value for found in report.targets)
        named = list(dict.fromkeys(map(veil.name, shown[:_ASKED])))
        more = f" and {len(shown) - _ASKED:,} more" if len(shown) > _ASKED else ""
        facts.append(Fact(count(len(report.targets), "target"), f"{', '.join(named)}{more}"))
        facts.append(Fact(count(len(report.lists), "list"), f"{report.queries:,} DNS queries"))
    if report.intake is not None:
        facts.append(Fact("read", veil.text(intake_line(report.intake))))
    facts.append(Fact("by", f"repcheck {view.version}"))
    return tuple(facts)
