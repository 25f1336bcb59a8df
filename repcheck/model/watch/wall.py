"""What the pages of ``repcheck serve`` say of the monitor's memory, before it is written."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.watch.domains import DomainKept
from repcheck.model.watch.monitor import Change, Memory, Pair
from repcheck.model.watch.outbox import BounceHour, ListPass, Outgoing
from repcheck.model.watch.remembered import Extent, History, Status
from repcheck.model.watch.sights import SeenFrom


class Watched(msgspec.Struct, frozen=True, gc=False):
    """One target, and the lists that are watched for it."""

    target: str
    group: str | None
    lists: tuple[str, ...]


class CauseHours(msgspec.Struct, frozen=True, kw_only=True):
    """Bounces of one cause: who refuses whom, and its hours, the oldest first; there is at least one."""

    cause: str
    hours: tuple[BounceHour, ...]

    @property
    def total(self) -> int:
        """All bounces of these hours."""
        return sum(one.count for one in self.hours)

    @property
    def last(self) -> datetime:
        """The begin of the newest hour."""
        return datetime.fromtimestamp(self.hours[-1].hour * 3600, UTC)


class ListSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One list in the last passes.

    ``passes``  newest first; empty: no pass asked it
    ``listed``  how many of its ``watched`` targets it lists; ``unheard`` of how many it was not heard
    """

    list: str
    passes: tuple[ListPass, ...] = ()
    listed: int = 0
    unheard: int = 0
    watched: int = 0

    @property
    def latest(self) -> Sequence[ListPass]:
        """The newest pass of each vantage; a pass without a vantage counts where no pass has one."""
        by_vantage = {one.vantage: one for one in reversed(self.passes)}
        named = [one for name, one in by_vantage.items() if name]
        return named or list(by_vantage.values())

    @property
    def silent_at(self) -> Sequence[str]:
        """Vantages whose newest pass had no answer, by name."""
        return sorted(one.vantage for one in self.latest if not one.answered)


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The first page.

    ``unsettled``  pairs that are not simply clean
    ``watched``    everything that is watched
    ``changes``    of the last ``span``, the newest first, without silent ones
    ``causes``     of the last ``span``, the costliest first
    ``lists``      those that did not answer in the last pass, by id; ``answered`` how many did
    ``domains``    those whose mail records were looked at, the worst first
    """

    status: Status
    unsettled: Sequence[Memory]
    watched: Sequence[Watched]
    changes: Sequence[Change]
    causes: Sequence[CauseHours]
    lists: Sequence[ListSeen]
    answered: int
    span: timedelta
    domains: Sequence[DomainKept] = ()


class TargetPage(msgspec.Struct, frozen=True, kw_only=True):
    """All that is remembered of one target.

    ``memories``  a pair for each of its lists, the worst first
    ``status``    of this target alone: listings with mutes and requests
    ``changes``   the newest first
    ``seen_from``  of the pairs that differ by vantage what they are from each
    """

    target: str
    group: str | None
    memories: Sequence[Memory]
    status: Status
    history: History
    changes: Sequence[Change]
    seen_from: Mapping[Pair, tuple[SeenFrom, ...]] = {}


class ListPage(msgspec.Struct, frozen=True, kw_only=True):
    """All that is remembered of one list; ``status`` holds its listings alone.

    ``causes``  of bounces of the last days, of this list or not
    """

    seen: ListSeen
    status: Status
    history: History
    changes: Sequence[Change]
    causes: Sequence[CauseHours] = ()


class PastListing(msgspec.Struct, frozen=True, kw_only=True):
    """A listing that stood at a moment that has passed. ``since`` None: it is older than the history."""

    pair: Pair
    group: str | None
    severity: Severity
    since: datetime | None


class PastState(msgspec.Struct, frozen=True, kw_only=True):
    """What was known at a moment.

    ``begin``   since when the history is kept; None: no pass was made. Before it nothing is known
    ``listed``  what stood listed then, the worst first
    ``unsure``  how many pairs that are watched today no pass is known to have had an answer for by then
    """

    at: datetime
    begin: datetime | None
    listed: Sequence[PastListing] = ()
    unsure: int = 0

    @property
    def known(self) -> bool:
        """Whether the history reaches back to that moment."""
        return self.begin is not None and self.at >= self.begin


class AlertPage(msgspec.Struct, frozen=True, kw_only=True):
    """A message, and the changes that it reports, as far as the history has them still."""

    message: Outgoing
    changes: Sequence[Change]


class Footprint(msgspec.Struct, frozen=True, kw_only=True):
    """What is watched, as of the pass that began at ``at``: only another pass changes it.

    ``unsettled``  the pairs that are not simply clean
    ``domains``    those whose mail records were looked at, the worst first
    """

    at: datetime | None
    watched: Sequence[Watched]
    unsettled: Sequence[Memory]
    extent: Extent
    domains: Sequence[DomainKept] = ()
