"""The sheet of a check, or of bounces: an item a (target, list) pair, cause and finding."""

from collections.abc import Iterator

from repcheck.model.causes import Cause, LiveState, Step
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity, State
from repcheck.model.report import Finding, Report
from repcheck.render.page import Page, page_for
from repcheck.render.sheet.findings import finding_item
from repcheck.render.sheet.pairs import Pairs
from repcheck.render.sheet.sheet import Figure, Item, ItemResult, Level, Sheet
from repcheck.render.tally import Tally, tally_of
from repcheck.render.text.headline import bounce_line, headline
from repcheck.render.view import View
from repcheck.words.states import live_state_words

#: The most of a stranger's text that goes into one item.
_TEXT = 400
_NAME = 120


def report_sheet(report: Report, view: View) -> Sheet:
    """The sheet of ``report``."""
    page = page_for(report, width=80, colour=False, verbose=1, show_addresses=view.show_addresses)
    tally = tally_of(report)
    items = tuple(_SheetBuilder(report, page).items())
    return Sheet(
        command="check" if view.schema == "repcheck.check/1" else "bounces",
        headline=page.clean(_headline(report)),
        level=_level(report, tally, items),
        exit_code=int(report.exit_code),
        started=report.started,
        seconds=report.seconds,
        items=items,
        numbers=_numbers(report, tally),
        ended=report.interrupted,
        undecided=report.exit_code is ExitCode.UNDECIDED,
        facts=_facts(report, tally),
    )


def _headline(report: Report) -> str:
    bounced = bounce_line(report)
    if bounced is not None and not report.targets:
        return bounced
    return f"{headline(report)} {bounced}" if bounced is not None else headline(report)


def _level(report: Report, tally: Tally, items: tuple[Item, ...]) -> Level:
    """A listing is never hidden by what could not be asked."""
    worst = _worst_that_counts(report)
    if report.exit_code is ExitCode.FOUND and worst is not None:
        return "critical" if worst.rank >= Severity.HIGH.rank else "warning"
    blocked = any(item.found is ItemResult.PROBLEM and item.rule.startswith("bounces/") for item in items)
    if report.interrupted is not None or report.exit_code is ExitCode.UNDECIDED:
        if tally.listed and worst is not None and worst.rank >= Severity.HIGH.rank:
            return "critical"
        weighs = worst is not None and worst is not Severity.INFO
        return "warning" if weighs or blocked else "unknown"
    return "warning" if blocked or report.exit_code is ExitCode.FOUND else "ok"


def _worst_that_counts(report: Report) -> Severity | None:
    compared = report.compared
    severities = (
        seen.severity
        for target in report.targets
        for seen in target.observations
        if seen.severity is not None and (compared is None or compared.fails(target.target.value, seen.list))
    )
    return max(severities, key=lambda severity: severity.rank, default=None)


def _numbers(report: Report, tally: Tally) -> tuple[Figure, ...]:
    blocked: tuple[Figure, ...] = ()
    if (bounced := report.bounced) is not None:
        blocked = (Figure("blocked", bounced.blocked, bounced.records),)
    asked = [Figure("listed", tally.listed, tally.asked), Figure("unanswered", tally.unknown, tally.asked)]
    return (
        *(asked if report.targets or not blocked else ()),
        *blocked,
        Figure("time", round(report.seconds, 3), unit="s"),
    )


def _facts(report: Report, tally: Tally) -> tuple[tuple[str, str], ...]:
    listed = [
        found.target.value
        for found in report.targets
        if any(seen.state is State.LISTED for seen in found.observations)
    ]
    return (
        ("targets", str(tally.targets)),
        ("listed", str(tally.listed)),
        ("clean", str(tally.clean)),
        ("unknown", str(tally.unknown)),
        ("worst", "" if tally.worst is None else tally.worst.value),
        ("listed-targets", " ".join(listed[:1000])),
    )


class _SheetBuilder:
    """What each item of one report needs to know of the others."""

    def __init__(self, report: Report, page: Page) -> None:
        self._report = report
        self._page = page
        kind = "no list that was asked takes its kind" if report.lists else None
        self._pairs = Pairs(page, report.lists, plan=report.plan, compared=report.compared, unasked=kind)
        self._targets = {found.target.value: found.target for found in report.targets}

    def items(self) -> Iterator[Item]:
        """Pairs in the order of the targets, then causes, then findings."""
        for found in self._report.targets:
            yield from self._pairs.items(found)
        weights = _weights(self._report.plan)
        for cause in self._report.causes:
            yield self._cause(cause, weights.get(cause.id, Severity.MEDIUM))
        for finding in self._report.findings:
            yield self._finding(finding)

    def _cause(self, cause: Cause, severity: Severity) -> Item:
        page = self._page
        over = cause.live_state in (LiveState.CLEARED, LiveState.UNEXPLAINED)
        lines = [page.clean(cause.says, _TEXT), f"Now: {live_state_words(cause.live_state)}."]
        lines += [f"A reply said: {page.quoted(text, limit=_TEXT)}" for text in cause.evidence[:1]]
        if cause.publish:
            lines.append(page.clean(f"Publish: {cause.publish}", 2 * _TEXT))
        target = None if cause.subject is None else self._targets.get(cause.subject.value)
        about = "mail" if cause.subject is None else page.clean(cause.subject.value, _NAME)
        whom = cause.list or cause.provider or cause.kind
        bounces = f"{cause.bounces:,} bounce" + ("" if cause.bounces == 1 else "s")
        return Item(
            about=about,
            rule=page.clean(f"bounces/{cause.kind}:{whom}", _NAME),
            found=ItemResult.NOTE if over else ItemResult.PROBLEM,
            name=page.clean(whom, _NAME),
            what=f"{bounces}, {cause.live_state.value}",
            severity=Severity.INFO if cause.live_state is LiveState.CLEARED else severity,
            reason=cause.live_state.value,
            lines=tuple(lines),
            group=None if target is None else self._pairs.group(target),
            place=None if target is None else target.place,
        )

    def _finding(self, finding: Finding) -> Item:
        target = None if finding.target is None else self._targets.get(finding.target)
        group = None if target is None else self._pairs.group(target)
        place = None if target is None else target.place
        return finding_item(finding, self._page, ItemResult.NOTE, group=group, place=place)


def _weights(plan: tuple[Step, ...]) -> dict[str, Severity]:
    """The worst severity of the steps that serve a cause."""
    found: dict[str, Severity] = {}
    for step in plan:
        for cause in step.causes:
            known = found.get(cause)
            if known is None or step.severity.rank > known.rank:
                found[cause] = step.severity
    return found
