"""What the lists said: one observation for each (target, list) pair, one health for each list."""

from enum import StrEnum
from typing import Literal

import msgspec

from repcheck.model.dns import Outcome

#: How a list is asked: "wqs" and "https" are HTTPS, "file" a copy of the list.
Route = Literal["dns", "wqs", "https", "file"]


class Severity(StrEnum):
    """How much mail a listing costs, from the sublist and not from the zone alone."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for ``info`` up to 4 for ``critical``."""
        return _RANKS[self]


_RANKS = {
    Severity.INFO: 0,
    Severity.LOW: 1,
    Severity.MEDIUM: 2,
    Severity.HIGH: 3,
    Severity.CRITICAL: 4,
}


class State(StrEnum):
    """The three ways an observation can end."""

    LISTED = "listed"
    CLEAN = "clean"
    UNKNOWN = "unknown"


class UnknownReason(StrEnum):
    """Why an answer could not be had, or could not be believed."""

    TIMEOUT = "timeout"
    SERVFAIL = "servfail"
    REFUSED = "refused"
    RESOLVER_BLOCKED = "resolver_blocked"
    OVER_QUOTA = "over_quota"
    KEY_MISSING = "key_missing"
    KEY_INVALID = "key_invalid"
    LIST_DEAD = "list_dead"
    LIST_UNHEALTHY = "list_unhealthy"
    LIST_WILDCARD = "list_wildcard"
    UNEXPECTED_ANSWER = "unexpected_answer"
    BUDGET_SPENT = "budget_spent"
    #: not asked, as it would hold the run back and costs little mail
    DEFERRED = "deferred"
    NETWORK_DOWN = "network_down"
    #: a source has nothing about this: too little mail, or its day is not out yet
    NO_DATA = "no_data"
    #: the key is good, but this target is not the user's there, or not in his plan
    NOT_AUTHORISED = "not_authorised"
    #: a log-in or a link has run out, which only the user can renew
    AUTH_EXPIRED = "auth_expired"


#: Of pairs that were not meant to be asked, and so are in no coverage.
ASIDE = (UnknownReason.KEY_MISSING, UnknownReason.DEFERRED)


class SublistHit(msgspec.Struct, frozen=True, gc=False):
    """A sublist that an answer named, as the JSON shows it. ``why`` is why it has its severity."""

    id: str
    name: str
    meaning: str
    why: str | None = None


class Observation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One (target, list) answer with its evidence.

    ``state``     allow, score and informational lists (and sublists) never make it ``listed``: what they
                  say is in ``codes`` and ``sublists`` of a ``clean`` observation
    ``reason``    set if and only if ``state`` is ``unknown``
    ``outcome``   how the question itself ended; None when it was never asked
    ``codes``     the A records, sorted, those that mean nothing included
    ``severity``  the worst of the sublists; None unless listed
    ``route``     how the list was asked: "dns", "wqs" over HTTPS, or "file", a copy of it
    ``text``      the list's TXT text, untrusted and not cleaned; None when none was asked or came
    """

    list: str
    zone: str
    state: State
    reason: UnknownReason | None = None
    outcome: Outcome | None = None
    codes: tuple[str, ...] = ()
    sublists: tuple[SublistHit, ...] = ()
    severity: Severity | None = None
    route: Route = "dns"
    text: str | None = None
    ttl: int | None = None
    rtt_ms: float | None = None


class KindHealth(msgspec.Struct, frozen=True):
    """Why a list is not believed about one kind of target, "ipv4", "ipv6" or "domain"."""

    kind: str
    reason: UnknownReason
    saw: str


class ListHealth(msgspec.Struct, frozen=True, kw_only=True):
    """What a list's test points say in this very run.

    ``name``     the list for a person ("Spamhaus ZEN"); empty: only its id is known
    ``severity`` what a listing there costs at worst
    ``key``      the environment variable or file that its key comes from, never the key; None: it needs none
    ``register`` page where resolvers or keys are registered; None: there is none
    ``usable``   True: listings and absences of this list may be believed, about the kinds of targets that
                 are not ``unproved``
    ``reason``   set if and only if not usable
    ``saw``      what was seen, for a person: "127.0.0.2 is not listed"
    ``asked``    pairs of this list that were to be asked
    ``answered`` those of them that ended listed or clean
    ``route``    how it was asked, see Observation
    ``unproved`` of a usable list: the kinds among the targets that its test points do not prove
    """

    list: str
    zone: str
    name: str = ""
    severity: Severity = Severity.MEDIUM
    key: str | None = None
    register: str | None = None
    usable: bool
    reason: UnknownReason | None = None
    saw: str = ""
    asked: int = 0
    answered: int = 0
    unproved: tuple[KindHealth, ...] = ()
    route: Route = "dns"


def severity_of(seen: Observation) -> Severity:
    """That of a listing, which always has one."""
    return seen.severity or Severity.INFO
