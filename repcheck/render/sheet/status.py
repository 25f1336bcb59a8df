"""The sheet of what the monitor remembers: what stood after the last pass, and how old that is."""

from collections import Counter
from collections.abc import Iterator

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity
from repcheck.model.watch.again import Again, typed
from repcheck.model.watch.remembered import StandingListing, Status
from repcheck.render.clean import for_terminal
from repcheck.render.sheet.sheet import Figure, Item, ItemResult, Level, Sheet
from repcheck.render.text.memory.status import doubt, head, never
from repcheck.render.text.memory.words import moment, muted_words
from repcheck.words.text import count
from repcheck.words.vantages import sights_words

_TEXT = 400
_USUAL = Again()


def status_sheet(found: Status, again: Again = _USUAL) -> Sheet:
    """The sheet of ``found``; too old a pass, or none, is undecided."""
    counted = sum(one.counts for one in found.listings)
    muted = sum(one.muted is not None for one in found.listings)
    return Sheet(
        command="status",
        headline=for_terminal(never(again) if found.last is None else doubt(found) or head(found)),
        level=_level(found),
        exit_code=int(found.exit_code),
        started=f"{found.at:%Y-%m-%dT%H:%M:%SZ}",
        seconds=0,
        items=(*(_item(one, found, again) for one in found.listings), *_unheard(found)),
        numbers=(
            Figure("open", counted),
            Figure("muted", muted),
            Figure("unknown", len(found.unheard), found.extent.pairs),
            *(() if found.last is None else (_age(found),)),
        ),
        undecided=found.exit_code is ExitCode.UNDECIDED,
        facts=(("open", str(counted)), ("muted", str(muted)), ("age", found.age.value)),
    )


def _age(found: Status) -> Figure:
    assert found.last is not None
    return Figure("age", max(0, round((found.at - found.last.started).total_seconds())), unit="s")


def _level(found: Status) -> Level:
    if found.exit_code is ExitCode.UNDECIDED:
        return "unknown"
    worst = max((one.standing.severity.rank for one in found.listings if one.counts), default=None)
    if worst is None:
        return "ok"
    return "critical" if worst >= Severity.HIGH.rank else "warning"


def _unheard(found: Status) -> Iterator[Item]:
    """What is unknown, as one item for each list."""
    for name, times in sorted(Counter(pair.list for pair in found.unheard).items()):
        shown = for_terminal(name, _TEXT)
        yield Item(
            about=count(times, "target"),
            rule=f"dnsbl/{name}",
            found=ItemResult.UNKNOWN,
            name=shown,
            what="unknown at the last look",
            reason="unheard",
        )


def _item(one: StandingListing, found: Status, again: Again) -> Item:
    since = "" if one.since is None else f" since {moment(one.since)}"
    muted = "" if one.muted is None else f"; {muted_words(one.muted, found.at)}"
    differs = f"; {sights_words(one.seen_from)}" if one.seen_from else ""
    return Item(
        about=one.pair.target,
        rule=f"dnsbl/{one.pair.list}",
        found=ItemResult.PROBLEM if one.counts else ItemResult.LEFT_OUT,
        name=for_terminal(one.pair.list, _TEXT),
        what=for_terminal(f"listed, {one.standing.severity.value}{since}{differs}{muted}", _TEXT),
        severity=one.standing.severity,
        reason="listed",
        lines=(typed(f"Next: repcheck delist {one.pair.target}", again.asking),),
        group=None if one.group is None else for_terminal(one.group, _TEXT),
    )
