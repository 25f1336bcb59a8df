"""When a message is tried again, and when trying ends. Pure."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

import msgspec

from repcheck.model.watch.alerts import Delivery
from repcheck.model.watch.outbox import Outgoing

#: After the first try, the second, ...; beyond the last the last counts.
_WAITS = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
)
#: A message older than that helps nobody: what is open still stands in the next one.
_AT_MOST = timedelta(days=3)
#: A way out that fails for this long is reported through the others.
FAILING_AFTER = timedelta(days=1)
#: Messages up to this age show whether a way out fails.
LOOKED_AT = timedelta(days=30)
_SUPERSEDED = "a newer one went in its place"
#: Of a message whose way out was taken out of the configuration.
UNWANTED = "no longer configured"
#: The time in which those who look are reminded of what was given up.
LOST_FOR = timedelta(days=7)


def claimed(message: Outgoing) -> Outgoing:
    """The message as it is stored before a try, so that a try which never ended has been counted."""
    return msgspec.structs.replace(message, attempts=message.attempts + 1)


def after_try(message: Outgoing, delivery: Delivery, now: datetime) -> Outgoing:
    """The message after a try that ``claimed`` has counted.

    A sink that says when to come again is obeyed; one that says never is not asked again, nor one
    whose trouble lasts longer than three days.
    """
    if delivery.taken:
        return msgspec.structs.replace(message, sent=now, error=None)
    wait = _WAITS[min(max(message.attempts, 1), len(_WAITS)) - 1]
    if delivery.retry_after is not None:
        wait = max(wait, timedelta(seconds=delivery.retry_after))
    failed = msgspec.structs.replace(message, error=delivery.said or "failed", due=now + wait)
    if delivery.permanent or now - message.created >= _AT_MOST:
        return msgspec.structs.replace(failed, given_up=now)
    return failed


def superseded(message: Outgoing, now: datetime) -> Outgoing:
    """The message, in whose place a newer one goes out; what its tries met is kept."""
    met = f": {message.error}" if message.error else ""
    return msgspec.structs.replace(message, given_up=now, error=_SUPERSEDED + met)


def waits(message: Outgoing) -> bool:
    """Whether it is still to be sent."""
    return message.sent is None and message.given_up is None


def was_lost(message: Outgoing, now: datetime) -> bool:
    """Whether trying ended within the last ``LOST_FOR``, and what it says reached nobody by this way out."""
    ended, error = message.given_up, message.error or ""
    told_otherwise = error.startswith(_SUPERSEDED) or error == UNWANTED
    return ended is not None and now - ended < LOST_FOR and not told_otherwise


def failing(messages: Iterable[Outgoing], sinks: Collection[str], now: datetime) -> dict[str, Outgoing]:
    """Ways out that have taken nothing for a day, or have refused for good, by the message that tells it.

    A message that was taken later shows that the trouble is over. ``messages`` in any state; only what
    was tried, and goes to one of ``sinks``, tells anything.
    """
    found: dict[str, Outgoing] = {}
    for message in sorted(messages, key=lambda one: (one.created, one.id)):
        if message.sent is not None:
            found.pop(message.sink, None)
        elif message.sink in sinks and message.attempts and message.error is not None:
            refused = message.given_up is not None and not message.error.startswith(_SUPERSEDED)
            if refused or now - message.created >= FAILING_AFTER:
                found.setdefault(message.sink, message)
    return found
