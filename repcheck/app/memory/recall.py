"""What the monitor's memory has to say beside a check: removals asked for, and since when listings stand."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from repcheck.model.observations import Severity, State
from repcheck.model.report import Finding, Report
from repcheck.model.watch.monitor import Pair
from repcheck.model.watch.outbox import Request
from repcheck.words.text import ago

if TYPE_CHECKING:
    from repcheck.store.ports import StateStore

#: More are counted.
_MOST_SAID = 5


def listed_pairs(report: Report) -> tuple[Pair, ...]:
    """What the check found listed, in its order."""
    return tuple(_listed(report))


def _listed(report: Report) -> Iterator[Pair]:
    for found in report.targets:
        for seen in found.observations:
            if seen.state is State.LISTED:
                yield Pair(found.target.value, seen.list)


def with_requests(report: Report, store: "StateStore", waits: Mapping[str, str], now: datetime) -> Report:
    """The report with one finding about removals that were asked for; itself when there were none.

    ``waits``  how long a list takes after asking, by its id, in its operator's words
    """
    asked = {Pair(one.target, one.list): one for one in store.requests()}
    begun = {one.pair: one.since for one in store.unsettled(sorted({pair.target for pair in asked}))}
    said = []
    for pair in listed_pairs(report):
        request, since = asked.get(pair), begun.get(pair)
        if request is not None and (since is None or since <= request.asked):
            said.append(_said(request, waits.get(pair.list), now))
    if not said:
        return report
    more = f"; {len(said) - _MOST_SAID:,} more: repcheck status" if len(said) > _MOST_SAID else ""
    finding = Finding(
        id="removal_requested",
        severity=Severity.INFO,
        says=f"Removal was asked for already: {'; '.join(said[:_MOST_SAID])}{more}.",
    )
    return msgspec.structs.replace(report, findings=(*report.findings, finding))


def with_begins(report: Report, store: "StateStore") -> Report:
    """The report with the begin of each of its listings that the monitor has seen, too."""
    pairs = set(listed_pairs(report))
    known = store.unsettled(sorted({pair.target for pair in pairs}))
    begun = {
        (one.pair.target, one.pair.list): one.since
        for one in known
        if one.pair in pairs and one.standing is not None and one.since is not None
    }
    return msgspec.structs.replace(report, begun=begun) if begun else report


def _said(request: Request, usual: str | None, now: datetime) -> str:
    usually = f", usually {usual}" if usual else ""
    return f"{request.target} at {request.list}, asked {ago(now - request.asked)}{usually}"
