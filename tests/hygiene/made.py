"""Records made by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from repcheck.hygiene.own_mail import OwnMail
from repcheck.hygiene.review import Gathered
from repcheck.model.bounces import BounceRecord, Category

KAI = "kai@corp.example.net"
START = datetime(2026, 11, 1, 9, tzinfo=UTC)


def at(days: float) -> str:
    """So many days after the start."""
    return (START + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def bounce(
    category: Category = Category.UNDELIVERABLE,
    days: float | None = 0,
    recipient: str | None = KAI,
    **more: Any,
) -> BounceRecord:
    fields: dict[str, Any] = {
        "file": "a.eml",
        "index": 0,
        "kind": "bounce",
        "recipient": recipient,
        "category": category,
        "hard": category in (Category.NONEXISTENT, Category.INACTIVE),
        "sender_blocked": category is Category.BLOCKED,
        "time": None if days is None else at(days),
    }
    return BounceRecord(**{**fields, **more})


def gathered(*records: BounceRecord) -> Gathered:
    found = Gathered(OwnMail())
    found.add_all(records)
    return found


def delivered(days: float, recipient: str = KAI) -> BounceRecord:
    return bounce(Category.DELIVERED, days, recipient, kind="delivered", hard=False)


def autoreply(days: float, subject: str = "Out of office", recipient: str = KAI) -> BounceRecord:
    return bounce(Category.AUTO_REPLY, days, recipient, kind="autoreply", diagnostic=subject)


def feedback(days: float = 0, what: str = "abuse", recipient: str = KAI) -> BounceRecord:
    return bounce(
        Category.FEEDBACK, days, recipient, kind="feedback", diagnostic=f"Feedback-Type: {what}", hard=None
    )
