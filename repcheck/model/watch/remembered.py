"""What the monitor's memory says when nobody is asked: the state as last seen, and what happened before."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from repcheck.model.exit_code import ExitCode
from repcheck.model.watch.monitor import ListedAs, Pair
from repcheck.model.watch.outbox import Mute, Pass, Request
from repcheck.model.watch.sights import SeenFrom
from repcheck.model.watch.vantages import Vantage


class Age(StrEnum):
    """How much the last pass is worth: ``ahead`` says that it lies in the future of this clock."""

    FRESH = "fresh"
    STALE = "stale"
    AHEAD = "ahead"
    NONE = "none"


class StandingListing(msgspec.Struct, frozen=True, kw_only=True):
    """A listing that stood after the last pass.

    ``since``          when it began, as far as passes saw
    ``muted``          the mute that holds it; None: nobody muted it
    ``asked``          the request for its removal; None: nobody noted one
    ``usual``          how long the list takes after asking, in its operator's words; None: not known
    ``unknown_since``  it is the last known state: the list has not been heard since then; None: it has
    ``counts``         it is at or above the ``fail_on`` of its group, and not muted
    ``seen_from``      what it is from each vantage; empty: they do not differ
    """

    pair: Pair
    group: str | None
    standing: ListedAs
    since: datetime | None
    muted: Mute | None = None
    asked: Request | None = None
    usual: str | None = None
    unknown_since: datetime | None = None
    flapping: bool = False
    counts: bool = True
    seen_from: tuple[SeenFrom, ...] = ()


class Extent(msgspec.Struct, frozen=True):
    """How much is watched."""

    targets: int = 0
    lists: int = 0
    pairs: int = 0


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """What is known without asking anyone.

    ``last``       the last pass; None: there was none
    ``every``      the time between passes that ``age`` was judged by
    ``listings``   the worst first, muted ones last
    ``unheard``    pairs that are not listed as far as is known, and whose last answer was unknown
    ``mutes``      that hold now, those of what is not listed too
    ``waiting``    messages that are not sent yet; ``lost`` those given up within the last week
    ``vantages``   where passes were made from, by name, where there are several
    """

    at: datetime
    age: Age
    every: timedelta
    last: Pass | None = None
    extent: Extent = Extent()
    listings: tuple[StandingListing, ...] = ()
    unheard: tuple[Pair, ...] = ()
    mutes: tuple[Mute, ...] = ()
    waiting: int = 0
    lost: int = 0
    vantages: tuple[Vantage, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """As of a pass: 1 while something counts, 3 when what is known is too old or too little."""
        if self.age is not Age.FRESH:
            return ExitCode.UNDECIDED
        if any(one.counts for one in self.listings):
            return ExitCode.FOUND
        return ExitCode.UNDECIDED if self.knows_too_little else ExitCode.OK

    @property
    def knows_too_little(self) -> bool:
        """Whether the last pass could not decide, or no answer is known of what this is about."""
        undecided = self.last is not None and self.last.exit_code == ExitCode.UNDECIDED
        return undecided or (not self.listings and len(self.unheard) >= self.extent.pairs)


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One listing from its begin to its end, as far as passes saw.

    ``begin``  None: it is older than the history that is kept
    ``end``    None: it stands
    ``left``   it ended because nobody watched any more, and may have gone on
    ``seen_from``  what it was from each vantage as it began; empty: they did not differ
    """

    begin: datetime | None
    end: datetime | None = None
    left: bool = False
    seen_from: tuple[SeenFrom, ...] = ()


class Day(StrEnum):
    """One day of a pair."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    NOT_WATCHED = "not_watched"


class PairHistory(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to one pair.

    ``times``   how often it was listed
    ``median``  of the time from begin to end of the listings that ended; None: none did
    ``days``    the last 90 days, UTC, the oldest first; the last one is today
    """

    pair: Pair
    group: str | None
    incidents: tuple[Incident, ...]
    median: timedelta | None
    days: tuple[Day, ...]

    @property
    def times(self) -> int:
        """How often it was listed."""
        return len(self.incidents)

    @property
    def since(self) -> datetime | None:
        """When the listing that stands began; None: it is not listed."""
        last = self.incidents[-1] if self.incidents else None
        return last.begin if last is not None and last.end is None else None


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs that were listed, by target and list. ``median`` of all their listings that ended.

    ``unwatched``  of the targets that were asked for, those that no pass ever looked at: nothing is known
    ``unheard``    lists whose last answer about any of them was unknown
    """

    at: datetime
    pairs: tuple[PairHistory, ...]
    median: timedelta | None
    unwatched: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
