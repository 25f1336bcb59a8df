"""Mutes: for a reason, and until a day that is said; and noted requests for removal."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from repcheck.catalog.watching.words import duration
from repcheck.errors import BadInput, BadOption
from repcheck.model.keys import mask_keys
from repcheck.model.watch.outbox import Mute, Request
from repcheck.store.ports import StateStore
from repcheck.targets.parse import quoted

#: A mute that nobody remembers hides what it was never meant to.
LONGEST = timedelta(days=90)
_MOST_WORDS = 300
_MOST_SPAN = timedelta(days=3650)


def moment_until(text: str, now: datetime, option: str = "--until") -> datetime:
    """``2026-12-24`` (its begin, UTC), ``2026-12-24T18:00+01:00``, ``14d`` or ``36h`` from now.

    Raises BadOption, also for what has passed and for more than 90 days.
    """
    ahead = duration(text)
    if ahead is None:
        ahead = _date(text, option) - now
    if ahead <= timedelta():
        raise BadOption(f"{quoted(text)} has passed", option)
    if ahead > LONGEST:
        raise BadOption(f"{quoted(text)} is more than {LONGEST.days} days away", option)
    return now + ahead


def _date(text: str, option: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadOption(f"{quoted(text)} is neither a date (2026-12-24) nor a time (14d)", option) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def time_span(text: str, option: str) -> timedelta:
    """``14d`` or ``36h``, at most ten years. Raises BadOption."""
    found = duration(text)
    if found is None or found > _MOST_SPAN:
        raise BadOption(f"{quoted(text)} is not a time such as 36h or 14d", option)
    return found


def some_words(text: str, option: str) -> str:
    """A reason or note as one line, keys of lists masked. Raises BadOption if it says nothing or too much."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    words = re.sub(r"\s+", " ", shown).strip()
    if not words:
        raise BadOption("is empty", option)
    if len(words) > _MOST_WORDS:
        raise BadOption(f"is longer than {_MOST_WORDS} characters", option)
    return mask_keys(words)


def holding(store: StateStore, now: datetime) -> tuple[Mute, ...]:
    """The mutes that hold now."""
    return tuple(mute for mute in store.mutes() if mute.holds(mute.target, mute.list or "", now))


def mute(
    store: StateStore,
    targets: Sequence[str],
    list_id: str | None,
    *,
    until: datetime,
    reason: str,
    now: datetime,
) -> tuple[Mute, ...]:
    """Mute these targets, on one list or (None) on all. A mute of the same is replaced."""
    same = [one.id for one in holding(store, now) if one.target in targets and one.list == list_id]
    made = []
    with store.writing() as writing:
        writing.unmute(same, now)
        for target in targets:
            new = Mute(id=0, target=target, list=list_id, until=until, reason=reason, since=now)
            made.append(msgspec.structs.replace(new, id=writing.mute(new)))
    return tuple(made)


def unmute(
    store: StateStore, targets: Sequence[str], list_id: str | None, *, now: datetime
) -> tuple[Mute, ...]:
    """End the mutes of these targets, of one list or (None) all. Raises BadInput when none holds."""
    there = [one for one in holding(store, now) if one.target in targets]
    ending = [one for one in there if list_id in (None, one.list)]
    if not ending:
        shown = targets[0] if len(targets) == 1 else f"{targets[0]} to {targets[-1]}"
        if there and any(one.list is None for one in there):
            raise BadInput(f"{shown} is muted on all lists: end that, and mute what is left", "unmute")
        raise BadInput(f"{shown} is not muted" + (f" on {list_id}" if list_id else ""), "unmute")
    with store.writing() as writing:
        writing.unmute([one.id for one in ending], now)
    return tuple(msgspec.structs.replace(one, ended=now) for one in ending)


def note_request(
    store: StateStore, targets: Sequence[str], list_id: str, *, note: str | None, now: datetime
) -> tuple[Request, ...]:
    """Note that the list was asked to remove these targets."""
    made = tuple(Request(target=target, list=list_id, asked=now, note=note) for target in targets)
    with store.writing() as writing:
        for one in made:
            writing.request(one)
    return made
