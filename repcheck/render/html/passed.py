"""The page of a pass of the monitor."""

from collections.abc import Sequence

from repcheck.model.observations import Severity
from repcheck.model.watch.again import Again, typed
from repcheck.model.watch.monitor import ChangeKind
from repcheck.model.watch.monitored import ChangeEntry, OpenEntry, PassReport
from repcheck.model.watch.remembered import PairHistory
from repcheck.monitor.message import in_order
from repcheck.render.html.cards import of_look
from repcheck.render.html.drawings import by_day
from repcheck.render.html.heat import of_memories
from repcheck.render.html.listings import NOT_KNOWN, named
from repcheck.render.html.marks import CLEAN, severity_mark
from repcheck.render.html.parts import Changed, Document, Fact, Listing, Mark, Note, Number, Past
from repcheck.render.html.veil import Veil, without_dots
from repcheck.render.html.verdict import verdict_of
from repcheck.render.moments import moment
from repcheck.render.page import Page
from repcheck.render.sheet.monitor import pass_sheet
from repcheck.render.text.brief.fold import place
from repcheck.render.view import View
from repcheck.words.text import count, span

_CHANGES = 200
_LISTINGS = 200
_PASTS = 100
#: Two passes may be missed by chance; a third is late (docs/monitor.md).
_LATE = 2
_WORDS = {
    ChangeKind.LISTED: "listed",
    ChangeKind.WORSE: "worse",
    ChangeKind.BETTER: "better",
    ChangeKind.FLAPPING: "flapping",
    ChangeKind.CLEAN: "cleared",
    ChangeKind.CLOSED: "closed",
}


def passed(report: PassReport, view: View) -> Document:
    """The page of ``report``."""
    document = report.document
    page = Page(width=80, colour=False, verbose=1, show_addresses=view.show_addresses and not view.public)
    targets = {*(one.target for one in document.open), *(one.target for one in document.changes)}
    plain = without_dots(targets)
    veil = Veil(page=page, public=view.public, plain=plain if view.public else frozenset())
    standing = [one for one in document.open if one.muted is None]
    changes = in_order(document.changes)
    coverage, remembered = document.coverage, report.remembered
    silent = 0 if coverage is None else coverage.lists - coverage.answered
    pasts = () if remembered is None else remembered.history.pairs
    ranked = sorted(pasts, key=lambda one: (one.since is None, -one.times, place(one.pair.target)))
    memories = () if remembered is None else remembered.memories
    looks = () if remembered is None else remembered.domains
    every = None if remembered is None else remembered.every
    again = Again() if view.public else view.again  # names of files are nobody else's matter
    return Document(
        title="Reputation monitor",
        command="monitor",
        version=view.version,
        public=view.public,
        verdict=verdict_of(
            pass_sheet(report),
            f"{count(silent, 'list')} could not be asked: unknown there, which does not mean clean."
            if silent
            else "",
            veil,
            None if every is None else _LATE * every,
        ),
        numbers=_numbers(document.open, standing, changes, silent),
        changes=tuple(_change(one, veil) for one in changes[:_CHANGES]),
        listings=_listings(document.open, changes, veil, again),
        left="",
        heat=of_memories(memories, veil),
        cards=tuple(of_look(one, veil) for one in looks),
        history=tuple(_past(one, veil) for one in ranked[:_PASTS]),
        history_left=_rest(len(ranked) - _PASTS, again),
        notes=tuple(
            Note(
                mark=severity_mark(Severity(one.severity)),
                says=veil.text(one.says),
                remedy=veil.text(one.remedy),
            )
            for one in document.findings
        ),
        coverage=()
        if coverage is None
        else (
            Fact("targets watched", f"{coverage.targets:,}"),
            Fact("lists that answered", f"{coverage.answered:,} of {coverage.lists:,}"),
        ),
        limits=(
            "What could not be asked changes nothing: a listing stands until its list says that it is over.",
        ),
        asked=(
            Fact("asked", f"{moment(document.at)}, in {report.seconds:,.1f} s"),
            Fact("by", f"repcheck {view.version}"),
        ),
    )


def _numbers(
    open_: Sequence[OpenEntry], standing: Sequence[OpenEntry], changes: Sequence[ChangeEntry], silent: int
) -> tuple[Number, ...]:
    worst = max((Severity(one.severity) for one in standing), key=lambda one: one.rank, default=Severity.INFO)
    muted = len(open_) - len(standing)
    return (
        Number(
            f"{len(standing):,}",
            "listing stands" if len(standing) == 1 else "listings stand",
            severity_mark(worst).look if standing else "none",
        ),
        Number(f"{muted:,}", "muted"),
        Number(f"{len(changes):,}", "change" if len(changes) == 1 else "changes"),
        Number(
            f"{silent:,}", "list unknown" if silent == 1 else "lists unknown", "unknown" if silent else "none"
        ),
    )


def _change(one: ChangeEntry, veil: Veil) -> Changed:
    kind = ChangeKind(one.to)
    over = kind in (ChangeKind.CLEAN, ChangeKind.CLOSED)
    look = (
        CLEAN.look
        if kind is ChangeKind.CLEAN
        else "none"
        if over
        else severity_mark(Severity(one.severity)).look
    )
    word = _WORDS[kind] if over else f"{_WORDS[kind]}, {one.severity}"
    group = f" ({veil.name(one.group)})" if one.group else ""
    return Changed(
        mark=Mark(word, look),
        target=f"{veil.name(one.target)}{group}",
        list=veil.name(one.name or one.list),
        at=moment(one.at),
        step=veil.text(one.step),
        url=veil.url(one.url),
    )


def _rest(left: int, again: Again) -> str:
    return f"and {count(left, 'more pair')}: {typed('repcheck history', again.memory)}" if left > 0 else ""


def _listings(
    open_: Sequence[OpenEntry], changes: Sequence[ChangeEntry], veil: Veil, again: Again
) -> tuple[Listing, ...]:
    """What stands, the worst first; what is muted last."""
    news = {(one.target, one.list): one for one in changes}
    alike: dict[tuple[object, ...], list[OpenEntry]] = {}
    for one in open_:
        since = None if one.since is None else moment(one.since)
        key = (
            one.list,
            one.severity,
            one.group,
            since,
            one.muted,
            news.get((one.target, one.list)) is not None,
        )
        alike.setdefault(key, []).append(one)
    rows = sorted(
        alike.values(),
        key=lambda row: (row[0].muted is not None, -Severity(row[0].severity).rank, place(row[0].target)),
    )
    return tuple(_listing(row, news, veil, again) for row in rows[:_LISTINGS])


def _listing(
    row: Sequence[OpenEntry], news: dict[tuple[str, str], ChangeEntry], veil: Veil, again: Again
) -> Listing:
    first = row[0]
    targets, more = named((one.target for one in row), veil)
    changed = [news[key] for one in row if (key := (one.target, one.list)) in news]
    lost = sum(one.bounces for one in changed)
    return Listing(
        mark=severity_mark(Severity(first.severity)),
        list=veil.name(first.name or first.list),
        targets=targets,
        more=more,
        groups=veil.name(first.group),
        standing="" if first.muted is None else f"muted until {moment(first.muted)}",
        since=NOT_KNOWN if first.since is None else moment(first.since),
        lost=count(lost, "bounce") if lost else "none in this pass",
        why=tuple(dict.fromkeys(veil.text(one.reason) for one in changed if one.reason))[:3],
        step=veil.text(
            next((one.step for one in changed if one.step), "")
            or typed(f"repcheck delist {first.target}", again.asking)
        ),
        url=veil.url(next((one.url for one in changed if one.url), None)),
    )


def _past(one: PairHistory, veil: Veil) -> Past:
    since = one.since
    return Past(
        target=veil.name(one.pair.target),
        list=veil.name(one.pair.list),
        times=count(one.times, "time"),
        median="not known" if one.median is None else span(one.median),
        now=Mark("over", "clean") if since is None and not _stands(one) else Mark("listed", "high"),
        days=by_day(one.days),
    )


def _stands(one: PairHistory) -> bool:
    return bool(one.incidents) and one.incidents[-1].end is None
