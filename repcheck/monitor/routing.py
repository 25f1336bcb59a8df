"""Which way out learns what, and when: filters, digests, quiet hours. Nothing is lost on the way. Pure."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.watch.monitored import ChangeEntry, Document, LeftOut
from repcheck.model.watch.watching import AlertPlan

#: Listings that stand in one message: some 50 kB, which every receiver of webhooks takes.
MOST_OPEN = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def routed(
    document: Document, peaks: Mapping[str, Severity], plans: Sequence[AlertPlan]
) -> dict[str, Document]:
    """What of a pass each way out is to report, by its id; one that has nothing to report is left out.

    A change whose group no way out names goes to all: nobody is to be silent by accident. What ends an
    incident goes where its worst went.

    ``peaks``  the worst that the incident of a change has been, by the key of the change
    """
    named = {group for plan in plans for group in plan.groups}
    every = any(not plan.groups for plan in plans)
    found: dict[str, Document] = {}
    for plan in plans:
        mine = _Filter(plan, named, every_group_has_one=every)
        changes = tuple(
            one
            for one in document.changes
            if mine.takes(one.group, peaks.get(one.key, Severity(one.severity)))
        )
        if not changes and not document.baseline and not any(one.new for one in document.findings):
            continue
        found[plan.id] = msgspec.structs.replace(
            document,
            changes=changes,
            open=tuple(one for one in document.open if mine.takes(one.group, Severity(one.severity))),
        )
    return found


class _Filter:
    """What of a pass is for one way out."""

    def __init__(self, plan: AlertPlan, named: set[str], *, every_group_has_one: bool) -> None:
        self._plan = plan
        self._named = named
        self._every = every_group_has_one

    def takes(self, group: str | None, severity: Severity) -> bool:
        """Whether a listing of that group and severity concerns it."""
        if severity.rank < self._plan.severity.rank:
            return False
        if not self._plan.groups or group in self._plan.groups:
            return True
        return group not in self._named and not self._every


def due_at(plan: AlertPlan, now: datetime, local: datetime) -> datetime:
    """When a message that is made now may go out.

    Digests end at whole multiples of their length, counted in UTC, so that a crash moves none.

    ``local``  the same moment by the clock on the wall
    """
    due = now
    if plan.digest is not None:
        windows = (now - _EPOCH) // plan.digest + 1
        due = _EPOCH + windows * plan.digest
    return due + _quiet_for(plan.quiet, local + (due - now))


def _quiet_for(quiet: tuple[time, time] | None, local: datetime) -> timedelta:
    """How long it is quiet from that moment on."""
    if quiet is None:
        return timedelta()
    begin, end = quiet
    clock = local.time()
    within = begin <= clock < end if begin <= end else clock >= begin or clock < end
    if not within:
        return timedelta()
    until = local.replace(hour=end.hour, minute=end.minute, second=end.second, microsecond=0)
    return until - local if until > local else until + timedelta(days=1) - local


def joined(waiting: Document, new: Document) -> Document:
    """One document of two: one that nobody has been sent yet, and what happened since."""
    changes: dict[str, ChangeEntry] = {one.key: one for one in (*waiting.changes, *new.changes)}
    findings = {one.key: one for one in waiting.findings}
    for one in new.findings:
        earlier = findings.get(one.key)
        was_new = one.new or (earlier is not None and earlier.new)
        findings[one.key] = msgspec.structs.replace(one, new=was_new)
    return msgspec.structs.replace(
        new,
        baseline=waiting.baseline or new.baseline,
        changes=tuple(changes.values()),
        findings=tuple(findings.values()),
    )


def bounded(document: Document) -> Document:
    """The document with the worst of what stands, and a count of the rest."""
    if len(document.open) <= MOST_OPEN:
        return document
    told = {(one.target, one.list) for one in document.changes}
    ranked = sorted(
        document.open,
        key=lambda one: (one.muted is not None, -Severity(one.severity).rank, one.target, one.list),
    )
    rest = ranked[MOST_OPEN:]
    left_out = LeftOut(
        listings=len(rest),
        muted=sum(one.muted is not None for one in rest),
        changed=sum((one.target, one.list) in told for one in rest),
    )
    return msgspec.structs.replace(document, open=tuple(ranked[:MOST_OPEN]), open_left_out=left_out)
