"""What the monitor remembers of each (target, list) pair, and what it says when that changes.

A pass holds hundreds of thousands of these values. They refer to no container that could refer back, so
the collector of cycles is spared them (``gc=False``).
"""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.watch.sights import SeenFrom


class ChangeKind(StrEnum):
    """The ``to`` of a change. ``clean`` is "cleared"; ``closed``: nobody watches the pair any more."""

    LISTED = "listed"
    CLEAN = "clean"
    WORSE = "worse"
    BETTER = "better"
    FLAPPING = "flapping"
    CLOSED = "closed"


#: What ends a listing.
ENDED = (ChangeKind.CLEAN, ChangeKind.CLOSED)


class Pair(msgspec.Struct, frozen=True, order=True, gc=False):
    """What a state belongs to: a target in canonical spelling and the id of a list."""

    target: str
    list: str


class ListedAs(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A listing as far as it matters: by sublists and severity, never by text, codes or times."""

    sublists: tuple[str, ...] = ()
    severity: Severity = Severity.MEDIUM


class Sighting(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one pass saw of a pair.

    ``standing``   of a listing; None otherwise
    ``reason``     set if and only if ``state`` is unknown
    ``confirmed``  a second question, asked at once, said the same
    ``agreeing``   vantages beside this one whose last word was the same change
    """

    pair: Pair
    state: State
    group: str | None = None
    standing: ListedAs | None = None
    reason: UnknownReason | None = None
    confirmed: bool = False
    agreeing: int = 0


class Pending(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A change that was seen and is not believed yet: seen ``times`` times since ``first``."""

    standing: ListedAs | None
    times: int
    first: datetime


class Memory(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """All that is remembered of a pair.

    ``standing``       of the confirmed listing; None: clean, or never known
    ``known``          False: no pass has had an answer for it yet
    ``since``          when the confirmed state began, as far as passes saw
    ``told``           the state of the last message (or baseline), which flapping and mutes leave behind
    ``peak``           the worst that the listing has been since it began; None: not listed
    ``pending``        a change that waits for its confirmation
    ``unknown_since``  begin of the unbroken row of unknown answers; None: the last answer was known
    ``unknown_told``   the finding "unknown for a day" was made for this row
    ``changed``        times of the confirmed changes of the last day, oldest first
    ``flapping_since`` None: it is not flapping
    ``serial``         how many changes it has had; makes the key of the next one
    """

    pair: Pair
    group: str | None = None
    standing: ListedAs | None = None
    known: bool = False
    since: datetime | None = None
    told: ListedAs | None = None
    peak: Severity | None = None
    pending: Pending | None = None
    unknown_since: datetime | None = None
    unknown_told: bool = False
    changed: tuple[datetime, ...] = ()
    flapping_since: datetime | None = None
    serial: int = 0

    @property
    def is_unheard(self) -> bool:
        """Whether the last answer was unknown, of a pair that is not listed as far as is known."""
        return self.standing is None and (self.unknown_since is not None or not self.known)


class Change(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that happened. The changes of a pair, replayed in order, give what is remembered of it.

    ``before``    the state before: "listed", "clean" or "unknown" (never known)
    ``to``        what became of it; ``at`` when this pass saw it
    ``standing``  the listing after it; None: not listed
    ``reason``    why, in a few words, where the kind does not say it all; None otherwise
    ``silent``    recorded, and reported to nobody: a baseline, or what a flapping pair does
    ``key``       the same for the same change, however often a pass is run again
    ``seen_from``  what the pair was from each vantage then; empty: they did not differ
    """

    pair: Pair
    group: str | None
    before: State
    to: ChangeKind
    at: datetime
    severity: Severity
    standing: ListedAs | None
    reason: str | None
    silent: bool = False
    key: str
    seen_from: tuple[SeenFrom, ...] = ()


class MonitorPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """When the monitor believes and speaks.

    ``confirm``       passes that must agree on what no second question confirmed
    ``at_once``       listings of at least this severity need no second pass once a second question agreed
    ``flaps``         confirmed changes within ``day`` beyond which a pair is flapping
    ``unknown_after`` how long a pair may be unknown before that is a finding of its own
    """

    confirm: int = 2
    at_once: Severity = Severity.HIGH
    flaps: int = 4
    day: timedelta = timedelta(hours=24)
    unknown_after: timedelta = timedelta(hours=24)
