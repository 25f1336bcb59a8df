"""From what a pass found to its document, and from that to the messages of the outbox."""

import hashlib
import shlex
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from repcheck.app.monitor.looking import Looked
from repcheck.model.catalog import Catalog
from repcheck.model.causes import Step
from repcheck.model.observations import Severity
from repcheck.model.watch.again import Again, typed
from repcheck.model.watch.monitor import ENDED, Change, ChangeKind, Pair
from repcheck.model.watch.monitored import (
    ChangeEntry,
    Coverage,
    Document,
    FindingEntry,
    OpenEntry,
    SightEntry,
)
from repcheck.model.watch.outbox import Outgoing, begin_of
from repcheck.model.watch.sights import SeenFrom
from repcheck.model.watch.watching import Alertmanager, AlertPlan
from repcheck.monitor.message import in_order, subject
from repcheck.monitor.passing import ChangeToTell, Open, Passed
from repcheck.monitor.retry import superseded
from repcheck.monitor.routing import bounded, due_at, joined, routed
from repcheck.store.ports import StateStore

#: Later than any message is due.
FAR = datetime(9999, 1, 1, tzinfo=UTC)
#: The least that tells the times of two messages apart, in every database.
_MOMENT = timedelta(microseconds=1)

_USUAL = Again()
_decode = msgspec.json.Decoder(Document).decode


def document_of(
    passed: Passed,
    looked: Looked,
    findings: Sequence[FindingEntry],
    names: Mapping[str, str],
    named: Mapping[tuple[str, str], int],
    again: Again = _USUAL,
) -> Document:
    """The whole pass.

    ``names``   of the lists, for people, by their ids
    ``named``   bounces of this pass that name a (target, list)
    ``again``   what commands that are printed need
    """
    steps = _Steps(looked.steps)
    asked = {seen.pair.target for seen in looked.sightings}
    return Document(
        at=passed.at,
        baseline=passed.baseline,
        changes=tuple(in_order(_change(told, names, steps, named, again.memory) for told in passed.told)),
        open=tuple(_open(one, names) for one in passed.open),
        findings=tuple(findings),
        coverage=Coverage(
            targets=len(looked.targets),
            lists=sum(1 for one in looked.health.values() if one.asked),
            answered=sum(1 for one in looked.health.values() if one.answered),
            unreached=looked.unreached,
            unasked=len(looked.targets.keys() - asked - {*looked.unreached}),
        ),
        options=again.memory,
    )


class _Steps:
    """The first step of the plan for each pair."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._first: dict[tuple[str, str], Step] = {}
        for step in steps:
            for target in step.targets if step.list is not None and step.phase in ("fix", "ask") else ():
                self._first.setdefault((target, step.list or ""), step)

    def of(self, change: Change) -> Step | None:
        return self._first.get((change.pair.target, change.pair.list))


def _change(
    told: ChangeToTell,
    names: Mapping[str, str],
    steps: _Steps,
    named: Mapping[tuple[str, str], int],
    memory: str,
) -> ChangeEntry:
    change = told.change
    bad = change.to in (ChangeKind.LISTED, ChangeKind.WORSE)
    step = steps.of(change) if bad else None
    return msgspec.structs.replace(
        ChangeEntry.of(change),
        since=told.since,
        name=names.get(change.pair.list, ""),
        bounces=named.get((change.pair.target, change.pair.list), 0),
        step=None if step is None else step.title,
        url=None if step is None else step.url,
        mute=mute_command(change.pair, memory) if change.to not in ENDED else None,
        seen_from=sight_entries(change.seen_from),
    )


def sight_entries(sights: Iterable[SeenFrom]) -> tuple[SightEntry, ...] | msgspec.UnsetType:
    """What a pair is from each vantage, as documents have it."""
    made = tuple(
        SightEntry(
            vantage=one.vantage,
            state=one.state.value,
            at=one.at,
            reason=None if one.reason is None else one.reason.value,
        )
        for one in sights
    )
    return made or msgspec.UNSET


def mute_command(pair: Pair, memory: str) -> str:
    """What silences the pair, as it is typed; who types it says why."""
    return typed(f"repcheck mute {shlex.join((pair.target, pair.list))} --until 14d --reason known", memory)


def _open(one: Open, names: Mapping[str, str]) -> OpenEntry:
    pair = one.memory.pair
    return OpenEntry(
        target=pair.target,
        list=pair.list,
        severity=one.severity.value,
        group=one.memory.group,
        since=one.memory.since,
        name=names.get(pair.list, ""),
        muted=one.muted,
        seen_from=sight_entries(one.seen_from),
    )


def encoded(document: Document) -> str:
    """The document as JSON."""
    return msgspec.json.encode(document).decode()


class Mailbag(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into the outbox: new messages, those that wait and now hold more, and what they replace."""

    new: tuple[Outgoing, ...] = ()
    amended: tuple[Outgoing, ...] = ()
    replaced: tuple[Outgoing, ...] = ()


def mailbag(
    document: Document,
    passed: Passed,
    plans: Sequence[AlertPlan],
    store: StateStore,
    pending: Iterable[Outgoing],
    local: datetime,
) -> Mailbag:
    """The messages of a pass, each for one way out.

    ``pending``  what the outbox holds; ``local`` now by the clock on the wall
    """
    now = document.at
    peaks: dict[str, Severity] = {told.change.key: told.peak for told in passed.told}
    shares = routed(document, peaks, plans)
    waiting: dict[str, list[Outgoing]] = {}
    for message in pending:
        waiting.setdefault(message.sink, []).append(message)
    new, amended, replaced = [], [], []
    for plan in plans:
        share, open_ = shares.get(plan.id), waiting.get(plan.id, [])
        if isinstance(plan.sink, Alertmanager):
            # It keeps a state of its own, which each pass renews: an older message has nothing to add.
            replaced += [superseded(one, now) for one in open_]
            share = share or msgspec.structs.replace(document, changes=())
            if share.open or share.changes:
                new.append(_message(plan, share, store, _after(open_, now), now))
            continue
        if share is None:
            continue
        # The last one alone: what happened later is not added to what goes out earlier.
        held = next((one for one in open_[-1:] if one.attempts == 0 and one.due > now), None)
        if held is not None:
            amended.append(_amended(held, share))
        else:
            new.append(_message(plan, bounded(share), store, _after(open_, now), due_at(plan, now, local)))
    return Mailbag(new=tuple(new), amended=tuple(amended), replaced=tuple(replaced))


def _after(waiting: Iterable[Outgoing], now: datetime) -> datetime:
    """When the next message is made: after those that wait, also where the clock was set back."""
    return max([now, *(one.created + _MOMENT for one in waiting)])


def _amended(held: Outgoing, share: Document) -> Outgoing:
    whole = bounded(joined(_decode(held.body), share))
    return msgspec.structs.replace(held, body=encoded(whole), subject=subject(whole), about=_about(whole))


def _about(share: Document) -> str:
    return " ".join(begin_of(one.key) for one in share.changes)


def _message(
    plan: AlertPlan, share: Document, store: StateStore, created: datetime, due: datetime
) -> Outgoing:
    name = _id(plan.id, share)
    return Outgoing(
        id=name,
        sink=plan.id,
        thread=_thread(plan.id, share, store) or name,
        body=encoded(share),
        created=created,
        due=due,
        subject=subject(share),
        about=_about(share),
    )


def _id(sink: str, share: Document) -> str:
    """The same for the same changes to the same way out; what has no change is named by its moment."""
    keys = sorted(one.key for one in share.changes)
    said = "\0".join((sink, *(keys or (share.at.isoformat(),))))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _thread(sink: str, share: Document, store: StateStore) -> str | None:
    """The thread of the message that reported the beginning of the incident which this one leads with."""
    if not share.changes or share.changes[0].to == ChangeKind.LISTED:
        return None
    lead = share.changes[0]
    history = store.changes(target=lead.target, list_id=lead.list)
    begun = [one for one in history if one.to is ChangeKind.LISTED and not one.silent and one.key != lead.key]
    first = store.message_about(sink, begun[-1].key) if begun else None
    return None if first is None else first.thread


def list_names(catalog: Catalog, looked: Looked) -> dict[str, str]:
    """What people call the lists."""
    return {name: health.name for name, health in looked.health.items() if health.name} | {
        entry.id: entry.name for entry in catalog.lists
    }
