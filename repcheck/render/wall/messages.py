"""The outbox: what waits, what was sent, what was given up and why."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from repcheck.model.watch.outbox import Mute, Outgoing, Request
from repcheck.model.watch.wall import AlertPage
from repcheck.render.html.parts import Fact, Mark
from repcheck.render.moments import moment
from repcheck.render.wall.links import VEIL, Anchor, alert_link, list_link, subject_shown, target_link
from repcheck.words.text import ago, count, span

_SENT, _WAITS, _GIVEN_UP = Mark("sent", "clean"), Mark("waits", "medium"), Mark("given up", "high")
#: How a message stands, by what a query calls it.
STATES = {"waiting": _WAITS, "sent": _SENT, "given-up": _GIVEN_UP}


class MessageRow(msgspec.Struct, frozen=True, kw_only=True):
    """One message."""

    mark: Mark
    subject: Anchor
    sink: str
    created: datetime
    tries: str
    error: str


class MessageView(msgspec.Struct, frozen=True, kw_only=True):
    """The values of ``alert.html.j2``."""

    title: str
    mark: Mark
    facts: tuple[Fact, ...]
    says: str


class MuteRow(msgspec.Struct, frozen=True, kw_only=True):
    """A mute that holds. ``list`` None: on all lists; ``list_id`` is what the form sends back."""

    target: Anchor
    name: str
    list: Anchor | None
    list_id: str
    until: datetime
    left: str
    reason: str


class RequestRow(msgspec.Struct, frozen=True, kw_only=True):
    """A list that was asked to remove a target."""

    target: Anchor
    list: Anchor
    asked: datetime
    ago: str
    usual: str
    note: str


def wanted_messages(outbox: Iterable[Outgoing], state: str, containing: str) -> list[Outgoing]:
    """The newest first, those that wait before all.

    ``state``       one of ``STATES``; any other word: all
    ``containing``  what the subject or the name of the way out contains
    """
    mark, words = STATES.get(state), containing.casefold()
    found = [
        one
        for one in outbox
        if (mark is None or _mark(one) is mark)
        and (words in one.subject.casefold() or words in one.sink.casefold())
    ]
    return sorted(found, key=lambda one: (_mark(one) is _WAITS, one.created), reverse=True)


def message_rows(messages: Iterable[Outgoing]) -> tuple[MessageRow, ...]:
    """As they come."""
    return tuple(
        MessageRow(
            mark=_mark(one),
            subject=alert_link(one.id, one.subject),
            sink=VEIL.name(one.sink),
            created=one.created,
            tries=count(one.attempts, "try", "tries"),
            error=VEIL.text(one.error),
        )
        for one in messages
    )


def message_view(found: AlertPage) -> MessageView:
    """All of the page."""
    one = found.message
    facts = [
        Fact("to", VEIL.name(one.sink)),
        Fact("made", moment(one.created)),
        Fact("tries", f"{one.attempts:,}"),
    ]
    if one.sent is not None:
        facts.append(Fact("sent", moment(one.sent)))
    elif one.given_up is not None:
        facts.append(Fact("given up", moment(one.given_up)))
    else:
        facts.append(Fact("next try", f"the first pass after {moment(one.due)}"))
    if one.error:
        facts.append(Fact("last answer", VEIL.text(one.error)))
    facts.append(Fact("idempotency key", VEIL.name(one.id)))
    title = subject_shown(one.subject) or "Message"
    says = f"{count(len(found.changes), 'change')}, as passes saw them"
    return MessageView(title=title, mark=_mark(one), facts=tuple(facts), says=says)


def _mark(one: Outgoing) -> Mark:
    if one.sent is not None:
        return _SENT
    return _WAITS if one.given_up is None else _GIVEN_UP


def mute_rows(mutes: Sequence[Mute], now: datetime) -> tuple[MuteRow, ...]:
    """Those that hold, the next to end first."""
    return tuple(
        MuteRow(
            target=target_link(one.target),
            name=one.target,
            list=None if one.list is None else list_link(one.list),
            list_id=one.list or "",
            until=one.until,
            left=span(one.until - now),
            reason=VEIL.text(one.reason),
        )
        for one in sorted(mutes, key=lambda one: (one.until, one.target, one.list or ""))
    )


def request_rows(requests: Sequence[Request], waits: dict[str, str], now: datetime) -> tuple[RequestRow, ...]:
    """The newest first."""
    return tuple(
        RequestRow(
            target=target_link(one.target),
            list=list_link(one.list),
            asked=one.asked,
            ago=ago(now - one.asked),
            usual=VEIL.text(waits.get(one.list)) or "not known",
            note=VEIL.text(one.note),
        )
        for one in sorted(requests, key=lambda one: one.asked, reverse=True)
    )
