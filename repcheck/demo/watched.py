"""What the demo's wall watches, and what happened to it in the last 90 days.

Nothing of it is random: the same moment of looking makes the same past. What stands today is what the demo's
lists say today, so that a pass over them changes nothing.
"""

from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from repcheck.catalog.config import apply_config
from repcheck.model.catalog import Catalog
from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.watch.monitor import ListedAs
from repcheck.model.watch.watching import WatchPlan

#: So far back goes the made-up past.
PAST = timedelta(days=90)


def demo_config() -> Path:
    """The configuration of what is watched."""
    return Path(__file__).with_name("wall.yaml")


def demo_plan(catalog: Catalog) -> WatchPlan:
    """The same as values. ``catalog``: of the demo."""
    return apply_config(demo_config().read_bytes(), "wall.yaml", catalog).plan


#: Those of it that have mail records.
DOMAINS = ("example.com", "example.net", "example.org")

#: The way out that takes nothing any more, and since how many days before now.
STUCK, STUCK_SINCE = "postmaster", 1.0


class Spell(NamedTuple):
    """A listing, or silence, of some targets on a list.

    ``targets``  a name or an address, or the begin of several ("192.0.2."); empty: all that are asked there
    ``what``     how it is listed, or why it is unknown
    ``begin``    in days before now; ``end`` likewise, 0: it stands
    """

    targets: str
    list: str
    what: ListedAs | UnknownReason
    begin: float
    end: float = 0.0


SOURCES = ListedAs(sublists=("demo-honest-sources",), severity=Severity.HIGH)
EXPLOITED = ListedAs(sublists=("demo-honest-exploited",), severity=Severity.CRITICAL)
POLICY = ListedAs(sublists=("demo-honest-policy",), severity=Severity.LOW)
REPORTED = ListedAs(sublists=("127.0.0.2",), severity=Severity.MEDIUM)
SEEN = ListedAs(sublists=("127.0.1.2",), severity=Severity.MEDIUM)
SLOW = ListedAs(sublists=("127.0.0.2",), severity=Severity.LOW)

#: Where two of them overlap, the later one in this table counts.
SPELLS = (
    # What stands.
    Spell("203.0.113.", "demo-honest", POLICY, 120),
    Spell("192.0.2.25", "demo-honest", SOURCES, 9.3, 1.2),
    Spell("192.0.2.25", "demo-honest", EXPLOITED, 1.2),
    Spell("192.0.2.10", "demo-honest", SOURCES, 2.4),
    Spell("203.0.113.66", "demo-second", REPORTED, 0.23),
    Spell("example.com", "demo-domains", SEEN, 0.6),
    # What came and went.
    Spell("192.0.2.10", "demo-honest", SOURCES, 61.2, 57.9),
    Spell("192.0.2.10", "demo-second", REPORTED, 60.9, 59.8),
    Spell("192.0.2.10", "demo-second", REPORTED, 1.9, 0.85),
    Spell("192.0.2.12", "demo-honest", SOURCES, 26.4, 21.7),
    Spell("192.0.2.12", "demo-second", REPORTED, 26.1, 25.0),
    Spell("192.0.2.14", "demo-second", REPORTED, 83.5, 82.1),
    Spell("192.0.2.14", "demo-second", REPORTED, 44.3, 43.0),
    Spell("192.0.2.15", "demo-dead", REPORTED, 77.0, 69.5),
    Spell("198.51.100.17", "demo-honest", EXPLOITED, 50.6, 48.2),
    Spell("198.51.100.17", "demo-honest", SOURCES, 48.2, 46.0),
    Spell("198.51.100.19", "demo-second", REPORTED, 35.8, 34.7),
    Spell("198.51.100.21", "demo-honest", POLICY, 88.0, 71.3),
    Spell("198.51.100.25", "demo-second", REPORTED, 15.6, 14.4),
    Spell("203.0.113.26", "demo-second", REPORTED, 30.2, 28.9),
    Spell("203.0.113.66", "demo-second", REPORTED, 66.1, 64.9),
    Spell("203.0.113.66", "demo-second", REPORTED, 12.5, 11.3),
    Spell("example.com", "demo-domains", SEEN, 39.7, 38.2),
    Spell("example.net", "demo-domains", SEEN, 72.4, 68.8),
    *(Spell("198.51.100.22", "demo-slow", SLOW, 5.9 - each / 6, 5.8 - each / 6) for each in range(6)),
    # Who fell silent.
    Spell("", "demo-second", UnknownReason.TIMEOUT, 53.0, 52.7),
    Spell("", "demo-dead", UnknownReason.TIMEOUT, 41.0),
    Spell("", "demo-wildcard", UnknownReason.LIST_WILDCARD, 12.2),
    Spell("", "demo-refusing", UnknownReason.RESOLVER_BLOCKED, 3.1),
    Spell("", "demo-servfail", UnknownReason.SERVFAIL, 0.4),
)


class Muted(NamedTuple):
    """A mute; ``list`` None: all. Days before now; ``until`` below 0 lies ahead."""

    target: str
    list: str | None
    since: float
    until: float
    reason: str


_RELAYED = "this range sends through the relay of the provider"
MUTES = (
    Muted("198.51.100.21", "demo-honest", 86.0, 72.0, "moves to the new network in two weeks"),
    Muted("192.0.2.12", "demo-honest", 25.9, 12.0, "the account is closed, the list was asked"),
    *(Muted(f"203.0.113.{last}", "demo-honest", 30.0, -25.0, _RELAYED) for last in range(24, 28)),
)


class Requested(NamedTuple):
    """A removal that was asked for, days before now."""

    target: str
    list: str
    asked: float
    note: str | None = None


REQUESTS = (
    Requested("192.0.2.12", "demo-honest", 25.8, "account closed, form filled in"),
    Requested("192.0.2.10", "demo-honest", 1.6, "web form closed; ticket 4711"),
    Requested("example.com", "demo-domains", 0.3),
)


class RefusedMail(NamedTuple):
    """Mail that was refused: ``noon`` an hour at noon, a fifth of that at night. In days before now."""

    cause: str
    begin: float
    end: float
    noon: int


REFUSED = (
    RefusedMail("Demo Mailbox Provider refuses pool-a", 90.0, 0.0, 2),
    RefusedMail("Demo Mailbox Provider refuses pool-a", 61.0, 57.5, 40),
    RefusedMail("Demo Mailbox Provider refuses pool-a", 2.2, 0.0, 65),
    RefusedMail("a server that asks Demo Honest List refuses pool-a", 61.1, 57.9, 22),
    RefusedMail("a server that asks Demo Honest List refuses pool-a", 26.3, 21.7, 9),
    RefusedMail("a server that asks Demo Honest List refuses pool-a", 2.4, 0.0, 31),
    RefusedMail("a server that asks Demo Honest List refuses pool-b", 50.5, 46.0, 14),
    RefusedMail("a server that asks Demo Second List refuses newsletter", 12.4, 11.3, 18),
    RefusedMail("a server that asks Demo Second List refuses newsletter", 0.2, 0.0, 12),
)
