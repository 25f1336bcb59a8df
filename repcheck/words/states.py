"""How things are, in words: states, categories, parts of a domain's records, and who has to act."""

from repcheck.model.bounces import Category
from repcheck.model.catalog import Who
from repcheck.model.causes import LiveState
from repcheck.model.records import PartName, PartState

#: How an answer begins that too little was known for.
UNDECIDED = "Could not decide"

_LIVE_STATES = {
    LiveState.CONFIRMED: "named in the bounces, and listed there right now",
    LiveState.CLEARED: "named in the bounces, but not listed there any more",
    LiveState.NEVER_VISIBLE: "named in the bounces; whether it is listed now could not be seen: unknown",
    LiveState.PRIVATE: "unknown: the receiver's own list cannot be looked up",
    LiveState.INFERRED: "no list named; a listing was found that this receiver is known to use",
    LiveState.RECORD_FAULT: "no list named; a fault in your DNS records explains it",
    LiveState.UNEXPLAINED: "the reply gives no reason that can be checked",
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
    PartState.WEAK: "weak",
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


def live_state_words(state: LiveState) -> str:
    """What the lists and records say now of a cause."""
    return _LIVE_STATES[state]


def category_words(category: Category) -> str:
    """A category of bounce records as a person would say it."""
    return _CATEGORIES[category]


def actor_words(who: Who) -> str:
    """Who has to act."""
    return _ACTORS[who]


#: Where nothing else is to be done.
NOTHING_TO_DO = "Nothing has to be done: few receivers refuse mail by this alone."
