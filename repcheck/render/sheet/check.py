"""The sheet of a check, or of bounces: an item a (target, list) pair, cause and finding."""

from collections.abc import Iterator, Mapping

from repcheck.model.baseline import Compared, Standing
from repcheck.model.causes import Cause, LiveState, Step
from repcheck.model.observations import ListHealth, Observation, Severity, State, UnknownReason
from repcheck.model.report import ExitCode, Finding, Report, TargetReport
from repcheck.model.targets import Target
from repcheck.render.page import Page, page_for
from repcheck.render.sheet.sheet import Found, Item, Level, Number, Sheet
from repcheck.render.tally import Tally, tally_of
from repcheck.render.text.headline import bounce_line, headline
from repcheck.render.view import View
from repcheck.words.findings import finding_words
from repcheck.words.reasons import remedy_of, why_words
from repcheck.words.states import live_state_words

#: The most of a stranger's text that goes into one item.
_TEXT = 400
_NAME = 120
_CODES = 8

#: Reasons by which a list as a whole is of no use here: nothing is wrong with the question.
UNUSABLE = frozenset({
    UnknownReason.KEY_MISSING, UnknownReason.KEY_INVALID, UnknownReason.RESOLVER_BLOCKED,
    UnknownReason.OVER_QUOTA, UnknownReason.LIST_DEAD, UnknownReason.LIST_UNHEALTHY,
    UnknownReason.LIST_WILDCARD, UnknownReason.BUDGET_SPENT, UnknownReason.DEFERRED,
})  # fmt: skip


def report_sheet(report: Report, view: View) -> Sheet:
    """The sheet of ``report``."""
    page = page_for(report, width=80, colour=False, verbose=1, show_addresses=view.show_addresses)
    tally = tally_of(report)
    items = tuple(_Builder(report, page).items())
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
    blocked = any(item.found is Found.PROBLEM and item.rule.startswith("bounces/") for item in items)
    if report.interrupted is not None or report.exit_code is ExitCode.UNDECIDED:
        if tally.listed and worst is not None and worst.rank >= Severity.HIGH.rank:
            return "critical"
        return "warning" if tally.listed or blocked else "unknown"
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


def _numbers(report: Report, tally: Tally) -> tuple[Number, ...]:
    blocked: tuple[Number, ...] = ()
    if report.bounces is not None:
        say_so = sum(record.sender_blocked is True for record in report.bounces)
        blocked = (Number("blocked", say_so, len(report.bounces)),)
    asked = [Number("listed", tally.listed, tally.asked), Number("unanswered", tally.unknown, tally.asked)]
    return (
        *(asked if report.targets or not blocked else ()),
        *blocked,
        Number("time", round(report.seconds, 3), unit="s"),
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


class _Builder:
    """What each item of one report needs to know of the others."""

    def __init__(self, report: Report, page: Page) -> None:
        self._report = report
        self._page = page
        self._health = {health.list: health for health in report.lists}
        self._names = {health.list: page.clean(health.name or health.list, _NAME) for health in report.lists}
        self._targets = {found.target.value: found.target for found in report.targets}
        self._ask = _steps_by_list(report.plan)
        self._groups: dict[str | None, str | None] = {None: None}

    def items(self) -> Iterator[Item]:
        """Pairs in the order of the targets, then causes, then findings."""
        for found in self._report.targets:
            yield from self._target(found)
        weights = _weights(self._report.plan)
        for cause in self._report.causes:
            yield self._cause(cause, weights.get(cause.id, Severity.MEDIUM))
        for finding in self._report.findings:
            yield self._finding(finding)

    def _group(self, target: Target) -> str | None:
        if target.group not in self._groups and target.group is not None:
            self._groups[target.group] = self._page.clean(target.group, _NAME)
        return self._groups[target.group]

    def _target(self, found: TargetReport) -> Iterator[Item]:
        target, group = found.target, self._group(found.target)
        if target.not_asked is not None and not found.asked:
            yield Item(
                target.value,
                "target/not_asked",
                Found.LEFT_OUT,
                name="all lists",
                what=self._page.clean(f"not asked: {target.not_asked}", _TEXT),
                reason="not_asked",
                group=group,
                place=target.place,
            )
        about, place = target.value, target.place
        for seen in found.observations:
            seconds = None if seen.rtt_ms is None else seen.rtt_ms / 1000
            name = self._names.get(seen.list, seen.list)
            rule = f"dnsbl/{seen.list}"
            if seen.state is State.CLEAN:
                yield Item(
                    about, rule, Found.FINE, name, "not listed",
                    reason="clean", group=group, place=place, seconds=seconds,
                )  # fmt: skip
            elif seen.state is State.LISTED:
                yield self._listing(seen, found, seconds)
            else:
                yield self._unknown(seen, found, seconds)

    def _listing(self, seen: Observation, found: TargetReport, seconds: float | None) -> Item:
        target, page = found.target, self._page
        standing, change = _standing(self._report.compared, target.value, seen.list)
        codes = ", ".join(seen.codes[:_CODES])
        said = [f"{hit.name}: {hit.meaning}" if hit.meaning else hit.name for hit in seen.sublists]
        said += [f"Why {seen.severity}: {hit.why}" for hit in seen.sublists if hit.why]
        if change is not None:
            said.append(f"Beside the baseline: {change}")
        lines = [page.clean(one, _TEXT) for one in said]
        if seen.text:
            lines.append(f"The list says: {page.quoted(seen.text, limit=_TEXT)}")
        step = self._ask.get(seen.list)
        lines.append(f"Next: repcheck delist {target.value}")
        severity = "" if seen.severity is None else f", {seen.severity.value}"
        return Item(
            about=target.value,
            rule=f"dnsbl/{seen.list}",
            found=Found.LEFT_OUT if standing == Standing.ACCEPTED else Found.PROBLEM,
            name=self._names.get(seen.list, seen.list),
            what=page.clean(f"listed{severity}" + (f" ({codes})" if codes else ""), _TEXT),
            severity=seen.severity,
            reason="listed",
            lines=tuple(lines),
            url=None if step is None else safe_url(step.url),
            group=self._group(target),
            place=target.place,
            seconds=seconds,
            standing=standing,
        )

    def _unknown(self, seen: Observation, found: TargetReport, seconds: float | None) -> Item:
        reason = seen.reason or UnknownReason.UNEXPECTED_ANSWER
        health: ListHealth | None = self._health.get(seen.list)
        saw = () if health is None or not health.saw else (self._page.clean(health.saw, _TEXT),)
        return Item(
            about=found.target.value,
            rule=f"dnsbl/{seen.list}",
            found=Found.UNKNOWN,
            name=self._names.get(seen.list, seen.list),
            what=f"unknown ({reason.value})",
            reason=reason.value,
            lines=(f"The list {remedy_of(reason)}.", *saw),
            group=self._group(found.target),
            place=found.target.place,
            seconds=seconds,
        )

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
            found=Found.NOTE if over else Found.PROBLEM,
            name=page.clean(whom, _NAME),
            what=f"{bounces}, {cause.live_state.value}",
            severity=Severity.INFO if cause.live_state is LiveState.CLEARED else severity,
            reason=cause.live_state.value,
            lines=tuple(lines),
            group=None if target is None else self._group(target),
            place=None if target is None else target.place,
        )

    def _finding(self, finding: Finding) -> Item:
        target = None if finding.target is None else self._targets.get(finding.target)
        group = None if target is None else self._group(target)
        place = None if target is None else target.place
        return finding_item(finding, self._page, Found.NOTE, group=group, place=place)


def finding_item(finding: Finding, page: Page, found: Found, **fields: object) -> Item:
    """One finding; ``fields`` are those of an item that it does not give."""
    remedy = (page.clean(finding.remedy, 4 * _TEXT),) if finding.remedy else ()
    where = finding.target or "this run"
    return Item(
        about=page.clean(where, _NAME),
        rule=f"record/{finding.id}" if finding.target else f"run/{finding.id}",
        found=found,
        name=finding_words(finding.id) or finding.id.replace("_", " "),
        what=page.clean(finding.says, _TEXT),
        severity=finding.severity,
        reason=finding.id,
        lines=remedy,
        **fields,  # type: ignore[arg-type]
    )


def safe_url(url: str | None) -> str | None:
    """A page to go to: http, https or mail, all of it printable ASCII; None otherwise."""
    if url is None or not url.startswith(("https://", "http://", "mailto:")):
        return None
    return url if url.isascii() and url.isprintable() and not set(url) & set(" <>\"'`|\\^{}") else None


def _standing(compared: Compared | None, target: str, list_: str) -> tuple[str | None, str | None]:
    if compared is None:
        return None, None
    pair = (target, list_)
    return compared.standings.get(pair, Standing.NEW).value, compared.changes.get(pair)


def _steps_by_list(plan: tuple[Step, ...]) -> Mapping[str, Step]:
    found: dict[str, Step] = {}
    for step in plan:
        if step.list is not None and step.url is not None:
            found.setdefault(step.list, step)
    return found


def _weights(plan: tuple[Step, ...]) -> dict[str, Severity]:
    """The worst severity of the steps that serve a cause."""
    found: dict[str, Severity] = {}
    for step in plan:
        for cause in step.causes:
            known = found.get(cause)
            if known is None or step.severity.rank > known.rank:
                found[cause] = step.severity
    return found


def why_unknown(item: Item) -> str:
    """Why an item is unknown, to read on after the name of its list."""
    return why_words(UnknownReason(item.reason))
