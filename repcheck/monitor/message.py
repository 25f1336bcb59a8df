"""The words of a message: its subject and its text, out of its document. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import TypeAlias

from repcheck.model.observations import Severity
from repcheck.model.watch.again import typed
from repcheck.model.watch.monitor import ENDED, ChangeKind
from repcheck.model.watch.monitored import ChangeEntry, Coverage, Document, FindingEntry, LeftOut
from repcheck.words.text import and_more, count, of_group, span
from repcheck.words.vantages import sights_words

#: How a subject begins, so that mailboxes can sort by it.
SUBJECT = "[repcheck] "
#: Entries that are written out; the rest is counted.
_WRITTEN_OUT = 40

#: What people read first, and by which word.
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
#: Addresses of one such network are neighbours.
_NEAR_V4, _NEAR_V6 = 24, 64
#: Addresses that are named when many of a network change together.
_FEW = 6

#: Changes that share one entry: one, or those of neighbours that are alike.
Together: TypeAlias = tuple[ChangeEntry, ...]


def in_order(changes: Iterable[ChangeEntry]) -> list[ChangeEntry]:
    """New listings, the worst first, then what got worse, flaps, got better, was cleared, was closed."""
    return sorted(
        changes,
        key=lambda one: (_ORDER[one.to], -Severity(one.severity).rank, one.target, one.list, one.at),
    )


def folded(changes: Iterable[ChangeEntry]) -> list[Together]:
    """The changes in their order; addresses of one network to which the same list did the same are one."""
    alike: dict[tuple[str | None, ...], list[ChangeEntry]] = {}
    for one in in_order(changes):
        where = network_of(one.target) or one.target
        said = (one.reason, one.at.isoformat(), sights_words(one.seen_from or ()))
        key = (where, one.list, one.to, one.severity, one.group, *said)
        alike.setdefault(key, []).append(one)
    return [tuple(each) for each in alike.values()]


def network_of(target: str) -> str | None:
    """The /24 or /64 of an address; None: it is not an address."""
    try:
        length = _NEAR_V4 if ip_address(target).version == 4 else _NEAR_V6
    except ValueError:
        return None
    return str(ip_network(f"{target}/{length}", strict=False))


def subject(document: Document) -> str:
    """One line: the worst and how many more."""
    return f"{SUBJECT}{_subject(document)}"


def _subject(document: Document) -> str:
    changes = folded(document.changes)
    if document.baseline:
        targets = document.coverage.targets if document.coverage is not None else 0
        listed = len(document.open) + _left_out(document).listings
        found = f"{count(listed, 'listing')} already" if listed else "nothing listed"
        return f"watching {count(targets, 'target')}: {found}"
    if not changes:
        new = [finding for finding in document.findings if finding.new] or list(document.findings)
        return f"{new[0].says.rstrip('.')}{_and_more(len(new) - 1, 'finding')}" if new else "nothing changed"
    more = sum(len(each) for each in changes[1:])
    return f"{headline(changes[0])}{_and_more(more, 'change')}"


def _and_more(number: int, what: str) -> str:
    return f", and {count(number, f'more {what}')}" if number else ""


def text(document: Document) -> str:
    """The whole message: what changed, what it costs, what to do first, and one line of the rest."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    changes = folded(document.changes)
    if document.baseline:
        yield from _baseline(document)
    for change in changes[:_WRITTEN_OUT]:
        yield from _change(change)
    if len(changes) > _WRITTEN_OUT:
        more = sum(len(each) for each in changes[_WRITTEN_OUT:])
        yield f"... and {count(more, 'more change')}: {typed('repcheck history', document.options)}"
    for finding in document.findings:
        if finding.new:
            yield from _finding(finding)
    yield rest(document)


def _baseline(document: Document) -> Iterator[str]:
    yield "First pass: from now on only changes are reported."
    worst = sorted(document.open, key=lambda one: (-Severity(one.severity).rank, one.target, one.list))
    for one in worst[:_WRITTEN_OUT]:
        yield f"listed already, {one.severity}: {of_group(one.target, one.group)} on {one.name or one.list}"
    more = len(worst[_WRITTEN_OUT:]) + _left_out(document).listings
    if more:
        yield f"... and {more:,} more: {typed('repcheck status', document.options)}"


def headline(changes: Together) -> str:
    """What happened to whom, on which list."""
    first = changes[0]
    word = _WORDS[ChangeKind(first.to)]
    severity = "" if first.to in ENDED else f" {first.severity}"
    who = first.target
    if len(changes) > 1:
        who = f"{count(len(changes), 'address', 'addresses')} of {network_of(first.target)}"
    return f"{word}{severity}: {of_group(who, first.group)} on {first.name or first.list}"


def _change(changes: Together) -> Iterator[str]:
    first = changes[0]
    since = min((one.since for one in changes if one.since is not None), default=None)
    ended = first.to in ENDED
    lasted = f", after {span(first.at - since)}" if ended and since is not None else ""
    yield f"{headline(changes)}{lasted}"
    if len(changes) > 1:
        yield f"  {and_more([one.target for one in changes], _FEW)}"
    if first.reason is not None:
        yield f"  {first.reason}"
    if first.seen_from:
        yield f"  {sights_words(first.seen_from)}"
    if ended:
        return
    if since is not None:
        bounces = sum(one.bounces for one in changes)
        named = "it" if len(changes) == 1 else "them"
        cost = f"; {count(bounces, 'bounce')} named {named} since the last pass" if bounces else ""
        yield f"  since {_moment(since)}{cost}"
    if first.to in _BAD:
        if first.step is not None:
            yield f"  first: {first.step}"
        if first.url is not None:
            yield f"  {first.url}"
    if first.mute is not None:
        each = "" if len(changes) == 1 else ", and so for each"
        yield f"  silence it{each}: {first.mute}"


def _finding(finding: FindingEntry) -> Iterator[str]:
    yield f"NOTE: {finding.says}"
    if finding.remedy is not None:
        yield f"  {finding.remedy}"


def rest(document: Document) -> str:
    """What is open beside the changes, and how much of it could be asked."""
    told = {(change.target, change.list) for change in document.changes}
    others = [one for one in document.open if (one.target, one.list) not in told]
    left_out = _left_out(document)
    number = len(others) + left_out.listings - left_out.changed
    muted = sum(1 for one in others if one.muted is not None) + left_out.muted
    parts = [] if document.baseline else [_still_open(number, muted, document.coverage, told=bool(told))]
    if (coverage := document.coverage) is not None:
        parts.append(f"{coverage.answered} of {count(coverage.lists, 'list')} answered")
        if coverage.unreached:
            names = and_more(coverage.unreached, _FEW)
            parts.append(f"not all addresses of {names} could be looked up")
        if coverage.unasked:
            parts.append(f"no list was asked about {count(coverage.unasked, 'target')}")
    return "; ".join(parts)[:1].upper() + "; ".join(parts)[1:] + "."


def _left_out(document: Document) -> LeftOut:
    return document.open_left_out or LeftOut(listings=0)


def _still_open(others: int, muted: int, coverage: Coverage | None, *, told: bool) -> str:
    if not others and (coverage is None or coverage.complete):
        return "nothing else is listed" if told else "nothing is listed"
    if not others:  # of the lists that did not answer nobody knows
        return "no other listing is known" if told else "no listing is known"
    hushed = f" ({muted} muted)" if muted else ""
    as_before = f"{count(others, 'other listing')} as before"
    return f"{as_before if told else count(others, 'listing') + ' in all'}{hushed}"


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")
