"""Each reason for "unknown", in each of its forms, says what the place that gives it has seen."""

from repcheck.model.observations import UnknownReason
from repcheck.words.reasons import because_words, remedy_of, short_remedy, why_words
from tests.support.tables import each

#: What happened, as the place that gives the reason knows it: a word for each form that tells it.
SEEN = {
    UnknownReason.TIMEOUT: ("answer in time", "answer in time", "answer in time"),
    UnknownReason.SERVFAIL: ("servers that fail", "failure", "servers fail"),
    UnknownReason.REFUSED: ("refused the question", "refused the question", "refused"),
    UnknownReason.RESOLVER_BLOCKED: ("resolvers", "refuses the resolver", "refuses shared resolvers"),
    UnknownReason.OVER_QUOTA: ("too much is asked", "limit", "limit"),
    UnknownReason.KEY_MISSING: ("is not set", "is not set", "needs a key"),
    UnknownReason.KEY_INVALID: ("not accept the key", "not accept the key", "not accept your key"),
    UnknownReason.LIST_DEAD: ("did not answer, while other lists did", "not answer at all", "no answer"),
    UnknownReason.LIST_UNHEALTHY: ("own test entries", "own test points", "own test entries"),
    UnknownReason.LIST_WILDCARD: ("lists everything", "lists everything", "lists everything"),
    UnknownReason.UNEXPECTED_ANSWER: ("answers what no list answers", "means nothing", "odd answers"),
    UnknownReason.BUDGET_SPENT: ("daily limit", "daily limit", "daily limit"),
    UnknownReason.DEFERRED: ("asked slowly", "did not wait", "left out"),
    UnknownReason.NETWORK_DOWN: ("like every other list", "network", "nothing answered"),
    UnknownReason.NO_DATA: ("no data", "no data", "no data"),
    UnknownReason.NOT_AUTHORISED: ("does not let it ask", "does not allow", "does not allow"),
    UnknownReason.AUTH_EXPIRED: ("has run out", "has run out", "has run out"),
}
#: What is done about it: a word of the remedy.
DONE = {
    UnknownReason.TIMEOUT: "later",
    UnknownReason.SERVFAIL: "later",
    UnknownReason.REFUSED: "resolver",
    UnknownReason.RESOLVER_BLOCKED: "own resolver",
    UnknownReason.OVER_QUOTA: "less often",
    UnknownReason.KEY_MISSING: "set its key",
    UnknownReason.KEY_INVALID: "new key",
    UnknownReason.LIST_DEAD: "--lists",
    UnknownReason.LIST_UNHEALTHY: "own resolver",
    UnknownReason.LIST_WILDCARD: "--lists",
    UnknownReason.UNEXPECTED_ANSWER: "another resolver",
    UnknownReason.BUDGET_SPENT: "fewer targets",
    UnknownReason.DEFERRED: "--patience all",
    UnknownReason.NETWORK_DOWN: "your network",
    UnknownReason.NO_DATA: "tomorrow",
    UnknownReason.NOT_AUTHORISED: "your account",
    UnknownReason.AUTH_EXPIRED: "log in again",
}


@each("reason", UnknownReason)
def test_each_form_says_what_was_seen(reason: UnknownReason) -> None:
    why, because, short = SEEN[reason]
    assert why in why_words(reason)
    assert because in because_words(reason)
    assert short in short_remedy(reason)


@each("reason", UnknownReason)
def test_the_remedy_is_one_for_this_reason(reason: UnknownReason) -> None:
    assert DONE[reason].lower() in remedy_of(reason).removeprefix(f"It {why_words(reason)}. ").lower()


@each("reason", UnknownReason)
def test_no_reason_is_mended_by_a_longer_run(reason: UnknownReason) -> None:
    assert "--timeout" not in remedy_of(reason) + short_remedy(reason)


@each("reason", UnknownReason)
def test_no_reason_claims_that_a_silent_list_is_clean_or_dead(reason: UnknownReason) -> None:
    told = " ".join((remedy_of(reason), because_words(reason), short_remedy(reason)))
    assert "clean" not in told
    assert "is dead" not in told


@each("reason", UnknownReason)
def test_each_form_reads_on_where_it_stands(reason: UnknownReason) -> None:
    assert because_words(reason).split()[0] in ("it", "its", "the")
    assert why_words(reason)[0].islower()
