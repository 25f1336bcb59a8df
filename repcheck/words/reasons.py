"""Why an answer is unknown, and what to do about it."""

import msgspec

from repcheck.model.observations import UnknownReason


class _ReasonWords(msgspec.Struct, frozen=True):
    """``why`` reads on after the list's name, ``because`` after "because"; ``remedy`` is an imperative.

    ``short``  why and remedy, in brief
    """

    why: str
    remedy: str
    short: str
    because: str


_REASONS = {
    UnknownReason.TIMEOUT: _ReasonWords(
        "did not answer in time",
        "ask again later; if it is silent only from here, try another resolver or --direct",
        "no answer in time; try later, or --direct",
        "it did not answer in time",
    ),
    UnknownReason.SERVFAIL: _ReasonWords(
        "has servers that fail: the resolver got no valid answer from them",
        "ask again later, or try --direct",
        "its servers fail; try later",
        "its name servers answered with a failure",
    ),
    UnknownReason.REFUSED: _ReasonWords(
        "refused the question: the name server does not answer you",
        "use a resolver that serves your network, or --direct",
        "refused; use your own resolver, or --direct",
        "it refused the question",
    ),
    UnknownReason.RESOLVER_BLOCKED: _ReasonWords(
        "refuses public or shared resolvers, and what asked it looks like one",
        "use your own resolver, --direct, or a key",
        "refuses shared resolvers: use your own, or a key",
        "it refuses the resolver that was used",
    ),
    UnknownReason.OVER_QUOTA: _ReasonWords(
        "says that too much is asked from here",
        "ask less often, wait until its limit resets, or get a key",
        "your limit there is used up; wait, or get a key",
        "its limit of questions is used up",
    ),
    UnknownReason.KEY_MISSING: _ReasonWords(
        "needs a key, which is not set",
        "register with the list, then set its key",
        "needs a key",
        "it needs a key, which is not set",
    ),
    UnknownReason.KEY_INVALID: _ReasonWords(
        "does not accept the key",
        "look for a typing mistake, or get a new key",
        "does not accept your key: check it, or get a new one",
        "it does not accept the key",
    ),
    UnknownReason.LIST_DEAD: _ReasonWords(
        "did not answer, while other lists did; it has shut down, or ignores you",
        "if that stays so, skip it with --lists",
        "no answer",
        "it did not answer at all",
    ),
    UnknownReason.LIST_UNHEALTHY: _ReasonWords(
        "fails its own test entries (RFC 5782), so its answers prove nothing: it may refuse you "
        "without saying so, or a resolver may drop answers in 127.0.0.0/8 (rebinding protection)",
        "try your own resolver or --direct",
        "fails its own test entries; try your own resolver",
        "it fails its own test points",
    ),
    UnknownReason.LIST_WILDCARD: _ReasonWords(
        "lists everything, even what must never be listed, so its answers prove nothing",
        "skip it with --lists",
        "lists everything, so it proves nothing",
        "it lists everything it is asked about",
    ),
    UnknownReason.UNEXPECTED_ANSWER: _ReasonWords(
        "answers what no list answers; some resolvers rewrite answers",
        "try another resolver or --direct",
        "odd answers; try another resolver, or --direct",
        "its answer means nothing that is known",
    ),
    UnknownReason.BUDGET_SPENT: _ReasonWords(
        "was not asked in full: its daily limit of questions is used up",
        "ask fewer targets or less often, get a key, or wait until the limit is free again",
        "its daily limit is used up; ask less, or wait",
        "its daily limit of questions is used up",
    ),
    UnknownReason.DEFERRED: _ReasonWords(
        "was not asked in full: it costs little mail, and wants to be asked slowly",
        "wait for it with --patience all",
        "slow and of little weight, so it was left out; --patience all waits",
        "the run did not wait for it",
    ),
    UnknownReason.NETWORK_DOWN: _ReasonWords(
        "could not be reached, like every other list, so no list is to blame",
        "check your network and resolver, or name a resolver with --resolver",
        "nothing answered; check your network and resolver",
        "the resolver or the network failed",
    ),
    UnknownReason.NO_DATA: _ReasonWords(
        "has no data about this: too little mail, or its day is not out yet",
        "ask again tomorrow; where little mail is sent it may never have any",
        "no data yet; ask again tomorrow",
        "it has no data about this",
    ),
    UnknownReason.NOT_AUTHORISED: _ReasonWords(
        "knows the key, but does not let it ask about this",
        "add the address or domain to your account there, or take a plan that allows it",
        "your account there does not allow it",
        "the account there does not allow it",
    ),
    UnknownReason.AUTH_EXPIRED: _ReasonWords(
        "no longer accepts the log-in: it has run out",
        "log in again",
        "your log-in there has run out: log in again",
        "the log-in has run out",
    ),
}


def why_words(reason: UnknownReason) -> str:
    """Why a list could not be asked or believed; reads on after its name."""
    return _REASONS[reason].why


def because_words(reason: UnknownReason) -> str:
    """The same as the clause behind "because"."""
    return _REASONS[reason].because


def act_on(reason: UnknownReason) -> str:
    """What to do about it alone, as an imperative."""
    return _REASONS[reason].remedy


def remedy_of(reason: UnknownReason, *, subject: str = "It") -> str:
    """Two sentences: why a list could not be asked or believed, and what to do about it.

    ``subject``  how the list is called in the first
    """
    words = _REASONS[reason]
    return f"{subject} {words.why}. {words.remedy[0].upper()}{words.remedy[1:]}."


def short_remedy(reason: UnknownReason, *, key: str | None = None, register: str | None = None) -> str:
    """The same on half a line.

    ``key``       where its key is looked for: "env:SPAMHAUS_DQS_KEY", "file:/path"; None: it has none
    ``register``  the page where keys are given out; None: unknown
    """
    if reason is not UnknownReason.KEY_MISSING or key is None:
        return _REASONS[reason].short
    kind, _, place = key.partition(":")
    put = f"set {place}" if kind == "env" else f"put it into {place}"
    return f"needs a key: {f'register at {register}, then ' if register else ''}{put}"
