"""Which addresses to take off a list. Never one that failed for the sender's sake.

A refusal of the sender (block, policy, authentication, content, size, rate) says nothing of the
address, whatever its code. A delivery resets all that was held against an address before it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from repcheck.hygiene.rates import feedback_type
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.mail.hygiene import Action, Advice, Reason
from repcheck.model.mail.times import DAY, address_of, moment
from repcheck.words.explained import CONSTANT_CONTACT

#: Soft failures in a row, and the days within which more than these count although mail got through between.
SOFT_IN_A_ROW = 3
SOFT_DAYS = 30
#: A full mailbox is often emptied again, so it has more time: this many in a row, or full for this long.
FULL_IN_A_ROW = 5
FULL_DAYS = 30
_FULL_LEAST = 3
#: An "out of office" for this long is not a holiday; replies further apart belong to two absences.
AWAY_DAYS = 90
_AWAY_GAP = 45

_ABOUT_THE_SENDER = frozenset(
    {
        Category.BLOCKED,
        Category.POLICY,
        Category.AUTHENTICATION,
        Category.CONTENT,
        Category.TOO_LARGE,
        Category.RATE_LIMITED,
    }
)
_REDACTED = frozenset({"redacted", "removed", "hidden", "anonymous", "undisclosed", "recipient"})
_UNWANTED = frozenset({"abuse", "opt-out", "opt-out-list"})
#: RFC 3463 section 3.5: X.4.7 is "delivery time expired".
_EXPIRED = re.compile(
    r"retry timeout exceeded|(?:delivery|retry) time (?:has )?expired|message (?:has )?expired"
    r"|too long in (?:the )?queue|queue ?life ?time|maximum (?:queue|retry) (?:time|period)",
    re.IGNORECASE,
)
_RETIRED = re.compile(
    r"no longer (?:in use|used|monitored|active|valid|checked|works?\b|with\b|employed|available|here)"
    r"|not (?:in use|monitored) any ?more|has left (?:the |our )?(?:company|organi[sz]ation|firm|team)"
    r"|address (?:has )?changed|new e-?mail address"
    r"|(?:mailbox|address|account|inbox) (?:is )?(?:closed|retired)"
    r"|nicht mehr (?:in gebrauch|genutzt|aktiv|im unternehmen|erreichbar|gültig|gelesen)"
    r"|n'est plus (?:utilis|active|valide|relev)|a quitté (?:la société|l'entreprise)"
    r"|ya no (?:está|trabaja|se utiliza)|non (?:è )?più (?:attiv|in uso|utilizzat)"
    r"|niet (?:meer|langer) (?:in gebruik|actief|werkzaam)",
    re.IGNORECASE,
)

_Sign = Literal["dead", "soft", "given-up", "full", "unclear", "away", "retired", "complaint"]


class _Event(msgspec.Struct, frozen=True):
    """One record as far as it says something of its address; ``at`` is None when it is undated."""

    sign: _Sign
    at: int | None
    record: BounceRecord


def advice_of(records: Iterable[BounceRecord], delivered: Mapping[str, int]) -> tuple[Advice, ...]:
    """Addresses to remove or to look at; those to remove first, then by reason and address.

    Each record comes once. Undated ones count as older than all dated ones. ``delivered`` has
    the time (seconds of Unix time) of the last delivery to an address in lower case.
    """
    by_address: dict[str, list[_Event]] = {}
    for record in records:
        sign, address = _sign(record), address_of(record)
        if sign is not None and address is not None:
            event = _Event(sign, moment(record.time), record)
            by_address.setdefault(address.lower(), []).append(event)
    found = [
        advice
        for address, events in by_address.items()
        if (advice := _judged(events, delivered.get(address))) is not None
    ]
    return tuple(sorted(found, key=_rank))


def _sign(record: BounceRecord) -> _Sign | None:
    """What a record says of its address; None: nothing."""
    if record.backscatter or record.suppressed:
        return None
    if record.kind == "bounce":
        return _failure(record)
    if record.kind == "feedback":
        unwanted = feedback_type(record) in _UNWANTED and not _is_redacted(address_of(record))
        return "complaint" if unwanted else None
    if record.kind == "autoreply":
        return "retired" if _RETIRED.search(record.diagnostic) else "away"
    return None


def _is_redacted(address: str | None) -> bool:
    """Many reports hide who complained (RFC 6590): what stands there instead is nobody's address."""
    local = (address or "").rpartition("@")[0].lower()
    return (
        local in _REDACTED or not any(char.isalnum() for char in local) or len(set(local)) == 1 < len(local)
    )


def _failure(record: BounceRecord) -> _Sign | None:
    if record.sender_blocked or record.cited_lists or record.category in _ABOUT_THE_SENDER:
        return None
    if record.category in (Category.NONEXISTENT, Category.INACTIVE):
        # A temporary "user unknown" (450) is what some servers say on a bad day.
        return "soft" if record.hard is False else "dead"
    if record.category is Category.MAILBOX_FULL:
        return "full"
    if record.category is Category.UNDELIVERABLE:
        expired = (record.enhanced_status or "")[1:] == ".4.7" or _EXPIRED.search(record.diagnostic)
        return "given-up" if expired else "soft"
    return "unclear"


def _judged(events: list[_Event], delivered: int | None) -> Advice | None:
    events.sort(key=lambda event: (event.at is not None, event.at or 0))
    since = [event for event in events if delivered is None or (event.at or 0) >= delivered]
    found = _to_remove(since) or _to_consider(since, events)
    if found is None:
        return None
    action, reason, speaking = found
    return _advice(action, reason, speaking)


_Found = tuple[Action, Reason, Sequence[_Event]]


def _to_remove(since: Sequence[_Event]) -> _Found | None:
    """What the events since the last delivery say for sure."""
    dead = _of(since, "dead")
    if dead:
        inactive = dead[-1].record.category is Category.INACTIVE
        return "remove", "inactive" if inactive else "nonexistent", dead
    complaints = _of(since, "complaint")
    if complaints:
        return "remove", "complaint", complaints
    given_up = _of(since, "given-up")
    if given_up:
        return "remove", "given-up", _of(since, "given-up", "soft")
    soft = _of(since, "soft")
    if len(soft) >= SOFT_IN_A_ROW:
        return "remove", "soft", soft
    full = _of(since, "full")
    if len(full) >= FULL_IN_A_ROW or (len(full) >= _FULL_LEAST and _span(full) >= FULL_DAYS * DAY):
        return "remove", "mailbox-full", full
    return None


def _to_consider(since: Sequence[_Event], events: Sequence[_Event]) -> _Found | None:
    retired = _of(since, "retired")
    if retired:
        return "consider", "retired", retired
    away = _last_absence(_of(events, "away"))
    if _span(away) > AWAY_DAYS * DAY:
        return "consider", "away", away
    unclear = _of(since, "unclear")
    if len(unclear) >= SOFT_IN_A_ROW:
        return "consider", "unclear", unclear
    recent = _recent(_of(events, "soft"))
    if _of(since, "soft") and len(recent) > SOFT_IN_A_ROW:
        return "consider", "unsteady", recent
    return None


def _of(events: Sequence[_Event], *signs: _Sign) -> list[_Event]:
    return [event for event in events if event.sign in signs]


def _span(events: Sequence[_Event]) -> int:
    """Seconds from the first to the last dated event."""
    dated = [event.at for event in events if event.at is not None]
    return dated[-1] - dated[0] if dated else 0


def _recent(events: Sequence[_Event]) -> list[_Event]:
    """The last ones that lie within SOFT_DAYS."""
    end = events[-1].at if events else None
    if end is None:
        return []
    return [event for event in events if event.at is not None and end - event.at <= SOFT_DAYS * DAY]


def _last_absence(events: Sequence[_Event]) -> list[_Event]:
    """The last replies that follow each other closely enough to be of one absence."""
    absence: list[_Event] = []
    for event in events:
        if event.at is None:
            continue
        if absence and event.at - (absence[-1].at or 0) > _AWAY_GAP * DAY:
            absence = []
        absence.append(event)
    return absence


def _advice(action: Action, reason: Reason, speaking: Sequence[_Event]) -> Advice:
    last = speaking[-1].record
    dated = [event.record.time for event in speaking if event.at is not None]
    return Advice(
        address=address_of(last) or "",
        action=action,
        reason=reason,
        says=_says(reason, len(speaking)),
        category=last.category,
        constant_contact=CONSTANT_CONTACT.get(last.category),
        count=len(speaking),
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        reply=last.diagnostic,
    )


def _says(reason: Reason, count: int) -> str:
    times = "once" if count == 1 else f"{count:,} times"
    return {
        "nonexistent": "the mailbox or domain does not exist",
        "inactive": "the mailbox is disabled",
        "complaint": f"called your mail unwanted {times}",
        "given-up": "delivery was tried until it expired",
        "soft": f"failed {times} in a row",
        "mailbox-full": f"mailbox full {times} in a row",
        "retired": "an automatic reply says that the address is given up",
        "away": f"automatic replies for more than {AWAY_DAYS} days",
        "unsteady": f"failed {times} in {SOFT_DAYS} days, with deliveries between",
        "unclear": f"failed {times} in a row, and no reply says why",
    }[reason]


_ORDER: tuple[Reason, ...] = (
    "nonexistent", "inactive", "complaint", "given-up", "soft", "mailbox-full",
    "retired", "away", "unsteady", "unclear",
)  # fmt: skip


def _rank(advice: Advice) -> tuple[bool, int, str]:
    return advice.action != "remove", _ORDER.index(advice.reason), advice.address.lower()
