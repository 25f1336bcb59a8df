"""Reading a decoded JSON value that a stranger wrote: whatever the types are, nothing raises."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.dates import utc_time
from repcheck.bounces.smtp.codes import MAX_DIAGNOSTIC, join_reply, reply_code
from repcheck.patterns import compiled

Event = Mapping[str, object]

MAX_ITEMS = 10_000
"""Entries that are read of an array within one event, such as its recipients; the rest is left out."""

_NOTHING: Event = {}
_LONGEST = 4 * MAX_DIAGNOSTIC
_SMTP_CODE = compiled(r"[45][0-7]\d")
_NUMBER = compiled(r"\d{9,17}(?:\.\d{1,9})?")
_IN_DSN_FORM = compiled(r"\s{0,20}dns\s{0,20};\s{0,20}", re.IGNORECASE)


def part(event: Event, *path: str) -> Event:
    """The object at this path; an empty one where there is none or it is something else."""
    found: object = event
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else _NOTHING


def parts(event: Event, name: str) -> tuple[Event, ...]:
    """The objects of an array, at most 10,000; a single object counts as an array of one."""
    found = event.get(name)
    if isinstance(found, Mapping):
        return (found,)
    if not isinstance(found, list):
        return ()
    return tuple(item for item in found[:MAX_ITEMS] if isinstance(item, Mapping))


def texts(event: Event, name: str) -> tuple[str, ...]:
    """The texts of an array, at most 10,000; a single text counts as an array of one."""
    found = event.get(name)
    items: list[object] = found[:MAX_ITEMS] if isinstance(found, list) else [found]
    return tuple(words for item in items if (words := _as_text(item)))


def text(event: Event, *path: str) -> str:
    """The text or number at this path as text, bounded and valid Unicode; "" where there is none."""
    return _as_text(part(event, *path[:-1]).get(path[-1]))


def flag(event: Event, name: str) -> bool | None:
    """A boolean, also one written as 0, 1 or a word; None where there is none."""
    word = _as_text(event.get(name)).lower()
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(word)


def first(*values: str) -> str:
    """The first text that is not empty."""
    return next((value for value in values if value.strip()), "")


def host(value: str) -> str | None:
    """A host name or address ("dns; mx.example.net.") in lower case, or None."""
    name = _IN_DSN_FORM.sub("", value[:300], count=1).strip().lower().rstrip(".")
    return name if name and not re.search(r"[^\w.:-]", name) else None


def envelope(address: str) -> str | None:
    """The envelope sender that a service states; None where it is none."""
    return clean_address(address) if "@" in address else None


def reply_text(words: str, code: str = "") -> str:
    """A reply on one line, headed by its code where the service keeps that in a field of its own.

    Codes that SMTP does not have (498, 605) are a service's own and left out.
    """
    joined = join_reply(words)
    code = code.strip()
    if joined and _SMTP_CODE.fullmatch(code) and reply_code(joined) is None:
        return f"{code} {joined}"[:MAX_DIAGNOSTIC]
    return joined


def moment(value: object) -> str | None:
    """RFC 3339 UTC of a date as services write it: seconds or milliseconds since 1970, ISO 8601, RFC 5322.

    None where it cannot be read. A date without zone is taken as UTC.
    """
    words = _as_text(value).strip()[:100]
    if _NUMBER.fullmatch(words):
        return _of_epoch(float(words))
    try:
        found = datetime.fromisoformat(words)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return utc_time(words)
    return found.strftime("%Y-%m-%dT%H:%M:%SZ") if found.year >= 1970 else None


def name_of(*words: str) -> str | None:
    """The name of an event made of these words; None when the first, the service's own id, is empty."""
    return " ".join(word[:200] for word in words) if words[0].strip() else None


def _of_epoch(seconds: float) -> str | None:
    while seconds > 1e11:  # 1e11 s are the year 5138: milliseconds, or microseconds
        seconds /= 1000
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**20 else ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e18 else str(value)
    if not isinstance(value, str):
        return ""
    return value[:_LONGEST].encode("utf-8", "replace").decode()
