"""The state machine of one (target, list) pair: what a sighting makes of what is remembered, and what to say.

An unknown answer never changes the last known state. A change is believed when a second question or
a second pass agrees. A pair that changes too often is reported once and then left in peace until it has
been quiet for a day.
"""

import base64
import hashlib
from datetime import datetime

import msgspec

from repcheck.model.observations import Severity, State
from repcheck.model.watch.monitor import (
    Change,
    ChangeKind,
    ListedAs,
    Memory,
    MonitorPolicy,
    Pending,
    Sighting,
)

#: 80 bits: two of a million changes share a key with a chance of 1 in 10^12.
_KEY_OCTETS = 10

Step = tuple[Memory, tuple[Change, ...]]


def first_sight(seen: Sighting, now: datetime) -> Step:
    """The memory of a pair that was not watched before: its baseline, of which nothing is reported."""
    # Counted from the moment on, so that a pair which comes back makes no key that it made before.
    blank = Memory(pair=seen.pair, group=seen.group, serial=int(now.timestamp()))
    if seen.state is State.UNKNOWN:
        return msgspec.structs.replace(blank, unknown_since=now), ()
    standing = _standing(seen)
    after = msgspec.structs.replace(
        blank, standing=standing, known=True, since=now, told=standing, peak=_peak(blank, standing)
    )
    if standing is None:
        return after, ()
    change = _change(blank, after, ChangeKind.LISTED, now, "listed when first seen", silent=True)
    return msgspec.structs.replace(after, serial=after.serial + 1), (change,)


def step(memory: Memory, seen: Sighting, now: datetime, policy: MonitorPolicy) -> Step:
    """The memory after ``seen``, and the changes that follow: mostly none, and at most one to tell.

    ``now`` may lie before the times in ``memory`` (a clock that was set back): no change is lost by
    that, spans merely last longer.
    """
    memory = msgspec.structs.replace(memory, group=seen.group)
    if seen.state is State.UNKNOWN:
        return _unknown(memory, now), ()
    memory = msgspec.structs.replace(memory, unknown_since=None, unknown_told=False)
    standing = _standing(seen)
    if not memory.known and standing is None:
        # What was never known and is clean now has nothing to tell.
        return msgspec.structs.replace(memory, known=True, since=now), ()
    if memory.known and standing == memory.standing:
        return _calm(msgspec.structs.replace(memory, pending=None), now, policy)
    pending = _pending(memory, standing, seen, now)
    if not _believed(pending, seen, policy):
        return _calm(msgspec.structs.replace(memory, pending=pending), now, policy)
    return _changed(memory, standing, now, policy)


def at_rest(memory: Memory, group: str | None, now: datetime, policy: MonitorPolicy) -> Step:
    """The memory after a pass that says nothing new of a pair that is known: what waits goes on waiting."""
    memory = msgspec.structs.replace(memory, group=group, unknown_since=None, unknown_told=False)
    return _calm(memory, now, policy)


def closed(memory: Memory, now: datetime) -> Change | None:
    """What to report when nobody watches the pair any more: only that an open listing is left behind."""
    if memory.standing is None:
        return None
    return _change(memory, memory, ChangeKind.CLOSED, now, "no longer watched; it was still listed")


def unknown_too_long(memory: Memory, now: datetime, policy: MonitorPolicy) -> bool:
    """True when the row of unknown answers is due to be reported, which happens once a row."""
    since = memory.unknown_since
    return since is not None and not memory.unknown_told and now - since >= policy.unknown_after


def _standing(seen: Sighting) -> ListedAs | None:
    return (seen.standing or ListedAs()) if seen.state is State.LISTED else None


def _unknown(memory: Memory, now: datetime) -> Memory:
    # A change that waits for its confirmation goes on waiting: silence neither confirms nor denies it.
    return msgspec.structs.replace(memory, unknown_since=memory.unknown_since or now)


def _pending(memory: Memory, standing: ListedAs | None, seen: Sighting, now: datetime) -> Pending:
    """One sighting more of the change that waits, or the first of another one, which others may share.

    Listed with other sublists than last time is the same change from clean: what is confirmed is
    that the pair is listed.
    """
    waiting = memory.pending
    same = waiting is not None and (
        waiting.standing == standing
        or (memory.standing is None and waiting.standing is not None and standing is not None)
    )
    if waiting is None or not same:
        return Pending(standing=standing, times=1 + seen.agreeing, first=now)
    times = max(waiting.times, seen.agreeing) + 1
    return Pending(standing=standing, times=times, first=waiting.first)


def _believed(pending: Pending, seen: Sighting, policy: MonitorPolicy) -> bool:
    if pending.times >= policy.confirm:
        return True
    standing = pending.standing
    return standing is not None and seen.confirmed and standing.severity.rank >= policy.at_once.rank


def _changed(memory: Memory, standing: ListedAs | None, now: datetime, policy: MonitorPolicy) -> Step:
    changed = (*_of_today(memory, now, policy), now)
    after = msgspec.structs.replace(
        memory,
        standing=standing,
        known=True,
        since=_since(memory, standing, now),
        peak=_peak(memory, standing),
        pending=None,
        changed=changed,
    )
    kind = _kind(memory.standing, standing)
    if memory.flapping_since is not None:
        return _record(after, memory, kind, now, silent=True)
    if len(changed) <= policy.flaps:
        return _record(msgspec.structs.replace(after, told=standing), memory, kind, now)
    after = msgspec.structs.replace(after, flapping_since=now)
    after, happened = _record(after, memory, kind, now, silent=True)
    reason = f"{len(changed)} changes within a day; quiet until it is stable for a day"
    after, warned = _record(after, memory, ChangeKind.FLAPPING, now, reason)
    return after, (*happened, *warned)


def _since(memory: Memory, standing: ListedAs | None, now: datetime) -> datetime | None:
    """Another sublist of a standing listing does not make it younger."""
    both_listed = memory.standing is not None and standing is not None
    return memory.since if both_listed else now


def _peak(memory: Memory, standing: ListedAs | None) -> Severity | None:
    if standing is None:
        return None
    known = memory.peak or standing.severity
    return known if known.rank > standing.severity.rank else standing.severity


def _calm(memory: Memory, now: datetime, policy: MonitorPolicy) -> Step:
    """Nothing changed in this pass: a flapping pair that was quiet for a day is reported as it is now."""
    today = _of_today(memory, now, policy)
    if len(today) < len(memory.changed):
        memory = msgspec.structs.replace(memory, changed=today)
    if memory.flapping_since is None or today:
        return memory, ()
    after = msgspec.structs.replace(memory, flapping_since=None, changed=())
    return caught_up(after, now, "stable for a day after flapping")


def caught_up(memory: Memory, now: datetime, reason: str) -> Step:
    """Tell what changed while nothing was said: the step from the last message to the state of now."""
    if memory.standing == memory.told:
        return memory, ()
    kind = _kind(memory.told, memory.standing)
    before = msgspec.structs.replace(memory, standing=memory.told)
    after = msgspec.structs.replace(memory, told=memory.standing)
    return _record(after, before, kind, now, reason)


def _of_today(memory: Memory, now: datetime, policy: MonitorPolicy) -> tuple[datetime, ...]:
    return tuple(at for at in memory.changed if now - at < policy.day)


def _kind(before: ListedAs | None, after: ListedAs | None) -> ChangeKind:
    if after is None:
        return ChangeKind.CLEAN
    if before is None:
        return ChangeKind.LISTED
    if after.severity.rank != before.severity.rank:
        return ChangeKind.WORSE if after.severity.rank > before.severity.rank else ChangeKind.BETTER
    return ChangeKind.BETTER if set(after.sublists) < set(before.sublists) else ChangeKind.WORSE


def _record(
    after: Memory,
    before: Memory,
    kind: ChangeKind,
    now: datetime,
    reason: str | None = None,
    *,
    silent: bool = False,
) -> Step:
    """``after`` with one change more in its count, and that change."""
    before = msgspec.structs.replace(before, serial=after.serial)
    change = _change(before, after, kind, now, reason, silent=silent)
    return msgspec.structs.replace(after, serial=after.serial + 1), (change,)


def _change(
    before: Memory,
    after: Memory,
    kind: ChangeKind,
    now: datetime,
    reason: str | None,
    *,
    silent: bool = False,
) -> Change:
    standing = after.standing or before.standing
    known = State.CLEAN if before.known else State.UNKNOWN
    return Change(
        pair=before.pair,
        group=before.group,
        before=State.LISTED if before.standing is not None else known,
        to=kind,
        at=now,
        severity=standing.severity if standing is not None else Severity.INFO,
        standing=after.standing,
        reason=reason,
        silent=silent,
        key=_key(before, kind),
    )


def _key(memory: Memory, kind: ChangeKind) -> str:
    """The same for a pass that died before it could commit and is run again; another for the next change."""
    said = "\0".join((memory.pair.target, memory.pair.list, kind, str(memory.serial)))
    return base64.b32encode(hashlib.sha256(said.encode()).digest()[:_KEY_OCTETS]).decode().lower()
