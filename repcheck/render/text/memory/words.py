"""Moments, and the words for mutes and requests wherever they are shown."""

from datetime import UTC, datetime

from repcheck.model.watch.outbox import Mute, Request
from repcheck.words.text import ago, span


def moment(at: datetime) -> str:
    """``2026-11-23 10:00 UTC``."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def muted_words(mute: Mute, now: datetime) -> str:
    """``muted, 12 days left: moving to another network``."""
    return f"muted, {span(mute.until - now)} left: {mute.reason}"


def asked_words(request: Request, usual: str | None, now: datetime) -> str:
    """``asked 2 days ago, usually about a day``: how long ago, and how long the list takes after asking."""
    words = f"asked {ago(now - request.asked)}"
    words += f", usually {usual}" if usual else ""
    return words + (f" ({request.note})" if request.note else "")


def where_muted(mute: Mute) -> str:
    """``192.0.2.10 on psbl`` or ``192.0.2.10 on all lists``."""
    return f"{mute.target} on {mute.list or 'all lists'}"
