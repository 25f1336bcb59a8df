"""Why an answer is unknown, and what to do about it."""

from repcheck.model.observations import UnknownReason

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
        "without saying so, or your resolver drops answers in 127.0.0.0/8 (DNS rebinding protection); try "
        "your own resolver or --direct"
    ),
    UnknownReason.LIST_WILDCARD: (
        "lists everything, even what must never be listed, so it lists nobody: leave it out with --lists"
    ),
    UnknownReason.UNEXPECTED_ANSWER: (
        "answers what no list answers; some resolvers rewrite answers: try another resolver or --direct"
    ),
    UnknownReason.BUDGET_SPENT: (
        "its daily limit of questions is used up: ask fewer targets or less often, get a key, or wait "
        "until it is free again"
    ),
    UnknownReason.NETWORK_DOWN: (
        "nothing at all answered, so no list is to blame: check your network and resolver, "
        "or name one with --resolver"
    ),
}


def remedy_of(reason: UnknownReason) -> str:
    """Why a list could not be asked or believed, and what to do about it, without the list's name."""
    return _REMEDIES[reason]
