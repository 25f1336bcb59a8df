"""The words of a message: its subject and its text, out of its document. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from repcheck.model.observations import Severity
from repcheck.model.watch.monitor import ChangeKind
from repcheck.model.watch.monitored import ChangeEntry, Document, FindingEntry, OpenEntry
from repcheck.words.text import count

#: Entries that are written out; the rest is counted.
_WRITTEN_OUT = 40

#: What people are told first, and by which word.
_WORDS = {
    ChangeKind.LISTED: "LISTED",
    ChangeKind.WORSE: "WORSE",
    ChangeKind.FLAPPING: "FLAPPING",
    ChangeKind.BETTER: "BETTER",
    ChangeKind.CLEAN: "CLEARED",
    ChangeKind.CLOSED: "CLOSED",
}
_ORDER = {kind.value: place for place, kind in enumerate(_WORDS)}
_BAD = (ChangeKind.LISTED, ChangeKind.WORSE)


def in_order(changes: Iterable[ChangeEntry]) -> list[ChangeEntry]:
    """New listings, the worst first, then what got worse, flaps, got better, was cleared, was closed."""
    return sorted(
        changes,
        key=lambda one: (_ORDER[one.to], -Severity(one.severity).rank, one.target, one.list, one.at),
    )


def subject(document: Document) -> str:
    """One line: the worst and how many more."""
    return f"[repcheck] {_subject(document)}"


def _subject(document: Document) -> str:
    changes = in_order(document.changes)
    if document.baseline:
        targets = document.coverage.targets if document.coverage is not None else 0
        return f"watching {count(targets, 'target')}: {len(document.open) or 'nothing'} listed already"
    if not changes:
        new = [finding for finding in document.findings if finding.new] or list(document.findings)
        return f"{new[0].says.rstrip('.')}{_and_more(len(new) - 1, 'finding')}" if new else "nothing changed"
    return f"{_headline(changes[0])}{_and_more(len(changes) - 1, 'change')}"


def _and_more(number: int, what: str) -> str:
    return f", and {count(number, f'more {what}')}" if number else ""


def text(document: Document) -> str:
    """The whole message: what changed, what it costs, what to do first, and one line of the rest."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    changes = in_order(document.changes)
    if document.baseline:
        yield from _baseline(document)
    for change in changes[:_WRITTEN_OUT]:
        yield from _change(change)
    if len(changes) > _WRITTEN_OUT:
        yield f"... and {count(len(changes) - _WRITTEN_OUT, 'more change')}: repcheck history"
    for finding in document.findings:
        if finding.new:
            yield from _finding(finding)
    yield rest(document)


def _baseline(document: Document) -> Iterator[str]:
    yield "First pass: from now on only changes are told."
    worst = sorted(document.open, key=lambda one: (-Severity(one.severity).rank, one.target, one.list))
    for one in worst[:_WRITTEN_OUT]:
        yield f"listed already, {one.severity}: {_of(one.target, one.group)} on {one.name or one.list}"
    if len(worst) > _WRITTEN_OUT:
        yield f"... and {len(worst) - _WRITTEN_OUT:,} more: repcheck status"


def _headline(change: ChangeEntry) -> str:
    word = _WORDS[ChangeKind(change.to)]
    severity = "" if change.to in (ChangeKind.CLEAN, ChangeKind.CLOSED) else f" {change.severity}"
    return f"{word}{severity}: {_of(change.target, change.group)} on {change.name or change.list}"


def _change(change: ChangeEntry) -> Iterator[str]:
    ended = change.to in (ChangeKind.CLEAN, ChangeKind.CLOSED)
    lasted = f", after {_span(change.at - change.since)}" if ended and change.since is not None else ""
    yield f"{_headline(change)}{lasted}"
    if change.reason is not None:
        yield f"  {change.reason}"
    if ended:
        return
    if change.since is not None:
        cost = f"; {count(change.bounces, 'bounce')} named it since the last pass" if change.bounces else ""
        yield f"  since {_moment(change.since)}{cost}"
    if change.to in _BAD:
        if change.step is not None:
            yield f"  first: {change.step}"
        if change.url is not None:
            yield f"  {change.url}"


def _finding(finding: FindingEntry) -> Iterator[str]:
    yield f"NOTE: {finding.says}"
    if finding.remedy is not None:
        yield f"  {finding.remedy}"


def rest(document: Document) -> str:
    """What is open beside the changes, and how much of it could be asked."""
    told = {(change.target, change.list) for change in document.changes}
    others = [one for one in document.open if (one.target, one.list) not in told]
    muted = sum(1 for one in others if one.muted is not None)
    parts = [] if document.baseline else [_still_open(others, muted, told=bool(told))]
    if (coverage := document.coverage) is not None:
        parts.append(f"{coverage.answered} of {count(coverage.lists, 'list')} answered")
    return "; ".join(parts)[:1].upper() + "; ".join(parts)[1:] + "."


def _still_open(others: list[OpenEntry], muted: int, *, told: bool) -> str:
    if not others:
        return "nothing else is listed" if told else "nothing is listed"
    hushed = f" ({muted} muted)" if muted else ""
    return f"{count(len(others), 'other listing')} as before{hushed}"


def _of(target: str, group: str | None) -> str:
    return f"{target} ({group})" if group else target


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def _span(span: timedelta) -> str:
    """Whole days, hours or minutes, the largest that fits."""
    for unit, length in (("day", 86400), ("hour", 3600)):
        whole = int(span.total_seconds() // length)
        if whole >= 1:
            return count(whole, unit)
    return count(max(int(span.total_seconds() // 60), 0), "minute")
