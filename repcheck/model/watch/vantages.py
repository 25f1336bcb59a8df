"""From where lists are asked: what a list answers depends on who asks."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from repcheck.model.observations import UnknownReason
from repcheck.model.watch.monitor import ListedAs, Pair

#: A word counts for a day, or for this many of its vantage's passes if they take longer.
_HOLDS = timedelta(days=1)
_PASSES = 4
#: A vantage that has not asked for this many of these spans is forgotten.
_FORGOTTEN = 7


#: Docker gives each container a name that no other has had: it says nothing of where it runs.
_CONTAINER = re.compile(r"[0-9a-f]{12}")
_ODD = re.compile(r"[^A-Za-z0-9._+-]+")
_LONGEST = 64


def named_after(host: str, environ: Mapping[str, str]) -> str:
    """The vantage of a machine that nobody has named: its own name, if it has one that stays."""
    if _CONTAINER.fullmatch(host) or "KUBERNETES_SERVICE_HOST" in environ:
        return "container"
    return _ODD.sub("-", host).strip("._+-")[:_LONGEST] or "unnamed"


class Vantage(msgspec.Struct, frozen=True, kw_only=True):
    """A place that passes are made from.

    ``at``        when its last pass over everything ended, or its last pass at all while it made no such one
    ``every``     the time between its passes, as configured there
    ``complete``  it has looked at everything: where it has no view of its own, its last word is the common
                  state. False: it has only the views that are kept
    """

    name: str
    at: datetime
    every: timedelta = timedelta(hours=1)
    complete: bool = True

    @property
    def holds(self) -> timedelta:
        """How long a word of it counts."""
        return max(_HOLDS, _PASSES * self.every)

    def asks(self, now: datetime) -> bool:
        """Whether it still asks, as far as is known."""
        return now - self.at <= self.holds

    def forgotten(self, now: datetime) -> bool:
        """Whether it is so long gone that nothing of it is kept."""
        return now - self.at > _FORGOTTEN * self.holds


class VantageView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The last word of one vantage about a pair, kept where it is not the common state.

    ``standing``  of its last real answer; None: that was clean, or there was none
    ``known``     False: it has not had a real answer
    ``since``     when it began to differ
    ``heard``     when it had its last real answer; None: never
    ``reason``    why its last answer was unknown; None: that was a real one
    ``due``       it has not asked since the common state became what it is
    """

    pair: Pair
    vantage: str
    standing: ListedAs | None = None
    known: bool = True
    since: datetime
    heard: datetime | None = None
    reason: UnknownReason | None = None
    due: bool = False
