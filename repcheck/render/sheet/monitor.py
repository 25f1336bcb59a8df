"""The sheet of a pass of the monitor: what stands, what changed, what it noticed."""

from collections.abc import Iterator

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity
from repcheck.model.watch.again import Again, typed
from repcheck.model.watch.monitored import ChangeEntry, Coverage, FindingEntry, OpenEntry, PassReport
from repcheck.render.clean import for_terminal
from repcheck.render.moments import machine
from repcheck.render.sheet.sheet import Figure, Item, ItemResult, Level, Sheet
from repcheck.words.states import UNDECIDED
from repcheck.words.text import count
from repcheck.words.vantages import sights_words

_TEXT = 400
_USUAL = Again()


def pass_sheet(report: PassReport, again: Again = _USUAL) -> Sheet:
    """The sheet of ``report``."""
    document = report.document
    open_items = [_open(one, again) for one in document.open]
    standing = sum(item.found is ItemResult.PROBLEM for item in open_items)
    changed = count(len(document.changes), "change")
    coverage = document.coverage
    none = "nothing is listed" if coverage is None or coverage.complete else "no listing is known"
    listed = f"{count(standing, 'listing stands', 'listings stand')}" if standing else none
    muted = len(open_items) - standing
    undecided = f"{UNDECIDED}: " if report.exit_code is ExitCode.UNDECIDED else ""
    answered = (
        "" if coverage is None else f"; {coverage.answered} of {count(coverage.lists, 'list')} answered"
    )
    return Sheet(
        command="monitor",
        headline=for_terminal(
            f"{undecided}{listed}{f' ({muted} muted)' if muted else ''}, {changed}{answered}."
        ),
        level=_level(report),
        exit_code=int(report.exit_code),
        started=machine(document.at),
        seconds=report.seconds,
        items=(
            *open_items,
            *map(_change, document.changes),
            *map(_finding, document.findings),
            *_unknown(coverage),
        ),
        numbers=(
            Figure("open", standing),
            Figure("muted", muted),
            Figure("changes", len(document.changes)),
            Figure("time", round(report.seconds, 3), unit="s"),
        ),
        undecided=report.exit_code is ExitCode.UNDECIDED,
        facts=(("open", str(standing)), ("muted", str(muted)), ("changes", str(len(document.changes)))),
    )


def _level(report: PassReport) -> Level:
    if report.exit_code is ExitCode.UNDECIDED:
        return "unknown"
    if report.exit_code is not ExitCode.FOUND:
        return "ok"
    worst = max(Severity(one.severity).rank for one in report.document.open if one.muted is None)
    return "critical" if worst >= Severity.HIGH.rank else "warning"


def _unknown(coverage: Coverage | None) -> Iterator[Item]:
    """What nobody knows after this pass: lists that did not answer, names without known addresses."""
    if coverage is None or coverage.complete:
        return
    if silent := coverage.lists - coverage.answered:
        said = f"{silent} of {count(coverage.lists, 'list')} did not answer: unknown, not clean"
        yield _nothing_known("this pass", "answers", said)
    if coverage.unasked:
        said = f"no list was asked about {count(coverage.unasked, 'target')}: unknown, not clean"
        yield _nothing_known("this pass", "targets", said)
    for name in coverage.unreached:
        yield _nothing_known(name, "addresses", "not all addresses could be looked up: unknown, not clean")


def _nothing_known(about: str, name: str, what: str) -> Item:
    return Item(
        about=for_terminal(about, _TEXT),
        rule=f"run/{name}",
        found=ItemResult.UNKNOWN,
        name=name,
        what=what,
        reason="unanswered",
    )


def _open(one: OpenEntry, again: Again) -> Item:
    since = "" if one.since is None else f" since {machine(one.since)}"
    differs = f"; {sights_words(one.seen_from)}" if one.seen_from else ""
    muted = "" if one.muted is None else f", muted until {machine(one.muted)}"
    return Item(
        about=one.target,
        rule=f"dnsbl/{one.list}",
        found=ItemResult.PROBLEM if one.muted is None else ItemResult.LEFT_OUT,
        name=for_terminal(one.name or one.list, _TEXT),
        what=f"listed, {one.severity}{since}{differs}{muted}",
        severity=Severity(one.severity),
        reason="listed",
        lines=(typed(f"Next: repcheck delist {one.target}", again.asking),),
        group=None if one.group is None else for_terminal(one.group, _TEXT),
    )


def _change(one: ChangeEntry) -> Item:
    reason = f": {one.reason}" if one.reason else ""
    name = one.name or one.list
    return Item(
        about=one.target,
        rule=f"change/{one.list}",
        found=ItemResult.NOTE,
        name=for_terminal(name, _TEXT),
        what=for_terminal(f"{one.target} on {name} was {one.before}, is {one.to}{reason}", _TEXT),
        severity=Severity(one.severity),
        reason=one.to,
        lines=() if one.step is None else (for_terminal(f"First: {one.step}", _TEXT),),
        group=None if one.group is None else for_terminal(one.group, _TEXT),
    )


def _finding(one: FindingEntry) -> Item:
    return Item(
        about=for_terminal(one.target or "this pass", _TEXT),
        rule=f"run/{one.id}",
        found=ItemResult.NOTE,
        name=one.id.replace("_", " "),
        what=for_terminal(one.says, _TEXT),
        severity=Severity(one.severity),
        reason=one.id,
        lines=() if one.remedy is None else (for_terminal(one.remedy, _TEXT),),
    )
