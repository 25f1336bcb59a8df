"""One plain sentence for each cause: no recipient is blamed for a block, no sender for its neighbours."""

from collections.abc import Callable

from repcheck.causes.claim import Claim
from repcheck.causes.subjects import shortened
from repcheck.model.catalog import Scope
from repcheck.model.causes import CauseKind, LiveState
from repcheck.words.text import count

_SCOPE_WORDS: dict[Scope, str] = {
    "network": "with its whole network, which says nothing about mail from this address itself",
    "range": "with the range round it, which says nothing about mail from this address itself",
    "dynamic": "as part of a range of dynamic addresses; the list does not accuse it of spam",
    "policy": "as part of a range that should not send mail directly; the list does not accuse it of spam",
}


def opening(messages: int, domains: int, delayed: int) -> str:
    """How much was lost: "3 messages to 2 domains were refused"."""
    verb = "put off" if delayed == messages else "refused or put off" if delayed else "refused"
    towards = f" to {count(domains, 'domain')}" if domains else ""
    return f"{count(messages, 'message')}{towards} {'was' if messages == 1 else 'were'} {verb}"


def sentence(claim: Claim, lost: str, shared: int, misread: bool, since: str | None = None) -> str:
    """The cause in one sentence.

    ``lost``     what ``opening`` says
    ``shared``   how many of the records cite other lists too and are counted there as well
    ``misread``  every reply quotes an error answer of the list as if it were a listing
    ``since``    time of the last of them, where what they complain of is over by now
    """
    who = shortened(claim.subject.value) if claim.subject is not None else "the sender"
    says = lost + _because(claim, who, misread)
    if since is not None:
        says += f": cleared since the last of them ({since})"
    if shared:
        verbs = ("cites", "is") if shared == 1 else ("cite", "are")
        says += f" ({shared} of them {verbs[0]} other lists too and {verbs[1]} counted there as well)"
    return says + "."


def _because(claim: Claim, who: str, misread: bool) -> str:
    if claim.dead:
        return _because_of_dead(claim, who)
    return _because_of_list(claim, who, misread) if claim.kind == "list" else _REASONS[claim.kind](claim, who)


def _because_of_list(claim: Claim, who: str, misread: bool) -> str:
    if claim.live_state is LiveState.INFERRED:
        return (
            f" by {claim.why} without naming a list; {who} is on {claim.label} now{_scope(claim)}, "
            f"a list that {claim.why} is known to use, so that is the likely reason"
        )
    if claim.live_state is LiveState.CONFIRMED:
        return f" because {who} is on {claim.label}; it is listed there now{_scope(claim)}"
    if misread:
        but = f", but {who} is not listed there now" if claim.live_state is LiveState.CLEARED else ""
        return (
            f" over {claim.label}{but}: the replies quote an error answer of that list, which the receiver "
            "takes for a listing"
        )
    if claim.live_state is LiveState.CLEARED:
        return f" because {who} was said to be on {claim.label}; it is not listed there now"
    if claim.list is not None and not claim.why:
        return (
            f" over {claim.label}, which the catalog does not know: most likely the receiver's own list, "
            "with nothing public to ask"
        )
    return f" over {claim.label}; whether {who} is listed there now could not be seen, because {claim.why}"


def _because_of_dead(claim: Claim, who: str) -> str:
    return (
        f" over {claim.label}, which no longer exists ({claim.why}): the receiver asks a dead list, "
        f"so {who} has nothing to get off from, and only the receiver can end it"
    )


def _scope(claim: Claim) -> str:
    return f", {_SCOPE_WORDS[claim.scope]}" if claim.scope in _SCOPE_WORDS else ""


def _because_of_provider(claim: Claim, who: str) -> str:
    if claim.live_state is LiveState.CONFIRMED:
        return f" by {claim.label}, which blocks {who} on its own account; it says so itself now"
    if claim.live_state is LiveState.CLEARED:
        return f" by {claim.label}, which blocked {who} on its own account; it says that it does not now"
    return f" by {claim.label}, which blocks {who} on its own account; no public list shows that"


def _because_of_reverse_name(claim: Claim, who: str) -> str:
    if claim.topic == "helo":
        return f" for the name given in HELO{_now(claim)}"
    if claim.topic != "records":
        return f" for a host name or DNS record of {who} other than its reverse name, which was not checked"
    return f" for the reverse DNS of {who}{_now(claim)}"


def _because_of_authentication(claim: Claim, who: str) -> str:
    if claim.topic == "dkim":
        seen = _now(claim) or "; no signature can be checked from here"
        return f" because the DKIM signature of {who} did not pass{seen}"
    if claim.topic == "other":
        return f" because {who} was not authenticated, for a reason other than SPF, DKIM or DMARC records"
    return f" because mail of {who} did not pass SPF, DKIM or DMARC{_now(claim)}"


def _now(claim: Claim) -> str:
    if not claim.why:
        return ""
    return f", and {claim.why}" if claim.live_state is LiveState.RECORD_FAULT else f"; {claim.why}"


def _by(claim: Claim) -> str:
    return f" by {claim.label}" if claim.label else ""


def _because_of_content(claim: Claim, _who: str) -> str:
    over = f", over {shortened(claim.subject.value)}" if claim.subject is not None else ""
    return f"{_by(claim)} for the content of the mail{over}; no list is named"


def _because_of_rate(claim: Claim, who: str) -> str:
    return f"{_by(claim)}, which limits {who} for now: too much, too fast, or a sender new to it"


def _because_of_policy(claim: Claim, who: str) -> str:
    return f"{_by(claim)} by a rule of the receiver on {who}; no list or reputation is named"


def _because_of_nothing(claim: Claim, _who: str) -> str:
    return f"{_by(claim)}, and the replies name no list or reason that can be checked"


#: Of all kinds but lists.
_REASONS: dict[CauseKind, Callable[[Claim, str], str]] = {
    "provider": _because_of_provider,
    "dns": _because_of_reverse_name,
    "authentication": _because_of_authentication,
    "content": _because_of_content,
    "rate": _because_of_rate,
    "policy": _because_of_policy,
    "unexplained": _because_of_nothing,
}


def brief_words(claim: Claim, misread: bool) -> str:
    """The cause in half a line, without its count: who blocks whom, and what is so now."""
    who = shortened(claim.subject.value) if claim.subject is not None else "the sender"
    if claim.dead:
        return f"the receiver still asks {claim.label}, a dead list; only the receiver can end that"
    return _brief_list(claim, who, misread) if claim.kind == "list" else _BRIEF[claim.kind](claim, who)


def _brief_list(claim: Claim, who: str, misread: bool) -> str:
    if claim.live_state is LiveState.INFERRED:
        return f"{claim.why} named no list; likely {claim.label}, which it uses and which lists {who}"
    if claim.live_state is LiveState.CONFIRMED:
        return f"{claim.label} lists {who}, and still does"
    if misread:
        return f"the receiver takes an error answer of {claim.label} for a listing of {who}"
    if claim.live_state is LiveState.CLEARED:
        return f"{claim.label} listed {who}; no longer: nothing to ask"
    if not claim.why:
        return f"{claim.label} lists {who}; most likely the receiver's own list; now: unknown"
    return f"{claim.label} listed {who}; now: unknown"


def _brief_provider(claim: Claim, who: str) -> str:
    if claim.live_state is LiveState.CONFIRMED:
        return f"{claim.label} blocks {who}, and still does"
    if claim.live_state is LiveState.CLEARED:
        return f"{claim.label} blocked {who}; no longer: nothing to ask"
    return f"{claim.label}'s own block of {who}; now: unknown"


def _brief_reverse_name(claim: Claim, who: str) -> str:
    if claim.topic == "helo":
        return f"the HELO name was refused; {claim.why}"
    if claim.live_state is LiveState.RECORD_FAULT:
        return f"reverse name of {who}: {claim.why}"
    return f"reverse name or host name of {who}" + (f"; {claim.why}" if claim.why else "")


def _brief_authentication(claim: Claim, who: str) -> str:
    if claim.fault in ("dkim", "alignment"):
        return f"DKIM or DMARC of {who} did not pass; {claim.why}"
    if claim.topic == "dkim":
        return f"the DKIM signature of {who} did not pass"
    if claim.topic == "other":
        return f"{who} was not authenticated"
    if claim.label and claim.fault == "spf":
        return f"SPF of {claim.label} does not allow {who}"
    if claim.label and claim.live_state is LiveState.CLEARED:
        return f"SPF of {claim.label} refused {who}; it passes now: nothing to do"
    return f"SPF, DKIM or DMARC of {who} did not pass" + (f"; {claim.why}" if claim.why else "")


def _brief_content(claim: Claim, _who: str) -> str:
    over = f": {shortened(claim.subject.value)}" if claim.subject is not None else ""
    return f"content of the mail{_by(claim)}{over}"


def _brief_rate(claim: Claim, who: str) -> str:
    return f"too much at once from {who}{_by(claim)}"


def _brief_policy(claim: Claim, who: str) -> str:
    return f"a rule of {claim.label or 'the receiver'} against {who}; no list is named"


def _brief_nothing(claim: Claim, _who: str) -> str:
    return f"refused{_by(claim)} without a reason that can be checked"


#: Of all kinds but lists.
_BRIEF: dict[CauseKind, Callable[[Claim, str], str]] = {
    "provider": _brief_provider,
    "dns": _brief_reverse_name,
    "authentication": _brief_authentication,
    "content": _brief_content,
    "rate": _brief_rate,
    "policy": _brief_policy,
    "unexplained": _brief_nothing,
}
