"""Dates of mails (RFC 5322 section 3.3) as RFC 3339 UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone
from importlib import import_module

from repcheck.patterns import compiled

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: A date as nearly all mails have it; what is spelled otherwise is left to the standard library.
_PLAIN = compiled(
    rf"(?:[A-Z][a-z]{{2}}, {{1,2}})?([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([12][0-9]{{3}})"
    r" ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-])([01][0-9])([0-5][0-9])(?: \([A-Z]{1,5}\))?"
)


def utc_time(value: str) -> str | None:
    """ "2026-11-16T09:00:05Z", or None when the date cannot be read. A date without zone is taken as UTC."""
    value = value.strip()
    if not value:
        return None
    plain = _PLAIN.fullmatch(value)
    try:
        moment = _moment(value[:200]) if plain is None else _moment_of(plain)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat(timespec="seconds")[:19] + "Z" if moment.year >= 1970 else None


def _moment_of(plain: re.Match[str]) -> datetime:
    day, month, year, hour, minute, second, sign, hours, minutes = plain.groups()
    local = datetime(
        int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second), tzinfo=UTC
    )
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return local - ahead if sign == "+" else local + ahead


def _moment(value: str) -> datetime:
    # As email.utils has it, whose import loads sockets and character sets.
    parsed = import_module("email._parseaddr").parsedate_tz(value)
    if parsed is None:
        raise ValueError(value)
    year, month, day, hour, minute, second, _, _, _, ahead = parsed
    zone = timezone(timedelta(seconds=ahead or 0))
    return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
