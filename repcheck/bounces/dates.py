"""Dates of mails (RFC 5322 section 3.3) as RFC 3339 UTC."""

from datetime import UTC


def utc_time(value: str) -> str | None:
    """ "2026-11-16T09:00:05Z", or None when the date cannot be read. A date without zone is taken as UTC."""
    if not value.strip():
        return None
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value[:200])
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= 1970 else None
