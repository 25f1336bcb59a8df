"""Plain words for the closed sets of the model, and the remedy for each unknown reason."""

from repcheck.model.bounces import Category
from repcheck.model.catalog import Who
from repcheck.model.causes import LiveState
from repcheck.model.observations import UnknownReason
from repcheck.model.records import PartName, PartState, ReverseName

_REMEDIES = {
    UnknownReason.TIMEOUT: (
        "did not answer in time: ask again later; if it is silent only from here, "
        "try another resolver or --direct"
    ),
    UnknownReason.SERVFAIL: (
        "the resolver got no valid answer from the list's servers: ask again later, or try --direct"
    ),
    UnknownReason.REFUSED: (
        "the name server refuses to answer you: use a resolver that serves your network, or --direct"
    ),
    UnknownReason.RESOLVER_BLOCKED: (
        "refuses public or shared resolvers, and yours looks like one: "
        "use your own resolver, --direct, or a key"
    ),
    UnknownReason.OVER_QUOTA: (
        "says that too much is asked from here: ask less often, wait until its limit resets, or get a key"
    ),
    UnknownReason.KEY_MISSING: (
        "is asked with a key, and none is set: register with the list, then put the key where the catalog "
        "says (environment variable or file)"
    ),
    UnknownReason.KEY_INVALID: "does not accept the key: look for a typing mistake, or get a new one",
    UnknownReason.LIST_DEAD: (
        "did not answer at all, while others did: it is gone, or does not speak to your resolver; "
        "if that stays so, leave it out with --lists"
    ),
    UnknownReason.LIST_UNHEALTHY: (
        "fails its own test entries (RFC 5782), so its silence proves nothing: it may refuse your resolver "
        "without saying so; try your own resolver or --direct"
    ),
    UnknownReason.LIST_WILDCARD: (
        "lists everything, even what must never be listed, so it lists nobody: leave it out with --lists"
    ),
    UnknownReason.UNEXPECTED_ANSWER: (
        "answers what no list answers; some resolvers rewrite answers: try another resolver or --direct"
    ),
    UnknownReason.BUDGET_SPENT: (
        "the run ended before it was asked or answered: raise --timeout, or ask fewer targets or lists"
    ),
    UnknownReason.NETWORK_DOWN: (
        "nothing at all answered, so no list is to blame: check your network and resolver, "
        "or name one with --resolver"
    ),
}

_LIVE_STATES = {
    LiveState.CONFIRMED: "named in the bounces, and listed there right now",
    LiveState.CLEARED: "named in the bounces, but not listed there any more",
    LiveState.NEVER_VISIBLE: "named in the bounces, but that list cannot be asked from here: unknown",
    LiveState.PRIVATE: "the receiver's own list, which nobody outside can look into: unknown",
    LiveState.INFERRED: "no list named; a listing was found that this receiver is known to use",
    LiveState.RECORD_FAULT: "no list named; a fault in your DNS records explains it",
    LiveState.UNEXPLAINED: "no list named, and nothing found that explains it",
}

_REVERSE_NAMES = {
    ReverseName.CONFIRMED: "has a name that leads back to it",
    ReverseName.NO_PTR: "has no name (no PTR record)",
    ReverseName.NAME_MISSING: "has a name that does not exist",
    ReverseName.OTHER_ADDRESS: "has a name that leads to another address",
    ReverseName.UNKNOWN: "could not be looked up, so its name is unknown",
}

_CATEGORIES = {
    Category.NONEXISTENT: "no such mailbox or domain",
    Category.INACTIVE: "mailbox disabled",
    Category.MAILBOX_FULL: "mailbox full",
    Category.UNDELIVERABLE: "could not be delivered",
    Category.BLOCKED: "sender blocked",
    Category.POLICY: "against the receiver's rules",
    Category.AUTHENTICATION: "SPF, DKIM or DMARC failed",
    Category.CONTENT: "content refused",
    Category.TOO_LARGE: "message too large",
    Category.RATE_LIMITED: "too many at once",
    Category.OTHER: "other reasons",
    Category.DELAYED: "delayed, not yet failed",
    Category.DELIVERED: "delivered",
    Category.AUTO_REPLY: "automatic replies",
    Category.CHALLENGE: "challenges to the sender",
    Category.FEEDBACK: "complaints (feedback reports)",
}

_ACTORS: dict[Who, str] = {
    "you": "you",
    "network_owner": "the owner of the network",
    "receiver": "the receiver",
}


_PARTS: dict[PartName, str] = {
    "lists": "lists",
    "mx": "MX",
    "spf": "SPF",
    "ptr": "reverse names",
    "dmarc": "DMARC",
    "dkim": "DKIM",
    "mta_sts": "MTA-STS",
    "tls_rpt": "TLS-RPT",
    "bimi": "BIMI",
    "dnssec": "DNSSEC",
}
_PART_STATES = {
    PartState.OK: "ok",
    PartState.FAULTY: "faulty",
    PartState.ABSENT: "none",
    PartState.UNKNOWN: "unknown",
    PartState.NOT_ASKED: "-",
}


def part_words(part: PartName) -> str:
    """A part of a domain's mail records as people write it."""
    return _PARTS[part]


def part_state_words(state: PartState) -> str:
    """How such a part is, in one word."""
    return _PART_STATES[state]


def remedy_of(reason: UnknownReason) -> str:
    """Why a list could not be asked or believed, and what to do about it, without the list's name."""
    return _REMEDIES[reason]


def live_state_words(state: LiveState) -> str:
    """What the lists and records say now of a cause."""
    return _LIVE_STATES[state]


def reverse_name_words(status: ReverseName) -> str:
    """What the reverse name of an address is worth; reads on after the address."""
    return _REVERSE_NAMES[status]


def category_words(category: Category) -> str:
    """A category of bounce records as a person would say it."""
    return _CATEGORIES[category]


def actor_words(who: Who) -> str:
    """Who has to act."""
    return _ACTORS[who]


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 list``, ``12 lists``, ``3,096 answers``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
