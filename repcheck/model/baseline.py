"""What was accepted of a run, and how a later run stands to it."""

from datetime import date
from enum import StrEnum

import msgspec

from repcheck.model.observations import Severity

#: Target and list, as observations name them.
Pair = tuple[str, str]


class Standing(StrEnum):
    """How a listing of today stands to what was accepted.

    ``accepted``  it was there, no lighter and with the same sublists, and the acceptance has not ended
    ``worse``     it was accepted with a lower severity, or another sublist has joined it
    ``expired``   it was accepted, and that has ended
    """

    ACCEPTED = "accepted"
    NEW = "new"
    WORSE = "worse"
    EXPIRED = "expired"


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """One listing that somebody lives with for a while.

    ``target``    as ``Target.value``; ``list`` an id of the catalog
    ``severity``  the worst that is accepted; ``sublists`` ids of those that may name it
    ``accepted``  the day of that; ``until`` the last day on which it counts
    ``why``       the reason that a person wrote beside it; None: nobody did
    """

    target: str
    list: str
    severity: Severity
    sublists: tuple[str, ...] = ()
    accepted: date
    until: date
    why: str | None = None

    @property
    def pair(self) -> Pair:
        """What it is about."""
        return self.target, self.list


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A run beside a baseline.

    ``file``      the baseline, as the user named it
    ``standings`` of each listing of the run
    ``changes``   in words, what is worse or has expired, by pair: "high, was low"
    ``gone``      accepted, and not listed any more
    ``unseen``    accepted, and unknown today: neither there nor gone
    ``ending``    accepted listings whose acceptance ends soon
    ``elsewhere`` how many accepted listings this run was not about
    """

    file: str
    standings: dict[Pair, Standing] = {}
    changes: dict[Pair, str] = {}
    gone: tuple[Accepted, ...] = ()
    unseen: tuple[Accepted, ...] = ()
    ending: tuple[Accepted, ...] = ()
    elsewhere: int = 0

    def fails(self, target: str, list_: str) -> bool:
        """Whether this listing is more than was accepted."""
        return self.standings.get((target, list_), Standing.NEW) is not Standing.ACCEPTED
