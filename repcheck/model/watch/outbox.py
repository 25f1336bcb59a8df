"""Messages on their way: written with the change that they are about, sent after it, marked when taken."""

from datetime import datetime

import msgspec

_ENOUGH = 8


def begin_of(key: str) -> str:
    """As much of a change's key as tells it from the others of a message."""
    return key[:_ENOUGH]


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """One message for one sink.

    ``id``        the idempotency key: the same at each try, whatever happened between
    ``sink``      id of the alert's way out in the configuration
    ``thread``    what belongs together in a mailbox or pager; the first change of an incident names it
    ``body``      the document ``repcheck.monitor/1`` as JSON; empty once it was taken or given up
    ``created``   when the pass recorded it; ``due`` not to be tried before
    ``attempts``  tries so far; ``error`` what the last one met, None before the first
    ``sent``      when the sink took it; ``given_up`` when trying ended without that
    ``subject``   one line of what it says, for the outbox
    ``about``     the changes that it reports, each by the begin of its key (``begin_of``)
    """

    id: str
    sink: str
    thread: str
    body: str
    created: datetime
    due: datetime
    attempts: int = 0
    error: str | None = None
    sent: datetime | None = None
    given_up: datetime | None = None
    subject: str = ""
    about: str = ""


class Mute(msgspec.Struct, frozen=True, kw_only=True):
    """A pair, or all lists of a target, that nobody is to be woken for; checks go on.

    ``list``   None: all lists; ``until`` is compulsory; ``ended`` when it ended early, by hand or by recovery
    """

    id: int
    target: str
    list: str | None
    until: datetime
    reason: str
    since: datetime
    ended: datetime | None = None

    def holds(self, target: str, list_id: str, now: datetime) -> bool:
        """True when it silences this pair now."""
        return (
            self.ended is None
            and self.since <= now < self.until
            and self.target == target
            and self.list in (None, list_id)
        )


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """The user has asked a list to remove a target."""

    target: str
    list: str
    asked: datetime
    note: str | None = None


class Pass(msgspec.Struct, frozen=True, kw_only=True):
    """One finished pass of the monitor. ``vantage`` where it was made from; "": nobody noted it."""

    started: datetime
    seconds: float
    exit_code: int
    baseline: bool
    targets: int
    lists: int
    vantage: str = ""


class ListPass(msgspec.Struct, frozen=True, kw_only=True):
    """What one pass saw of one list.

    ``rtt_ms``  the median of its answers, None without any; ``vantage`` as of its ``Pass``
    """

    list: str
    at: datetime
    answered: bool
    rtt_ms: float | None = None
    vantage: str = ""


class LogPosition(msgspec.Struct, frozen=True, kw_only=True):
    """How far a source was read. What the fields hold is the reader's own affair."""

    source: str
    position: str


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that stands, which is reported once as long as it lasts. ``key`` names it; ``vantage`` where
    it stands, "": everywhere."""

    key: str
    since: datetime
    vantage: str = ""


class BounceHour(msgspec.Struct, frozen=True, kw_only=True):
    """Bounces of one cause within one hour.

    ``cause``  who refuses whom, for people: "Example Mail refuses pool-a"
    ``hour``   whole hours since 1970 (UTC); ``first`` when the first of them came
    """

    cause: str
    hour: int
    count: int
    first: datetime
