"""The last pass as the memory holds it, in the shape that a pass itself has."""

from datetime import datetime, timedelta
from typing import NamedTuple

from repcheck.model.exit_code import ExitCode
from repcheck.model.watch.monitored import ChangeEntry, Coverage, Document, FindingEntry, OpenEntry
from repcheck.model.watch.outbox import Notice, Pass
from repcheck.model.watch.remembered import StandingListing, Status
from repcheck.store.ports import StateStore

#: Passes among which the last success is looked for.
MOST = 1_000
_SUCCESSES = (ExitCode.OK, ExitCode.FOUND)


class LastPass(NamedTuple):
    """``document`` of the last pass; ``success`` as Unix time when one last reached its coverage, or 0.0."""

    document: Document
    success: float


def last_pass(store: StateStore, found: Status) -> LastPass:
    """What the memory holds of the last pass; ``found`` is the status over all that is watched.

    Severities of findings are not kept: they are "". An empty document when there was no pass.
    """
    last = found.last
    if last is None:
        return LastPass(Document(at=found.at), 0.0)
    answered = sum(
        1
        for passes in store.list_passes(1).values()
        for one in passes
        if one.answered and one.at >= last.started
    )
    document = Document(
        at=last.started,
        baseline=last.baseline,
        changes=tuple(ChangeEntry.of(one) for one in store.changes(since=last.started) if not one.silent),
        open=tuple(map(_open, found.listings)),
        findings=tuple(map(_finding, store.notices())),
        coverage=Coverage(found.extent.targets, last.lists, answered),
    )
    return LastPass(document, _success(store))


def _success(store: StateStore) -> float:
    good = next((one for one in store.passes(MOST) if one.exit_code in _SUCCESSES), None)
    return 0.0 if good is None else round(_end(good).timestamp(), 3)


def _end(one: Pass) -> datetime:
    return one.started + timedelta(seconds=one.seconds)


def _open(one: StandingListing) -> OpenEntry:
    return OpenEntry(
        target=one.pair.target,
        list=one.pair.list,
        severity=one.standing.severity.value,
        group=one.group,
        since=one.since,
        muted=None if one.muted is None else one.muted.until,
    )


def _finding(one: Notice) -> FindingEntry:
    """The first word of a key is the id of its finding (``app.monitor.noticing``)."""
    return FindingEntry(id=one.key.partition(" ")[0], severity="", says="", key=one.key, new=False)
