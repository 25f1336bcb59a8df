"""Bounce and complaint rates, and what they are worth to receivers."""

from collections.abc import Callable, Sequence

from repcheck.model.bounces import BounceRecord
from repcheck.model.mail.hygiene import Mark, Rates, SentShare

#: Feedback types that are not complaints (RFC 5965 section 7.3, RFC 6591 section 3).
_NO_COMPLAINT = frozenset({"not-spam", "auth-failure"})


def rates_of(
    bounces: Sequence[BounceRecord], complaints: int, given: int | None, logged: int | None
) -> Rates:
    """Rates over failures that count (each once, none of them suppressed or somebody else's).

    ``given``   mails sent, as the user says; ``logged`` as a log says, used when nothing was given
    """
    sent = given if given is not None else logged
    untold = _untold(len(bounces), sent)
    usable = None if untold else sent
    blocked = sum(1 for record in bounces if record.sender_blocked is True)
    own = [record for record in bounces if record.sender_blocked is not True]
    hard = sum(1 for record in own if record.hard is True)
    soft = sum(1 for record in own if record.hard is False)
    return Rates(
        sent=sent,
        sent_from=None if sent is None else "log" if given is None else "given",
        untold=untold,
        bounced=_share(len(bounces), usable, _bounced_mark),
        hard=_share(hard, usable, _hard_mark),
        soft=_share(soft, usable),
        sender_blocked=_share(blocked, usable),
        unclear=_share(len(own) - hard - soft, usable),
        complaints=_share(complaints, usable, _complaint_mark),
    )


def is_complaint(record: BounceRecord) -> bool:
    """A feedback report that somebody wants no such mail; others say "not spam" or concern DKIM."""
    return record.kind == "feedback" and feedback_type(record) not in _NO_COMPLAINT


def feedback_type(record: BounceRecord) -> str:
    """The Feedback-Type of a report in lower case; "abuse" when it does not say."""
    name, _, value = record.diagnostic.partition(":")
    return value.strip().lower() if name.strip().lower() == "feedback-type" else "abuse"


def _untold(bounced: int, sent: int | None) -> str | None:
    if sent is None:
        return "how many mails were sent is not known; --sent N tells, and so does the log of the mail server"
    if sent < max(bounced, 1):
        return f"{sent:,} sent cannot be right with {bounced:,} bounced"
    return None


def _share(count: int, sent: int | None, mark: Callable[[int, int], Mark] | None = None) -> SentShare:
    if sent is None:
        return SentShare(count)
    return SentShare(count, round(count / sent, 6), None if mark is None else mark(count, sent))


# Whole numbers, so that a rate of exactly 2 % is on the side where it belongs.


def _bounced_mark(count: int, sent: int) -> Mark:
    """Under 2 % is good; above 5 % harms; above 10 % services suspend the sender."""
    if count * 100 > 10 * sent:
        return "suspended"
    if count * 100 > 5 * sent:
        return "harmful"
    return "watch" if count * 100 >= 2 * sent else "good"


def _hard_mark(count: int, sent: int) -> Mark:
    """The hard share should stay below 2 %."""
    return "harmful" if count * 100 >= 2 * sent else "good"


def _complaint_mark(count: int, sent: int) -> Mark:
    """Below 0.1 % is good; 0.3 % is where large receivers draw the line."""
    if count * 1000 >= 3 * sent:
        return "harmful"
    return "watch" if count * 1000 >= sent else "good"
