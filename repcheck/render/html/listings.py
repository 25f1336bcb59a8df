"""What is listed: equal listings of several targets in one row, the worst first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from repcheck.model.baseline import Standing
from repcheck.model.causes import Cause
from repcheck.model.observations import ListHealth, Observation, Severity, State
from repcheck.model.report import Report, TargetReport
from repcheck.render.html.marks import severity_mark
from repcheck.render.html.parts import Listing
from repcheck.render.html.steps import First, Steps
from repcheck.render.html.veil import Veil
from repcheck.render.moments import moment
from repcheck.render.text.brief.fold import folded, place
from repcheck.words.text import and_more, count

MOST_ROWS = 200
_TARGETS = 12
_GROUPS = 4
NOT_KNOWN = "not known"


class _Alike(msgspec.Struct, frozen=True):
    """What listings share that stand in one row."""

    severity: Severity
    list: str
    meaning: tuple[tuple[str, str, str | None], ...]
    step: str
    standing: str


def listings(
    report: Report, steps: Steps, names: Mapping[str, str], veil: Veil
) -> tuple[tuple[Listing, ...], str]:
    """The rows, and how many listings are left out of them."""
    rows: dict[_Alike, list[tuple[TargetReport, Observation]]] = {}
    for found, seen in _listed(report):
        rows.setdefault(_alike(report, found, seen, steps), []).append((found, seen))
    ranked = sorted(rows.items(), key=_by_harm)
    bounced = None if report.bounced is None else _causes_by_pair(report.causes)
    made = tuple(
        _row(alike, pairs, steps, names, bounced, report.begun, veil) for alike, pairs in ranked[:MOST_ROWS]
    )
    left = sum(len(pairs) for _, pairs in ranked[MOST_ROWS:])
    return made, f"and {count(left, 'more listing')}, all of less weight" if left else ""


def list_names(lists: Iterable[ListHealth], veil: Veil) -> dict[str, str]:
    """The name of each list for a person."""
    return {health.list: veil.name(health.name or health.list) for health in lists}


def named(values: Iterable[str], veil: Veil) -> tuple[tuple[str, ...], int]:
    """The first targets as a person would list them, each name once, and how many more there are."""
    shown = folded(values)
    return tuple(dict.fromkeys(map(veil.name, shown[:_TARGETS]))), max(0, len(shown) - _TARGETS)


def _listed(report: Report) -> Iterator[tuple[TargetReport, Observation]]:
    for found in report.targets:
        for seen in found.observations:
            if seen.state is State.LISTED:
                yield found, seen


def _alike(report: Report, found: TargetReport, seen: Observation, steps: Steps) -> _Alike:
    compared = report.compared
    target = found.target.value
    standing = "" if compared is None else compared.standings.get((target, seen.list), Standing.NEW).value
    meaning = tuple((hit.name, hit.meaning, hit.why) for hit in seen.sublists)
    step = steps.of_listing(target, seen.list).step
    return _Alike(seen.severity or Severity.INFO, seen.list, meaning, step, standing)


def _by_harm(row: tuple[_Alike, Sequence[tuple[TargetReport, Observation]]]) -> tuple[object, ...]:
    alike, pairs = row
    accepted = alike.standing == Standing.ACCEPTED.value
    return (accepted, -alike.severity.rank, -len(pairs), place(pairs[0][0].target.value))


def _causes_by_pair(causes: Iterable[Cause]) -> dict[tuple[str, str], Cause]:
    return {
        (cause.subject.value, cause.list): cause
        for cause in causes
        if cause.list is not None and cause.subject is not None and not cause.reported
    }


def _row(
    alike: _Alike,
    pairs: Sequence[tuple[TargetReport, Observation]],
    steps: Steps,
    names: Mapping[str, str],
    bounced: Mapping[tuple[str, str], Cause] | None,
    begins: Mapping[tuple[str, str], datetime],
    veil: Veil,
) -> Listing:
    keys = [(found.target.value, seen.list) for found, seen in pairs]
    causes = [bounced[key] for key in keys if key in bounced] if bounced else []
    refused = min((cause.first_seen for cause in causes if cause.first_seen), default=None)
    first: First = steps.of_listing(pairs[0][0].target.value, alike.list)
    targets, more = named((found.target.value for found, _ in pairs), veil)
    groups = dict.fromkeys(veil.name(found.target.group) for found, _ in pairs if found.target.group)
    said = next((seen.text for _, seen in pairs if seen.text and seen.text.strip()), "")
    lost = sum(cause.bounces for cause in causes)
    return Listing(
        mark=severity_mark(alike.severity),
        list=names.get(alike.list) or veil.name(alike.list),
        targets=targets,
        more=more,
        groups=and_more(list(groups), _GROUPS),
        standing=alike.standing,
        since=_since([begins.get(key) for key in keys], refused),
        lost="not known" if bounced is None else count(lost, "bounce") if causes else "none seen",
        why=_why(alike, veil),
        said=veil.quoted(said),
        step=first.step or veil.text(f"repcheck delist {pairs[0][0].target.value}"),
        url=first.url,
        wait=first.wait,
    )


def _since(begun: Sequence[datetime | None], refused: str | None) -> str:
    """What the monitor saw, else what bounces say."""
    known = [at for at in begun if at is not None]
    if known:
        alike = len(known) == len(begun) and len({moment(at) for at in known}) == 1
        return f"{'' if alike else 'the first since '}{moment(min(known))}"
    return f"mail refused since {moment(refused)}" if refused else NOT_KNOWN


def _why(alike: _Alike, veil: Veil) -> tuple[str, ...]:
    said = [f"{name}: {means}" if means and means != name else name for name, means, _ in alike.meaning]
    reasons = [why for _, _, why in alike.meaning if why]
    return tuple(dict.fromkeys(veil.text(one) for one in (*said, *reasons)))
