"""Moments as the page shows them, always in UTC."""

from datetime import UTC, datetime, timedelta

#: A single run says nothing of what came after: lists change by the hour.
ONE_RUN_LASTS = timedelta(hours=24)


def moment(when: str | datetime) -> str:
    """``2026-11-22 10:00 UTC``; a text that is not a time stays as it is."""
    at = _read(when)
    return at.strftime("%Y-%m-%d %H:%M UTC") if at is not None else str(when)


def machine(at: datetime) -> str:
    """For programs: RFC 3339 UTC, whole seconds."""
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def later(when: str | datetime, by: timedelta) -> str:
    """The moment ``by`` after it; empty when it is not a time."""
    at = _read(when)
    return moment(at + by) if at is not None else ""


def _read(when: str | datetime) -> datetime | None:
    try:
        at = datetime.fromisoformat(when) if isinstance(when, str) else when
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
